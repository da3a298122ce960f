import { and, eq } from 'drizzle-orm'
import type { RecordRow } from '../../db/rows.ts'
import type { Store, Tx } from '../../db/store.ts'
import type { Families } from '../../shared/families.ts'
import { isAskedAgain } from '../../shared/signatures/amendment.ts'
import type { BreakingKey } from '../../shared/signatures/breaking-cases.ts'
import {
  parseSignedContent,
  readSignedContent,
  type SignedContent,
} from '../../shared/signatures/content.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { RECALCULATION } from '../audit/break-signatures.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import type { AfterSave } from '../entry/service.ts'
import { systemActor } from '../http/actor.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import { feedsResponses } from '../reviews/service.ts'
import type { Definitions, PinnedDefinition } from '../studies/service.ts'
import { recordsOfSubject } from '../subjects/service.ts'
import { derivedAt } from './covered-content.ts'

type SignatureRow = Store['t']['signature']['$inferSelect']

interface Parts {
  readonly store: Store
  readonly families: Pick<Families, 'criteria' | 'endpoints'>
}

/**
 * Follows a saved record: signatures of other visits whose derived responses are not what was signed
 * are named to the trail, which breaks them. Those that cover the record itself break by its own entry.
 */
export function followDerivation({ store, families }: Parts): AfterSave {
  return async (tx, { subject, pinned, record }) => {
    if (!feedsResponses(pinned.forms.get(record.form))) return []
    const signed = await tx.hot.rows(store.t.signature, {
      ...{ subjectId: subject.id, scope: 'visit', state: 'valid' },
    })
    const others = signed.filter(({ visit }) => visit !== record.visit)
    if (others.length === 0) return []
    const records = await recordsOfSubject(store, tx, subject.id)
    const now = { subject, pinned, records }
    return others.flatMap((row) => {
      const content = readSignedContent(row.content)
      const moved = content === null ? null : movedDerivation(content, now, families)
      return moved === null
        ? []
        : [
            {
              ...draftOf(row, { cause: 'response-recalculated', ...moved }),
              siteId: subject.siteId,
            },
          ]
    })
  }
}

interface Now {
  readonly subject: { readonly id: string; readonly subjid: string }
  readonly pinned: PinnedDefinition
  readonly records: readonly RecordRow[]
}

type Derived = Readonly<Record<string, string>>

/** The derived responses that are others than those signed, then and now; null: none is. */
function movedDerivation(
  content: SignedContent,
  now: Now,
  families: Parts['families'],
): { readonly before: Derived; readonly after: Derived } | null {
  const before = named(content.derived)
  const after = named(derivedAt(content, now, families))
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const moved = keys.filter((key) => before[key] !== after[key])
  if (moved.length === 0) return null
  const only = (all: Derived): Derived =>
    Object.fromEntries(moved.map((key) => [key, all[key] ?? '']))
  return { before: only(before), after: only(after) }
}

function named(derived: SignedContent['derived']): Derived {
  return Object.fromEntries(
    derived.map(({ visit, criteria, derived: response }) => [`${visit} ${criteria}`, response]),
  )
}

interface Finding {
  readonly cause: BreakingKey
  readonly before: Derived
  readonly after: Derived
}

/** Says what no longer is as it was signed; the unit of work breaks the signature by this entry. */
function draftOf(row: SignatureRow, { cause, before, after }: Finding): AuditDraft {
  return {
    act: RECALCULATION,
    entity: 'signature',
    entityId: row.id,
    subjectId: row.subjectId,
    visit: row.visit,
    before: { derived: before },
    after: { cause, derived: after },
    by: systemActor({ part: 'response-derivation', studyId: row.studyId }),
  }
}

/**
 * Looks at all valid signatures that were given under another version of the program or of the
 * definition than the one in force: derived responses that are others now, and forms that are asked
 * again since an amendment took effect, break them. Run at the start and then from time to time, so
 * that neither an upgrade nor the first day of an amendment leaves a stale signature. Returns how many
 * were broken. @source ES-08
 */
export async function recheckSignatures(
  parts: Parts & { readonly definitions: Definitions },
): Promise<number> {
  const { store, definitions } = parts
  const { signature, subject } = store.t
  const rows = await store.read
    .select({ signature, id: subject.id, subjid: subject.subjid, siteId: subject.siteId })
    .from(signature)
    .innerJoin(subject, eq(subject.id, signature.subjectId))
    .where(eq(signature.state, 'valid'))
  let broken = 0
  for (const { signature: row, siteId, ...of } of rows) {
    const pinned = await definitions.at({ studyId: row.studyId, siteId })
    const content = readSignedContent(row.content)
    if (content === null || isCurrent(content, pinned)) continue
    if (await recheck(parts, row, { subject: of, siteId, pinned })) broken += 1
    await new Promise((resolve) => setImmediate(resolve))
  }
  return broken
}

function isCurrent({ engine, definition }: SignedContent, pinned: PinnedDefinition): boolean {
  return engine === PROGRAM_VERSION && definition.number === pinned.number
}

interface Place {
  readonly subject: { readonly id: string; readonly subjid: string }
  readonly siteId: string
  readonly pinned: PinnedDefinition
}

/** Nothing that was signed has changed: nothing is written. */
class StillTrue extends Error {
  constructor() {
    super('still true')
  }
}

async function recheck(parts: Parts, row: SignatureRow, place: Place): Promise<boolean> {
  const { store } = parts
  const actor = systemActor({ part: 'signatures', studyId: row.studyId })
  try {
    await unitOfWork(store, actor, async (tx) => {
      const finding = (await isValid(store, tx, row))
        ? await findingOf(parts, tx, row, place)
        : null
      if (finding === null) throw new StillTrue()
      return { result: null, audit: [{ ...draftOf(row, finding), siteId: place.siteId }] }
    })
    return true
  } catch (error) {
    if (error instanceof StillTrue) return false
    throw error
  }
}

async function isValid({ t: { signature } }: Store, tx: Tx, { id }: SignatureRow) {
  const where = and(eq(signature.id, id), eq(signature.state, 'valid'))
  const found = await tx.select({ id: signature.id }).from(signature).where(where)
  return found.length > 0
}

async function findingOf(
  { store, families }: Parts,
  tx: Tx,
  row: SignatureRow,
  { subject, pinned }: Place,
): Promise<Finding | null> {
  const content = parseSignedContent(row.content)
  if (isAskedAgain(content, [...pinned.earlier, pinned], pinned.number)) {
    return { cause: 'amendment', before: {}, after: {} }
  }
  const records = await recordsOfSubject(store, tx, subject.id)
  const moved = movedDerivation(content, { subject, pinned, records }, families)
  return moved === null ? null : { cause: 'response-recalculated', ...moved }
}
