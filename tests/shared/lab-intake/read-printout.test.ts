import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  planIntake,
  takeIn,
  toFormRow,
  type IntakeContext,
  type IntakeRow,
  type LineChoice,
} from '../../../shared/lab-intake/plan-intake.ts'
import { MOST_CHARACTERS, readPrintout } from '../../../shared/lab-intake/read-printout.ts'
import { unitByRange } from '../../../shared/lab-intake/guess-unit.ts'
import { matchName } from '../../../shared/lab-intake/test-names.ts'
import { LAB_TESTS } from '../../../shared/forms/lab-tests.ts'

const context: IntakeContext = {
  ...{ date: '2026-01-12', laboratory: null, present: [], sex: 'M', birth: '1961' },
}
const plan = (
  text: string,
  more: Partial<IntakeContext> = {},
  choices: ReadonlyMap<string, LineChoice> = new Map(),
): readonly IntakeRow[] => planIntake(readPrintout(text), { ...context, ...more }, choices)
/** A row as a line: test, result, unit, limits, flag, notes. */
const shown = ({ test, state, result, unit, low, high, flag, notes }: IntakeRow): string =>
  [state === 'matched' ? test : state, result, unit, low, high, flag ?? '', ...notes]
    .join(' ')
    .trim()

const CHINESE = `
某某大学附属肝胆医院检验报告单
姓名：张三   性别：男   年龄：64 岁   住院号：00123456
采样时间：2026-01-12 07:40   报告时间：2026-01-12 10:05
序号	检验项目	结果	提示	单位	参考区间
1	*丙氨酸氨基转移酶(ALT)	８５．０	↑	U/L	9--50
2	*天门冬氨酸氨基转移酶(AST)	62	↑	U/L	15--40
3	总胆红素(TBIL)	25.3	↑	μmol/L	0～23
4	白蛋白(ALB)	36.2	↓	g/L	40－55
5	血小板计数(PLT)	98	↓	×10⁹/L	125-350
6	甲胎蛋白(AFP)	＞1210.00	↑	ng/mL	≤7.00
7	糖类抗原199	12.3		U/mL	0-37
8	乙肝病毒DNA定量	＜20		IU/mL
9	中性粒细胞百分比	78.2	↑	%	40-75
10	乙肝表面抗原	阳性(+)
`

const ENGLISH = `
LIVER CENTRE LABORATORY
Patient: J. Smith   Age: 64   MRN: 991827
Collected: 2026/1/12 08:15
Test                     Result  Flag  Units     Reference Range
Albumin                  3.1     L     g/dL      3.5 - 5.0
Bilirubin, total         1.9     H     mg/dL     0.1-1.2
AST (SGOT)               64 H          IU/L      0-40
Alk Phos                 120           U/L       44 - 147
Creatinine               0.90          mg/dL     0.70-1.30
INR                      1.12
Platelet count           98            x10^9/L   150-400
AFP                      < 0.05        ng/mL     <10
CA 19-9                  35            U/mL      0-37
Sodium                   139           mEq/L     135-145
`

