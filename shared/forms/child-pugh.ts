import type { Trace, TraceInput } from '../kernel/trace.ts'
import type { RowValues } from './define.ts'

/** The five components, each 1 to 3 points: encephalopathy, ascites, bilirubin, albumin, INR or PT. */
const COMPONENTS = ['CPS0101', 'CPS0102', 'CPS0103', 'CPS0104', 'CPS0105'] as const

const POINTS = new Set(['1', '2', '3'])

export interface ChildPugh {
  /** 5 to 15 points. */
  readonly score: number
  readonly grade: 'A' | 'B' | 'C'
  readonly trace: Trace
}

/**
 * Child-Pugh score and class from the points of the five components; `null` while one is missing.
 * @source Pugh et al., Br J Surg 1973;60:646-649: A 5-6, B 7-9, C 10-15 points
 */
export function childPugh(values: RowValues): ChildPugh | null {
  const inputs: TraceInput[] = []
  let score = 0
  for (const name of COMPONENTS) {
    const value = values[name] ?? ''
    if (!POINTS.has(value)) return null
    score += Number(value)
    inputs.push({ name, value })
  }
  const grade = gradeOf(score)
  return { score, grade, trace: { rule: 'Child-Pugh', inputs, result: `${score} (${grade})` } }
}

function gradeOf(score: number): ChildPugh['grade'] {
  if (score <= 6) return 'A'
  return score <= 9 ? 'B' : 'C'
}
