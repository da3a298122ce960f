import { deriveSubject } from '../endpoints/derive-subject.ts'
import type { SubjectDerivation } from '../endpoints/derivation.ts'
import type { Timeline } from '../endpoints/timeline.ts'
import type { Families } from '../families.ts'
import type { FormDefinition } from '../forms/define.ts'
import type { Day, IsoDate } from '../kernel/brand.ts'
import { parsePartialDate, type PartialDate } from '../kernel/dates.ts'
import { oncePer } from '../kernel/remembered.ts'
import { sampledIn } from '../laboratory/sampled-in.ts'
import { treatmentStart, type TreatmentStart } from '../laboratory/treatment-start.ts'
import type { ProtocolDefinition, Schedule } from '../protocol/define.ts'
import { plannedVisits } from '../protocol/schedule.ts'
import { toTrialSubject } from '../trial/from-records.ts'
import type { TrialSubject } from '../trial/trial.ts'
import type { CheckInput, CheckRecord } from './define.ts'
import { labResults, type LabResult } from './lab-results.ts'
import { wholeTimeline } from './treatment-in.ts'

/** A date as entered and what it may mean. */
export interface EnteredDate extends PartialDate {
  readonly text: string
}

/** All of a subject that checks look at; what is dear to compute is computed when first asked for. */
export interface CheckSubject {
  readonly definition: ProtocolDefinition
  readonly forms: ReadonlyMap<string, FormDefinition>
  readonly records: readonly CheckRecord[]
  readonly today: Day | null
  readonly trial: TrialSubject
  readonly timeline: Timeline
  readonly derivation: SubjectDerivation
  readonly labs: readonly LabResult[]
  readonly treatment: TreatmentStart
  /** Date of each visit that has one. */
  readonly visitDates: ReadonlyMap<string, EnteredDate>
  /** Names of the planned visits in time order. */
  readonly plan: readonly string[]
}

const NO_CUTOFF = '9999-12-31' as IsoDate
const FURTHEST_PLAN_DAYS = 7000

/** Gathers a subject for its checks. */
export function checkSubject(
  definition: ProtocolDefinition,
  input: CheckInput,
  families: Pick<Families, 'criteria' | 'endpoints'>,
): CheckSubject {
  const forms = new Map(definition.forms.map((form) => [form.key, form]))
  const { records, today, subjid } = input
  const once = <T>(compute: () => T): (() => T) => {
    let known: { readonly value: T } | null = null
    return () => (known ??= { value: compute() }).value
  }
  const trial = once(() => toTrialSubject({ subjid, site: '' }, records, forms))
  const timeline = once(() => wholeTimeline(definition, trial()))
  const options = { cutoff: NO_CUTOFF, source: 'investigator' } as const
  const derivation = once(() => deriveSubject(trial(), definition, options, families))
  const labForm = definition.forms.find((form) => form.group?.file === 'labs')?.key ?? ''
  const labs = once(() =>
    labResults(records, labForm, {
      laboratories: input.laboratories ?? [],
      sampled: sampledIn(records),
    }),
  )
  const treatment = once(() => treatmentStart(definition.schedule, timeline().firstDose))
  const visitDates = once(() => visitDatesOf(records, forms))
  const plan = once(() => planOf(definition, visitDates()))
  return {
    definition,
    forms,
    records,
    today,
    get trial() {
      return trial()
    },
    get timeline() {
      return timeline()
    },
    get derivation() {
      return derivation()
    },
    get labs() {
      return labs()
    },
    get treatment() {
      return treatment()
    },
    get visitDates() {
      return visitDates()
    },
    get plan() {
      return plan()
    },
  }
}

/** Reads a date as entered; null where there is none. */
export function enteredDate(text: string | undefined): EnteredDate | null {
  const date = text === undefined ? null : parsePartialDate(text)
  return date === null || text === undefined ? null : { ...date, text }
}

function visitDatesOf(
  records: readonly CheckRecord[],
  forms: ReadonlyMap<string, FormDefinition>,
): ReadonlyMap<string, EnteredDate> {
  const dates = new Map<string, EnteredDate>()
  for (const { form, visit, values } of records) {
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
