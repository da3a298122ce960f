import type { Day } from '../kernel/brand.ts'
import { toIsoDate } from '../kernel/dates.ts'
import { FACTS } from '../kernel/facts.ts'
import type { Trace, TraceInput } from '../kernel/trace.ts'
import { placeOfCell } from '../trial/cell-place.ts'
import { rowsOf } from '../trial/trial.ts'
import type { AdverseEventRecord } from './adverse-events.ts'
import type { Contribution, Proof } from './contribution.ts'
import { entryInput, entrySteps, namedDateInput } from './date-steps.ts'
import type { DoseLimitingToxicityEndpoint } from './define.ts'
import { deliveredPercent } from './delivered-dose.ts'
import { eventCell } from './event-steps.ts'
import type { KnownDate } from './known-date.ts'
import type { SubjectFacts } from './subject-facts.ts'
import { firstDoseOf, type DosingPeriod } from './timeline.ts'

interface Question {
  readonly endpoint: DoseLimitingToxicityEndpoint
  readonly facts: SubjectFacts
}

interface Window {
  /** Entry of the first day on which every drug had been given. */
  readonly first: KnownDate
  readonly lastDay: Day
}

/** What a subject adds, as the result of its step. */
export function doseLimitingResult(value: Contribution): string {
  if (value.kind === 'not-at-risk') return value.reason
  return value.kind === 'counted' && value.hit ? 'dose-limiting toxicity' : 'none in the window'
}

/** The subject is not in the safety set. */
export function safetyInput({ facts }: Pick<Question, 'facts'>): TraceInput {
  return { name: 'SAF', value: facts.inSafety ? 'YES' : 'NO', of: FACTS.population('SAF') }
}

/** The cohort as recorded, and that doses are not sought in it. */
export function cohortInputs({ facts }: Pick<Question, 'facts'>): readonly TraceInput[] {
  const [row] = rowsOf(facts.trial, 'subjects')
  const cohort: TraceInput =
    row === undefined
      ? { name: 'COHORT', value: 'none', absent: 'subjects' }
      : {
          name: 'COHORT',
          value: row['COHORT'] ?? '',
          from: placeOfCell(facts.trial, { file: 'subjects', row, column: 'COHORT' }),
        }
  return [cohort, { name: 'doseFinding', value: 'NO', constant: 'definition' }]
}

/** The first dose of each drug, in words where it was never given. */
export function drugInputs({ endpoint, facts }: Question): readonly TraceInput[] {
  return endpoint.drugs.map((drug) => {
    const first = firstOf(facts, drug)
    return first === null
      ? { name: drug, value: 'none', absent: 'exposure' }
      : { name: drug, value: toIsoDate(first.day), of: doseFact(endpoint, drug) }
  })
}

/** Why the subject counts or not: its events within the window; without one, whether it was evaluable. */
export function windowProof(question: Question, window: Window, result: string): Proof {
  const { endpoint, facts } = question
  const events = facts.adverseEvents.map((event): TraceInput => ({
    name: event.term,
    value: isDoseLimiting(event, window) ? 'YES' : 'NO',
    of: eventFact(endpoint, event),
  }))
  const isHit = facts.adverseEvents.some((event) => isDoseLimiting(event, window))
  const none: TraceInput = { name: 'adverse events', value: 'none', absent: 'adverse-events' }
  return [
    {
      fact: FACTS.endpoint(endpoint.id),
      rule: 'DLT-window',
      inputs: [
        ...windowInputs(question, window),
        ...(events.length === 0 ? [none] : events),
        ...(isHit ? [] : followUpInputs(question, window)),
      ],
      result,
    },
    ...windowSteps(question, window),
    ...facts.adverseEvents.map((event) => eventStep(question, window, event)),
    ...(isHit ? [] : percentSteps(question, window)),
  ]
}

function windowInputs({ endpoint }: Question, { first, lastDay }: Window): readonly TraceInput[] {
  const of = (part: string): string => FACTS.endpoint(endpoint.id, part)
  return [
    { name: 'firstDay', value: toIsoDate(first.day), of: of('firstDay') },
    { name: 'lastDay', value: toIsoDate(lastDay), of: of('lastDay') },
  ]
}

function windowSteps(question: Question, { first, lastDay }: Window): readonly Trace[] {
  const { endpoint, facts } = question
  const { windowDays } = endpoint
  const fact = (part: string): string => FACTS.endpoint(endpoint.id, part)
  const day = { name: 'firstDay', value: toIsoDate(first.day), of: fact('firstDay') }
  return [
    ...doseSteps(question),
    {
      fact: fact('firstDay'),
      rule: 'DLT-first-day',
      inputs: drugInputs({ endpoint, facts }),
      result: day.value,
    },
    {
      fact: fact('lastDay'),
      rule: 'DLT-last-day',
      inputs: [
        day,
        { name: 'windowDays', value: String(windowDays), unit: 'd', constant: 'definition' },
      ],
      result: toIsoDate(lastDay),
    },
  ]
}

