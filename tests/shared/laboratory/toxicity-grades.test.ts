import { expect, it } from 'vitest'
import type { CheckRecord } from '../../../shared/checks/define.ts'
import { labResults } from '../../../shared/checks/lab-results.ts'
import { toxicityGrades } from '../../../shared/laboratory/toxicity-grades.ts'

function grades(
  LBTESTCD: string,
  LBORRES: string,
  LBORRESU: string,
  limits: readonly [string, string],
) {
  const [LBORNRLO, LBORNRHI] = limits
  const row = { LBDAT: '2024-02-01', LBTESTCD, LBORRES, LBORRESU, LBORNRLO, LBORNRHI }
  const record: CheckRecord = {
    ...{ id: null, form: 'laboratory', visit: null, rowKey: '' },
    values: { items: {}, rows: [row] },
  }
  const sources = { laboratories: [], sampled: { sex: null, birth: null } }
  const results = labResults([record], 'laboratory', sources)
  const [result] = results
  if (result === undefined) throw new Error('no result')
  return toxicityGrades(result, { results, treatment: { firstDose: null, before: new Set() } })
}

// CTCAE v5.0: hyperkalaemia above 5.5 to 6.0 mmol/L grade 2; hypokalaemia below 3.0 to 2.5 grade 3.
it.each([
  ['K', '4.0', 'mmol/L', ['3.5', '5.3'], { low: 0, high: 0 }, 'inside the range'],
  ['K', '5.6', 'mmol/L', ['3.5', '5.3'], { low: 0, high: 2 }, 'too high'],
  ['K', '2.9', 'mmol/L', ['3.5', '5.3'], { low: 3, high: 0 }, 'too low'],
  ['K', '3.4', 'mmol/L', ['3.5', '5.3'], { low: 1, high: 0 }, 'symptoms would make it 2'],
  ['ALT', '300', 'U/L', ['9', '50'], { low: null, high: 3 }, 'above 5 times the limit'],
  ['ALT', '300', 'U/L', ['', ''], { low: null, high: null }, 'no limit'],
  ['ALT', '300', 'furlong', ['9', '50'], { low: null, high: null }, 'unit not known'],
  ['AFP', '300', 'ng/mL', ['0', '7'], { low: null, high: null }, 'no term'],
  ['K', '', 'mmol/L', ['3.5', '5.3'], { low: null, high: null }, 'no result'],
] as const)('%s %s %s of %o: %o (%s)', (test, text, unit, limits, expected) => {
  expect(grades(test, text, unit, limits)).toEqual(expected)
})
