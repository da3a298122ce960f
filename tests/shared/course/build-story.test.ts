import { describe, expect, it } from 'vitest'
import { openMarks } from '../../../shared/course/open-marks.ts'
import { deriveSubject } from '../../../shared/endpoints/derive-subject.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { CourseRecord } from '../../../shared/course/records.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import { toIsoDate } from '../../../shared/kernel/dates.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { buildStory } from '../../../shared/course/build-story.ts'
import {
  dayOf,
  dose,
  event,
  figuresOf,
  fullSubject,
  lesion,
  marker,
  onDay,
  PROTOCOL,
  record,
  recordsOfTrial,
  scan,
} from './made-story.ts'

const known = (text: string) => ({ earliest: dayOf(text), latest: dayOf(text) })

describe('the story of a subject', () => {
  it('R1: tells each dose against the one before: raised, reduced, interrupted', () => {
    const [lane] = figuresOf(fullSubject()).story.drugs
    expect(lane?.drug).toEqual({ en: 'Lenvatinib', zh: '仑伐替尼' })
    expect(lane?.periods.map(({ doseText, change }) => [doseText, change])).toEqual([
      ['12 mg', 'start'],
      ['0 mg', 'interrupted'],
      ['8 mg', 'reduced'],
      ['12 mg', 'raised'],
    ])
    expect(lane?.periods.at(-1)?.end).toBeNull()
  })

  it('R1: takes sums, nadir, new lesions and responses from the engine as they are', () => {
    const [course] = figuresOf(fullSubject()).lesions.tumour.criteria
    expect(course).toMatchObject({
      criteria: 'RECIST 1.1',
      baseline: { day: dayOf(onDay(-5)), sum: 70 },
      nadir: 5,
    })
    expect(
      course?.assessments.map(({ visit, sum, newLesion, derived, investigator }) => [
        ...[visit, sum, newLesion, derived, investigator],
      ]),
    ).toEqual([
      ['W8', 35, false, 'PR', 'PR'],
      ['W16', 5, false, 'PR', null],
      ['W24', 21, true, 'PD', null],
    ])
  })

  it('P6: has each lesion in millimetres: 0 where it is gone, 5 too small, none where not evaluable', () => {
    const { lesions } = figuresOf([
      ...fullSubject(),
      scan('W32', 225, [['T01', '']], { TRSTAT: 'NOT DONE' }),
    ]).lesions.tumour
    const [first, second, fresh] = lesions
    const values = first?.curves[0]?.points.map(({ value }) => value)
    expect(values).toEqual([50, 30, 0, 12, null])
    expect(second?.curves[0]?.points.map(({ tooSmall }) => tooSmall)).toEqual([
      ...[false, true, true, false, false],
    ])
    expect(fresh).toMatchObject({ id: 'NEW01', group: 'new', site: { en: 'Brain', zh: '脑' } })
    expect(fresh?.curves[0]?.points).toMatchObject([{ when: known(onDay(169)), value: 11 }])
  })

  it('ends at the cut-off: what begins later is not there, what ends later goes on', () => {
    const cutoff = onDay(35)
    const { story } = figuresOf(fullSubject(), { cutoff })
    expect(story.extent?.to).toBe(dayOf(cutoff))
    expect(story.drugs[0]?.periods.map(({ end }) => end)).toEqual([known(onDay(28)), null])
    expect(story.terms.map(({ term }) => term)).toEqual(['Hypertension', 'Nausea'])
    expect(story.terms[0]?.events[0]?.end).toBeNull()
    expect(story.tumour.criteria[0]?.assessments).toEqual([])
    expect(story.tumour.lesions.map(({ id }) => id)).toEqual(['T01', 'T02'])
    expect(story.markers[0]?.points).toHaveLength(2)
    expect(story.visits.map(({ text }) => text.en)).toEqual(['SCREENING', 'C1D1'])
  })

  it('has grades and seriousness as they stood at the cut-off: a later death made neither', () => {
    const records = [
      dose(1, null, '8'),
      event('Rash', '1', { AESTDAT: onDay(10) }),
      event('Sepsis', '5', {
        ...{ AESER: 'Y', AESDTH: 'Y', AEOUT: 'FATAL' },
        ...{ AESTDAT: onDay(20), AEENDAT: onDay(60) },
      }),
      record('deaths', { DTHDAT: onDay(60), DTHCAUS: 'Sepsis' }),
    ]
    const eventsAt = (day: number) =>
      figuresOf(records, { cutoff: onDay(day) }).story.terms.map((one) => [
        ...[one.term, one.worstGrade, one.serious],
      ])
    expect(eventsAt(30)).toEqual([
      ['Sepsis', 4, false],
      ['Rash', 1, false],
    ])
    expect(eventsAt(90)[0]).toEqual(['Sepsis', 5, true])
  })

  it('has no place for what has no date, and names it', () => {
    const { story } = figuresOf([dose(1, null, '8'), event('Rash', '1', {})])
    expect(story.terms).toEqual([])
    expect(story.undated).toEqual([
      { text: { en: 'Rash', zh: 'Rash' }, place: { form: 'adverse-events', visit: null } },
    ])
  })

  it('converts a marker where units differ, and counts what cannot be drawn', () => {
    const [afp] = figuresOf([
      marker(-3, '1200'),
      marker(30, '1.5', 'ug/L'),
      marker(40, '0'),
      marker(50, '7', 'pounds'),
      marker(60, 'haemolysed'),
    ]).story.markers
    expect(afp).toMatchObject({ test: 'AFP', unit: 'ng/mL', left: 3 })
    expect(afp?.points.map(({ value, text, high }) => [value, text, high])).toEqual([
      [1200, '1200 ng/mL', 20],
      [1.5, '1.5 ug/L', 20],
    ])
  })

  it('has the death of the subject as its end, and nothing dated for consent alone', () => {
    const died = figuresOf([
      dose(1, 20, '8'),
      record('deaths', { DTHDAT: onDay(90), DTHCAUS: 'Disease' }),
    ]).story
    expect(died.end).toEqual({ kind: 'death', day: dayOf(onDay(90)) })
    expect(died.extent?.to).toBe(dayOf(onDay(90)))
    const consented = figuresOf([record('subjects', { RFICDAT: onDay(-20) })]).story
    expect(consented.firstDose).toBeNull()
    expect([consented.drugs, consented.terms, consented.tumour.lesions].flat()).toEqual([])
  })

  it('sets results of dates known in part by the middle of what they may mean', () => {
    const afp = (LBORRES: string, LBDAT: string): CourseRecord =>
      record('laboratory', {}, LBDAT, [{ LBTESTCD: 'AFP', LBORRES, LBORRESU: 'ng/mL', LBDAT }])
    const { story } = figuresOf([
      dose(1, null, '8'),
      afp('10', '2024-02'),
      afp('20', '2024-02-02'),
      afp('30', '2024-02-25'),
    ])
    expect(story.markers[0]?.points.map(({ value }) => value)).toEqual([20, 10, 30])
  })

  it('keeps a date known in part as the days it may mean', () => {
    const { story } = figuresOf([
      dose(1, null, '8'),
      event('Itch', '2', { AESTDAT: '2024-02', AEENDAT: '2024' }),
      record('procedures', { PRTRT: 'HAIC', PRSTDAT: '2024-03' }),
    ])
    expect(story.terms[0]?.events[0]).toMatchObject({
      start: { earliest: dayOf('2024-02-01'), latest: dayOf('2024-02-29') },
      end: { earliest: dayOf('2024-01-01'), latest: dayOf('2024-12-31') },
    })
    expect(story.moments[0]?.moments[0]?.when).toEqual({
      ...{ earliest: dayOf('2024-03-01'), latest: dayOf('2024-03-31') },
    })
  })

  it('shows both diameters of a lesion where a criterion reads the viable one', () => {
    const key = 'tace-systemic'
    const definition = builtInFamilies.protocols.get(key)
    const trial = readTrialFolder(new URL(`../../golden/trials/${key}`, import.meta.url).pathname)
    const options = { cutoff: '2099-01-01' as IsoDate, source: 'investigator' } as const
    let both = 0
    for (const subject of trial.subjects) {
      const derivation = deriveSubject(subject, definition, options, builtInFamilies)
      const records = recordsOfTrial(subject, definition)
      const sources = { laboratories: [], sampled: { sex: null, birth: null } }
      const { tumour } = buildStory({
        ...{ subject: 'x', records, definition, derivation, cutoff: options.cutoff, open: [] },
        sources,
      }).lesions
      for (const { curves } of tumour.lesions) if (curves.length === 2) both += 1
      // Every sum and every diameter of the engine stands in the figure, and nothing else.
      for (const course of tumour.criteria) {
        const own = derivation.timepoints.filter(({ row }) => row.criteria === course.criteria)
        expect(course.assessments.map(({ sum, day }) => [sum, toIsoDate(day)])).toEqual(
          own
            .map(({ row }) => [row.sum, row.date])
            .sort((a, b) => (String(a[1]) < String(b[1]) ? -1 : 1)),
        )
        const response = derivation.responses.find(({ row }) => row.criteria === course.criteria)
        response?.targets.forEach(({ id, column }, at) => {
          const curve = tumour.lesions
            .find((one) => one.id === id)
            ?.curves.find((one) => one.column === column)
          for (const { row, diameters } of own) {
            const point = curve?.points.find(({ visit }) => visit === row.visit)
            expect(point?.value ?? null).toBe(diameters[at] ?? null)
          }
        })
      }
    }
    expect(both).toBeGreaterThan(5)
  })
})