/** How the first dose of each drug that was given was read. */
export function doseSteps({ endpoint, facts }: Question): readonly Trace[] {
  return endpoint.drugs.flatMap((drug) => {
    const first = firstOf(facts, drug)
    if (first === null) return []
    return entrySteps(facts.trial, first, {
      fact: doseFact(endpoint, drug),
      rule: 'date-dose',
      imputation: 'impute-date',
      limits: facts.timeline.limits,
    })
  })
}

function firstOf({ timeline }: SubjectFacts, drug: string): KnownDate | null {
  return firstDoseOf(timeline.doses.filter((dose) => dose.drug === drug))
}

function doseFact({ id }: DoseLimitingToxicityEndpoint, drug: string): string {
  return FACTS.endpoint(id, `dose/${drug}`)
}

function eventFact({ id }: DoseLimitingToxicityEndpoint, { row }: AdverseEventRecord): string {
  return FACTS.endpoint(id, `event/${row}`)
}

function isDoseLimiting(
  { doseLimiting, onsetDay }: AdverseEventRecord,
  { first, lastDay }: Window,
): boolean {
  return doseLimiting && onsetDay !== null && onsetDay >= first.day && onsetDay <= lastDay
}

function eventStep(question: Question, window: Window, event: AdverseEventRecord): Trace {
  const onset = event.onset ?? 'none'
  return {
    fact: eventFact(question.endpoint, event),
    rule: 'DLT-event',
    inputs: [
      eventCell(question.facts, event, 'AEDLT'),
      { name: 'onset', value: onset, of: FACTS.event(event.row, 'onset') },
      ...windowInputs(question, window),
    ],
    result: isDoseLimiting(event, window) ? 'YES' : 'NO',
  }
}

/** Without a toxicity: followed through the last day, with enough of the dose where it is demanded. */
function followUpInputs({ endpoint, facts }: Question, window: Window): readonly TraceInput[] {
  const { minDosePercent, id, drugs } = endpoint
  const { timeline } = facts
  const followed = [
    namedDateInput('lastKnownAlive', 'lastKnownAlive', timeline),
    namedDateInput('death', 'death', timeline),
  ]
  if (minDosePercent === null) return followed
  return [
    ...followed,
    ...drugs.map((drug): TraceInput => ({
      name: `${drug} %`,
      value: String(percentOf(facts, drug, window)),
      unit: '%',
      of: FACTS.endpoint(id, `percent/${drug}`),
    })),
    { name: 'minDosePercent', value: String(minDosePercent), unit: '%', constant: 'definition' },
  ]
}

function percentOf({ timeline }: SubjectFacts, drug: string, window: Window): number {
  return deliveredPercent(timeline, drug, { start: window.first.day, lastDay: window.lastDay })
}

function percentSteps(question: Question, window: Window): readonly Trace[] {
  const { endpoint, facts } = question
  if (endpoint.minDosePercent === null) return []
  return endpoint.drugs.flatMap((drug) => {
    const fact = FACTS.endpoint(endpoint.id, `percent/${drug}`)
    const periods = facts.timeline.doses.filter((dose) => dose.drug === drug)
    const read = periods.map((period, at) => readPeriod(facts, period, `${fact}/${at}`))
    return [
      ...read.flatMap(({ steps }) => steps),
      {
        fact,
        rule: 'DLT-percent',
        inputs: [...read.flatMap(({ inputs }) => inputs), ...windowInputs(question, window)],
        result: String(percentOf(facts, drug, window)),
        unit: '%',
      } satisfies Trace,
    ]
  })
}

function readPeriod(
  facts: SubjectFacts,
  { start, end }: DosingPeriod,
  fact: string,
): { readonly inputs: readonly TraceInput[]; readonly steps: readonly Trace[] } {
  const read = (name: string, date: KnownDate): readonly Trace[] =>
    entrySteps(facts.trial, date, {
      fact: `${fact}/${name}`,
      rule: 'date-dose',
      imputation: 'impute-date',
      limits: facts.timeline.limits,
    })
  const input = (name: string, date: KnownDate): TraceInput => ({
    name,
    value: toIsoDate(date.day),
    of: `${fact}/${name}`,
  })
  const dose = entryInput(facts.trial, {
    ...start,
    from: { ...start.from, column: 'EXDOSE' },
    text: start.row?.['EXDOSE'] ?? '',
  })
  return {
    inputs: [
      { ...dose, name: 'dose' },
      input('start', start),
      end === null ? { name: 'end', value: 'none', absent: 'exposure' } : input('end', end),
    ],
    steps: [...read('start', start), ...(end === null ? [] : read('end', end))],
  }
}