describe('E16 a Chinese print-out', () => {
  it('is matched line by line: digits as printed, full-width signs, marks and dashes', () => {
    expect(plan(CHINESE).map(shown)).toEqual([
      'ALT 85.0 U/L 9 50 H',
      'AST 62 U/L 15 40 H',
      'TBIL 25.3 umol/L 0 23 H',
      'ALB 36.2 g/L 40 55 L',
      'PLT 98 10^9/L 125 350 L',
      'AFP >1210.00 ng/mL  7.00 H',
      'CA19_9AG 12.3 U/mL 0 37 N',
      'HBDNA <20 IU/mL',
      'other 78.2 % 40 75 H',
    ])
  })

  it('gives the day of the sample, not of the report, and takes no line about the person', () => {
    const printout = readPrintout(CHINESE)
    expect(printout.sampled).toBe('2026-01-12')
    expect(printout.lines.some(({ source }) => source.includes('张三'))).toBe(false)
    expect(printout.passed.map(({ source }) => source).join('\n')).toContain('乙肝表面抗原')
  })

  it.each([
    ['丙氨酸氨基转移酶 ALT 85 ↑ U/L 9-50', 'ALT 85 U/L 9 50 H'],
    ['ALT 谷丙转氨酶 85↑ 9~50 U/L', 'ALT 85 U/L 9 50 H'],
    ['12 γ-谷氨酰转肽酶 60 U/L 10 - 60', 'GGT 60 U/L 10 60 N'],
    ['游离T4 15.2 pmol/L 12.0-22.0', 'T4FR 15.2 pmol/L 12.0 22.0 N'],
    ['24小时尿蛋白定量 0.12 g/24h 0-0.15', 'PROT24 0.12 g/24h 0 0.15 N'],
    ['CA 199 12.3 U/mL 0-37', 'CA19_9AG 12.3 U/mL 0 37 N'],
    ['CA 125 12.3 U/mL 0-35', 'other 12.3 U/mL 0 35 N'],
    ['红细胞计数(RBC) 4.12 10^12/L 4.3-5.8 ↓', 'RBC 4.12 10^12/L 4.3 5.8 L'],
    ['CA 2.30 mmol/L 2.11-2.52', 'CA 2.30 mmol/L 2.11 2.52 N'],
    ['白细胞(WBC) 3.21 L 10*9/L 3.5-9.5', 'WBC 3.21 10^9/L 3.5 9.5 L'],
    ['钾 3.4 ↑ mmol/L 3.5-5.3', 'K 3.4 mmol/L 3.5 5.3 L flag-differs'],
    ['某新指标 3.4 ng/mL', 'unmatched 3.4 ng/mL'],
  ])('reads “%s”', (line, expected) => {
    expect(plan(line).map(shown)).toEqual([expected])
  })

  it.each([
    'HBV-DNA 1.25E+05 IU/mL <20',
    'HBV-DNA 1.25×10^5 IU/mL <20',
    'HBV-DNA 1.25 ×10^5 IU/mL <20',
    'HBV-DNA 阳性 IU/mL <20',
    'HBV-DNA Not detected IU/mL <20',
    'HBV DNA 5 x10^3 IU/mL',
    'HBV DNA 5 E+03 IU/mL',
    'AFP >1,210 ng/mL <20',
    'AFP 12 345 ng/mL 0-7',
    'AFP 2 nd 12.3 ng/mL',
    'PLT,1,234,10^9/L,125-350',
    'PLT 1,234 10^9/L 125-350',
    'ALT U/L <50',
    'ALT 3 85',
    'ALT pending U/L 9-50',
    'test\tresult\tunit\nAFP\t1,210\tng/mL',
    'test\tresult\tunit\nALT\tpending\tU/L',
  ])('reads no result out of “%s”, and says so', (text) => {
    const printout = readPrintout(text)
    expect(printout.lines).toEqual([])
    expect(printout.unread.map(({ source }) => source)).toEqual([
      text.split('\n').at(-1)?.replaceAll('\t', '  '),
    ])
  })

  it.each([
    ['ALT 40 U/L 9-50  AST 355 U/L 15-40', ['ALT 40 U/L 9 50 N', 'AST 355 U/L 15 40 H']],
    ['ALT 40 U/L 9-50\tAST 355 ↑ U/L 15-40', ['ALT 40 U/L 9 50 N', 'AST 355 U/L 15 40 H']],
    ['钾 4.1 mmol/L 钠 139 mmol/L 氯 101', ['K 4.1 mmol/L', 'SODIUM 139 mmol/L', 'CL 101']],
    ['谷丙转氨酶 85 U/L ALT', ['ALT 85 U/L']],
    ['WBC H 12.1 10^9 /L 3.5-9.5', ['WBC 12.1 10^9/L 3.5 9.5 H']],
  ])('reads every test that “%s” names', (text, expected) => {
    expect(
      plan(text).map((row) =>
        shown(row)
          .replace(/ unit-.*| +$/, '')
          .trim(),
      ),
    ).toEqual(expected)
    expect(readPrintout(text).unread).toEqual([])
  })

  it('says which line names a second test without a result', () => {
    const printout = readPrintout('ALT 40 U/L 9-50  AST pending')
    expect(printout.lines).toHaveLength(1)
    expect(printout.unread).toHaveLength(1)
    const columns = '项目\t结果\t单位\t项目\t结果\t单位\nALT\t40\tU/L\t钾\t待查\tmmol/L'
    expect(readPrintout(columns)).toMatchObject({ lines: [{ name: 'ALT' }], unread: [{ line: 2 }] })
  })

  it('reads two sets of columns side by side', () => {
    const text =
      '项目\t结果\t单位\t项目\t结果\t单位\nALT\t40\tU/L\t钾\t4.1\tmmol/L\nAST\t41\tU/L\t\t\t'
    expect(plan(text).map(shown)).toEqual(['ALT 40 U/L', 'K 4.1 mmol/L', 'AST 41 U/L'])
  })
})

