import { describe, expect, it } from 'vitest'
import { placeOf, ticksOf } from '../../../shared/course/axis.ts'
import { buildCourse, type CourseInput } from '../../../shared/course/build-course.ts'
import type { CourseRecord } from '../../../shared/course/records.ts'
import { deriveSubject } from '../../../shared/endpoints/derive-subject.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { RowValues } from '../../../shared/forms/define.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import { parseDay } from '../../../shared/kernel/dates.ts'
import { toTrialSubject } from '../../../shared/trial/from-records.ts'

const definition = builtInFamilies.protocols.get('lenvatinib-toripalimab')
const forms = new Map(definition.forms.map((form) => [form.key, form]))

let made = 0
function record(
  form: string,
  items: RowValues,
  visit: string | null = null,
  rows: readonly RowValues[] = [],
): CourseRecord {
  made += 1
  return { id: `r${made}`, form, visit, values: { items, rows } }
}

function courseOf(records: readonly CourseRecord[], of: Partial<CourseInput> = {}) {
  const subject = toTrialSubject({ subjid: '1001', site: '01' }, records, forms)
  const options = { cutoff: '9999-12-31' as IsoDate, source: 'investigator' } as const
  return buildCourse({
    records,
    forms: definition.forms,
    derivation: deriveSubject(subject, definition, options, builtInFamilies),
    sources: { laboratories: [], sampled: { sex: null, birth: null } },
    origin: '2026-01-07',
    lastContact: null,
    ...of,
  })
}

const day = (text: string) => parseDay(text)
const span = (earliest: string, latest = earliest) => ({
  earliest: day(earliest),
  latest: day(latest),
})

