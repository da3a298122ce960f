import { describe, expect, it } from 'vitest'
import {
  dose,
  ENROLLED,
  event,
  FIRST_DOSES,
  result,
  sample,
} from '../../../shared/checks/catalogue/example-records.ts'
import type { ExampleRecord } from '../../../shared/checks/define.ts'
import { evaluateChecks } from '../../../shared/checks/evaluate.ts'
import { checkSubject } from '../../../shared/checks/gather-subject.ts'
import { suggestedEvents, suggestedItems } from '../../../shared/checks/suggested-events.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { RowValues } from '../../../shared/forms/define.ts'
import { assessResult } from '../../../shared/laboratory/assess-row.ts'
import { boundsOf } from '../../../shared/laboratory/result-bounds.ts'
import type { RangedLaboratory } from '../../../shared/laboratory/row-limits.ts'
import { LAB_TESTS } from '../../../shared/forms/lab-tests.ts'
import { standardUnit } from '../../../shared/laboratory/standard-value.ts'
import { inputOf } from './example-input.ts'

const definition = builtInFamilies.protocols.get('lenvatinib-toripalimab')
const BASE = [ENROLLED, ...FIRST_DOSES]
const ALT = 'Alanine aminotransferase increased'

type Records = readonly ExampleRecord[]
type Laboratories = readonly RangedLaboratory[]

const firings = (check: string, records: Records, laboratories: Laboratories = []) =>
  evaluateChecks(definition, { ...inputOf({ records }), laboratories }, builtInFamilies).filter(
    (one) => one.check === check,
  )
const subjectOf = (records: Records, laboratories: Laboratories = []) =>
  checkSubject(definition, { ...inputOf({ records }), laboratories }, builtInFamilies)
const suggested = (records: Records) => suggestedEvents(subjectOf(records), 3)
/** A result of ALT with 40 U/L as its upper limit. */
const alt = (value: string) => result('ALT', value, 'U/L', '40')
const at = (date: string, ...rows: readonly RowValues[]) => sample('W24', date, ...rows)

/** The grades beside each result of the form, as it is entered. */
function shownGrades(records: Records, laboratories: Laboratories = []) {
  const { labs: results, treatment } = subjectOf(records, laboratories)
  return results.map((one) =>
    assessResult(one, { results, treatment }).grades.map((grade) =>
      grade.status === 'graded' ? grade.grade : [grade.min, grade.max],
    ),
  )
}

describe('a result is graded alike beside its box, by the checks and for suggestions', () => {
  const range = {
    ...{ id: '1', test: 'ALT', unit: 'U/L', sex: null, ageFrom: null, ageTo: null },
    ...{ low: '7', high: '40', validFrom: '2020-01-01', validTo: null },
  }
  const central: Laboratories = [{ code: 'C', name: 'Central', ranges: [range] }]

  it('by the range of its laboratory, where it has no limits of its own', () => {
    const own = { LBNAM: 'Central' }
    const records = [
      ...BASE,
      at(
        '2024-06-26',
        { ...result('ALT', '1000', 'U/L'), ...own },
        result('TBIL', '84', 'umol/L', '21'),
      ),
    ]
    expect(shownGrades(records, central)[0]).toEqual([4])
    expect(firings('LB-04', records, central).map(({ compared }) => compared['grade'])).toContain(
      '4',
    )
    expect(firings('LB-02', records, central)).toHaveLength(1)
    expect(firings('LB-02', records)).toEqual([])
  })

  it.each([
    {
      visit: 'BASELINE',
      date: '2024-01-10',
      fires: 0,
      why: 'the day of the first dose, at baseline',
    },
    {
      visit: 'UNS-2024-01-10',
      date: '2024-01-10',
      fires: 1,
      why: 'that day, at no visit before it',
    },
    { visit: 'BASELINE', date: '2024-01-11', fires: 1, why: 'a day later' },
    { visit: 'W4', date: '2024-01-09', fires: 0, why: 'a day before' },
    { visit: 'W4', date: '2024-01', fires: 0, why: 'perhaps before' },
    { visit: 'W4', date: '2024-02', fires: 1, why: 'surely after' },
  ])('$date at $visit is before treatment or on it: $why', ({ visit, date, fires }) => {
    const lymphocytes = { ...result('LYM', '0.4', '10^9/L', '3.2'), LBORNRLO: '1.1' }
    const records = [...BASE, sample(visit, date, alt('250'), lymphocytes)]
    expect(firings('LB-04', records)).toHaveLength(2 * fires)
    expect(suggested(records)).toHaveLength(2 * fires)
    expect(shownGrades(records)).toEqual([[3], [3]])
  })

  it('against the baseline once treatment has begun, which a result is never for itself', () => {
    const records = [
      ...BASE,
      sample('BASELINE', '2024-01-10', alt('100')),
      at('2024-06-26', alt('250')),
    ]
    // 2.5 times the abnormal baseline of 100.
    expect(shownGrades(records)).toEqual([[1], [1]])
    expect(firings('LB-04', records)).toEqual([])
  })
})