describe('what is open of a subject', () => {
  const cell = {
    ...{
      visit: PROTOCOL.schedule.single[0]?.visit ?? '',
      state: 'partial',
      overlays: [],
      date: onDay(1),
      targetDate: onDay(1),
    },
    forms: [
      { form: 'vitals', state: 'empty', queries: 0 },
      { form: 'laboratory', state: 'partial', queries: 2 },
      { form: 'responses', state: 'empty', queries: 0 },
      { form: 'visits', state: 'complete', queries: 0 },
    ],
  }
  const kinds = (marks: ReturnType<typeof openMarks>) =>
    marks.map(({ kind, place, count }) => `${kind} ${place.form} ${count}`)

  it('stands at the day of its visit: open queries, missing and incomplete forms', () => {
    const marks = openMarks([cell], [], PROTOCOL)
    expect(kinds(marks)).toEqual([
      'missing vitals 1',
      'query laboratory 2',
      'incomplete laboratory 1',
    ])
    expect(marks.every(({ day }) => day === dayOf(onDay(1)))).toBe(true)
  })

  it('asks nothing of a visit not begun, nor of what an unscheduled one left out; overdue is said', () => {
    const forms = [{ form: 'vitals', state: 'empty', queries: 0 }]
    const due = { ...cell, date: null, overlays: ['overdue'], forms }
    expect(kinds(openMarks([due], [], PROTOCOL))).toEqual(['overdue vitals 1'])
    const unscheduled = { ...cell, visit: 'UNS-2024-02-02', forms }
    expect(openMarks([unscheduled], [], PROTOCOL)).toEqual([])
  })

  it('has no day outside visits', () => {
    const outside = [{ form: 'adverse-events', queries: 3, partial: 1 }]
    const marks = openMarks([], outside, PROTOCOL)
    expect(kinds(marks)).toEqual(['query adverse-events 3', 'incomplete adverse-events 1'])
    expect(marks.every(({ day }) => day === null)).toBe(true)
  })

  it('is left out after the cut-off', () => {
    const open = openMarks([cell], [], PROTOCOL)
    const records = [dose(1, null, '8'), lesion('T01', 'TARGET')]
    expect(figuresOf(records, { cutoff: onDay(1), open }).story.open).toHaveLength(3)
    expect(figuresOf(records, { cutoff: '2024-01-09', open }).story.open).toEqual([])
  })
})
