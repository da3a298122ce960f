import { FACTS } from '../kernel/facts.ts'
import type { Trace, TraceInput, TraceSource } from '../kernel/trace.ts'
import type { LabResult } from '../checks/lab-results.ts'
import { gradeAnalyte } from '../safety/grading/grade-laboratory.ts'
import { rowLabel } from '../endpoints/row-label.ts'
import { gradeQuestion, type GradeContext } from './grade-result.ts'
import type { ResultEntry } from './result-entries.ts'

interface Graded {
  readonly entry: ResultEntry
  readonly result: LabResult
  readonly context: GradeContext
  /** Where the result at baseline stands; null: there is none to compare with. */
  readonly baseline: ResultEntry | null
}

/** How each grade of a result was reached: the engine's own trace, its numbers led back to their cells. */
export function gradeSteps(graded: Graded): readonly Trace[] {
  const { entry, result, context } = graded
  const question = gradeQuestion(result, context)
  if (question === null) return []
  return gradeAnalyte(question.analyte, question.result).flatMap((grade) => {
    if (grade.status === 'not-gradable') return []
    const inputs = grade.trace.inputs.flatMap((input) => entered(input, graded))
    return [{ ...grade.trace, fact: FACTS.row(entry.file, entry.row, grade.term), inputs }]
  })
}

function entered(input: TraceInput, { entry, result, baseline }: Graded): readonly TraceInput[] {
  switch (input.name) {
    case 'value':
      return valueInputs(entry)
    case 'LLN':
      return [limitInput(input, result, cellOf(entry, 'LBORNRLO'))]
    case 'ULN':
      return [limitInput(input, result, cellOf(entry, 'LBORNRHI'))]
    case 'baseline':
      return baseline === null ? [input] : [{ ...resultCell(baseline), name: 'baseline' }]
    default:
      return [{ ...input, constant: 'standard' }]
  }
}

function valueInputs(entry: ResultEntry): readonly TraceInput[] {
  if (entry.column === null) return [resultCell(entry), cellOf(entry, 'LBORRESU')]
  const unit = entry.values['LBORRESU'] ?? ''
  return [resultCell(entry), { name: 'unit', value: unit, constant: 'definition' }]
}

/** Recorded with the result, else the laboratory's range at the day of the sample. */
function limitInput(input: TraceInput, { limits }: LabResult, cell: TraceInput): TraceInput {
  return limits.from === 'row' ? cell : { ...input, constant: 'laboratory' }
}

function resultCell(entry: ResultEntry): TraceInput {
  return { ...cellOf(entry, 'LBORRES'), ...(entry.column === null ? {} : { name: entry.column }) }
}

function cellOf({ file, row, column, values }: ResultEntry, name: string): TraceInput {
  const from: TraceSource = {
    ...{ file, row: rowLabel(file, values), at: row },
    column: name === 'LBORRES' ? (column ?? name) : name,
  }
  return { name, value: values[name] ?? '', from }
}
