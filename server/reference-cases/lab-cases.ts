import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { gradeLaboratory } from '../../shared/safety/grading/grade-laboratory.ts'
import type { LaboratoryGrade } from '../../shared/safety/grading/laboratory-grade.ts'
import type { CaseResult } from './case-result.ts'

const number = z.number().nullable().default(null)

const labCase = z.object({
  id: z.string(),
  term: z.string(),
  analyte: z.string().optional(),
  value: z.union([z.number(), z.string(), z.object({ sbp: number, dbp: number }), z.null()]),
  unit: z.string().nullable(),
  lln: number,
  uln: number,
  baseline: number,
  baselineState: z.enum(['normal', 'high', 'low']).nullable().default(null),
  miThreshold: number,
  context: z.record(z.string(), z.boolean()).default({}),
  expected: z.object({
    status: z.enum(['graded', 'range', 'not-gradable']),
    grade: number,
    min: number,
    max: number,
    reason: z.string().nullable().default(null),
  }),
})

type LabCase = z.infer<typeof labCase>
type Expected = LabCase['expected']

/**
 * Grades every case of a file in the layout of `tests/golden/lab-cases.json`. A case that is not of
 * the layout fails; the others are still graded.
 */
export function runLabCases(file: string): CaseResult[] {
  const { cases } = z
    .object({ cases: z.array(z.looseObject({ id: z.string() })) })
    .parse(JSON.parse(readFileSync(file, 'utf8')))
  return cases.map((given) => {
    const parsed = labCase.safeParse(given)
    if (parsed.success) return gradeCase(parsed.data)
    return { id: given.id, passed: false, message: z.prettifyError(parsed.error) }
  })
}

function gradeCase({ expected, analyte, ...question }: LabCase): CaseResult {
  const given = gradeLaboratory(analyte === undefined ? question : { ...question, analyte })
  const [want, got] = [textOf(expected), textOf(toExpected(given))]
  const passed = want === got
  return { id: question.id, passed, message: passed ? got : `expected ${want}, got ${got}` }
}

function toExpected(given: LaboratoryGrade): Expected {
  const nothing = { grade: null, min: null, max: null, reason: null }
  switch (given.status) {
    case 'graded':
      return {
        ...nothing,
        status: 'graded',
        grade: given.grade,
        min: given.grade,
        max: given.grade,
      }
    case 'range':
      return { ...nothing, status: 'range', min: given.min, max: given.max }
    case 'not-gradable':
      return { ...nothing, status: 'not-gradable', reason: given.reason }
  }
}

function textOf({ status, grade, min, max, reason }: Expected): string {
  return [status, grade, min, max, reason].map((part) => part ?? '-').join(' ')
}
