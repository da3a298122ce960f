import { describe, expect, it } from 'vitest'
import { findTerm } from '../../../shared/safety/ctcae-catalogue.ts'
import { rulesOfAnalyte } from '../../../shared/safety/grading/rules.ts'
import { recogniseUnit } from '../../../shared/safety/grading/units.ts'
import { LABORATORY_TESTS, findLaboratoryTest } from '../../../shared/safety/laboratory-tests.ts'

describe('the laboratory tests', () => {
  it.each(['AFP', 'ALB', 'ALT', 'AST', 'NEUT', 'PLT', 'TBIL'])(
    'know %s of the study files',
    (code) => {
      expect(findLaboratoryTest(code)?.code).toBe(code)
    },
  )

  it('know the submission code of platelets and bilirubin as well', () => {
    expect(findLaboratoryTest('PLAT')?.code).toBe('PLT')
    expect(findLaboratoryTest('bili')?.code).toBe('TBIL')
    expect(findLaboratoryTest('XYZ')).toBeNull()
  })

  it('have each code once, and a label in both languages', () => {
    const codes = LABORATORY_TESTS.map(({ code }) => code)
    expect(new Set(codes).size).toBe(codes.length)
    for (const { label } of LABORATORY_TESTS) {
      expect(label.en).toMatch(/^[A-Z]/)
      expect(label.zh).toMatch(/[\u4e00-\u9fff]/)
    }
  })

  it.each(LABORATORY_TESTS)(
    '$code names the terms its rules grade, and units they read',
    (test) => {
      const { analyte, high, low } = test
      const rules = analyte === null ? [] : rulesOfAnalyte(analyte)
      const termOf = (direction: string) =>
        rules.find((rule) => rule.direction === direction)?.term ?? null
      expect({ high, low }).toEqual({ high: termOf('high'), low: termOf('low') })
      for (const rule of rules) {
        for (const unit of test.units) {
          expect(recogniseUnit(unit, rule.analyte, rule.units)).not.toBeNull()
        }
        expect(findTerm(rule.term)?.code).toBe(rule.llt)
      }
    },
  )

  it('grade no tumour marker', () => {
    for (const code of ['AFP', 'PIVKAII']) expect(findLaboratoryTest(code)?.analyte).toBeNull()
  })
})