describe('LB-04 and suggested events: a grade that an event covers', () => {
  const severe = at('2024-06-26', alt('1000'))
  const covering = (items: RowValues) => [
    ...BASE,
    severe,
    event({ AEDECOD: ALT, AETOXGR: '4', ...items }),
  ]

  it.each([
    { items: { AESTDAT: '2024-07-03' }, open: 0, why: 'begins a week later' },
    { items: { AESTDAT: '2024-07-04' }, open: 1, why: 'begins more than a week later' },
    {
      items: { AESTDAT: '2024-05-01', AEENDAT: '2024-06-19' },
      open: 0,
      why: 'ended a week before',
    },
    { items: { AESTDAT: '2024-05-01', AEENDAT: '2024-06-18' }, open: 1, why: 'ended earlier' },
    {
      items: { AESTDAT: '2024-05-01', AEENDAT: '2024-06-20', AETOXGR: '1' },
      open: 1,
      why: 'was mild and is over',
    },
    { items: { AESTDAT: '2024-05-01', AETOXGR: '1' }, open: 0, why: 'goes on: AE-04 asks' },
    { items: { AESTDAT: '2024-06' }, open: 0, why: 'may have begun' },
    { items: { AESTDAT: '2024' }, open: 0, why: 'may have begun that year' },
    { items: { AESTDAT: '' }, open: 0, why: 'began nobody says when' },
    { items: { AESTDAT: '2024-06', AETOXGR: '' }, open: 0, why: 'may have begun, not graded yet' },
    { items: { AESTDAT: '2024-06', AETOXGR: '3' }, open: 1, why: 'may have begun, less severe' },
    { items: { AESTDAT: '2024', AETOXGR: '1' }, open: 1, why: 'may have begun that year, mild' },
    { items: { AESTDAT: '', AETOXGR: '1' }, open: 1, why: 'is mild, began nobody says when' },
    {
      items: { AESTDAT: '2024-05-01', AEENDAT_REASND: 'UNKNOWN', AETOXGR: '1' },
      open: 1,
      why: 'is mild, ended nobody knows when',
    },
    { items: { AESTDAT: '2024-06-26', AEDECOD: 'Anemia' }, open: 1, why: 'is another term' },
  ])('$open open by an event that $why', ({ items, open }) => {
    expect(firings('LB-04', covering(items))).toHaveLength(open)
    expect(suggested(covering(items))).toHaveLength(open)
  })

  it('leaves alone what was judged not clinically significant', () => {
    const judged = { ...alt('1000'), LBCLSIG: 'N' }
    expect(firings('LB-04', [...BASE, at('2024-06-26', judged)])).toEqual([])
    expect(suggested([...BASE, at('2024-06-26', judged)])).toEqual([])
  })

  it('counts a range of grades by its lower end and shows both; the person chooses', () => {
    const records = [...BASE, at('2024-06-26', result('LIPASE', '600', 'U/L', '50'))]
    expect(firings('LB-04', records)[0]?.compared).toMatchObject({ grade: '3–4' })
    const [first] = suggested(records)
    expect(first).toMatchObject({ term: 'Lipase increased', grade: 3, grades: '3–4' })
    if (first === undefined) throw new Error('nothing suggested')
    expect(suggestedItems(first)).not.toHaveProperty('AETOXGR')
    expect(suggestedItems(first)).not.toHaveProperty('AETOXGRS')
  })
})

