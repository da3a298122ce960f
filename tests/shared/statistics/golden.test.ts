import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runProportionCases } from '../../../server/reference-cases/proportions.ts'
import { runSurvivalCases } from '../../../server/reference-cases/survival.ts'

const golden = join(import.meta.dirname, '../../golden')
const survival = runSurvivalCases(join(golden, 'survival'))
const proportions = runProportionCases(join(golden, 'proportions.json'))

// Expected numbers: R 4.2.2 with survival 3.5-3, see tests/golden/survival/README.md.
describe('VA-03: survival statistics agree with R', () => {
  it('has cases for curves, log-rank and Cox in every place', () => {
    const kinds = ['rows', 'limits', 'quantiles', 'landmarks', 'followUp', 'logrank', 'cox']
    for (const kind of kinds) expect(survival.some(({ id }) => id.endsWith(` ${kind}`))).toBe(true)
    expect(survival.length).toBeGreaterThan(150)
  })
  it.each(survival)('$id', ({ passed, message }) => {
    expect(passed, message).toBe(true)
  })
})

describe('confidence limits of proportions agree with R and with published intervals', () => {
  it('has calculated and published cases', () => {
    expect(proportions.length).toBeGreaterThan(70)
  })
  it.each(proportions)('$id', ({ passed, message }) => {
    expect(passed, message).toBe(true)
  })
})
