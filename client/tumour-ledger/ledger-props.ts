import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition, RowValues } from '../../shared/forms/define.ts'
import type { CriterionBand } from './derive-ledger.ts'
import type { Edits } from './ledger-edits.ts'
import type { Ledger, LedgerColumn, Lesion } from './ledger.ts'

/** Changes the edits; from those of the moment, which may be newer than what is drawn. */
export type ChangeEdits = (change: (edits: Edits) => Edits) => void

export interface LedgerTableProps {
  readonly form: FormDefinition
  readonly ledger: Ledger
  readonly bands: readonly CriterionBand[]
  readonly onEdits: ChangeEdits
  readonly readOnly: boolean
  /** Whether a freeze or lock holds the assessments of a visit. */
  readonly isHeld: (visit: string) => boolean
  readonly records: readonly RecordView[]
  /** By which the values of a proof are named. */
  readonly forms: readonly FormDefinition[]
  /** The subject whose saved values these are; null while something in the boxes is not saved. */
  readonly saved: { readonly study: string; readonly subject: string } | null
  /** Of the subject's site. */
  readonly timeZone: string | undefined
  /** Whether a check fires on a lesion at a visit. */
  readonly isOdd: (visit: string, lesion: string) => boolean
}

export type LesionRowProps = LedgerTableProps & {
  readonly lesion: Lesion
  /** A criterion of the protocol adds up the viable diameter. */
  readonly viable: boolean
}

export type CellProps = Omit<LesionRowProps, 'isOdd'> & {
  readonly isOdd: boolean
  readonly column: LedgerColumn
  /** The row of the lesion as it stands in the boxes, and as it was read. */
  readonly row: RowValues
  readonly stored: RowValues
}