describe('AE-04 the grade of an event against its results', () => {
  const lipase = at('2024-06-26', result('LIPASE', '600', 'U/L', '50'))
  const graded = (grade: string, items: RowValues = {}) =>
    firings('AE-04', [
      ...BASE,
      lipase,
      event({ AEDECOD: 'Lipase increased', AESTDAT: '2024-06-26', AETOXGR: grade, ...items }),
    ])

  it.each([
    ['2', 1],
    ['3', 0],
    ['4', 0],
    ['5', 1],
    ['', 0],
  ])('3 to 4 by the value, recorded as %s: %d', (grade, count) => {
    expect(graded(grade)).toHaveLength(count)
  })

  it.each([
    { items: { AESTDAT: '2024-06' }, why: 'may have begun after it' },
    { items: { AEENDAT: '2024-06', AESTDAT: '2024-05-01' }, why: 'may have ended before it' },
    { items: { AESTDAT: '2024-05-01', AEENDAT_REASND: 'UNKNOWN' }, why: 'ended nobody knows when' },
  ])('does not hold a result against an event that $why', ({ items }) => {
    expect(graded('1', items)).toEqual([])
  })

  it.each([
    { later: { AESTDAT: '2024-06', AETOXGR: '1' }, asked: 1, why: 'as mild, may have begun' },
    { later: { AESTDAT: '2024-06', AETOXGR: '4' }, asked: 0, why: 'as severe, may have begun' },
    { later: { AESTDAT: '2024-06', AETOXGR: '' }, asked: 0, why: 'not graded yet' },
    { later: { AESTDAT: '2024-06-27', AETOXGR: '4' }, asked: 1, why: 'begun after the result' },
  ])('of a mild event is asked $asked times beside a later row $why', ({ later, asked }) => {
    const severe = at('2024-06-26', result('ALT', '1000', 'U/L', '40'))
    const mild = event({ AEDECOD: ALT, AESTDAT: '2024-05-01', AETOXGR: '1' })
    const fired = firings('AE-04', [...BASE, severe, mild, event({ AEDECOD: ALT, ...later })])
    expect(fired).toHaveLength(asked)
  })

  it('asks once, also where the event was begun from the result', () => {
    const taken = { AETOXGRS: '3', AETOXSRC: 'LIPASE 600 U/L, 2024-06-26' }
    const records = [
      ...BASE,
      lipase,
      event({ AEDECOD: 'Lipase increased', AESTDAT: '2024-06-26', AETOXGR: '2', ...taken }),
    ]
    const fired = evaluateChecks(definition, inputOf({ records }), builtInFamilies)
    expect(fired.filter(({ message }) => /grade/i.test(message.en))).toHaveLength(1)
  })
})

describe('LB-02 Hy’s law', () => {
  const bilirubin = result('TBIL', '84', 'umol/L', '21')

  it('asks once where both transaminases are raised, at the higher', () => {
    const fired = firings('LB-02', [
      ...BASE,
      at('2024-06-26', alt('300'), result('AST', '400', 'U/L', '40'), bilirubin),
    ])
    expect(fired.map(({ compared }) => compared)).toMatchObject([
      { test: 'AST', times: '10', bilirubin: '4' },
    ])
  })

  it.each([
    { date: '2024-06-27', fires: 1, why: 'the next day' },
    { date: '2024-06-19', fires: 1, why: 'a week before' },
    { date: '2024-06-18', fires: 0, why: 'more than a week before' },
    { date: '2024-06', fires: 0, why: 'perhaps weeks before' },
    { date: '', fires: 0, why: 'nobody knows when' },
  ])('bilirubin $why: $fires', ({ date, fires }) => {
    const records = [at('2024-06-26', alt('300')), sample('W28', date, bilirubin)]
    expect(firings('LB-02', records)).toHaveLength(fires)
  })

  it('says nothing of a result below a limit, or without an upper limit', () => {
    const of = (...rows: readonly RowValues[]) =>
      firings('LB-02', [at('2024-06-26', ...rows, bilirubin)])
    expect(of(alt('<300'))).toEqual([])
    expect(of(result('ALT', '300', 'U/L'))).toEqual([])
    expect(of(alt('>300'))).toHaveLength(1)
  })
})

