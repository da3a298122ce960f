import { describe, expect, it } from 'vitest'
import { findTerm } from '../../../shared/safety/ctcae-catalogue.ts'
import { criteriaThatRaise } from '../../../shared/safety/grading/criteria-that-raise.ts'
import {
  correctedCalcium,
  fridericiaQtc,
} from '../../../shared/safety/grading/derived-measurements.ts'
import { gradeFebrileNeutropenia } from '../../../shared/safety/grading/febrile-neutropenia.ts'
import { gradeAnalyte, gradeLaboratory } from '../../../shared/safety/grading/grade-laboratory.ts'
import {
  ASSUMPTION_LABELS,
  CIRCUMSTANCE_LABELS,
  REASON_LABELS,
} from '../../../shared/safety/grading/grading-labels.ts'
import type {
  LaboratoryGrade,
  LaboratoryQuestion,
} from '../../../shared/safety/grading/laboratory-grade.ts'
import { parseRule } from '../../../shared/safety/grading/rule.ts'
import { CLINICAL_TERMS, GRADING_RULES } from '../../../shared/safety/grading/rules.ts'

const nothingKnown = { lln: null, uln: null, baseline: null, baselineState: null } as const

const grade = (question: Partial<LaboratoryQuestion>): LaboratoryGrade =>
  gradeLaboratory({ ...nothingKnown, value: null, unit: null, ...question })

/** `2`, `1-3`, or the reason: short enough for a table. */
const short = (answer: LaboratoryGrade): string => {
  switch (answer.status) {
    case 'graded':
      return String(answer.grade)
    case 'range':
      return `${String(answer.min)}-${String(answer.max)}`
    case 'not-gradable':
      return answer.reason
  }
}

describe('the rules', () => {
  it.each(GRADING_RULES)(
    '$term ($analyte) is a term of the catalogue, graded within its grades',
    (rule) => {
      const term = findTerm(rule.llt)
      expect(term?.name).toBe(rule.term)
      for (const ladder of rule.parsedLadders) {
        expect(ladder.bands.length).toBeGreaterThan(0)
        for (const band of ladder.bands) {
          expect(term?.grades).toContain(band.grade)
          expect(band.grade).toBeLessThan(5)
          const { circumstance } = band
          if (circumstance !== null) expect(CIRCUMSTANCE_LABELS).toHaveProperty(circumstance.name)
        }
      }
      for (const { grade: raised } of criteriaThatRaise(rule))
        expect(term?.grades).toContain(raised)
    },
  )

  it('leave the terms without a numeric criterion to the investigator', () => {
    for (const term of CLINICAL_TERMS) {
      expect(findTerm(term)).not.toBeNull()
      expect(short(grade({ term, value: 1, unit: 'mmol/L' }))).toBe('clinical-only')
    }
  })

  it('refuse a condition they do not know', () => {
    const text = { term: 'X', llt: '1', analyte: 'x', direction: 'high', extent: 'full' } as const
    const rule = (bands: readonly string[]) => () =>
      parseRule({ ...text, units: ['g/L', 'g/dL'], ladders: [{ id: 'default', bands }] })
    expect(rule(['1 >10'])).toThrow('one number per unit')
    expect(rule(['1 at-night'])).toThrow('Not a condition')
  })
})

describe('units', () => {
  // 0.9 x 10^9/L in every spelling; giga per litre is grams per litre by its letters.
  it.each([
    [0.9, '10^9/L', '3'],
    [0.9, 'X10^9/l', '3'],
    [900, '/mm3', '3'],
    [900, 'cells/uL', '3'],
    [900, '10^6/L', '3'],
    [0.9, 'K/uL', '3'],
    [0.09, '10^4/uL', '3'],
    [0.9, 'G/L', 'unknown-unit'],
    [0.9, '', 'missing-unit'],
  ])('%f %s of neutrophils: %s', (value, unit, expected) => {
    expect(short(grade({ term: 'Neutrophil count decreased', value, unit }))).toBe(expected)
  })

  it('compares in the reported unit where the standard prints it', () => {
    const anemia = { term: 'Anemia', lln: null }
    // 6.2 mmol/L is 9.99 g/dL: grade 1 where mmol/L is read as printed, grade 2 converted.
    expect(short(grade({ ...anemia, value: 6.2, unit: 'mmol/L', lln: 7 }))).toBe('1')
    expect(short(grade({ ...anemia, value: 9.99, unit: 'g/dL', lln: 12 }))).toBe('2')
  })

  it('converts an offset to a limit together with value and limit', () => {
    const haemoglobin = { term: 'Hemoglobin increased', unit: 'mmol/L', uln: 10 }
    // 2 g/dL is 1.2412 mmol/L.
    expect(short(grade({ ...haemoglobin, value: 11.24 }))).toBe('1')
    expect(short(grade({ ...haemoglobin, value: 11.25 }))).toBe('2')
  })

  it('reads Fahrenheit as printed', () => {
    const fever = { term: 'Fever', unit: '°F' }
    expect(short(grade({ ...fever, value: 100.3 }))).toBe('0')
    expect(short(grade({ ...fever, value: 100.4 }))).toBe('1')
    expect(short(grade({ ...fever, value: 102.3 }))).toBe('2')
  })
})

