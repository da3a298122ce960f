import type { RowValues } from '../../forms/define.ts'
import type { CheckRecord } from '../define.ts'
import { enteredDate, questionPer, type CheckSubject, type EnteredDate } from '../subject.ts'

/** A row of a study file with the record it stands in. */
export interface PlacedRow {
  readonly record: CheckRecord
  /** Position in the form's group; absent for the form's own items. */
  readonly rowIndex?: number
  readonly row: RowValues
}

/** All rows of one file of the trial-CSV layout, with where they stand. */
export function placedRows(subject: CheckSubject, file: string): readonly PlacedRow[] {
  return subject.ask(rowsOf(file))
}

/** Several checks read one file. */
const rowsOf = questionPer(readRows)

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
