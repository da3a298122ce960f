import type { SubjectDerivation } from '../endpoints/derivation.ts'
import { dayOfCutoff } from '../endpoints/derive-subject.ts'
import { deriveTimeline } from '../endpoints/timeline.ts'
import type { FormDefinition, ItemDefinition } from '../forms/define.ts'
import { derivations } from '../forms/derivations.ts'
import type { IsoDate } from '../kernel/brand.ts'
import { FACTS } from '../kernel/facts.ts'
import type { Trace, TraceInput } from '../kernel/trace.ts'
import { gradedResults } from '../laboratory/graded-results.ts'
import type { RangedLaboratory } from '../laboratory/row-limits.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { placeOfCell } from '../trial/cell-place.ts'
import { rowsOf, type Row, type TrialSubject } from '../trial/trial.ts'

/** What of a subject is derived row by row, apart from the endpoints. */
interface RowsOfSubject {
  readonly subject: TrialSubject
  readonly definition: ProtocolDefinition
  readonly derivation: SubjectDerivation
  readonly cutoff: IsoDate
  /** Laboratories of the subject's site. */
  readonly laboratories: readonly RangedLaboratory[]
}

/** How items that a form computes and grades of laboratory results were derived, each from its row. */
export function rowSteps(of: RowsOfSubject): readonly Trace[] {
  const { subject, definition, cutoff } = of
  const { limits } = deriveTimeline(subject, definition.conventions, dayOfCutoff(cutoff))
  return [
    ...definition.forms.flatMap((form) => itemSteps(subject, form)),
    ...gradedResults({ ...of, limits }).flatMap(({ steps }) => steps()),
  ]
}

function itemSteps(subject: TrialSubject, { file, items }: FormDefinition): readonly Trace[] {
  const derived = items.filter(({ derivation }) => derivation !== undefined)
  if (file === undefined || derived.length === 0) return []
  return rowsOf(subject, file).flatMap((row, at) =>
    derived.flatMap((item) => {
      const found = deriveItem(item, row)
      if (found === null) return []
      const inputs = found.trace.inputs.map((input) => cellInput(input, { subject, file, row }))
      const fact = FACTS.row(file, at, item.key)
      return [{ ...found.trace, fact, inputs, result: found.value }]
    }),
  )
}

function deriveItem({ derivation = '' }: ItemDefinition, row: Row) {
  return derivations.find(derivation)?.derive(row) ?? null
}

function cellInput(
  { name, unit }: TraceInput,
  {
    subject,
    file,
    row,
  }: { readonly subject: TrialSubject; readonly file: string; readonly row: Row },
): TraceInput {
  const from = placeOfCell(subject, { file, row, column: name })
  return { name, value: row[name] ?? '', from, ...(unit === undefined ? {} : { unit }) }
}

const OF_RECORD = /^record\/([^/]+)\/(\d+)\/(.+)$/

/** The steps a value of a record may have, by its row in each file; the name itself of any other. */
export function factsOfRecord({ records = {} }: TrialSubject, fact: string): readonly string[] {
  const [, record, position, part = ''] = OF_RECORD.exec(fact) ?? []
  if (record === undefined) return [fact]
  return Object.entries(records).flatMap(([file, ids]) => {
    const rows = ids.flatMap((id, at) => (id === record ? [at] : []))
    const at = rows[Number(position)]
    return at === undefined ? [] : [FACTS.row(file, at, part)]
  })
}

/** Whether a name is that of a row or record. */
export function isOfRow(fact: string): boolean {
  return fact.startsWith('row/') || fact.startsWith('record/')
}
