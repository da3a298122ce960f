import { describe, expect, it } from 'vitest'
import {
  planIntake,
  type IntakeLaboratory,
  type IntakeRow,
  type LineChoice,
} from '../../../shared/lab-intake/plan-intake.ts'
import { readPrintout } from '../../../shared/lab-intake/read-printout.ts'
import { toStandard } from '../../../shared/laboratory/standard-value.ts'

function plan(
  text: string,
  laboratory: IntakeLaboratory | null,
  choices: ReadonlyMap<string, LineChoice> = new Map(),
): readonly IntakeRow[] {
  const context = { date: '2026-01-12', laboratory, present: [], sex: 'M', birth: '1961' }
  return planIntake(readPrintout(text), context, choices)
}

describe('E16 a remembered unit', () => {
  const units = { TBIL: 'umol/L', ALB: 'g/dL', PLT: '10^3/uL', K: 'mEq/L', INR: 'ratio' }
  const laboratory = { name: 'Central', ranges: [], mappings: [], units }
  const planned = (text: string, choices?: ReadonlyMap<string, LineChoice>) =>
    plan(text, laboratory, choices)[0]

  it.each([
    ['总胆红素 TBIL 1.1 0.2-1.2', 'umol/L', 'mg/dL'],
    ['Albumin 41 35-55', 'g/dL', 'g/L'],
  ])('that the range of “%s” contradicts is not taken without a person', (text, unit, other) => {
    const row = planned(text)
    expect(row).toMatchObject({ unit, unitBy: 'remembered', unitOfRange: other, ready: false })
    expect(row?.notes).toEqual(['unit-guessed', 'unit-range-differs'])
    const chosen = planned(text, new Map([['0', { unit: other }]]))
    expect(chosen).toMatchObject({ unit: other, unitOfRange: '', notes: [], ready: true })
  })

  it.each([
    '总胆红素 TBIL 15 3-21',
    'TBIL 15',
    'TBIL 5 0-5',
    'PLT 150 125-350',
    'K 4.1 3.5-5.3',
    'INR 1.1 0.8-1.2',
  ])('is taken with “%s”, whose range says nothing against it', (text) => {
    expect(planned(text)).toMatchObject({
      ...{ unitBy: 'remembered', unitOfRange: '', notes: ['unit-guessed'], ready: true },
    })
  })

  it('with a name is held against the range, too', () => {
    const mapping = { sourceName: '胆红素甲', sourceUnit: '', test: 'TBIL', unit: 'umol/L' }
    const own = { ...laboratory, mappings: [mapping], units: {} }
    const [row] = plan('胆红素甲 1.1 0.2-1.2', own)
    expect(row).toMatchObject({ unit: 'umol/L', unitOfRange: 'mg/dL', ready: false })
  })
})

describe('E16 a unit printed in Chinese', () => {
  const units = { PLT: '10^9/L', HGB: 'g/L', TBIL: 'umol/L', WBC: '10^9/L', PT: 's' }
  const laboratory = { name: 'Central', ranges: [], mappings: [], units }

  it.each([
    ['PLT 15 万/uL', '10^4/uL', '150'],
    ['PLT 15 万/微升 12.5-35', '10^4/uL', '150'],
    ['PLT 15 万 / uL', '10^4/uL', '150'],
    ['PLT 150 ×10^9 /升', '10^9/L', '150'],
    ['HGB 13.5 克/分升', 'g/dL', '135'],
    ['HGB 135 克每升', 'g/L', '135'],
    ['TBIL 1.2 毫克/分升', 'mg/dL', '20.52'],
    ['TBIL 1.2 毫克／分升', 'mg/dL', '20.52'],
    ['TBIL 20 (微摩尔/升)', 'umol/L', '20'],
    ['WBC 5600 个/uL', '/uL', '5.6'],
    ['WBC 5.6 千/微升', '10^3/uL', '5.6'],
    ['PT 12.3 秒 11-14', 's', '12.3'],
    ['ALT 45 手工法 U/L', 'U/L', '45'],
    ['ALT 45 某词 U/L', 'U/L', '45'],
  ])('“%s” is %s', (text, unit, standard) => {
    const [row, ...more] = plan(text, laboratory)
    expect(more).toEqual([])
    expect(row).toMatchObject({ unit, unitBy: 'printed', ready: true })
    expect(toStandard(row?.test ?? '', row?.result ?? '', unit)?.text).toBe(standard)
  })

  it.each([
    ['PLT 15 万', '10^4'],
    ['PLT 15 万 10^9/L', '10^4'],
    ['PLT 15 万个', '10^4'],
    ['WBC 5600 个', '个'],
    ['TBIL 1.2 毫克', 'mg'],
    ['TBIL 1.2 斤/斗', '斤/斗'],
    ['TBIL 1.2 某词 0.2-1.2', '某词'],
    ['TBIL 1.2 毫克/某升', '毫克/某升'],
    ['TBIL 1.2 0.2-1.2 毫克', 'mg'],
    ['TBIL 1.2 0.2-1.2 某克', '某克'],
    ['TBIL 1.2 0.2-1.2 斤/斗', '斤/斗'],
  ])('“%s” waits for a person, as nobody knows what it is', (text, unit) => {
    const [row] = plan(text, laboratory)
    expect(row).toMatchObject({ unit, unitBy: 'printed', ready: false })
    expect(row?.notes).toContain('unit-unknown')
  })

  it.each([
    'TBIL 15 速率法',
    'TBIL 15 复查',
    'TBIL 15 已审',
    'TBIL 15 空腹',
    'INR 1.1 国际标准化比值',
  ])('is no remark: “%s”', (text) => {
    const [row] = plan(text, laboratory)
    expect(row).toMatchObject({ printedUnit: '', notes: ['unit-guessed'], ready: true })
  })

  it.each(['已审', '审核', '已审核', '已签发', '张三'])(
    'is none behind the range, where “%s” stands',
    (word) => {
      const [row] = plan(`总胆红素 15.2 3-21 ${word}`, laboratory)
      expect(row).toMatchObject({ printedUnit: '', unit: 'umol/L', low: '3', high: '21' })
      expect(row).toMatchObject({ notes: ['unit-guessed'], ready: true })
      const [printed] = plan(`总胆红素 15.2 3-21 ${word} umol/L`, laboratory)
      expect(printed).toMatchObject({ unit: 'umol/L', unitBy: 'printed', ready: true })
    },
  )

  it('stands in a column, too', () => {
    const rows = plan('项目\t结果\t单位\nPLT\t15\t万/uL\nTBIL\t1.2\t毫克/分升\nALT\t40\t某词', null)
    expect(rows.map(({ unit, ready }) => [unit, ready])).toEqual([
      ['10^4/uL', true],
      ['mg/dL', true],
      ['某词', false],
    ])
  })
})
