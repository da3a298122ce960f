import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition, RowValues } from '../../shared/forms/define.ts'
import type { CriterionBand } from './derive-ledger.ts'
import type { Edits, Ledger, LedgerColumn, Lesion } from './ledger.ts'

export interface LedgerTableProps {
  readonly form: FormDefinition
  readonly ledger: Ledger
  readonly bands: readonly CriterionBand[]
  readonly edits: Edits
  readonly onEdits: (edits: Edits) => void
  readonly readOnly: boolean
  readonly records: readonly RecordView[]
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
  readonly row: RowValues
  readonly edit: RowValues
  readonly change: (values: RowValues) => void
}
