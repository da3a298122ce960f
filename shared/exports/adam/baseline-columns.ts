import { parseNumberText } from '../../kernel/number-text.ts'
import { rowsOf, type Row } from '../../trial/trial.ts'
import type { Cell } from '../datasets/define.ts'
import type { AdamContext } from './define.ts'

/** State, stage and markers before treatment, from the baseline form; AFP from the laboratory first. */
export function baselineColumns(of: Omit<AdamContext, 'subjectValues'>): Record<string, Cell> {
  const row = rowsOf(of.subject, 'baseline')[0] ?? {}
  return {
    ECOGBL: numberOf(row['ECOG101']),
    CHILDPBL: row['CPS0107'] ?? null,
    CHILDPSB: numberOf(row['CPS0106']),
    BCLCBL: row['BCLC'] ?? null,
    AFPBL: alphaFetoprotein(of),
    HBVFL: virus(row, 'HBSAG', 'HEPATITIS B'),
    HCVFL: virus(row, 'HCVAB', 'HEPATITIS C'),
    MVIFL: invasion(row['PVTT'] ?? ''),
    EHSFL: row['EXTRAHEP'] ?? null,
  }
}

function numberOf(text: string | undefined): number | null {
  const parsed = parseNumberText(text ?? '')
  return parsed?.comparator === null ? parsed.value : null
}

function virus(row: Row, test: string, cause: string): Cell {
  const result = row[test] ?? ''
  const causes = (row['AETIOL'] ?? '').split(';').map((one) => one.trim())
  if (result === 'POSITIVE' || causes.includes(cause)) return 'Y'
  return result === 'NEGATIVE' ? 'N' : null
}

function invasion(extent: string): Cell {
  if (extent === 'NONE') return 'N'
  return extent.startsWith('VP') ? 'Y' : null
}

/** In the standard unit; a result below a limit of detection is no number. */
function alphaFetoprotein({ labs }: Pick<AdamContext, 'labs'>): Cell {
  const baseline = labs.find(({ value, isBaseline }) => isBaseline && value.code === 'AFP')
  return baseline?.value.number ?? null
}
