import { factsOf, judgeAll } from '../endpoints/collect-facts.ts'
import type { JudgedCriterion } from '../endpoints/criterion-facts.ts'
import { deriveEndpoints, toResponses, toTimepoints } from '../endpoints/derive-subject.ts'
import { hasPartialDate } from '../endpoints/imputation-queries.ts'
import type { Timeline } from '../endpoints/timeline.ts'
import { isEqual } from '../kernel/is-equal.ts'
import { oncePer } from '../kernel/remembered.ts'
import type { Sampled } from '../laboratory/normal-range.ts'
import { sampledIn } from '../laboratory/sampled-in.ts'
import { treatmentStart, type TreatmentStart } from '../laboratory/treatment-start.ts'
import type { ProtocolDefinition, Schedule } from '../protocol/define.ts'
import { plannedVisits } from '../protocol/schedule.ts'
import { SUBJECT_FORM } from '../trial/layout.ts'
import type { CheckInput } from './define.ts'
import { labResults, type LabResult } from './lab-results.ts'
import {
  enteredDate,
  questionPer,
  type CheckedDerivation,
  type CheckFamilies,
  type CheckSubject,
  type EnteredDate,
  type SubjectQuestion,
} from './subject.ts'
import { SubjectParts } from './subject-parts.ts'
import { wholeTimeline } from './treatment-in.ts'

const FURTHEST_PLAN_DAYS = 7000

const TIMELINE: SubjectQuestion<Timeline> = {
  compute: ({ trial, definition }) => wholeTimeline(definition, trial),
  isSame: isEqual,
}

const TREATMENT: SubjectQuestion<TreatmentStart> = {
  compute: ({ timeline, definition }) => treatmentStart(definition.schedule, timeline.firstDose),
  isSame: isEqual,
}

// Judged again only where assessments or the dates changed: most saves change neither.
const JUDGED: SubjectQuestion<readonly JudgedCriterion[]> = {
  compute: ({ trial, definition, families, timeline }) =>
    judgeAll(trial, definition, { timeline, source: 'investigator', families }),
}

const TIMEPOINTS: SubjectQuestion<CheckedDerivation['timepoints']> = {
  compute: ({ trial, ask }) => toTimepoints(trial.subjid, ask(JUDGED)),
}

// Most changes leave most of a derivation as it was.
const RESPONSES: SubjectQuestion<CheckedDerivation['responses']> = {
  compute: ({ trial, timeline, ask }) =>
    toResponses(trial.subjid, ask(JUDGED), timeline).map(({ row, baselineQueries }) => ({
      row,
      baselineQueries,
    })),
  isSame: isEqual,
}

const partialDateIn = questionPer(({ trial, definition }, file) =>
  hasPartialDate(trial, file, dateColumns(definition).get(file) ?? []),
)

/** By file: the columns that are dates. */
const dateColumns = oncePer(({ forms }: ProtocolDefinition): ReadonlyMap<string, string[]> => {
  const columns = new Map<string, string[]>()
  for (const { file, items, group } of forms) {
    for (const part of [{ file, items }, group ?? { file: undefined, items: [] }]) {
      const dates = part.items.filter(({ kind }) => kind === 'date').map(({ key }) => key)
      if (part.file === undefined || dates.length === 0) continue
      columns.set(part.file, [...(columns.get(part.file) ?? []), ...dates])
    }
  }
  return columns
})

// Of most subjects every date is whole, and then none is imputed.
const IMPUTATIONS: SubjectQuestion<CheckedDerivation['queries']> = {
  compute({ trial, definition, families, timeline, ask }) {
    if (![...dateColumns(definition).keys()].some((file) => ask(partialDateIn(file)))) return NONE
    const facts = factsOf(trial, definition, { timeline, judged: ask(JUDGED), families })
    return deriveEndpoints(definition, facts).queries
  },
  isSame: isEqual,
}

const NONE: CheckedDerivation['queries'] = []

