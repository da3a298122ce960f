import { parseNumberText } from '../kernel/number-text.ts'
import type { Trace } from '../kernel/trace.ts'
import type { RowValues } from './define.ts'

export interface Albi {
  /** Unrounded; higher is worse. */
  readonly score: number
  readonly grade: '1' | '2' | '3'
  readonly trace: Trace
}

/**
 * Albumin-bilirubin score and grade from bilirubin (umol/L, BLBILI) and albumin (g/L, BLALB):
 * `0.66 log10(bilirubin) - 0.085 albumin`. `null` unless both are exact positive numbers.
 * @source Johnson et al., J Clin Oncol 2015;33:550-558: grade 1 to -2.60, 2 above it to -1.39, else 3
 */
export function albi(values: RowValues): Albi | null {
  const bilirubin = exactPositive(values['BLBILI'])
  const albumin = exactPositive(values['BLALB'])
  if (bilirubin === null || albumin === null) return null
  const score = 0.66 * Math.log10(bilirubin) - 0.085 * albumin
  const grade = gradeOf(score)
  const trace: Trace = {
    rule: 'ALBI',
    inputs: [
      { name: 'BLBILI', value: values['BLBILI'] ?? '' },
      { name: 'BLALB', value: values['BLALB'] ?? '' },
    ],
    result: `${score.toFixed(2)} (${grade})`,
  }
  return { score, grade, trace }
}

function gradeOf(score: number): Albi['grade'] {
  if (score <= -2.6) return '1'
  return score <= -1.39 ? '2' : '3'
}

function exactPositive(text: string | undefined): number | null {
  const parsed = parseNumberText(text ?? '')
  return parsed?.comparator === null && parsed.value > 0 ? parsed.value : null
}
