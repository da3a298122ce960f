import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countEvents,
  formatCount,
  tabulateIncidence,
  termsFromPercent,
  worstGrade,
} from '../../../shared/safety/adverse-event-incidence.ts'
import type { IncidenceEvent } from '../../../shared/safety/adverse-event-incidence.ts'
import { tabulateOverview } from '../../../shared/safety/adverse-event-overview.ts'
import type { OverviewEvent } from '../../../shared/safety/adverse-event-overview.ts'
import { SHIFT_GRADES, tabulateShift } from '../../../shared/safety/laboratory-shift.ts'

const GASTROINTESTINAL = 'Gastrointestinal disorders'
const event = (
  subject: string,
  term: string,
  grade: IncidenceEvent['grade'],
  soc = GASTROINTESTINAL,
): IncidenceEvent => ({ subject, term, soc, grade })

// Reporting conventions, section 8, counting example: N = 20. A: diarrhoea grade 1 and later
// grade 3, nausea grade 2. B: diarrhoea grade 2.
const example = [
  event('A', 'Diarrhea', 1),
  event('A', 'Diarrhea', 3),
  event('A', 'Nausea', 2),
  event('B', 'Diarrhea', 2),
]

describe('incidence by class and term', () => {
  const table = tabulateIncidence(example, 20)
  const [gastrointestinal] = table.classes
  const [diarrhea, nausea] = gastrointestinal?.terms ?? []

  it('counts a subject once in the class, at the worst grade of all its terms', () => {
    expect(gastrointestinal).toMatchObject({
      soc: GASTROINTESTINAL,
      subjects: 2,
      events: 4,
      gradeThreeOrMore: 1,
      byWorstGrade: [0, 1, 1, 0, 0],
      missingGrade: 0,
    })
    expect(formatCount(2, 20)).toBe('2 (10.0)')
    expect(formatCount(1, 20)).toBe('1 (5.0)')
  })

  it('counts diarrhoea 2, of these one at grade 2 and one at grade 3, and nausea 1', () => {
    expect(diarrhea).toMatchObject({
      term: 'Diarrhea',
      subjects: 2,
      events: 3,
      byWorstGrade: [0, 1, 1, 0, 0],
    })
    expect(nausea).toMatchObject({ term: 'Nausea', subjects: 1, byWorstGrade: [0, 1, 0, 0, 0] })
  })

  it('counts ungraded events in any grade and in the missing column, not in a grade', () => {
    const counts = countEvents([
      event('A', 'Nausea', null),
      event('B', 'Nausea', null),
      event('B', 'Nausea', 2),
    ])
    expect(counts).toEqual({
      subjects: 2,
      events: 3,
      byWorstGrade: [0, 1, 0, 0, 0],
      missingGrade: 1,
      gradeThreeOrMore: 0,
    })
  })

  it('sorts by falling number of subjects, not of events, and ties by name', () => {
    const rows = tabulateIncidence(
      [
        event('A', 'Rash maculo-papular', 1, 'Skin'),
        event('A', 'Vomiting', 1),
        event('A', 'Nausea', 1),
        event('A', 'Nausea', 1),
        event('A', 'Constipation', 1),
        event('B', 'Vomiting', 1),
        event('A', 'Anemia', 1, 'Blood'),
      ],
      5,
    )
    expect(rows.classes.map(({ soc }) => soc)).toEqual([GASTROINTESTINAL, 'Blood', 'Skin'])
    expect(rows.classes[0]?.terms.map(({ term }) => term)).toEqual([
      'Vomiting',
      'Constipation',
      'Nausea',
    ])
  })

  it('takes the terms from a share of N on, the exact share included', () => {
    expect(termsFromPercent(table, 10).map(({ term }) => term)).toEqual(['Diarrhea'])
    expect(termsFromPercent(table, 5).map(({ term }) => term)).toEqual(['Diarrhea', 'Nausea'])
    expect(termsFromPercent(tabulateIncidence([], 0), 5)).toEqual([])
  })

  it('is empty without events', () => {
    expect(tabulateIncidence([], 20)).toMatchObject({ classes: [], any: { subjects: 0 } })
  })

  const anyEvent = fc.record({
    subject: fc.constantFrom('A', 'B', 'C', 'D'),
    term: fc.constantFrom('Diarrhea', 'Nausea', 'Anemia'),
    soc: fc.constantFrom(GASTROINTESTINAL, 'Blood'),
    grade: fc.constantFrom(1, 2, 3, 4, 5, null),
  })

  it('loses no subject and no event, and does not mind the order of entry', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 30 }), (events) => {
        const { any, classes } = tabulateIncidence(events, 4)
        expect(any.subjects).toBe(new Set(events.map(({ subject }) => subject)).size)
        expect(classes.reduce((sum, row) => sum + row.events, 0)).toBe(events.length)
        for (const row of [any, ...classes, ...classes.flatMap(({ terms }) => terms)]) {
          const graded = row.byWorstGrade.reduce((sum, count) => sum + count, 0)
          expect(graded + row.missingGrade).toBe(row.subjects)
        }
        expect(tabulateIncidence([...events].reverse(), 4)).toEqual({
          denominator: 4,
          any,
          classes,
        })
      }),
    )
  })
})