describe('the course of a subject', () => {
  it('R1: is empty, without an axis, for a subject of whom nothing is dated', () => {
    const course = courseOf([], { origin: null })
    expect(course).toMatchObject({ axis: null, origin: null, end: null })
    expect([course.visits, course.treatments, course.events, course.tumour].flat()).toEqual([])
  })

  it('R1: shows what was given: each dose as a bar by drug, an interruption too', () => {
    const dose = (EXSTDAT: string, EXENDAT: string, EXDOSE: string) =>
      record('exposure', { EXTRT: 'LENVATINIB', EXSTDAT, EXENDAT, EXDOSE, EXDOSU: 'mg' })
    const { treatments, axis } = courseOf([
      dose('2026-02-18', '', '4'),
      dose('2026-01-07', '2026-02-03', '8'),
      dose('2026-02-04', '2026-02-17', '0'),
    ])
    expect(treatments).toHaveLength(1)
    expect(treatments[0]).toMatchObject({ drug: 'LENVATINIB', highestDose: 8 })
    expect(treatments[0]?.periods).toMatchObject([
      { dose: 8, start: span('2026-01-07'), end: span('2026-02-03') },
      { dose: 0, start: span('2026-02-04'), end: span('2026-02-17') },
      { dose: 4, start: span('2026-02-18'), end: null },
    ])
    expect(axis).toEqual({ from: day('2026-01-07'), to: day('2026-02-18') })
  })

  it('R7: puts the events of one term into one lane, the worst lane first, open ones without an end', () => {
    const event = (AETERM: string, AETOXGR: string, AESTDAT: string, more: RowValues = {}) =>
      record('adverse-events', { AETERM, AETOXGR, AESTDAT, AESER: 'N', ...more })
    const { events } = courseOf([
      event('Nausea', '3', '2026-02-01', { AEENDAT: '2026-02-05' }),
      event('Itch', '1', '2026-01-20'),
      event('Itch', '2', '2026-02-10'),
      event('Fall', '1', '2026-03-01', { AESER: 'Y' }),
    ])
    expect(events.map(({ term, worstGrade, serious }) => ({ term, worstGrade, serious }))).toEqual([
      { term: 'Fall', worstGrade: 1, serious: true },
      { term: 'Nausea', worstGrade: 3, serious: false },
      { term: 'Itch', worstGrade: 2, serious: false },
    ])
    expect(events[2]?.events.map(({ end }) => end)).toEqual([null, null])
    expect(events[1]?.events[0]?.end).toEqual(span('2026-02-05'))
  })

  it('R1: keeps a date known in part as the days it may mean, and invents none for what has no date', () => {
    const { events, procedures, undated } = courseOf([
      record('adverse-events', { AETERM: 'Itch', AESTDAT: '2026-02', AEENDAT: '2026' }),
      record('adverse-events', { AETERM: 'Rash' }),
      record('procedures', { PRTRT: 'HAIC', PRSTDAT: '2026-03' }),
    ])
    expect(events[0]?.events[0]).toMatchObject({
      start: span('2026-02-01', '2026-02-28'),
      end: span('2026-01-01', '2026-12-31'),
    })
    expect(procedures[0]?.when).toEqual(span('2026-03-01', '2026-03-31'))
    expect(undated.map(({ values }) => values['AETERM'])).toEqual(['Rash'])
  })

  it('R1: shows how large the tumour is: baseline, sums, changes, nadir and both responses', () => {
    const lesion = {
      TULNKID: 'T01',
      TUGRPID: 'TARGET',
      TULOC: 'LIVER',
      TUNODE: 'N',
      TUDAT: '2026-01-06',
    }
    const assessed = (visit: string, TRDAT: string, LDIAM: string) =>
      record('tumour-assessment', {}, visit, [{ TRLNKID: 'T01', TRDAT, LDIAM }])
    const { tumour } = courseOf([
      record('exposure', { EXTRT: 'LENVATINIB', EXSTDAT: '2026-01-07', EXDOSE: '8' }),
      record('lesions', lesion),
      assessed('BASELINE', '2026-01-06', '50'),
      assessed('W8', '2026-03-02', '30'),
      assessed('W16', '2026-04-27', '40'),
      record('responses', { RSCAT: 'RECIST 1.1', RSDAT: '2026-03-03', OVRLRESP: 'SD' }, 'W8'),
    ])
    expect(tumour).toMatchObject([
      {
        criteria: 'RECIST 1.1',
        baseline: { sum: 50, when: span('2026-01-06') },
        nadir: 30,
        points: [
          {
            visit: 'W8',
            sum: 30,
            percentFromBaseline: -40,
            derived: 'PR',
            recorded: 'SD',
            isNadir: true,
          },
          { visit: 'W16', sum: 40, derived: 'PD', recorded: null, isNadir: false },
        ],
      },
    ])
  })

  it('R1: draws a laboratory in one unit with its ranges, and counts what no scale can hold', () => {
    const results = [
      { LBDAT: '2026-01-06', LBTESTCD: 'AFP', LBORRES: '400', LBORRESU: 'ng/mL', LBORNRHI: '7' },
      { LBDAT: '2026-03', LBTESTCD: 'AFP', LBORRES: '>1210', LBORRESU: 'ng/mL', LBORNRHI: '7' },
      { LBDAT: '2026-03-02', LBTESTCD: 'AFP', LBORRES: '200', LBORRESU: 'cups' },
      { LBTESTCD: 'AFP', LBORRES: '3', LBORRESU: 'ng/mL' },
    ]
    const { laboratory } = courseOf([record('laboratory', {}, 'W8', results)])
    expect(laboratory).toHaveLength(1)
    expect(laboratory[0]).toMatchObject({ test: 'AFP', unit: 'ng/mL', left: 2 })
    expect(laboratory[0]?.points).toMatchObject([
      { text: '400', value: 400, high: 7, low: null },
      { text: '>1210', value: 1210, when: span('2026-03-01', '2026-03-31') },
    ])
  })

  it('R1: ends at death, else at the last contact', () => {
    const death = record('deaths', { DTHDAT: '2026-05-01' })
    const contact = { lastContact: '2026-04-01' }
    expect(courseOf([], contact).end).toEqual({ kind: 'last-contact', day: day('2026-04-01') })
    expect(courseOf([death], contact).end).toEqual({ kind: 'death', day: day('2026-05-01') })
  })
})

describe('the time axis', () => {
  const from = parseDay('2026-01-07')
  const to = parseDay('2026-12-31')
  if (from === null || to === null) throw new Error('no days')
  const axis = { from, to, left: 100, right: 900 }

  it('puts the first day left and the last one right', () => {
    expect(placeOf(axis, from)).toBe(100)
    expect(placeOf(axis, to)).toBe(900)
    expect(placeOf({ ...axis, to: from }, from)).toBe(500)
  })

  it.each([1, 40, 84, 300, 2000])(
    'never sets ticks closer than %i, and counts days from day 1',
    (gap) => {
      const ticks = ticksOf(axis, from, gap)
      expect(ticks[0]).toMatchObject({ studyDay: 1, x: 100 })
      ticks.slice(1).forEach(({ x }, at) => {
        expect(x - (ticks[at]?.x ?? 0)).toBeGreaterThanOrEqual(Math.min(gap, 2))
        expect(x).toBeLessThanOrEqual(900)
      })
      expect(ticks.length).toBeLessThanOrEqual(Math.max(1, Math.floor(800 / gap)) + 1)
    },
  )
})
