import { setImmediate } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { recordDraft } from '../../../server/audit/audit-draft.ts'
import { unitOfWork } from '../../../server/audit/unit-of-work.ts'
import { openStore } from '../../../server/open-store.ts'
import { COORDINATOR } from '../../db/seed.ts'

/**
 * Corrects the terms of adverse events, one after the other, as fast as they are taken, until it is stopped;
 * says then how many had been saved when it began to be of use, and how many in all.
 */
export async function peopleWhoSave(dataDir: string) {
  const store = await openStore({ dataDir })
  const { record, subject } = store.t
  const events = await store.read
    .select({ id: record.id, siteId: subject.siteId, studyId: subject.studyId })
    .from(record)
    .innerJoin(subject, eq(subject.id, record.subjectId))
    .where(eq(record.form, 'adverse-events'))
  const end = new AbortController()
  const hasEnded = () => end.signal.aborted
  let saved = 0
  const correct = ({ id, siteId, studyId }: (typeof events)[number]) =>
    unitOfWork(store, { ...COORDINATOR, siteId, studyId }, async (tx) => {
      const before = await tx.hot.record(id)
      if (before === null) throw new Error('The record is gone.')
      const { items, rows } = JSON.parse(before.values) as { items: object; rows: unknown[] }
      const changed = { ...items, AETERM: `Corrected ${saved}` }
      const change = { ...before, values: JSON.stringify({ items: changed, rows }) }
      await tx.hot.updateRecord(change)
      const after = { ...change, version: before.version + 1 }
      const reason = 'as the source says'
      const draft = recordDraft({ act: 'record.amend', before, after, siteId, reason })
      return { result: undefined, audit: [draft] }
    })
  const saving = (async () => {
    while (!hasEnded()) {
      for (const event of events) {
        if (hasEnded()) break
        await correct(event)
        saved += 1
        await setImmediate()
      }
    }
  })()
  await expect.poll(() => saved).toBeGreaterThan(0)
  const before = saved
  return {
    async stop() {
      end.abort()
      await saving
      await store.close()
      return { before, saved }
    },
  }
}
