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

/** What people do to a subject's data; the numbers choose among what there is. */
export type Act =
  | { readonly kind: 'add'; readonly at: number }
  | { readonly kind: 'remove' | 'move-last'; readonly at: number }
  | { readonly kind: 'type'; readonly at: number; readonly item: number; readonly value: number }
  | { readonly kind: 'clear'; readonly at: number; readonly item: number }
  | { readonly kind: 'next-day' }
  | { readonly kind: 'other-ranges' }

const choice = fc.nat({ max: 1_000_000 })

export const anyAct: fc.Arbitrary<Act> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('add'), at: choice }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('remove'), at: choice }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('move-last'), at: choice }) },
  {
    weight: 30,
    arbitrary: fc.record({ kind: fc.constant('type'), at: choice, item: choice, value: choice }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ kind: fc.constant('clear'), at: choice, item: choice }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('next-day') }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('other-ranges') }) },
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

/** The subject after an act. Records that it does not touch are the same objects. */
export function afterAct(input: CheckInput, act: Act, sources: Sources): CheckInput {
  const { records, today } = input
  if (act.kind === 'next-day') return { ...input, today: addDays(today ?? TODAY, 1) }
  if (act.kind === 'other-ranges') {
    const laboratories = input.laboratories?.length === 0 ? RANGED : []
    return { ...input, laboratories }
  }
  if (act.kind === 'add') {
    const id = `added-${records.length}-${act.at}`
    const example = chosen(sources.examples, act.at)
    return { ...input, records: [...records, { ...example, id, rowKey: id }] }
  }
  if (records.length === 0) return input
  const index = act.at % records.length
  const record = chosen(records, index)
  const others = records.toSpliced(index, 1)
  if ('item' in act) return { ...input, records: records.with(index, inside(record, act, sources)) }
  return { ...input, records: act.kind === 'remove' ? others : [...others, record] }
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
