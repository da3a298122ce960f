import fc from 'fast-check'
import type { CheckInput, CheckRecord } from '../../../shared/checks/define.ts'
import { checksOf } from '../../../shared/checks/evaluate.ts'
import type { RowValues } from '../../../shared/forms/define.ts'
import { generateTrial } from '../../../shared/demo/generate-trial.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { addDays, dayOf } from '../../../shared/kernel/dates.ts'
import type { RangedLaboratory } from '../../../shared/laboratory/row-limits.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import { fileLayouts } from '../../../shared/trial/layout.ts'
import { toFilledForms, type ImportedForm } from '../../../shared/trial/to-records.ts'
import { inputOf } from './example-input.ts'

/** What happens to the list of records. */
type Listing = 'add' | 'remove' | 'move-last' | 'swap-values'
/** What happens to one record as a whole. */
type Reshaping =
  | 'add-row'
  | 'remove-row'
  | 'swap-rows'
  | 'new-id'
  | 'new-visit'
  | 'new-key'
  | 'empty-items'
  | 'fill-items'

type ActOnRecords =
  | { readonly kind: 'type'; readonly at: number; readonly item: number; readonly value: number }
  | { readonly kind: 'clear'; readonly at: number; readonly item: number }
  | { readonly kind: Listing | Reshaping; readonly at: number }

/** What happens to a subject's data from one state to the next; the numbers choose among what there is. */
export type Act =
  | ActOnRecords
  | { readonly kind: 'back'; readonly at: number }
  | { readonly kind: 'next-day' }
  | { readonly kind: 'other-ranges' }

const choice = fc.nat({ max: 1_000_000 })

function weighted<const Kind extends string>(weight: number, ...kinds: readonly Kind[]) {
  return { weight, arbitrary: fc.record({ kind: fc.constantFrom(...kinds), at: choice }) }
}

const anyAct: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 30,
    arbitrary: fc.record({ kind: fc.constant('type'), at: choice, item: choice, value: choice }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('clear'), at: choice, item: choice }),
  },
  weighted(12, 'add'),
  weighted(9, 'remove', 'move-last', 'swap-values'),
  weighted(9, 'add-row', 'remove-row', 'swap-rows'),
  weighted(9, 'new-id', 'new-visit', 'new-key'),
  weighted(4, 'empty-items', 'fill-items'),
  weighted(6, 'back'),
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('next-day') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('other-ranges') }) },
)

/** What happens between two evaluations: mostly one thing. */
export const anyTurn: fc.Arbitrary<readonly Act[]> = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(anyAct) },
  { weight: 1, arbitrary: fc.array(anyAct, { minLength: 2, maxLength: 4 }) },
)

/** Where acts take records and values from. */
export interface Sources {
  readonly start: CheckInput
  /** Records on which some check fires or passes. */
  readonly examples: readonly CheckRecord[]
  /** By item: what stands in any of them. */
  readonly values: ReadonlyMap<string, readonly string[]>
}

const TODAY = dayOf(2026, 3, 2)

/** A result without limits of its own: it is held against those of its laboratory. */
function rangedSample({ forms }: ProtocolDefinition): ImportedForm {
  const form = forms.find(({ group }) => group?.file === 'labs')?.key ?? ''
  const test = { LBTESTCD: 'ALT', LBORRES: '90', LBORRESU: 'U/L' }
  const rows = [{ LBDAT: '2026-03-01', LBNAM: 'L1', ...test }]
  return { form, visit: null, rowKey: 'ranged', values: { items: {}, rows } }
}

/** The laboratory of that sample, with a narrow range. */
const RANGED: readonly RangedLaboratory[] = [
  {
    code: 'L1',
    name: 'Laboratory 1',
    ranges: [
      {
        ...{ id: 'alt', test: 'ALT', unit: 'U/L', sex: null, ageFrom: null, ageTo: null },
        ...{ low: '1', high: '2', validFrom: '2000-01-01', validTo: null },
      },
    ],
  },
]

/** A made-up subject of the definition with every form filled, and the examples of its checks. */
export function sourcesOf(definition: ProtocolDefinition): Sources {
  const { criteria } = builtInFamilies
  const options = { definition, criteria, subjects: 1, seed: 'memory', until: TODAY }
  const [subject] = generateTrial({ ...options, everyForm: true }).subjects
  if (subject === undefined) throw new Error('No subject was made up.')
  const made = toFilledForms(subject, fileLayouts(definition))
  const records = [...made, rangedSample(definition)].map((form, at) => ({
    ...form,
    id: `made-${at}`,
  }))
  const examples = checksOf(definition)
    .flatMap(({ pass, fail }) => [...fail, ...pass])
    .flatMap((example) => inputOf(example).records)
  const start = { subjid: subject.subjid, today: TODAY, records }
  return { start, examples, values: valuesByItem([...records, ...examples]) }
}

function valuesByItem(records: readonly CheckRecord[]): ReadonlyMap<string, readonly string[]> {
  const byItem = new Map<string, Set<string>>()
  for (const row of records.flatMap(({ values }) => [values.items, ...values.rows])) {
    for (const [item, value] of Object.entries(row)) {
      const known = byItem.get(item) ?? new Set(['', '0', '99999', '2026-03-03'])
      byItem.set(item, known.add(value))
    }
  }
  return new Map([...byItem].map(([item, values]) => [item, [...values]]))
}