describe('what is missing', () => {
  it('refuses in the fixed order', () => {
    const alt = { term: '10001551', baselineState: 'high' } as const
    expect(short(grade(alt))).toBe('missing-value')
    expect(short(grade({ ...alt, value: 90 }))).toBe('missing-unit')
    expect(short(grade({ ...alt, value: 90, unit: 'furlong' }))).toBe('unknown-unit')
    expect(short(grade({ ...alt, value: 90, unit: 'U/L' }))).toBe('missing-baseline')
    expect(short(grade({ ...alt, value: 90, unit: 'U/L', baselineState: 'normal' }))).toBe(
      'missing-uln',
    )
    expect(short(grade({ ...alt, value: 90, unit: 'U/L', baseline: 60 }))).toBe('1')
  })

  it('widens to a range where a lower grade is certain', () => {
    const creatinine = { term: 'Creatinine increased', unit: 'umol/L', value: 170 }
    const answer = grade({ ...creatinine, baseline: 60 })
    expect(short(answer)).toBe('2-4')
    expect(answer).toMatchObject({ missing: ['ULN'], ask: [] })
  })

  it('leaves out criteria relative to an unknown baseline, and says so', () => {
    const answer = grade({ term: 'Creatinine increased', unit: 'umol/L', value: 170, uln: 110 })
    expect(short(answer)).toBe('2')
    expect(answer.assumptions).toEqual(['baseline-missing'])
  })

  it('takes an unknown state at baseline as normal, and says so', () => {
    const answer = grade({ term: 'GGT increased', unit: 'U/L', value: 90, uln: 60 })
    expect(short(answer)).toBe('1')
    expect(answer.assumptions).toEqual(['baseline-state-unknown'])
  })

  it('asks for the circumstance that would decide', () => {
    const answer = grade({ term: 'Lipase increased', unit: 'U/L', value: 400, uln: 60 })
    expect(short(answer)).toBe('3-4')
    expect(answer).toMatchObject({ ask: ['symptomatic'], missing: [] })
  })

  it('counts a missing infarction cut-off as a missing upper limit', () => {
    const troponin = { term: 'Cardiac troponin T increased', unit: 'ng/L', value: 60, uln: 14 }
    expect(short(grade(troponin))).toBe('missing-uln')
    expect(short(grade({ ...troponin, miThreshold: 52 }))).toBe('3')
  })

  it('grades half a blood pressure as far as it goes', () => {
    const pressure = (sbp: number | null, dbp: number | null) =>
      short(grade({ term: 'Hypertension', unit: 'mmHg', value: { sbp, dbp } }))
    expect(pressure(165, null)).toBe('3')
    expect(pressure(145, null)).toBe('2-3')
    expect(pressure(110, null)).toBe('missing-value')
    expect(pressure(null, null)).toBe('missing-value')
    expect(short(grade({ term: 'Hypertension', unit: 'mmHg', value: 150 }))).toBe('missing-value')
  })
})

describe('values as entered', () => {
  it.each([
    ['0.5', '3', 'at the limit'],
    ['<0.5', '4', 'below the limit of measurement'],
    ['12,5', 'missing-value', 'ambiguous'],
  ])('neutrophils %s: %s (%s)', (value, expected) => {
    const answer = grade({ term: 'Neutrophil count decreased', unit: '10^9/L', value })
    expect(short(answer)).toBe(expected)
    expect(answer.assumptions.includes('beyond-limit')).toBe(value.startsWith('<'))
  })

  it.each([
    ['++', '2'],
    ['+', '1'],
    ['±', '0'],
    ['阴性', '0'],
    ['green', 'missing-value'],
  ])('dipstick %s: %s', (value, expected) => {
    expect(short(grade({ term: 'Proteinuria', unit: 'dipstick', value }))).toBe(expected)
  })

  it('says when a graded value lies inside the normal range', () => {
    const answer = grade({
      term: 'Neutrophil count decreased',
      unit: '10^9/L',
      value: 1.4,
      lln: 1.3,
    })
    expect(answer.assumptions).toEqual(['inside-normal-range'])
  })
})

