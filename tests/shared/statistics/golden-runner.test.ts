import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { compareValues } from '../../../server/reference-cases/compare-values.ts'
import { runProportionCases } from '../../../server/reference-cases/proportions.ts'
import { runSurvivalCases } from '../../../server/reference-cases/survival.ts'

const golden = join(import.meta.dirname, '../../golden')
const folder = mkdtempSync(join(tmpdir(), 'golden-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** The cases that fail once `from` is replaced by `to` in a survival file. */
function failuresAfter(file: string, from: string, to: string): string[] {
  const text = readFileSync(join(golden, 'survival', `${file}.json`), 'utf8')
  expect(text).toContain(from)
  writeFileSync(join(folder, 'changed.json'), text.replace(from, to))
  return runSurvivalCases(folder)
    .filter(({ passed }) => !passed)
    .map(({ id }) => id)
}

describe('the golden runner notices what is wrong', () => {
  it.each([
    ['aml', '"surv":[0.91304347826087', '"surv":[0.91304348826087', 'overall rows'],
    ['aml', '"printedMedian":27', '"printedMedian":28', null],
    ['aml', '"median":{"estimate":27', '"median":{"estimate":null', 'overall quantiles'],
    ['made-half-flat', '"lower":[0.387000014032025', '"lower":[null', 'overall limits'],
    [
      'made-half-flat',
      '"landmarks":[{"time":10,"atRisk":8',
      '"landmarks":[{"time":10,"atRisk":7',
      'overall landmarks',
    ],
    ['made-half-flat', '"followUp":{"median":80', '"followUp":{"median":79', 'overall followUp'],
    ['aml', '"logrank":{"chisq":3.3963', '"logrank":{"chisq":3.3964', 'logrank'],
    ['aml', '"coef":0.91553', '"coef":0.91554', 'cox'],
    ['aml', '"cox":{', '"other":{', 'cox'],
  ])('%s: %s as %s', (file, from, to, failing) => {
    const expected = failing === null ? [] : [`survival/changed ${failing}`]
    expect(failuresAfter(file, from, to)).toEqual(expected)
  })
  it('fails a file it cannot read', () => {
    writeFileSync(join(folder, 'changed.json'), '{ "name": 1 }')
    expect(runSurvivalCases(folder)).toMatchObject([{ id: 'survival/changed', passed: false }])
  })
  it('fails a proportion with another limit, and a published one with another method', () => {
    const text = readFileSync(join(golden, 'proportions.json'), 'utf8')
    const place = join(folder, 'proportions.json')
    writeFileSync(
      place,
      text
        .replace('"lower":0.0125791170934251', '"lower":0.0125791180934251')
        .replace(/"printedMatches":\s*\["clopper-pearson"\]/, '"printedMatches":["wilson"]'),
    )
    const failed = runProportionCases(place).filter(({ passed }) => !passed)
    rmSync(place)
    expect(failed.map(({ id }) => id)).toEqual([
      'proportions/1 of 2',
      'proportions/RESCUE, ORR, first line, independent review',
    ])
  })
})

describe('the comparison', () => {
  it('keeps null, 0, missing members and list lengths apart', () => {
    expect(compareValues({ a: null }, { a: 0 }, 1).differences).toHaveLength(1)
    expect(compareValues({ a: 0 }, { a: null }, 1).differences).toHaveLength(1)
    expect(compareValues({}, { a: 1 }, 1).differences).toHaveLength(1)
    expect(compareValues({ a: [1] }, { a: [1, 1] }, 1).differences).toHaveLength(1)
    expect(compareValues({ a: NaN }, { a: 1 }, 1).differences).toHaveLength(1)
    expect(compareValues({ a: 1e-9 }, { a: 0 }, 1).differences).toHaveLength(1)
    expect(compareValues({ a: [1 + 1e-10, 'x'] }, { a: [1, 'x'] }, 1e-9)).toEqual({
      compared: 3,
      differences: [],
    })
  })
})