/** The subject after an act upon the last of its states. Records that it does not touch are the same objects. */
export function afterAct(states: readonly CheckInput[], act: Act, sources: Sources): CheckInput {
  const input = chosen(states, states.length - 1)
  if (act.kind === 'back') return chosen(states, act.at)
  if (act.kind === 'next-day') return { ...input, today: addDays(input.today ?? TODAY, 1) }
  if (act.kind === 'other-ranges') {
    const laboratories = input.laboratories?.length === 0 ? RANGED : []
    return { ...input, laboratories }
  }
  return { ...input, records: recordsAfter(input.records, act, sources) }
}

function recordsAfter(records: Records, act: ActOnRecords, sources: Sources): Records {
  const all = { ...sources, records }
  if (act.kind === 'add') return LISTED.add(all, act.at)
  if (records.length === 0) return records
  // Half of the time one of those that came last: again and again the same ones.
  const place = act.at % (act.at % 2 === 0 ? records.length : Math.min(6, records.length))
  const index = records.length - 1 - place
  if (isListed(act.kind)) return LISTED[act.kind](all, index)
  const record = chosen(records, index)
  const after =
    'item' in act ? inside(record, act, sources) : RESHAPED[act.kind](record, act.at, all)
  return records.with(index, after)
}

type Records = readonly CheckRecord[]
type All = Sources & { readonly records: Records }

function isListed(kind: ActOnRecords['kind']): kind is Listing {
  return kind in LISTED
}

const LISTED: Readonly<Record<Listing, (all: All, at: number) => Records>> = {
  add({ records, examples }: All, at: number): Records {
    const id = `added-${records.length}-${at}`
    return [...records, { ...chosen(examples, at), id, rowKey: id }]
  },
  remove: ({ records }: All, index: number): Records => records.toSpliced(index, 1),
  'move-last': ({ records }: All, index: number): Records => [
    ...records.toSpliced(index, 1),
    chosen(records, index),
  ],
  /** Two records of one form, of which each now says what the other one said. */
  'swap-values'({ records }: All, index: number): Records {
    const one = chosen(records, index)
    const place = records.findIndex((record) => record.form === one.form && record !== one)
    const other = records[place]
    if (other === undefined) return records
    const given = { ...other, values: one.values }
    return records.with(index, { ...one, values: other.values }).with(place, given)
  },
}

type Reshape = (record: CheckRecord, at: number, all: All) => CheckRecord

export const RESHAPED: Readonly<Record<Reshaping, Reshape>> = {
  'add-row': (record, at, { examples }) => {
    const known = [record, ...sameForm(examples, record)].flatMap(({ values }) => values.rows)
    if (known.length === 0) return record
    return withRows(record, [...record.values.rows, chosen(known, at)])
  },
  'remove-row': (record, at) => {
    const { rows } = record.values
    return rows.length === 0 ? record : withRows(record, rows.toSpliced(at % rows.length, 1))
  },
  'swap-rows': (record) => withRows(record, record.values.rows.toReversed()),
  'new-id': (record, at) => ({ ...record, id: `other-${at}` }),
  'new-visit': (record, at, { records }) => ({ ...record, visit: chosen(records, at).visit }),
  'new-key': (record, at) => ({ ...record, rowKey: `other-${at}` }),
  'empty-items': (record) => withRow(record, 0, {}),
  'fill-items': (record, at, { examples }) => {
    const known = sameForm(examples, record)
    return known.length === 0 ? record : withRow(record, 0, chosen(known, at).values.items)
  },
}

function sameForm(records: Records, { form }: CheckRecord): Records {
  return records.filter((one) => one.form === form)
}

function withRows(record: CheckRecord, rows: readonly RowValues[]): CheckRecord {
  return { ...record, values: { items: record.values.items, rows } }
}

function inside(
  record: CheckRecord,
  act: Extract<Act, { kind: 'type' | 'clear' }>,
  sources: Sources,
): CheckRecord {
  return act.kind === 'type' ? typedInto(record, act, sources) : clearedIn(record, act.item)
}

function typedInto(
  record: CheckRecord,
  { item, value }: Extract<Act, { kind: 'type' }>,
  sources: Sources,
): CheckRecord {
  const cell = cellOf(record, item)
  if (cell === null) return record
  const { key, at, row } = cell
  return withRow(record, at, { ...row, [key]: chosen(sources.values.get(key) ?? [''], value) })
}

/** The record without one of its answers: the item is not there any more. */
function clearedIn(record: CheckRecord, item: number): CheckRecord {
  const cell = cellOf(record, item)
  if (cell === null) return record
  const others = Object.entries(cell.row).filter(([key]) => key !== cell.key)
  return withRow(record, cell.at, Object.fromEntries(others))
}

/** A cell of the form's own items (0), or of a row of its group. */
function cellOf({ values: { items, rows } }: CheckRecord, choice: number) {
  const cells = [items, ...rows].flatMap((row, at) =>
    Object.keys(row).map((key) => ({ key, at, row })),
  )
  return cells.length === 0 ? null : chosen(cells, choice)
}

function withRow(record: CheckRecord, at: number, row: RowValues): CheckRecord {
  const { items, rows } = record.values
  const values = at === 0 ? { items: row, rows } : { items, rows: rows.with(at - 1, row) }
  return { ...record, values }
}

function chosen<T>(list: readonly T[], at: number): T {
  const one = list[at % list.length]
  if (one === undefined) throw new Error('There is nothing to choose from.')
  return one
}
