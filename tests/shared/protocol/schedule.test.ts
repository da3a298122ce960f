import { describe, expect, it } from 'vitest'
import { parseDay } from '../../../shared/kernel/dates.ts'
import type { Day } from '../../../shared/kernel/brand.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import {
  findPlannedVisit,
  formsAt,
  nextVisit,
  plannedVisits,
  subjectSchedule,
  isUnscheduledName,
  unscheduledName,
} from '../../../shared/protocol/schedule.ts'

const day = (text: string): Day => {
  const parsed = parseDay(text)
  if (parsed === null) throw new Error(text)
  return parsed
}

const { schedule } = protocols.get('donafenib-switch')
const names = (key: string): string[] =>
  plannedVisits(protocols.get(key).schedule).map(({ visit }) => visit)

describe('planned visits', () => {
  it('come every 4 weeks, with tumour assessment every 8, in time order', () => {
    expect(names('donafenib-switch').slice(0, 6)).toEqual([
      'BASELINE',
      'W4',
      'W8',
      'W12',
      'W16',
      'W20',
    ])
    expect(formsAt(schedule, 'W4')).not.toContain('tumour-assessment')
    expect(formsAt(schedule, 'W8')).toContain('tumour-assessment')
    expect(formsAt(schedule, 'W8')).toContain('responses')
  })

  it('join the lines that give one name: forms of all, the narrower window', () => {
    const w8 = findPlannedVisit(schedule, 'W8')
    expect(w8).toMatchObject({ day: 56, before: 3, after: 3, title: { en: 'Week 8', zh: '第8周' } })
    expect(new Set(w8?.forms).size).toBe(w8?.forms.length)
  })

  it('are found by name far beyond the plan, and never by a name the schedule does not give', () => {
    expect(findPlannedVisit(schedule, 'W108')?.day).toBe(756)
    expect(findPlannedVisit(schedule, 'W5')).toBeNull()
    expect(findPlannedVisit(schedule, 'UNS-2024-05-03')).toBeNull()
    expect(findPlannedVisit(schedule, 'W0')).toBeNull()
  })

  it('of protocol 2 take antibody samples at baseline, week 6 and every 12 weeks, nowhere else', () => {
    const two = protocols.get('toripalimab-donafenib').schedule
    const sampled = plannedVisits(two).filter(({ forms }) => forms.includes('antibodies'))
    expect(sampled.map(({ visit }) => visit).join(' ')).toBe('BASELINE W6 W18 W30 W42 W54 W66 W78')
    for (const other of protocols.all.filter(({ key }) => key !== 'toripalimab-donafenib')) {
      expect(plannedVisits(other.schedule).some((v) => v.forms.includes('antibodies'))).toBe(false)
    }
  })

  it.each([
    ['toripalimab-donafenib', 'W3', 21],
    ['toripalimab-donafenib', 'W6', 42],
    ['regorafenib-pd1', 'W8', 56],
    ['tace-systemic', 'W6', 42],
    ['lenvatinib-toripalimab', 'W4', 28],
  ])('of %s include %s on day %i', (key, visit, on) => {
    expect(findPlannedVisit(protocols.get(key).schedule, visit)?.day).toBe(on)
  })

  it('number cycles from the anchor', () => {
    const cycles = {
      ...schedule,
      single: [],
      repeating: [
        {
          prefix: 'C',
          numbering: 'cycles' as const,
          title: { en: 'Cycle {n}', zh: '第{n}周期' },
          everyDays: 21,
          before: 3,
          after: 3,
          forms: ['visits'],
          planned: 3,
        },
      ],
    }
    expect(plannedVisits(cycles).map((v) => `${v.visit}@${v.day}`)).toEqual([
      'C1@0',
      'C2@21',
      'C3@42',
    ])
    expect(plannedVisits(cycles, 63).at(-1)?.visit).toBe('C4')
    expect(findPlannedVisit(cycles, 'C4')?.day).toBe(63)
  })
})

describe("a subject's schedule", () => {
  const anchor = day('2024-01-01')
  const input = {
    anchor,
    today: day('2024-02-26'),
    attended: new Map([
      ['BASELINE', day('2023-12-28')],
      ['W4', day('2024-02-02')],
    ]),
    until: null,
  }
  const states = subjectSchedule(schedule, input)
  const state = (visit: string) => states.find((s) => s.visit.visit === visit)

  it('dates each visit from the anchor with its window', () => {
    // W4 is day 28 after 1 January, 29 January, give or take 3 days.
    expect(state('W4')).toMatchObject({
      target: day('2024-01-29'),
      from: day('2024-01-26'),
      to: day('2024-02-01'),
    })
  })

  it('tells attended, outside the window, due and not due apart', () => {
    expect(state('BASELINE')).toMatchObject({ state: 'attended', outOfWindow: false })
    expect(state('W4')).toMatchObject({ state: 'attended', outOfWindow: true })
    expect(state('W8')).toMatchObject({ state: 'due' })
    expect(state('W12')).toMatchObject({ state: 'not-due' })
    const late = subjectSchedule(schedule, { ...input, today: day('2024-03-01') })
    expect(late.find((s) => s.visit.visit === 'W8')?.state).toBe('overdue')
  })

  it('names the next visit after the last one attended', () => {
    expect(nextVisit(states)?.visit.visit).toBe('W8')
  })

  it('has no dates before the anchor is known; only the baseline is due', () => {
    const early = subjectSchedule(schedule, { ...input, anchor: null, attended: new Map() })
    expect(early[0]).toMatchObject({ state: 'due', target: null })
    expect(early.slice(1).every((s) => s.state === 'not-due' && s.target === null)).toBe(true)
  })

  it('ends with treatment, and keeps what was attended later', () => {
    const ended = subjectSchedule(schedule, {
      ...input,
      attended: new Map([...input.attended, ['W64', null]]),
      until: day('2024-02-10'),
    })
    expect(ended.map((s) => s.visit.visit)).toEqual(['BASELINE', 'W4', 'W64'])
  })

  it('goes on beyond the plan while treatment lasts', () => {
    const long = subjectSchedule(schedule, { ...input, today: day('2026-01-01') })
    expect(long.at(-1)?.from).toBeGreaterThan(day('2026-01-01') - 28)
  })
})

it('names an unscheduled visit by its day', () => {
  expect(unscheduledName(day('2024-05-03'))).toBe('UNS-2024-05-03')
  expect(formsAt(schedule, 'UNS-2024-05-03')).toEqual(schedule.unscheduledForms)
  expect(isUnscheduledName('UNS-2024-05-03')).toBe(true)
  for (const other of ['UNS-2024-02-30', '2024-05-03', 'UNS-2024-5-3', 'W8', 'NOTHING']) {
    expect(isUnscheduledName(other)).toBe(false)
  }
})
