import type { RowValues } from '../../forms/define.ts'
import type { CheckRecord } from '../define.ts'
import {
  enteredDate,
  type CheckSubject,
  type EnteredDate,
  type SubjectQuestion,
} from '../subject.ts'

/** A row of a study file with the record it stands in. */
export interface PlacedRow {
  readonly record: CheckRecord
  /** Position in the form's group; absent for the form's own items. */
  readonly rowIndex?: number
  readonly row: RowValues
}

/** All rows of one file of the trial-CSV layout, with where they stand. */
export function placedRows(subject: CheckSubject, file: string): readonly PlacedRow[] {
  const question = questions.get(file) ?? { compute: (of) => readRows(of, file) }
  questions.set(file, question)
  return subject.ask(question)
}

/** Several checks read one file; there are as many as the layout has. */
const questions = new Map<string, SubjectQuestion<readonly PlacedRow[]>>()

function readRows({ forms, recordsFeeding }: CheckSubject, file: string): readonly PlacedRow[] {
  return recordsFeeding(file).flatMap((record): PlacedRow[] => {
    const form = forms.get(record.form)
    if (form?.file === file && form.group === undefined) {
      return [{ record, row: record.values.items }]
    }
    if (form?.group?.file !== file) return []
    return record.values.rows.map((row, rowIndex) => ({ record, rowIndex, row }))
  })
}

/** The date in a column; null where none is recorded. */
export function dateIn({ row }: PlacedRow, column: string): EnteredDate | null {
  return enteredDate(row[column])
}

/** Where a row stands, as a finding names it. */
export function at({ record, rowIndex }: PlacedRow): { record: CheckRecord; rowIndex?: number } {
  return rowIndex === undefined ? { record } : { record, rowIndex }
}
