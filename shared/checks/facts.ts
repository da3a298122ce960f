import type { RuleType } from '../forms/compile-rule.ts'
import { completedYears } from '../forms/age.ts'
import type { FormDefinition, RowValues } from '../forms/define.ts'
import type { Day } from '../kernel/brand.ts'
import { addDays, toIsoDate } from '../kernel/dates.ts'
import { findPlannedVisit } from '../protocol/schedule.ts'
import { parseNumberText } from '../kernel/number-text.ts'
import { isEqual } from '../kernel/is-equal.ts'
import { rowsOf } from '../trial/trial.ts'
import type { CheckRecord, CheckValue } from './define.ts'
import { previousResult, resultAt, valueIn, type LabResult } from './lab-results.ts'
import {
  enteredDate,
  type CheckSubject,
  type EnteredDate,
  type SubjectQuestion,
} from './subject.ts'
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

/** What is known of the subject as a whole. */
type SubjectPlace = Pick<RulePlace, 'subject'>

/** A fact and what it rests on: the subject as a whole, the record alone, or it among the others. */
type Fact =
  | (FactOf<SubjectPlace> & { readonly restsOn: 'subject' })
  | (FactOf<RulePlace> & { readonly restsOn: 'record' | 'place' })

const NOTHING: CheckValue = { value: undefined, text: '' }

/** Names a rule may use beside the items of its form: what is known of the subject and the place. */
const FACTS: Readonly<Record<string, Fact>> = {
  /** First day the date of informed consent may mean. */
  consent: ofSubject(dateFact(({ subject }) => enteredIn(subject, 'subjects', 'RFICDAT'))),
  enrolment: ofSubject(dateFact(({ subject }) => enteredIn(subject, 'subjects', 'ENRDAT'))),
  first_dose: ofSubject(dayFact(({ subject }) => subject.timeline.firstDose?.earliest ?? null)),
  sex: ofSubject(textFact(({ subject }) => rowsOf(subject.trial, 'subjects')[0]?.['SEX'] ?? '')),
  /** In completed years at consent; of a partial date the oldest it may mean. */
  age: ofSubject(numberFact(ageAtConsent)),
  screen_failed: ofSubject({
    type: 'truth',
    of: ({ subject }) => {
      const failed = (rowsOf(subject.trial, 'subjects')[0]?.['SCRNFAIL'] ?? '') !== ''
      return { value: failed, text: failed ? 'yes' : 'no' }
    },
  }),
  visit: ofRecord(textFact(({ record }) => record.visit ?? '')),
  visit_date: ofPlace(dateFact(dateOfVisit)),
  /** Last day the date of the visit may mean. */
  visit_date_max: ofPlace(lastDayFact(dateOfVisit)),
  /** The window at its widest, where the day it counts from is not known exactly. */
  window_from: ofPlace(dayFact((place) => windowOf(place)?.from ?? null)),
  window_to: ofPlace(dayFact((place) => windowOf(place)?.to ?? null)),
  /** The last planned visit before this one that has a date. */
  former_visit: ofPlace(textFact((place) => formerVisit(place)?.name ?? '')),
  former_visit_date: ofPlace(dateFact((place) => formerVisit(place)?.date ?? null)),
  /** The last weight recorded up to the start of this dosing period. */
  weight: ofPlace(numberFact(({ subject, row }) => weightUpTo(subject, row['EXSTDAT']))),
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

/** The value of a fact of the subject as a whole; null where the name is of another kind. */
export function subjectFact(name: string, subject: CheckSubject): CheckValue | null {
  const fact = FACTS[name]
  return fact?.restsOn === 'subject' ? fact.of({ subject }) : null
}

/** What the value of a name rests on beside the definition; an item's on its record alone. */
export function restsOn(name: string): Fact['restsOn'] {
  return FACTS[name]?.restsOn ?? (PREVIOUS.test(name) ? 'place' : 'record')
}

/** A fact of the subject as a whole, the same at every place: found out once. */
function ofSubject({ type, of }: FactOf<SubjectPlace>): Fact {
  const question: SubjectQuestion<CheckValue> = {
    compute: (subject) => of({ subject }),
    isSame: isEqual,
  }
  return { type, of: ({ subject }) => subject.ask(question), restsOn: 'subject' }
}

/** A fact that a record says of itself, whatever the others say. */
function ofRecord(fact: FactOf<Pick<RulePlace, 'record'>>): Fact {
  return { ...fact, restsOn: 'record' }
}

function ofPlace(fact: FactOf<RulePlace>): Fact {
  return { ...fact, restsOn: 'place' }
}

function textFact<P = RulePlace>(of: (place: P) => string): FactOf<P> {
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
  return ofPlace({
    type: 'number',
    of: (place) => {
      const result = labAt(place)
      const other = result === null ? null : find(result, place)
      if (result === null || other === null) return NOTHING
      const value = valueIn(other, result.unit) ?? undefined
      return { value, text: `${other.text} ${other.unit} (${shownDate(other.dateText)})` }
    },
  })
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
export function weightUpTo({ ask }: CheckSubject, dateText: string | undefined): number | null {
  const start = enteredDate(dateText)
  if (start === null) return null
  const before = ask(WEIGHED).filter(({ day }) => day <= start.latest)
  return before.at(-1)?.weight ?? null
}

interface Weighed {
  readonly weight: number
  readonly day: Day
}

/** Every weight recorded, by date. */
const WEIGHED: SubjectQuestion<readonly Weighed[]> = {
  compute({ allRecords, visitDates }) {
    const weighed = allRecords().flatMap(({ visit, values }) => {
      const weight = numberOf(values.items['WEIGHT'])
      const date = enteredDate(values.items['VSDAT']) ?? visitDates.get(visit ?? '')
      return weight === null || date === undefined ? [] : [{ weight, day: date.earliest }]
    })
    return weighed.sort((a, b) => a.day - b.day)
  },
  isSame: isEqual,
}

/** The same item at the last planned visit before that has a value. */
function previousValue({ subject, record, form }: RulePlace, item: string): CheckValue {
  const own = subject.plan.indexOf(record.visit ?? '')
  if (own === -1) return NOTHING
  const others = subject.recordsOf(form.key)
  for (let at = own - 1; at >= 0; at -= 1) {
    const visit = subject.plan[at]
    const other = others.find((one) => one.visit === visit)
    const text = other?.values.items[item]
    const value = numberOf(text)
    if (value !== null && text !== undefined) return { value, text: `${text} (${visit ?? ''})` }
  }
  return NOTHING
}

function numberOf(text: string | undefined): number | null {
  return text === undefined ? null : (parseNumberText(text)?.value ?? null)
}
