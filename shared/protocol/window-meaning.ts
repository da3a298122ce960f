import type { Day } from '../kernel/brand.ts'
import { toIsoDate } from '../kernel/dates.ts'
import type { ProtocolDefinition } from './define.ts'
import type { VisitState } from './schedule.ts'

/** Text keys of what a visit outside its window means for the endpoints. */
export const WINDOW_MEANING_KEYS = [
  'window.before',
  'window.after',
  'window.assessmentDate',
  'window.tooEarlyForStable',
  'window.confirmation',
  'window.gap',
  'window.noAssessment',
] as const

export interface WindowMeaning {
  readonly key: (typeof WINDOW_MEANING_KEYS)[number]
  readonly params: Readonly<Record<string, string | number>>
}

interface Outside {
  readonly visit: VisitState
  readonly date: Day
  readonly from: Day
  readonly to: Day
  readonly anchor: Day | null
  readonly definition: ProtocolDefinition
  /** The visit asks for a tumour assessment. */
  readonly assessed: boolean
}

/** Each kind of meaning: null where it does not apply. In the order they are read. */
const MEANINGS: readonly ((of: Outside) => WindowMeaning | null)[] = [
  ({ date, from, to }) =>
    date < from
      ? { key: 'window.before', params: { days: from - date } }
      : { key: 'window.after', params: { days: date - to } },
  ({ assessed, date }) =>
    assessed ? { key: 'window.assessmentDate', params: { date: toIsoDate(date) } } : null,
  ({ assessed, date, anchor, definition }) => {
    const days = definition.criteria[0]?.settings.minSdDays ?? 0
    const isEarly = anchor !== null && date > anchor && date - anchor < days
    return assessed && isEarly ? { key: 'window.tooEarlyForStable', params: { days } } : null
  },
  ({ assessed, date, from, definition }) => {
    const settings = definition.criteria[0]?.settings
    if (!assessed || date >= from || settings?.confirmation !== true) return null
    return { key: 'window.confirmation', params: { days: settings.minIntervalDays } }
  },
  ({ assessed, date, to, definition }) => {
    const days = definition.conventions.maxGapDays
    return assessed && date > to && days !== null ? { key: 'window.gap', params: { days } } : null
  },
  ({ assessed }) => (assessed ? null : { key: 'window.noAssessment', params: {} }),
]

/**
 * What it means for the endpoints that a visit lies outside its window, in sentences; empty for one
 * inside, or not dated. The actual date always counts, never the visit's name.
 * @source response criteria, D-1; protocols, shared conventions; DC-16
 */
export function windowMeaning(
  visit: VisitState,
  { anchor, definition }: { readonly anchor: Day | null; readonly definition: ProtocolDefinition },
): readonly WindowMeaning[] {
  const { date, from, to, outOfWindow } = visit
  if (!outOfWindow || date === null || from === null || to === null) return []
  const forms = new Set(visit.visit.forms)
  const assessed = definition.forms.some(
    (form) => forms.has(form.key) && form.group?.file === 'measurements',
  )
  const outside = { visit, date, from, to, anchor, definition, assessed }
  return MEANINGS.flatMap((meaning) => meaning(outside) ?? [])
}