const SAMPLED: SubjectQuestion<Sampled> = {
  compute: ({ recordsOf }) => sampledIn(recordsOf(SUBJECT_FORM)),
  isSame: isEqual,
}

const LABS: SubjectQuestion<readonly LabResult[]> = {
  compute({ definition, recordsOf, laboratories, ask }) {
    const form = definition.forms.find(({ group }) => group?.file === 'labs')?.key ?? ''
    return labResults(recordsOf(form), form, { laboratories, sampled: ask(SAMPLED) })
  },
}

const VISIT_DATES: SubjectQuestion<ReadonlyMap<string, EnteredDate>> = {
  compute: visitDatesOf,
  isSame: isEqual,
}

const PLAN: SubjectQuestion<readonly string[]> = {
  compute: ({ definition, visitDates }) => planOf(definition, visitDates),
  isSame: isEqual,
}

/**
 * What was found out about a subject, kept for its next state. Findings are those of an empty memory:
 * what changed is found out anew, with all that rests on it. In memory; may be lost at any time.
 */
export interface CheckMemory {
  known: { readonly parts: SubjectParts; readonly subject: CheckSubject } | null
}

export function createCheckMemory(): CheckMemory {
  return { known: null }
}

/** Gathers a subject for its checks, with what a memory of its former states still holds. */
export function checkSubject(
  definition: ProtocolDefinition,
  input: CheckInput,
  families: CheckFamilies,
  memory: CheckMemory = createCheckMemory(),
): CheckSubject {
  const { subjid, today, records, laboratories = [] } = input
  const of = { definition, families, subjid, today }
  const known = memory.known?.parts.isOf(of) === true ? memory.known : gathered(of)
  memory.known = known
  known.parts.turnTo(known.subject, { records, laboratories })
  return known.subject
}

function gathered(of: SubjectParts['of']): NonNullable<CheckMemory['known']> {
  const parts = new SubjectParts(of)
  return { parts, subject: subjectOf(parts) }
}

function subjectOf(parts: SubjectParts): CheckSubject {
  const { ask } = parts
  return {
    ...parts.of,
    forms: parts.forms,
    ask,
    allRecords: parts.allRecords,
    recordsOf: parts.recordsOf,
    recordsOfItems: parts.recordsOfItems,
    recordsFeeding: parts.recordsFeeding,
    trial: parts.trial,
    derivation: {
      get timepoints() {
        return ask(TIMEPOINTS)
      },
      get responses() {
        return ask(RESPONSES)
      },
      get queries() {
        return ask(IMPUTATIONS)
      },
    },
    get timeline() {
      return ask(TIMELINE)
    },
    get laboratories() {
      return parts.laboratories()
    },
    get labs() {
      return ask(LABS)
    },
    get treatment() {
      return ask(TREATMENT)
    },
    get visitDates() {
      return ask(VISIT_DATES)
    },
    get plan() {
      return ask(PLAN)
    },
  }
}

function visitDatesOf({ recordsFeeding, forms }: CheckSubject): ReadonlyMap<string, EnteredDate> {
  const dates = new Map<string, EnteredDate>()
  for (const { form, visit, values } of recordsFeeding('visits')) {
    if (visit === null || forms.get(form)?.file !== 'visits') continue
    const date = enteredDate(values.items['SVSTDAT'])
    if (date !== null) dates.set(visit, date)
  }
  return dates
}

const furthestPlan = oncePer((schedule: Schedule) =>
  plannedVisits(schedule, FURTHEST_PLAN_DAYS).map(({ visit }) => visit),
)

/** The plan as far as it is needed: until every visit that was attended is in it. */
function planOf(
  { schedule }: ProtocolDefinition,
  attended: ReadonlyMap<string, EnteredDate>,
): readonly string[] {
  const short = plannedVisits(schedule).map(({ visit }) => visit)
  const isKnown = [...attended.keys()].every(
    (visit) => visit.startsWith('UNS-') || short.includes(visit),
  )
  if (isKnown) return short
  return furthestPlan(schedule)
}