describe('the trace', () => {
  it('shows the ladder, the numbers and both bounds of the band', () => {
    const { trace } = grade({
      term: 'Alanine aminotransferase increased',
      unit: 'U/L',
      value: 160,
      uln: 50,
      baselineState: 'normal',
    })
    expect(trace).toEqual({
      rule: 'CTCAE 5.0 / Alanine aminotransferase increased / baseline-normal',
      inputs: [
        { name: 'value', value: '160 U/L' },
        { name: 'ULN', value: '50 U/L' },
        { name: 'grade 2', value: '> 3 × ULN = 150 U/L' },
        { name: 'grade 2', value: '<= 5 × ULN = 250 U/L' },
      ],
      result: 'grade 2',
    })
  })

  it('shows the circumstance that separates two grades', () => {
    const { trace } = grade({ term: 'Hypokalemia', unit: 'mmol/L', value: 3.2, lln: 3.5 })
    expect(trace.inputs.map(({ value }) => value)).toEqual([
      '3.2 mmol/L',
      '3.5 mmol/L',
      '>= 3 mmol/L',
      '< LLN = 3.5 mmol/L',
      'symptomaticOrIntervention',
      '>= 3 mmol/L',
      '< LLN = 3.5 mmol/L',
      'not symptomaticOrIntervention',
    ])
  })
})

describe('an analyte', () => {
  it('is graded in both directions', () => {
    const answers = gradeAnalyte('potassium', {
      ...nothingKnown,
      value: 6.4,
      unit: 'mmol/L',
      lln: 3.5,
      uln: 5.1,
    })
    expect(answers.map((answer) => [answer.term, short(answer)])).toEqual([
      ['Hyperkalemia', '3'],
      ['Hypokalemia', '0'],
    ])
  })

  it('suggests neither sinusoidal obstruction from bilirubin nor anything from a tumour marker', () => {
    const bilirubin = gradeAnalyte('bilirubin', { ...nothingKnown, value: 60, unit: 'umol/L' })
    expect(bilirubin.map(({ term }) => term)).toEqual(['Blood bilirubin increased'])
    expect(gradeAnalyte('afp', { ...nothingKnown, value: 4000, unit: 'ng/mL' })).toEqual([])
    expect(short(grade({ analyte: 'afp', value: 4000, unit: 'ng/mL' }))).toBe('no-rule')
  })
})

describe('febrile neutropenia', () => {
  it.each([
    // neutrophils 10^9/L, temperature, unit, sustained, expected
    [0.9, 38.4, 'Cel', null, { status: 'graded', grade: 3 }],
    [0.9, 38.3, 'Cel', true, { status: 'graded', grade: 3 }],
    [0.9, 38.3, 'Cel', false, { status: 'graded', grade: 0 }],
    [0.9, 38.0, 'Cel', null, { status: 'range', min: 0, max: 3 }],
    [0.9, 100.4, '°F', true, { status: 'graded', grade: 3 }],
    [0.9, 37.9, 'Cel', true, { status: 'graded', grade: 0 }],
    [1.0, 39.0, 'Cel', true, { status: 'graded', grade: 0 }],
    [0.9, 39.0, 'K', true, { status: 'not-gradable', reason: 'unknown-unit' }],
    [null, 39.0, 'Cel', true, { status: 'not-gradable', reason: 'missing-value' }],
  ])('%s and %s %s, sustained %s', (count, value, unit, sustainedMoreThanOneHour, expected) => {
    const neutrophils = { value: count, unit: '10^9/L' }
    const temperature = { value, unit }
    expect(gradeFebrileNeutropenia({ neutrophils, temperature, sustainedMoreThanOneHour })).toEqual(
      expected,
    )
  })
})

describe('derived measurements', () => {
  it('correct calcium by 0.02 mmol/L for each gram of albumin below 40 g/L', () => {
    expect(correctedCalcium(2.1, 30)).toBeCloseTo(2.3, 12)
    expect(correctedCalcium(2.1, 40)).toBe(2.1)
  })

  it('leave QT as it is at 60 beats a minute and shorten it at a faster rate', () => {
    expect(fridericiaQtc(400, 1000)).toBe(400)
    expect(fridericiaQtc(360, 729)).toBe(400)
    expect(fridericiaQtc(400, 0)).toBeNull()
  })
})

describe('the words for a grade', () => {
  it.each([
    ...Object.entries(REASON_LABELS),
    ...Object.entries(ASSUMPTION_LABELS),
    ...Object.entries(CIRCUMSTANCE_LABELS),
  ])('%s is said in English and in Chinese', (_key, { en, zh }) => {
    expect(en).toMatch(/^[A-Z]/)
    expect(zh).toMatch(/[\u4e00-\u9fff]/)
  })
})
