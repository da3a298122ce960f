import type { LabResult } from '../../checks/lab-results.ts'
import { LAB_TESTS } from '../../forms/lab-tests.ts'
import { parseNumberText } from '../../kernel/number-text.ts'
import { remembered } from '../../kernel/remembered.ts'
import { standardUnit, toStandard } from '../../laboratory/standard-value.ts'
import { findLaboratoryTest } from '../../safety/laboratory-tests.ts'
import { shortCode } from './short-code.ts'

/** A result as it is analysed: in the standard unit of its test, or as reported where there is none. */
export interface AnalysisValue {
  /** PARAMCD and PARAM of the test. */
  readonly code: string
  readonly name: string
  readonly unit: string | null
  readonly number: number | null
  readonly text: string | null
  readonly low: number | null
  readonly high: number | null
  /** A number in a unit that no factor is known for: it is not compared with others. */
  readonly unconvertible: boolean
}

export function analysisValue(result: LabResult): AnalysisValue {
  const { test, text, unit } = result
  const standard = toStandard(test, text, unit)
  const named = namedTest(test)
  if (standard !== null) {
    const inStandard = (limit: string | null): number | null =>
      limit === null ? null : (toStandard(test, limit, unit)?.value ?? null)
    return {
      ...named,
      number: standard.value,
      text: standard.text,
      low: inStandard(result.limits.low),
      high: inStandard(result.limits.high),
      unconvertible: false,
    }
  }
  const number = parseNumberText(text)
  if (number === null) return { ...named, ...NO_NUMBER, text, unconvertible: false }
  if (named.unit !== null) return { ...named, ...NO_NUMBER, text: null, unconvertible: true }
  return {
    ...named,
    unit,
    number: number.comparator === null ? number.value : null,
    text,
    low: result.low,
    high: result.high,
    unconvertible: false,
  }
}

const NO_NUMBER = { number: null, low: null, high: null } as const

const namedTest = remembered(
  (test: string) => ({ ...testName(test), unit: standardUnit(test) }),
  (test) => test,
  1_000,
)

function testName(test: string): Pick<AnalysisValue, 'code' | 'name'> {
  const known = findLaboratoryTest(test)
  const listed = LAB_TESTS.find(({ test: { value } }) => value === test)
  const label = known?.label.en ?? listed?.test.label.en ?? test
  const unit = standardUnit(test)
  return {
    code: shortCode(known?.sdtmCode ?? test),
    name: unit === null ? label : `${label} (${unit})`,
  }
}
