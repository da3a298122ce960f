import { and, eq, min } from 'drizzle-orm'
import type { ReadQueries, Store, Tx } from '../../db/store.ts'
import { redactionsSoFar, type RedactedText, type Withdrawn } from '../audit-trail/service.ts'
import { ProblemError } from '../http/problem-error.ts'
import { doneIn, isHeldByOthers, removeResult, takeBackIn, type JobRow } from '../jobs/service.ts'
import { PACKAGE, RUN_KINDS, runInput, runResult } from './run-input.ts'

/** Nothing that may hold a redacted text is handed out. */
export function textRedacted(): ProblemError {
  return new ProblemError({ type: 'urn:problem:text-redacted', status: 409 })
}

/**
 * Takes back every prepared package and list of problems that may hold a text which is being redacted:
 * those of a state in which its subject was known already, at sites that hold it. Each leaves an entry.
 */
export async function withdrawRuns(
  { store, folder }: { readonly store: Store; readonly folder: string },
  tx: Tx,
  text: RedactedText,
): Promise<Withdrawn> {
  const { problem } = textRedacted()
  const known = await knownSince(tx, store.t, text)
  const done = await doneIn(tx, store.t, { studyId: text.studyId, kinds: RUN_KINDS })
  const holding = done.filter((row) => mayHold(row, text, known))
  const ids = holding.map(({ id }) => id)
  await takeBackIn(tx, store.t, { ids, at: text.at, problem })
  return {
    audit: holding.map((row) => ({
      ...{ act: 'package.withdraw', entity: 'job', entityId: row.id, before: null },
      after: { kind: row.kind, ...fileOf(row), redacted: text.seq },
    })),
    async removeFiles() {
      for (const row of holding) {
        const file = runResult(row)?.file
        if (file === undefined || (await isHeldByOthers(store, file))) continue
        await removeResult(folder, file)
      }
    },
  }
}

/** The first entry of the subject that the text is of; of the entity where it is of no subject. */
async function knownSince(
  queries: ReadQueries,
  { auditEntry }: Store['t'],
  { studyId, subjectId, entityId }: RedactedText,
): Promise<number> {
  const own =
    subjectId === null ? eq(auditEntry.entityId, entityId) : eq(auditEntry.subjectId, subjectId)
  const [row] = await queries
    .select({ seq: min(auditEntry.seq) })
    .from(auditEntry)
    .where(and(eq(auditEntry.chain, studyId), own))
  return row?.seq ?? 0
}

function mayHold(row: JobRow, { siteId }: RedactedText, known: number): boolean {
  const { sites } = runInput(row)
  const isSeen = siteId === null || sites.kind === 'all' || sites.ids.includes(siteId)
  const result = runResult(row)
  return isSeen && result !== null && result.data.seq >= known
}

function fileOf(row: JobRow): object {
  const result = row.kind === PACKAGE ? runResult(row) : null
  return result === null ? {} : { package: { name: result.name, ...result.file } }
}

/**
 * Notes what is redacted when a run begins. What is given throws the problem where a text was redacted
 * since: the run may have read it before. Asked in the transaction that keeps the result.
 */
export async function nothingRedacted(
  store: Store,
  studyId: string,
): Promise<(tx: Tx) => Promise<void>> {
  const before = await redactionsSoFar(store, store.read, studyId)
  return async (tx) => {
    if ((await redactionsSoFar(store, tx, studyId)) !== before) throw textRedacted()
  }
}
