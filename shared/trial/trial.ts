/**
 * One row of a study file: text as entered by column name. A column that is absent or empty was
 * not recorded. Rows of a form that belongs to a visit carry the column `VISIT`.
 */
export type Row = Readonly<Record<string, string>>

/** One subject's data: the rows of each file of the trial-CSV layout, by file stem. */
export interface TrialSubject {
  readonly subjid: string
  readonly files: Readonly<Record<string, readonly Row[]>>
  /**
   * Ids of the records that the rows of each file came from, row by row; absent where the data did not
   * come from the database, or must not lead back to it.
   */
  readonly records?: Readonly<Record<string, readonly string[]>>
}

/** A study's data as plain values: loaded from the database, from a folder, or in the browser. */
export interface Trial {
  readonly subjects: readonly TrialSubject[]
}

const NO_ROWS: readonly Row[] = []

/** The subject's rows of one file (`'adverse-events'`, without the ending); none is an empty list. */
export function rowsOf(subject: TrialSubject, file: string): readonly Row[] {
  return subject.files[file] ?? NO_ROWS
}
