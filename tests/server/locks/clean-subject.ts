import { and, eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { z } from 'zod'
import type { AuditDraft } from '../../../server/audit/audit-draft.ts'
import { unitOfWork } from '../../../server/audit/unit-of-work.ts'
import { systemActor } from '../../../server/http/actor.ts'
import type { LockKind, LockLevel } from '../../../shared/locks/meaning.ts'
import { seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, type Browser, type Reply, type TestServer } from '../support/test-server.ts'

const fileSchema = z.object({
  records: z.array(z.object({ id: z.string(), version: z.number() })),
})

/** Verifies every record of a subject and signs the subject, as close-out asks for. */
export async function settle(
  server: TestServer,
  study: SeededStudy,
  subjid: string,
): Promise<void> {
  const path = `${study.path}/subjects/${subjid}`
  const { records } = fileSchema.parse((await study.monitor.get(path)).body)
  for (const { id, version } of records) {
    await study.monitor.post(
      `${path}/records/${id}/verification`,
      { parts: [{ item: '', groupRow: '' }] },
      { 'If-Match': `"${version}"` },
    )
  }
  await sign(server, study, subjid)
}

/** A signature that stands on all of a subject. */
export async function sign(
  { store }: TestServer,
  study: SeededStudy,
  subjid: string,
  state: 'valid' | 'broken' = 'valid',
): Promise<void> {
  const { signature, subject, account, study: studies } = store.t
  const [{ id: studyId } = { id: '' }] = await store.read
    .select()
    .from(studies)
    .where(eq(studies.studyKey, study.key))
  const subjects = await store.read.select().from(subject).where(eq(subject.subjid, subjid))
  const [person] = await store.read.select().from(account)
  await store.write((tx) =>
    tx.insert(signature).values({
      id: store.newId(),
      studyId,
      subjectId: subjects.find((row) => row.studyId === studyId)?.id ?? '',
      scope: 'subject',
      meaning: 'approval',
      signerId: person?.id ?? '',
      signerName: 'Dr Test',
      signerRole: 'investigator',
      signedAt: store.now(),
      content: '{}',
      contentHash: 'x'.repeat(64),
      state,
      ...(state === 'valid' ? {} : { brokenAt: store.now(), brokenSeq: 1 }),
    }),
  )
}

/** A screened subject at `S1` with nothing open. */
export async function seedSettled(
  server: TestServer,
  study: SeededStudy,
  subjid: string,
): Promise<string> {
  const path = await seedSubject(study, subjid)
  await settle(server, study, subjid)
  return path
}

export function dataManager(server: TestServer, study: SeededStudy): Promise<Browser> {
  return signedIn(server, [{ role: 'data-manager', study: study.key }])
}

export interface Hold {
  readonly kind: LockKind
  readonly level: LockLevel
  readonly subjid?: string
  readonly visit?: string | null
  readonly form?: string
  readonly site?: string
}

/** Freezes or locks a place. */
export function hold(who: Browser, study: SeededStudy, of: Hold): Promise<Reply> {
  const { kind, level, subjid, visit, form, site } = of
  const base = subjid === undefined ? study.path : `${study.path}/subjects/${subjid}`
  const address = `${base}/${kind === 'lock' ? 'locks' : 'freezes'}`
  return who.post(address, { level, visit, form, site, reason: 'the data are final' })
}

/** The same, done. Gives the address of its release. */
export async function held(who: Browser, study: SeededStudy, of: Hold): Promise<string> {
  const reply = await hold(who, study, of)
  expect(reply.status, JSON.stringify(reply.body)).toBe(201)
  const { id } = z.object({ id: z.string() }).parse(reply.body)
  const base = of.subjid === undefined ? study.path : `${study.path}/subjects/${of.subjid}`
  return `${base}/locks/${id}/release`
}

/** Locks a subject although things are open there: to look at what its lock alone refuses. */
export async function lockAsIs(
  { store }: TestServer,
  study: SeededStudy,
  subjid: string,
): Promise<void> {
  const { subject, account, study: studies, dataLock } = store.t
  const [found] = await store.read
    .select({ studyId: studies.id, siteId: subject.siteId, subjectId: subject.id })
    .from(subject)
    .innerJoin(studies, eq(studies.id, subject.studyId))
    .where(and(eq(studies.studyKey, study.key), eq(subject.subjid, subjid)))
  const [person] = await store.read.select().from(account)
  if (found === undefined || person === undefined) throw new Error('There is nothing to lock.')
  const actor = systemActor({ part: 'test', studyId: found.studyId })
  const id = store.newId()
  await unitOfWork(store, actor, async (tx, { at }) => {
    await tx.insert(dataLock).values({
      ...{ id, ...found, level: 'subject', kind: 'lock', setBy: person.id, setAt: at },
    })
    const draft = { act: 'lock.set', entity: 'dataLock', entityId: id, before: null, after: {} }
    return { result: null, audit: [{ ...draft, ...found } as AuditDraft] }
  })
}