describe('E16 an English print-out', () => {
  it('is matched line by line, original unit kept', () => {
    expect(plan(ENGLISH).map(shown)).toEqual(
      [
        'ALB 3.1 g/dL 3.5 5.0 L',
        'TBIL 1.9 mg/dL 0.1 1.2 H',
        'AST 64 IU/L 0 40 H',
        'ALP 120 U/L 44 147 N',
        'CREAT 0.90 mg/dL 0.70 1.30 N',
        'INR 1.12 ratio unit-guessed',
        'PLT 98 10^9/L 150 400 L',
        'AFP <0.05 ng/mL  10 N',
        'CA19_9AG 35 U/mL 0 37 N',
        'SODIUM 139 mEq/L 135 145 N',
      ].map((line) => line.replace('ratio unit', 'ratio    unit')),
    )
    expect(readPrintout(ENGLISH).sampled).toBe('2026-01-12')
  })

  it('reads a CSV file by its heads, the columns of the study layout among them', () => {
    const csv =
      'LBTESTCD,LBORRES,LBORRESU,LBORNRLO,LBORNRHI\nALT,38.5,U/L,9,50\nAFP,"271.05",ng/mL,0,7\n'
    expect(plan(csv).map(shown)).toEqual(['ALT 38.5 U/L 9 50 N', 'AFP 271.05 ng/mL 0 7 H'])
  })

  it('takes two days of samples for none', () => {
    expect(readPrintout('Collected: 2026-01-12\nCollected: 2026-01-13').sampled).toBeNull()
  })
})

describe('E16 a unit that is not printed', () => {
  it.each([
    ['ALB', '55', 'g/L'],
    ['ALB', '5.0', 'g/dL'],
    ['TBIL', '1.2', 'mg/dL'],
    ['TBIL', '23', 'umol/L'],
    ['HGB', '17.5', 'g/dL'],
    ['HGB', '10.5', 'mmol/L'],
    ['CREAT', '1.3', 'mg/dL'],
    ['PLT', '350', '10^9/L'],
    ['PLT', '350000', '/mm3'],
    ['GLUC', '100', 'mg/dL'],
    ['CA', '10.4', 'mg/dL'],
    ['CA', '2.6', 'mmol/L'],
    ['CA', '5.2', 'mEq/L'],
    ['TBIL', '5', null],
    ['TBIL', '', null],
    ['ALB', '0', null],
  ])('of %s with an upper limit of %s is %s', (test, high, unit) => {
    expect(unitByRange(test, high)).toBe(unit)
  })

  it('is the laboratory’s own before any guess, and said to be guessed', () => {
    const laboratory = { name: 'Central', ranges: [], mappings: [], units: { ALB: 'g/dL' } }
    const [row] = plan('Albumin 4.1', { laboratory })
    expect(row).toMatchObject({
      ...{ unit: 'g/dL', unitBy: 'remembered', notes: ['unit-guessed'], ready: true },
    })
    expect(plan('Albumin 41')[0]).toMatchObject({ unit: '', notes: ['unit-missing'], ready: false })
    expect(plan('Albumin 41 U/L')[0]).toMatchObject({
      ...{ unit: 'U/L', notes: ['unit-unknown'], ready: false },
    })
  })
})

