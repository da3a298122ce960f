import type { RuleType } from '../forms/compile-rule.ts'
import { completedYears } from '../forms/age.ts'
import type { FormDefinition, RowValues } from '../forms/define.ts'
import type { Day } from '../kernel/brand.ts'
import { addDays, toIsoDate } from '../kernel/dates.ts'
import { findPlannedVisit } from '../protocol/schedule.ts'
import { parseNumberText } from '../kernel/number-text.ts'
import { oncePer } from '../kernel/remembered.ts'
import { rowsOf } from '../trial/trial.ts'
import type { CheckRecord, CheckValue } from './define.ts'
import { previousResult, resultAt, valueIn, type LabResult } from './lab-results.ts'
import { enteredDate, type CheckSubject, type EnteredDate } from './subject.ts'
import { shownDate } from './variables.ts'

/** Where a rule is evaluated: a record of a subject, and the row of its group. */
export interface RulePlace {
  readonly subject: CheckSubject
  readonly form: FormDefinition
  readonly record: CheckRecord
  readonly row: RowValues
  /** Position of the row in the group; null for the form's own items. */
  readonly rowIndex: number | null
}

interface FactOf<P> {
  readonly type: RuleType
  readonly of: (place: P) => CheckValue
}

type Fact = FactOf<RulePlace>
/** What is known of the subject as a whole. */
type SubjectPlace = Pick<RulePlace, 'subject'>

const NOTHING: CheckValue = { value: undefined, text: '' }

/** Names a rule may use beside the items of its form: what is known of the subject and the place. */
const FACTS: Readonly<Record<string, Fact>> = {
  /** First day the date of informed consent may mean. */
  consent: ofSubject(dateFact(({ subject }) => enteredIn(subject, 'subjects', 'RFICDAT'))),
  enrolment: ofSubject(dateFact(({ subject }) => enteredIn(subject, 'subjects', 'ENRDAT'))),
  first_dose: ofSubject(dayFact(({ subject }) => subject.timeline.firstDose?.earliest ?? null)),
  sex: textFact(({ subject }) => rowsOf(subject.trial, 'subjects')[0]?.['SEX'] ?? ''),
  /** In completed years at consent; of a partial date the oldest it may mean. */
  age: ofSubject(numberFact(ageAtConsent)),
  screen_failed: {
    type: 'truth',
    of: ({ subject }) => {
      const failed = (rowsOf(subject.trial, 'subjects')[0]?.['SCRNFAIL'] ?? '') !== ''
      return { value: failed, text: failed ? 'yes' : 'no' }
    },
  },
  visit: textFact(({ record }) => record.visit ?? ''),
  visit_date: dateFact(dateOfVisit),
  /** Last day the date of the visit may mean. */
  visit_date_max: lastDayFact(dateOfVisit),
  /** The window at its widest, where the day it counts from is not known exactly. */
  window_from: dayFact((place) => windowOf(place)?.from ?? null),
  window_to: dayFact((place) => windowOf(place)?.to ?? null),
  /** The last planned visit before this one that has a date. */
  former_visit: textFact((place) => formerVisit(place)?.name ?? ''),
  former_visit_date: dateFact((place) => formerVisit(place)?.date ?? null),
  /** The last weight recorded up to the start of this dosing period. */
  weight: numberFact(({ subject, row }) => weightUpTo(subject, row['EXSTDAT'])),
  lab_previous: labFact((result, { subject }) => previousResult(subject.labs, result)),
}

const PREVIOUS = /^previous_([A-Z][A-Z0-9]*)$/

/** The types of all facts, and `previous_ITEM` for each number of the form: its value at the visit before. */
export function factNames(form: FormDefinition): ReadonlyMap<string, RuleType> {
  const names = new Map<string, RuleType>(
    Object.entries(FACTS).map(([name, { type }]) => [name, type]),
  )
  for (const { key, kind } of form.items) {
    if (kind === 'number' || kind === 'integer') names.set(`previous_${key}`, 'number')
  }
  return names
}

/** The value of a fact; null where none bears the name. */
export function factValue(name: string, place: RulePlace): CheckValue | null {
  const fact = FACTS[name]
  if (fact !== undefined) return fact.of(place)
  const item = PREVIOUS.exec(name)?.[1]
  return item === undefined ? null : previousValue(place, item)
}

/** A fact of the subject as a whole, the same at every place: found out once. */
function ofSubject({ type, of }: FactOf<SubjectPlace>): Fact {
  const known = oncePer((subject: CheckSubject) => of({ subject }))
  return { type, of: ({ subject }) => known(subject) }
}

function textFact(of: (place: RulePlace) => string): Fact {
  return {
    type: 'text',
    of: (place) => {
      const text = of(place)
      return { value: text, text }
    },
  }
}

