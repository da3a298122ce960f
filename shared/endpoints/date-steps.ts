import type { Day } from '../kernel/brand.ts'
import { toIsoDate } from '../kernel/dates.ts'
import { FACTS } from '../kernel/facts.ts'
import type { Trace, TraceInput } from '../kernel/trace.ts'
import { placeOfCell } from '../trial/cell-place.ts'
import type { TrialSubject } from '../trial/trial.ts'
import type { AnalysisConventions } from '../protocol/define.ts'
import { findContacts } from './contacts.ts'
import type { KnownDate, Limits } from './known-date.ts'
import type { Timeline } from './timeline.ts'

/** The dates of a timeline that have a step of their own. */
export type NamedDate = keyof Pick<
  Timeline,
  'enrolment' | 'firstDose' | 'lastDose' | 'newTherapy' | 'death' | 'lastKnownAlive' | 'exit'
>

/** The file in which a date would stand. */
const HOME: Readonly<Record<NamedDate, string>> = {
  enrolment: 'subjects',
  firstDose: 'exposure',
  lastDose: 'exposure',
  newTherapy: 'new-therapies',
  death: 'deaths',
  lastKnownAlive: 'visits',
  exit: 'disposition',
}

const NAMED = Object.keys(HOME) as readonly NamedDate[]

/** A date as an input of a step: it leads to the step that derived it. */
export function namedDateInput(name: string, of: NamedDate, timeline: Timeline): TraceInput {
  const date = timeline[of]
  const value = date === null ? absenceOf(of, timeline) : toIsoDate(date.day)
  return { name, value, of: FACTS.date(of) }
}

/** A dosing that is going on has no last dose yet; any other date that is not there is none. */
function absenceOf(name: NamedDate, { firstDose }: Timeline): 'ongoing' | 'none' {
  return name === 'lastDose' && firstDose !== null ? 'ongoing' : 'none'
}

/** How each date of a timeline was read: the deciding entry, and what was imputed of it. */
export function timelineSteps(
  subject: TrialSubject,
  timeline: Timeline,
  conventions: AnalysisConventions,
): readonly Trace[] {
  const imputed = { subject, timeline, conventions }
  return NAMED.flatMap((name) => {
    const date = timeline[name]
    if (date !== null) {
      const more = imputedInputs(imputed, name, date)
      return entrySteps(subject, date, { ...stepOf(name, timeline.limits), more })
    }
    const none = absenceOf(name, timeline)
    return [
      {
        fact: FACTS.date(name),
        rule: `date-${name}`,
        inputs: [absence(name, none, timeline)],
        result: none,
      },
    ]
  })
}

/** No date: no row has one; of a last dose, a period of dosing without end may be why. */
function absence(name: NamedDate, value: string, { firstDose }: Timeline): TraceInput {
  if (value !== 'ongoing' || firstDose === null) return { name, value, absent: HOME[name] }
  return { name: 'firstDose', value: toIsoDate(firstDose.day), of: FACTS.date('firstDose') }
}

interface ImputedDate {
  readonly subject: TrialSubject
  readonly timeline: Timeline
  readonly conventions: AnalysisConventions
}

/** What an imputation looks at besides the entry and the limits of every date. */
function imputedInputs(
  { subject, timeline, conventions }: ImputedDate,
  name: NamedDate,
  date: KnownDate,
): readonly TraceInput[] {
  if (!date.imputed) return []
  if (name === 'death') {
    const last = findContacts(subject, timeline.limits.cutoff).lastComplete
    const none: TraceInput = { name: 'lastComplete', value: 'none', absent: HOME.lastKnownAlive }
    return [last === null ? none : { ...entryInput(subject, last), name: 'lastComplete' }]
  }
  const { row, from } = date
  if (from.column !== 'AESTDAT' || row === null) return []
  const floor = conventions.adverseEventStartFloor === 'enrolment' ? 'enrolment' : 'firstDose'
  const end = placeOfCell(subject, { file: from.file, row, column: 'AEENDAT' })
  return [
    { name: 'AEENDAT', value: row['AEENDAT'] ?? '', from: end },
    namedDateInput('floor', floor, timeline),
  ]
}

interface DateStep {
  /** Further inputs of the imputation. */
  readonly more?: readonly TraceInput[]
  readonly fact: string
  readonly rule: string
  readonly imputation: 'impute-date' | 'impute-death' | 'impute-onset'
  readonly limits: Limits
}

function stepOf(name: NamedDate, limits: Limits): DateStep {
  const imputation = name === 'death' ? 'impute-death' : 'impute-date'
  return { fact: FACTS.date(name), rule: `date-${name}`, imputation, limits }
}

/** The step that took a date from its entry; before it the imputation of a partial one. */
export function entrySteps(
  subject: TrialSubject,
  date: KnownDate,
  { fact, rule, imputation, limits, more = [] }: DateStep,
): readonly Trace[] {
  const result = toIsoDate(date.day)
  const entry = entryInput(subject, date)
  if (!date.imputed) return [{ fact, rule, inputs: [entry], result }]
  const imputed = `${fact}/imputed`
  // Contacts on adverse events take the start of the event, which is imputed as every onset.
  const by = date.from.column === 'AESTDAT' ? 'impute-onset' : imputation
  return [
    { fact: imputed, rule: by, inputs: [entry, ...more, ...limitInputs(limits, fact)], result },
    { fact, rule, inputs: [{ name: 'entry', value: result, of: imputed }], result },
  ]
}

/** A date as the input of a step that reads it itself: the entry, as it was typed. */
export function entryInput(subject: TrialSubject, { row, from, text }: KnownDate): TraceInput {
  if (row === null) return { name: 'entry', value: text, from }
  const place = placeOfCell(subject, { file: from.file, row, column: from.column })
  return { name: 'entry', value: text, from: place }
}

/** The cut-off that was asked for. */
export function cutoffInput({ cutoff }: Pick<Limits, 'cutoff'>): TraceInput {
  return { name: 'cutoff', value: toIsoDate(cutoff), constant: 'question' }
}

/** What holds an imputed day back: the cut-off and the death, unless it is the death itself. */
export function limitInputs({ cutoff, death }: Limits, fact: string): readonly TraceInput[] {
  const limit = (day: Day): string => toIsoDate(day)
  return [
    cutoffInput({ cutoff }),
    ...(death === null || fact === FACTS.date('death')
      ? []
      : [{ name: 'death', value: limit(death), of: FACTS.date('death') }]),
  ]
}
