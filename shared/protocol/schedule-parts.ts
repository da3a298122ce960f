import type { PlannedVisit, Schedule } from './define.ts'
import { SURVIVAL_CONTACT_DAYS } from './conventions.ts'

type Repeating = Schedule['repeating'][number]

/** Title of a visit numbered in weeks; `{n}` is the number. */
export const WEEK_TITLE = { en: 'Week {n}', zh: '第{n}周' }

/** Screening and baseline: within 28 days before the anchor. @source response criteria, S-1 */
export const BASELINE_VISIT: PlannedVisit = {
  visit: 'BASELINE',
  title: { en: 'Screening and baseline', zh: '筛选/基线' },
  day: 0,
  before: 28,
  after: 0,
  forms: ['visits', 'vitals', 'ecg', 'laboratory', 'urinalysis', 'virology', 'tumour-assessment'],
}

/** A visit for safety every `weeks` weeks, with a window of 3 days. */
export function safetyVisits(weeks: number, planned: number): Repeating {
  return {
    prefix: 'W',
    numbering: 'weeks',
    title: WEEK_TITLE,
    everyDays: weeks * 7,
    before: 3,
    after: 3,
    forms: ['visits', 'vitals', 'laboratory', 'urinalysis'],
    planned,
  }
}

/** A visit with tumour assessment every `weeks` weeks, with a window of 7 days. */
export function tumourVisits(weeks: number, planned: number): Repeating {
  return {
    prefix: 'W',
    numbering: 'weeks',
    title: WEEK_TITLE,
    everyDays: weeks * 7,
    before: 7,
    after: 7,
    forms: ['visits', 'vitals', 'laboratory', 'tumour-assessment', 'responses'],
    planned,
  }
}

/** What the schedules of the built-in protocols have in common. */
export const SCHEDULE_REST = {
  unscheduledForms: [
    'visits',
    'vitals',
    'ecg',
    'laboratory',
    'urinalysis',
    'virology',
    'tumour-assessment',
    'responses',
  ],
  survivalContactEveryDays: SURVIVAL_CONTACT_DAYS,
} as const satisfies Partial<Schedule>
