import { describe, expect, it } from 'vitest'
import { ageAtConsent } from '../../../shared/forms/age.ts'
import { bclcStage } from '../../../shared/forms/bclc.ts'
import { bodyMassIndex, bodySurfaceArea } from '../../../shared/forms/body-size.ts'
import { derivations } from '../../../shared/forms/derivations.ts'
import { forms } from '../../../shared/forms/registry.ts'
import { parseFormValues } from '../../../shared/forms/schema-of.ts'

describe('E18 body size', () => {
  it.each([
    { WEIGHT: '70', HEIGHT: '175', bmi: '22.9', bsa: '1.84' },
    { WEIGHT: '48.5', HEIGHT: '152.0', bmi: '21.0', bsa: '1.43' },
    { WEIGHT: '102', HEIGHT: '188', bmi: '28.9', bsa: '2.31' },
  ])('of $WEIGHT kg and $HEIGHT cm is BMI $bmi and $bsa m²', ({ bmi, bsa, ...values }) => {
    expect(bodyMassIndex(values)?.value).toBe(bmi)
    expect(bodySurfaceArea(values)?.value).toBe(bsa)
  })

  it('waits for both, and for numbers that mean something', () => {
    for (const values of [{ WEIGHT: '70' }, { HEIGHT: '170' }, { WEIGHT: '0', HEIGHT: '170' }]) {
      expect(bodyMassIndex(values)).toBeNull()
      expect(bodySurfaceArea(values)).toBeNull()
    }
  })
})

describe('E18 age at consent', () => {
  it.each([
    { BRTHDAT: '1961-05-20', RFICDAT: '2026-05-19', age: '64', why: 'the day before the birthday' },
    { BRTHDAT: '1961-05-20', RFICDAT: '2026-05-20', age: '65', why: 'the birthday' },
    { BRTHDAT: '1961', RFICDAT: '2026-01-05', age: '64–65', why: 'only the year is known' },
    { BRTHDAT: '1961-02', RFICDAT: '2026-03-01', age: '65', why: 'the month decides' },
    { BRTHDAT: '1960-02-29', RFICDAT: '2026-02-28', age: '65', why: 'no 29 February that year' },
    { BRTHDAT: '1960-02-29', RFICDAT: '2026-03-01', age: '66', why: 'the day after' },
  ])('born $BRTHDAT, consent $RFICDAT: $age ($why)', ({ age, ...values }) => {
    expect(ageAtConsent({ BRTHDAT: values.BRTHDAT, RFICDAT: values.RFICDAT })?.value).toBe(age)
  })

  it('is nothing without both dates, or with consent before birth', () => {
    expect(ageAtConsent({ BRTHDAT: '1961' })).toBeNull()
    expect(ageAtConsent({ BRTHDAT: '1961', RFICDAT: '1960-01-01' })).toBeNull()
  })

  it('is not stored', () => {
    const items = { SEX: 'M', BRTHDAT: '1961', RFICDAT: '2026-01-05', AGE: '99' }
    const parsed = parseFormValues(forms.get('subjects'), { items, rows: [] })
    expect(parsed.ok && Object.keys(parsed.values.items)).toEqual(['SEX', 'BRTHDAT', 'RFICDAT'])
  })
})

// BCLC 2022 (Reig 2022), figure 1: one row for each way to a stage, and both sides of each limit.
const stages = `
ecog | class | portal | spread | number | size | stage
0    | A     | NONE   | N      | 1      | 20   | 0
0    | A     | NONE   | N      | 1      | 21   | A
0    | B     | NONE   | N      | 1      | 90   | A
0    | A     | NONE   | N      | 3      | 30   | A
0    | A     | NONE   | N      | 3      | 31   | B
0    | A     | NONE   | N      | 4      |      | B
0    | A     | VP2    | N      | 1      | 20   | C
0    | A     | NONE   | Y      | 1      | 20   | C
1    | A     | NONE   | N      | 1      | 20   | C
2    | B     |        |        |        |      | C
3    | A     | NONE   | N      | 1      | 20   | D
0    | C     |        |        |        |      | D
0    | A     | NONE   | N      | 1      |      | -
0    | A     | NONE   | N      |        | 20   | -
0    | A     | NONE   |        | 1      | 20   | -
     | A     | NONE   | N      | 1      | 20   | -
0    |       | NONE   | N      | 1      | 20   | -`

describe('E18 the suggested BCLC stage', () => {
  const rows = stages
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('|').map((cell) => cell.trim()))
  it.each(rows)('ECOG %s, class %s, portal %s, spread %s, %s of %s mm: %s', (...cells) => {
    const [ECOG101, CPS0107, PVTT, EXTRAHEP, NODNUM, NODSIZE, stage] = cells.map(String)
    const inputs = { ECOG101, CPS0107, PVTT, EXTRAHEP, NODNUM, NODSIZE }
    const values = Object.fromEntries(Object.entries(inputs).map(([key, of]) => [key, of ?? '']))
    expect(bclcStage(values)?.value ?? '-').toBe(stage)
  })

  it('rests on the class that the form computes, and leaves the chosen stage alone', () => {
    const points = { CPS0101: '1', CPS0102: '2', CPS0103: '2', CPS0104: '2', CPS0105: '3' }
    const items = { ...points, ECOG101: '1', BCLC: 'B' }
    const parsed = parseFormValues(forms.get('baseline'), { items, rows: [] })
    expect(parsed.ok && parsed.values.items).toMatchObject({
      CPS0107: 'C',
      BCLCDER: 'D',
      BCLC: 'B',
    })
  })
})

it('E18 every derivation has a version and says from what it was computed', () => {
  const values = {
    ...{ WEIGHT: '70', HEIGHT: '170', BRTHDAT: '1961', RFICDAT: '2026-01-05' },
    ...{ CPS0101: '1', CPS0102: '1', CPS0103: '1', CPS0104: '1', CPS0105: '1', CPS0107: 'A' },
    ...{ BLBILI: '15', BLALB: '40', ECOG101: '1' },
  }
  for (const derivation of derivations.all) {
    expect(derivation.version).toMatch(/^\d+$/)
    expect(derivation.derive(values)?.trace.inputs.length, derivation.key).toBeGreaterThan(1)
  }
})
