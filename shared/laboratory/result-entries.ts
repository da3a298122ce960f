import type { FormDefinition, ItemDefinition } from '../forms/define.ts'
import { oncePer } from '../kernel/remembered.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { rowsOf, type Row, type TrialSubject } from '../trial/trial.ts'

/** A laboratory result as a row of the laboratory form, wherever it was entered. */
export interface ResultEntry {
  readonly file: string
  readonly row: number
  /** The column of the answer where it stands in another form. */
  readonly column: string | null
  /** Bears LBTESTCD, LBDAT, VISIT, LBORRES, LBORRESU, LBORNRLO, LBORNRHI as far as known. */
  readonly values: Row
}

const LAB_FILE = 'labs'
/** By strip and microscope: its codes are those of blood, and what it finds is no number to analyse. */
const URINE_FORM = 'urinalysis'

/** Every result of a subject but those of urine: the rows of the laboratory form, and single answers of other forms. */
export function resultEntries(
  subject: TrialSubject,
  definition: ProtocolDefinition,
): readonly ResultEntry[] {
  const own = rowsOf(subject, LAB_FILE).map((values, row) => ({
    ...{ file: LAB_FILE, row, column: null, values },
  }))
  return [...own, ...singleAnswers(definition).flatMap((answer) => entriesOf(subject, answer))]
}

/** An item of another form that is a laboratory result. */
interface SingleAnswer {
  readonly file: string
  readonly item: ItemDefinition
  readonly test: string
  readonly dateColumn: string | null
}

const RESULT = /^LB\.LBORRES\[([^\]]+)\]$/

const singleAnswers = oncePer(({ forms }: ProtocolDefinition): readonly SingleAnswer[] =>
  forms.flatMap((form) => {
    const { file } = form
    if (file === undefined || file === LAB_FILE || form.key === URINE_FORM) return []
    return form.items.flatMap((item) => {
      const test = RESULT.exec(item.sdtm ?? '')?.[1]
      return test === undefined ? [] : [{ file, item, test, dateColumn: dateColumnOf(form) }]
    })
  }),
)

function dateColumnOf({ items }: FormDefinition): string | null {
  const dates = items.filter(({ kind }) => kind === 'date')
  return (dates.find(({ sdtm }) => sdtm === 'LB.LBDTC') ?? dates[0])?.key ?? null
}

function entriesOf(
  subject: TrialSubject,
  { file, item, test, dateColumn }: SingleAnswer,
): readonly ResultEntry[] {
  const unit = 'unit' in item ? (item.unit ?? '') : ''
  return rowsOf(subject, file).flatMap((row, at) => {
    const result = row[item.key] ?? ''
    if (result === '') return []
    const values = {
      LBTESTCD: test,
      LBDAT: dateColumn === null ? '' : (row[dateColumn] ?? ''),
      VISIT: row['VISIT'] ?? '',
      LBORRES: result,
      LBORRESU: unit,
    }
    return [{ file, row: at, column: item.key, values }]
  })
}
