import { remembered } from '../kernel/remembered.ts'
import { gradeAnalyte } from '../safety/grading/grade-laboratory.ts'

/** Values from `from` on, and below `to`, have this grade; null: beyond what was asked for. */
export interface ValueBand {
  readonly grade: number
  readonly from: number | null
  readonly to: number | null
}

export interface BandQuestion {
  readonly analyte: string
  readonly unit: string
  readonly lln: number | null
  readonly uln: number | null
  /** In the same unit; null: not known. */
  readonly baseline: number | null
  readonly baselineState: 'normal' | 'high' | 'low' | null
  /** Between which values, above 0, the bands are wanted. */
  readonly least: number
  readonly most: number
}

const SAMPLES = 160
const HALVINGS = 24

/**
 * The bands of values that the grading rules give the same grade, found by grading values: so they are
 * those of the rules themselves. Where circumstances leave several grades open, the lowest counts, as
 * in the tables. None where nothing can be graded.
 */
export const gradeBands = remembered(findBands, (question) => JSON.stringify(question), 500)

function findBands(question: BandQuestion): readonly ValueBand[] {
  const { least, most } = question
  if (!(least > 0) || !(most > least)) return []
  const ratio = (most / least) ** (1 / SAMPLES)
  const bands: { grade: number; from: number | null; to: number | null }[] = []
  let before = least
  let known = gradeAt(least, question)
  if (known > 0) bands.push({ grade: known, from: null, to: null })
  for (let at = 1; at <= SAMPLES; at += 1) {
    const value = at === SAMPLES ? most : least * ratio ** at
    const grade = gradeAt(value, question)
    if (grade !== known) {
      const edge = edgeBetween({ below: before, above: value, grade: known }, question)
      const last = bands.at(-1)
      if (known > 0 && last !== undefined) last.to = edge
      if (grade > 0) bands.push({ grade, from: edge, to: null })
    }
    known = grade
    before = value
  }
  return bands
}

function gradeAt(value: number, { analyte, ...limits }: BandQuestion): number {
  const { unit, lln, uln, baseline, baselineState } = limits
  const asked = { value: Number(value.toPrecision(12)), unit, lln, uln, baseline, baselineState }
  const grades = gradeAnalyte(analyte, asked).map((graded) => {
    if (graded.status === 'not-gradable') return 0
    return graded.status === 'graded' ? graded.grade : graded.min
  })
  return Math.max(0, ...grades)
}

/** Where the grade stops being that of the lower value; a clean number where one is as near. */
function edgeBetween(
  {
    below,
    above,
    grade,
  }: { readonly below: number; readonly above: number; readonly grade: number },
  question: BandQuestion,
): number {
  let [low, high] = [below, above]
  for (let step = 0; step < HALVINGS; step += 1) {
    const middle = (low + high) / 2
    if (gradeAt(middle, question) === grade) low = middle
    else high = middle
  }
  return Number(high.toPrecision(6))
}