function numberFact<P = RulePlace>(of: (place: P) => number | null): FactOf<P> {
  return {
    type: 'number',
    of: (place) => {
      const value = of(place)
      return value === null ? NOTHING : { value, text: String(Math.round(value * 100) / 100) }
    },
  }
}

function dayFact<P = RulePlace>(of: (place: P) => Day | null): FactOf<P> {
  return {
    type: 'number',
    of: (place) => {
      const day = of(place)
      return day === null ? NOTHING : { value: day, text: shownDate(toIsoDate(day)) }
    },
  }
}

function dateFact<P = RulePlace>(of: (place: P) => EnteredDate | null): FactOf<P> {
  return enteredFact(of, ({ earliest }) => earliest)
}

function lastDayFact<P = RulePlace>(of: (place: P) => EnteredDate | null): FactOf<P> {
  return enteredFact(of, ({ latest }) => latest)
}

function enteredFact<P>(
  of: (place: P) => EnteredDate | null,
  pick: (date: EnteredDate) => Day,
): FactOf<P> {
  return {
    type: 'number',
    of: (place) => {
      const date = of(place)
      return date === null ? NOTHING : { value: pick(date), text: shownDate(date.text) }
    },
  }
}

function labFact(find: (result: LabResult, place: RulePlace) => LabResult | null): Fact {
  return {
    type: 'number',
    of: (place) => {
      const result = labAt(place)
      const other = result === null ? null : find(result, place)
      if (result === null || other === null) return NOTHING
      const value = valueIn(other, result.unit) ?? undefined
      return { value, text: `${other.text} ${other.unit} (${shownDate(other.dateText)})` }
    },
  }
}

function labAt({ subject, record, rowIndex }: RulePlace): LabResult | null {
  if (rowIndex === null) return null
  return resultAt(subject.labs, record, rowIndex)
}

function enteredIn({ trial }: CheckSubject, file: string, column: string): EnteredDate | null {
  return enteredDate(rowsOf(trial, file)[0]?.[column])
}

function dateOfVisit({ subject, record }: RulePlace): EnteredDate | null {
  return subject.visitDates.get(record.visit ?? '') ?? null
}

function ageAtConsent({ subject }: SubjectPlace): number | null {
  const birth = enteredIn(subject, 'subjects', 'BRTHDAT')
  const consent = enteredIn(subject, 'subjects', 'RFICDAT')
  // A birth after consent is an order of dates, which the form asks about itself.
  if (birth === null || consent === null || birth.earliest > consent.latest) return null
  return completedYears(birth.earliest, consent.latest)
}

function windowOf({ subject, record }: RulePlace): { readonly from: Day; readonly to: Day } | null {
  const { schedule } = subject.definition
  const planned = findPlannedVisit(schedule, record.visit ?? '')
  const { firstDose, enrolment } = subject.timeline
  const anchor = schedule.anchor === 'firstDose' ? firstDose : enrolment
  if (planned === null || anchor === null) return null
  return {
    from: addDays(anchor.earliest, planned.day - planned.before),
    to: addDays(anchor.latest, planned.day + planned.after),
  }
}

function formerVisit({
  subject,
  record,
}: RulePlace): { readonly name: string; readonly date: EnteredDate } | null {
  const place = subject.plan.indexOf(record.visit ?? '')
  for (let at = place - 1; at >= 0; at -= 1) {
    const name = subject.plan[at] ?? ''
    const date = subject.visitDates.get(name)
    if (date !== undefined) return { name, date }
  }
  return null
}

/** The last weight recorded up to a date, in kg. */
export function weightUpTo(
  { records, visitDates }: CheckSubject,
  dateText: string | undefined,
): number | null {
  const start = enteredDate(dateText)
  if (start === null) return null
  const weighed = records
    .flatMap(({ visit, values }) => {
      const weight = numberOf(values.items['WEIGHT'])
      const date = enteredDate(values.items['VSDAT']) ?? visitDates.get(visit ?? '')
      return weight === null || date === undefined ? [] : [{ weight, day: date.earliest }]
    })
    .filter(({ day }) => day <= start.latest)
    .sort((a, b) => a.day - b.day)
  return weighed.at(-1)?.weight ?? null
}

/** The same item at the last planned visit before that has a value. */
function previousValue({ subject, record, form }: RulePlace, item: string): CheckValue {
  const own = subject.plan.indexOf(record.visit ?? '')
  if (own === -1) return NOTHING
  for (let at = own - 1; at >= 0; at -= 1) {
    const visit = subject.plan[at]
    const other = subject.records.find((one) => one.form === form.key && one.visit === visit)
    const text = other?.values.items[item]
    const value = numberOf(text)
    if (value !== null && text !== undefined) return { value, text: `${text} (${visit ?? ''})` }
  }
  return NOTHING
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : (parseNumberText(text)?.value ?? null)
}
