import { and, asc, eq, gt, inArray } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { FormDefinition, FormValues, RowValues } from '../../shared/forms/define.ts'
import type { Sampled } from '../../shared/laboratory/normal-range.ts'
import {
  flagOf,
  laboratoryOf,
  limitsOf,
  type RangedLaboratory,
  type RowLimits,
} from '../../shared/laboratory/row-limits.ts'
import { sampledIn } from '../../shared/laboratory/sampled-in.ts'
import { SUBJECT_FORM } from '../../shared/trial/layout.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { systemActor } from '../http/actor.ts'
import { rangedAt, type LoadedLaboratory } from './load-laboratories.ts'

/** What a change of a laboratory does to flags that are worked out from its ranges. */
export interface Recalculation {
  /** Saved results that name the laboratory and carry no limits of their own. */
  readonly results: number
  readonly changed: number
  /** Records with a result that is held against other limits now. */
  readonly moved: readonly LabRecord[]
  /** One entry for each record with a changed flag, by the program. */
  readonly audit: readonly AuditDraft[]
}

export interface RecalculationWish {
  readonly studyId: string
  readonly forms: ReadonlyMap<string, FormDefinition>
  readonly laboratoryId: string
  readonly before: readonly LoadedLaboratory[]
  readonly after: readonly LoadedLaboratory[]
}

const PAGE = 400

/**
 * Works the flags of saved results out again after a change of a laboratory, and says for each record
 * which flags became others: a range is never changed in silence. Results that carry limits of their
 * own keep their flags.
 */
export async function recalculateFlags(
  store: Store,
  tx: Tx,
  wish: RecalculationWish,
): Promise<Recalculation> {
  const form = [...wish.forms.values()].find(({ group }) => group?.file === 'labs')
  if (form === undefined) return { results: 0, changed: 0, moved: [], audit: [] }
  const audit: AuditDraft[] = []
  const moved: LabRecord[] = []
  let results = 0
  let changed = 0
  let last = ''
  for (;;) {
    const page = await recordsAfter(store, tx, { studyId: wish.studyId, form: form.key, last })
    const people = await sampledOf(store, tx, page)
    for (const record of page) {
      const found = compare(record, people.get(record.subjectId) ?? UNKNOWN, wish)
      results += found.results
      if (found.moved) moved.push(record)
      const keys = Object.keys(found.before)
      changed += keys.length
      if (keys.length > 0) audit.push(draftOf(record, found, wish))
    }
    last = page.at(-1)?.id ?? ''
    if (page.length < PAGE) return { results, changed, moved, audit }
  }
}

interface LabRecord {
  readonly id: string
  readonly subjectId: string
  readonly siteId: string
  readonly form: string
  readonly visit: string | null
  readonly rowKey: string
  readonly values: string
}

async function recordsAfter(
  { t: { record, subject } }: Store,
  tx: Tx,
  { studyId, form, last }: { studyId: string; form: string; last: string },
): Promise<readonly LabRecord[]> {
  return tx
    .select({
      id: record.id,
      subjectId: record.subjectId,
      siteId: subject.siteId,
      form: record.form,
      visit: record.visit,
      rowKey: record.rowKey,
      values: record.values,
    })
    .from(record)
    .innerJoin(subject, eq(subject.id, record.subjectId))
    .where(
      and(
        eq(record.studyId, studyId),
        eq(record.form, form),
        eq(record.removed, false),
        gt(record.id, last),
      ),
    )
    .orderBy(asc(record.id))
    .limit(PAGE)
}

const UNKNOWN: Sampled = sampledIn([])

async function sampledOf(
  { t: { record } }: Store,
  tx: Tx,
  page: readonly LabRecord[],
): Promise<ReadonlyMap<string, Sampled>> {
  const ids = [...new Set(page.map(({ subjectId }) => subjectId))]
  if (ids.length === 0) return new Map()
  const rows = await tx
    .select({ subjectId: record.subjectId, form: record.form, values: record.values })
    .from(record)
    .where(
      and(inArray(record.subjectId, ids), eq(record.form, SUBJECT_FORM), eq(record.removed, false)),
    )
  return new Map(
    rows.map(({ subjectId, form, values }) => [
      subjectId,
      sampledIn([{ form, values: JSON.parse(values) as FormValues }]),
    ]),
  )
}

interface Compared {
  readonly results: number
  /** Whether limits of any of them became others. */
  readonly moved: boolean
  /** Flags that became others, by date and test; of several of one test and day, by their number too. */
  readonly before: Readonly<Record<string, string>>
  readonly after: Readonly<Record<string, string>>
}

function compare(record: LabRecord, sampled: Sampled, wish: RecalculationWish): Compared {
  const before = rangedAt(wish.before, record.siteId)
  const after = rangedAt(wish.after, record.siteId)
  const { rows } = JSON.parse(record.values) as FormValues
  const concerned = rows.filter(
    (row) => isOf(row, before, wish.laboratoryId) || isOf(row, after, wish.laboratoryId),
  )
  const from: [string, string][] = []
  const to: [string, string][] = []
  let results = 0
  let moved = false
  for (const row of concerned) {
    const one = limitsOf(row, before, sampled)
    if (one.from === 'row') continue
    results += 1
    const other = limitsOf(row, after, sampled)
    moved ||= !isSameLimits(one, other)
    const flags = [flagOf(row, one) ?? '', flagOf(row, other) ?? ''] as const
    if (flags[0] === flags[1]) continue
    const name = `${row['LBDAT'] ?? ''} ${row['LBTESTCD'] ?? ''}`
    const sameBefore = from.filter(([key]) => key === name || key.startsWith(`${name} (`)).length
    const key = sameBefore === 0 ? name : `${name} (${sameBefore + 1})`
    from.push([key, flags[0]])
    to.push([key, flags[1]])
  }
  return { results, moved, before: Object.fromEntries(from), after: Object.fromEntries(to) }
}

function isSameLimits(one: RowLimits, other: RowLimits): boolean {
  return one.low === other.low && one.high === other.high
}

type Used = RangedLaboratory & { readonly id: string }

function isOf(row: RowValues, laboratories: readonly Used[], id: string): boolean {
  return laboratoryOf(laboratories, row['LBNAM'])?.id === id
}

function draftOf(
  record: LabRecord,
  { before, after }: Compared,
  wish: RecalculationWish,
): AuditDraft {
  const { subjectId, siteId, visit, form, rowKey } = record
  return {
    act: 'laboratory.recalculate',
    entity: 'laboratory',
    entityId: wish.laboratoryId,
    ...{ subjectId, siteId, visit, form, rowKey },
    before: { flags: before },
    after: { flags: after },
    by: systemActor({ part: 'laboratory', studyId: wish.studyId }),
  }
}