describe('a printed count', () => {
  it.each([
    [0, 20, '0'],
    [20, 20, '20 (100.0)'],
    [1, 3, '1 (33.3)'],
    [1, 16, '1 (6.3)'],
    [0, 0, '0'],
  ])('%i of %i is %s', (count, denominator, expected) => {
    expect(formatCount(count, denominator)).toBe(expected)
  })
})

describe('the worst grade', () => {
  it('is the highest one known, and null when none is', () => {
    expect(worstGrade([{ grade: null }, { grade: 2 }, { grade: 1 }])).toBe(2)
    expect(worstGrade([{ grade: null }])).toBeNull()
    expect(worstGrade([])).toBeNull()
  })
})

describe('the overview', () => {
  const plain: OverviewEvent = {
    ...event('A', 'Diarrhea', 1),
    serious: false,
    related: false,
    relatedTo: [],
    actions: [],
    doseLimiting: false,
    immuneRelated: false,
    specialInterest: false,
  }
  const { denominator, lines } = tabulateOverview(
    [
      plain,
      { ...plain, grade: 3, related: true, relatedTo: ['DONAFENIB'] },
      {
        ...plain,
        grade: 5,
        subject: 'B',
        serious: true,
        related: true,
        relatedTo: ['DONAFENIB', 'TORIPALIMAB'],
        actions: [
          { treatment: 'DONAFENIB', action: 'DRUG WITHDRAWN' },
          { treatment: 'TORIPALIMAB', action: 'DRUG INTERRUPTED' },
        ],
        immuneRelated: true,
      },
      { ...plain, subject: 'C', grade: null, specialInterest: true, doseLimiting: true },
    ],
    20,
    ['DONAFENIB', 'TORIPALIMAB'].map((name) => ({ name, label: { en: name, zh: name } })),
  )
  const counts = Object.fromEntries(
    lines.map(({ id, subjects, events }) => [id, [subjects, events]]),
  )

  it('counts subjects once per line, and events', () => {
    expect(denominator).toBe(20)
    expect(counts).toEqual({
      any: [3, 4],
      'grade-3': [2, 2],
      'grade-5': [1, 1],
      serious: [1, 1],
      related: [2, 2],
      'related:DONAFENIB': [2, 2],
      'related:TORIPALIMAB': [1, 1],
      'related-grade-3': [2, 2],
      'related-serious': [1, 1],
      interruption: [1, 1],
      'interruption:DONAFENIB': [0, 0],
      'interruption:TORIPALIMAB': [1, 1],
      reduction: [0, 0],
      'reduction:DONAFENIB': [0, 0],
      'reduction:TORIPALIMAB': [0, 0],
      withdrawal: [1, 1],
      'withdrawal:DONAFENIB': [1, 1],
      'withdrawal:TORIPALIMAB': [0, 0],
      'dose-limiting': [1, 1],
      'immune-related': [1, 1],
      'special-interest': [1, 1],
    })
  })

  it('has a label in both languages for every line', () => {
    for (const { label } of lines) expect(label.zh).toMatch(/[\u4e00-\u9fff]/)
  })
})

describe('the laboratory shift table', () => {
  it('puts every subject in one cell', () => {
    const rows = tabulateShift([
      { subject: '1', baseline: 0, worstOnTreatment: 2 },
      { subject: '2', baseline: 0, worstOnTreatment: 0 },
      { subject: '3', baseline: 1, worstOnTreatment: 4 },
      { subject: '4', baseline: null, worstOnTreatment: 1 },
      { subject: '5', baseline: 2, worstOnTreatment: null },
    ])
    expect(rows.map(({ baseline }) => baseline)).toEqual(SHIFT_GRADES)
    expect(rows.map(({ byWorst }) => byWorst)).toEqual([
      [1, 0, 1, 0, 0, 0],
      [0, 0, 0, 0, 1, 0],
      [0, 0, 0, 0, 0, 1],
      [0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0],
      [0, 1, 0, 0, 0, 0],
    ])
    expect(rows.reduce((sum, { total }) => sum + total, 0)).toBe(5)
  })
})