describe('LB-08 bounds of results', () => {
  it('are known of every test of the form, in its standard unit', () => {
    for (const { test } of LAB_TESTS) {
      const bounds = boundsOf(test.value)
      expect(bounds, test.value).not.toBeNull()
      expect(bounds?.unit, test.value).toBe(standardUnit(test.value))
      expect(bounds?.least).toBeLessThan(bounds?.most ?? 0)
    }
  })

  it('ask once: a result beyond them is not asked about as a jump, nor the next one against it', () => {
    const records = [
      sample('BASELINE', '2024-01-05', result('HGB', '130', 'g/L')),
      sample('W4', '2024-02-07', result('HGB', '1300', 'g/L')),
      sample('W8', '2024-03-06', result('HGB', '128', 'g/L')),
    ]
    expect(firings('LB-08', records).map(({ compared }) => compared)).toEqual([
      { test: 'HGB', result: '1300', unit: 'g/L', bounds: '20 – 260 g/L' },
    ])
    expect(firings('LB-01', records)).toEqual([])
  })
})

describe('LB-04 beside LB-08', () => {
  it('asks for the event of a result beyond all bounds too: the result may be true', () => {
    const records = [...BASE, at('2024-06-26', alt('31000'))]
    for (const check of ['LB-04', 'LB-08']) expect(firings(check, records)).toHaveLength(1)
  })
})

describe('LB-01 jumps', () => {
  const jump = (test: string, unit: string, first: string, then: string) =>
    firings('LB-01', [
      sample('BASELINE', '2024-01-05', result(test, first, unit)),
      sample('W4', '2024-02-07', result(test, then, unit)),
    ]).length

  it.each(['AFP', 'PIVKAII', 'AFPL3', 'CEA', 'CA19_9AG'])(
    'of %s are asked from 800 times on',
    (test) => {
      const unit =
        standardUnit(test) ?? LAB_TESTS.find((one) => one.test.value === test)?.unit ?? ''
      expect([jump(test, unit, '0.1', '79.9'), jump(test, unit, '0.1', '80')]).toEqual([0, 1])
      expect([jump(test, unit, '79.9', '0.1'), jump(test, unit, '80', '0.1')]).toEqual([0, 1])
    },
  )

  it.each(['HBDNA', 'HBVDNA', 'HCRNA'])('of %s are never asked', (test) => {
    expect(jump(test, 'IU/mL', '10', '1000000000')).toBe(0)
    expect(jump(test, 'IU/mL', '1000000000', '10')).toBe(0)
  })

  it.each([
    ['CREAT', 'umol/L', '70', '559', 0],
    ['CREAT', 'umol/L', '70', '560', 1],
    ['CREAT', 'umol/L', '560', '70', 1],
    ['MONO', '10^9/L', '0.02', '0.4', 0],
    ['TROPONI', 'ng/mL', '0.003', '0.03', 0],
    ['TROPONI', 'pg/mL', '3', '30', 0],
    ['BILDIR', 'umol/L', '0.5', '5', 0],
    ['NEUT', '10^9/L', '3', '0', 1],
    ['GLUC', 'mmol/L', '5.5', '>55', 0],
  ])('%s in %s from %s to %s: %d', (test, unit, first, then, count) => {
    expect(jump(test, unit, first, then)).toBe(count)
  })
})

it('a first dose known by its month alone leaves open what lies in it', () => {
  const records = [
    ENROLLED,
    dose('LENVATINIB', { EXSTDAT: '2024-01' }),
    at('2024-01-20', alt('250')),
  ]
  expect(firings('LB-04', records)).toEqual([])
  expect(
    firings('LB-04', [...records, at('2024-02-01', result('AST', '250', 'U/L', '40'))]),
  ).toHaveLength(1)
})