describe('E16 what is known of the laboratory', () => {
  const range = {
    ...{ id: 'r', test: 'ALT', unit: 'U/L', sex: null, ageFrom: null, ageTo: null },
    ...{ low: '9', high: '50', validFrom: '2025-01-01', validTo: null },
  }
  const mapping = { sourceName: '某新指标', sourceUnit: '', test: 'AFP', unit: 'ng/mL' }
  const left = { sourceName: 'esr', sourceUnit: '', test: '', unit: '' }
  const laboratory = {
    ...{ name: 'Central', ranges: [range], mappings: [mapping, left], units: {} },
  }

  it('gives limits where the print-out has none, and its own names', () => {
    const rows = plan('ALT 85 U/L\n某新指标 3.4\nESR 20', { laboratory })
    expect(rows.map(({ state, limitsBy, test }) => [state, test, limitsBy])).toEqual([
      ['matched', 'ALT', 'laboratory'],
      ['matched', 'AFP', 'none'],
      ['left-out', '', 'none'],
    ])
    const at = { ...context, laboratory }
    const [first] = rows
    expect(first === undefined ? null : toFormRow(first, at)).toEqual({
      ...{ LBDAT: '2026-01-12', LBTESTCD: 'ALT', LBORRES: '85', LBORRESU: 'U/L' },
      ...{ LBORNRLO: '9', LBORNRHI: '50', LBNAM: 'Central' },
    })
  })

  it('is said to be remembered, and stops where the name says another test', () => {
    const wrong = { sourceName: 'alt', sourceUnit: 'U/L', test: 'AST', unit: 'U/L' }
    const known = { ...laboratory, mappings: [mapping, wrong] }
    const rows = plan('某新指标 3.4\nALT 85 U/L', { laboratory: known })
    expect(rows.map(({ notes, ready }) => [notes, ready])).toEqual([
      [['remembered', 'unit-guessed'], true],
      [['remembered-differs'], false],
    ])
  })

  it('never goes before what a person says of a line', () => {
    const choices = new Map([
      ['1', { test: 'PIVKAII', unit: 'mAU/mL' }],
      ['0', { test: '' }],
    ])
    const rows = plan('ALT 85 U/L\n某新指标 3.4', { laboratory }, choices)
    expect(rows.map(({ state, test, unit }) => [state, test, unit])).toEqual([
      ['left-out', '', 'U/L'],
      ['matched', 'PIVKAII', 'mAU/mL'],
    ])
  })

  it('is never written over a result that the form holds without being told', () => {
    const held = { LBDAT: '2026-01-12', LBTESTCD: 'ALT', LBORRES: '85', LBCOMM: 'haemolytic' }
    const [row] = plan('ALT 58 U/L', { present: [held] })
    expect(row).toMatchObject({ notes: ['present-differs'], former: '85', ready: false })
    expect(plan('ALT 85 U/L', { present: [held] })[0]?.notes).toEqual(['present'])
    expect(plan('ALT 85 U/L\nGPT 86 U/L').map(({ ready }) => ready)).toEqual([true, false])
    const added = row === undefined ? [] : [toFormRow(row, context)]
    expect(takeIn([held], added)).toMatchObject([{ LBORRES: '58', LBCOMM: 'haemolytic' }])
    const withReason = { LBTESTCD: 'ALT', LBDAT: '2026-01-12', LBORRES_REASND: 'PENDING' }
    expect(takeIn([withReason], added)).toEqual(added)
    const other = { ...held, LBORRESU: 'ukat/L', LBORNRLO: '0.2', LBORNRHI: '0.8', LBNAM: 'Old' }
    const { LBCOMM } = held
    expect(takeIn([other], added)).toEqual([{ LBCOMM, ...added[0] }])
    const twice = plan('ALT 85 U/L\nGPT 86 U/L').map((one) => toFormRow(one, context))
    expect(takeIn([], twice).map(({ LBORRES }) => LBORRES)).toEqual(['85', '86'])
    const offered = { LBTESTCD: 'ALT' }
    expect(takeIn([offered, { ...held, LBDAT: '2026-01-11' }], added)).toHaveLength(2)
  })
})

describe('names', () => {
  it.each(LAB_TESTS.map(({ test: { value, label } }) => [value, label.en, label.zh] as const))(
    '%s is known by its code and both labels',
    (test, en, zh) => {
      for (const name of [test, en, zh]) expect(matchName(name)).toEqual({ kind: 'test', test })
    },
  )

  it('that stand for two tests match none', () => {
    expect(matchName('ALT/AST')).toBeNull()
  })
})

describe('hostile text', () => {
  const bits = fc.constantFrom(
    ...['ALT', ' ', '\t', '\n', '"', ',', '<', '>=', '1.5', '-', '~', '项目', '结果', '单位', '↑'],
    ...[
      '\u0000',
      '\ud800',
      '\u202e',
      '__proto__',
      'constructor',
      '9'.repeat(40),
      '参考区间',
      '=1+1',
    ],
  )
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(bits, { maxLength: 80 }).map((all) => all.join('')),
  )

  it('is read without a failure; every line is a row, is listed, or names columns or nothing', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const printout = readPrintout(text)
        for (const row of planIntake(printout, context, new Map())) {
          expect(row.result).toMatch(/^(<=|>=|<|>)?\d+(\.\d+)?$/)
          expect(text.length).toBeGreaterThan(0)
          if (row.ready) expect(row.unit).not.toBe('')
        }
      }),
      { numRuns: 500 },
    )
  })

  it('keeps the digits of every result it is given', () => {
    const number = fc.tuple(fc.constantFrom('', '<', '>'), fc.nat(99_999), fc.nat(999))
    fc.assert(
      fc.property(
        number,
        fc.constantFrom('ALT', '谷丙转氨酶', 'Albumin'),
        ([sign, whole, part], name) => {
          const digits = `${sign}${whole}.${String(part).padStart(3, '0')}`
          expect(readPrintout(`${name}  ${digits}  U/L  9-50`).lines[0]?.result).toBe(digits)
        },
      ),
    )
  })

  it('is cut at a limit, and said to be', () => {
    const long = 'ALT 85 U/L\n'.repeat(30_000)
    const printout = readPrintout(long)
    expect(long.length).toBeGreaterThan(MOST_CHARACTERS)
    expect([printout.cut, printout.lines.length]).toEqual([true, 2000])
    const started = performance.now()
    readPrintout(`1${' '.repeat(150_000)}x${'9~'.repeat(10_000)}`)
    expect(performance.now() - started).toBeLessThan(2000)
  })
})
