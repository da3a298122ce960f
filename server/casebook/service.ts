import { eq } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { TakenCasebook } from '../../shared/api/routes/casebook.ts'
import { canonicalJson } from '../../shared/kernel/canonical-json.ts'
import type { Actor } from '../audit/actor.ts'
import { sha256 } from '../audit/hash.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { createDefinitions } from '../studies/service.ts'
import {
  readCasebook,
  type CasebookContent,
  type CasebookPlace,
  type CasebookServices,
} from './read-casebook.ts'

export { bookPieces, booksOf } from './book-files.ts'
export { paperPieces } from './paper-pieces.ts'
export { readCasebook, type CasebookContent, type CasebookServices } from './read-casebook.ts'

/**
 * The casebook of a subject as it stands at one moment. The audit entry that says who took it, how
 * many records and with which hash, is on disk before the copy is handed out. @source EX-01, EX-04
 */
export async function takeCasebook(
  { store, families }: CasebookServices,
  actor: Actor,
  place: CasebookPlace,
): Promise<TakenCasebook> {
  const { content, seq } = await store.snapshot(async (queries) => {
    const held = heldStill(store, queries)
    const services = { store: held, definitions: createDefinitions(held), families }
    return {
      content: await readCasebook(services, place),
      seq: await lastSeq(store, queries, place.studyId),
    }
  })
  const hash = sha256(canonicalJson(content))
  const takenAt = await recordTaken(store, actor, { place, content, seq, hash })
  const takenBy = await displayName(store, actor)
  return { takenAt, takenBy, seq, sha256: hash, ...content }
}

/** The same store with every read on one committed state. */
export function heldStill(store: Store, queries: ReadQueries): Store {
  const held: Store = {
    ...store,
    read: queries,
    snapshot: (fn) => fn(queries),
    forHeavyReads: () => Promise.resolve(held),
    // Nothing of one state ever changes.
    changeMarks: () => Promise.resolve({ access: 0, definitions: 0 }),
  }
  return held
}

async function lastSeq(
  { t: { chainHead } }: Store,
  queries: ReadQueries,
  chain: string,
): Promise<number> {
  const [row] = await queries
    .select({ seq: chainHead.seq })
    .from(chainHead)
    .where(eq(chainHead.chain, chain))
  return row?.seq ?? 0
}

interface Taken {
  readonly place: CasebookPlace
  readonly content: CasebookContent
  readonly seq: number
  readonly hash: string
}

/** The audit entry of a copy, and its time. */
function recordTaken(
  store: Store,
  actor: Actor,
  { place, content, seq, hash }: Taken,
): Promise<string> {
  const { subject, records, queries, firings, definitionVersion } = content
  return unitOfWork(store, actor, (_tx, { at }) =>
    Promise.resolve({
      result: at,
      audit: [
        {
          act: 'subject.export',
          entity: 'subject',
          entityId: place.subjectId,
          subjectId: place.subjectId,
          siteId: place.siteId,
          before: null,
          after: {
            format: 'casebook',
            subjid: subject.subjid,
            upToSeq: seq,
            definitionVersion,
            records: records.length,
            queries: queries.length,
            firings: firings.length,
            sha256: hash,
          },
        },
      ],
    }),
  )
}

async function displayName({ t: { account }, read }: Store, actor: Actor): Promise<string> {
  const [row] = await read
    .select({ name: account.displayName })
    .from(account)
    .where(eq(account.id, actor.accountId ?? ''))
  return row?.name ?? actor.username
}
