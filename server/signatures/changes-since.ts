import { and, asc, eq, inArray } from 'drizzle-orm'
import type { AuditEntryRow, RecordRow } from '../../db/rows.ts'
import type { Store } from '../../db/store.ts'
import type { ChangedForm } from '../../shared/api/routes/signatures.ts'
import type { AuditEntryView } from '../../shared/api/routes/trail.ts'
import { toViews } from '../audit-trail/service.ts'
import type { Definitions } from '../studies/service.ts'

export interface ChangeParts {
  readonly store: Store
  readonly definitions: Definitions
}

/** A record with the seq of the trail up to which its signer knew it; null: not at all. */
export interface KnownRecord {
  readonly row: RecordRow
  readonly knownUpTo: number | null
}

/**
 * What is different now from what a person signed last, item by item, each with its former and its
 * new value and the change that made it so. What was changed and changed back is not different.
 * Redacted texts stay hidden. A form that the person never signed is named alone. In the order in which the records were made. @source ES-09
 */
export async function changesSince(
  { store, definitions }: ChangeParts,
  studyId: string,
  known: readonly KnownRecord[],
): Promise<ChangedForm[]> {
  const touched = known.filter(({ row, knownUpTo }) => row.updatedSeq > (knownUpTo ?? 0))
  const compared = touched.filter(({ knownUpTo }) => knownUpTo !== null)
  const entries = await entriesOf(
    store,
    studyId,
    compared.map(({ row }) => row.id),
  )
  const forms: ChangedForm[] = []
  for (const one of touched) {
    const own = entries.filter(({ entityId }) => entityId === one.row.id)
    const changed = await changedForm({ store, definitions }, studyId, { ...one, entries: own })
    if (changed !== null) forms.push(changed)
  }
  return forms
}

const AT_ONCE = 200

async function entriesOf(
  { t: { auditEntry }, read }: Store,
  studyId: string,
  ids: readonly string[],
): Promise<readonly AuditEntryRow[]> {
  const entries: AuditEntryRow[] = []
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const page = await read
      .select()
      .from(auditEntry)
      .where(
        and(
          eq(auditEntry.chain, studyId),
          eq(auditEntry.entity, 'record'),
          inArray(auditEntry.entityId, ids.slice(from, from + AT_ONCE)),
        ),
      )
      .orderBy(asc(auditEntry.seq))
    entries.push(...page)
  }
  return entries
}

interface Touched extends KnownRecord {
  readonly entries: readonly AuditEntryRow[]
}

async function changedForm(
  parts: ChangeParts,
  studyId: string,
  { row, knownUpTo, entries }: Touched,
): Promise<ChangedForm | null> {
  const { id: record, form, visit, rowKey } = row
  const place = { record, form, visit, rowKey }
  // All of it is new to the signer: there is nothing to compare it with.
  if (knownUpTo === null) return { ...place, kind: 'added', items: [] }
  const later = entries.filter(({ seq }) => seq > knownUpTo)
  const first = later[0]
  const last = later.at(-1)
  if (first === undefined || last === undefined) return null
  const kind = row.removed ? 'removed' : 'changed'
  // From the state that was known to the present one, as if it had been one change.
  const whole: AuditEntryRow = { ...last, before: first.before }
  const [difference, ...steps] = await toViews(parts, studyId, [whole, ...later])
  if (difference === undefined) return null
  const items = difference.changes
    .filter(({ pointer }) => isAnswer(pointer))
    .map((change) => itemOf(change, steps))
  if (items.length === 0 && kind === 'changed') return null
  return { ...place, kind, items }
}

type Change = AuditEntryView['changes'][number]

/** What a person reads on the form, and that a review was reopened; the rest follows from it. */
function isAnswer(pointer: string): boolean {
  return /^\/(items|rows)\//.test(pointer) || /^\/(removed|derivation\/reopened)$/.test(pointer)
}

function itemOf(change: Change, steps: readonly AuditEntryView[]): ChangedForm['items'][number] {
  const made = steps.findLast(({ changes }) =>
    changes.some(({ pointer }) => pointer === change.pointer),
  )
  const { pointer, item, before, after, redacted } = change
  return {
    ...{ pointer, item, before, after, redacted },
    row: rowOf(pointer),
    by: made?.displayName ?? '',
    role: made?.role ?? '',
    at: made?.at ?? '',
    reason: made?.reason ?? null,
  }
}

function rowOf(pointer: string): string {
  const row = /^\/rows\/([^/]+)\//.exec(pointer)?.[1] ?? ''
  return row.replaceAll('~1', '/').replaceAll('~0', '~')
}
