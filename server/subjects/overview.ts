import { deriveTimeline } from '../../shared/endpoints/timeline.ts'
import {
  reasonKey,
  type FormDefinition,
  type FormValues,
  type MissingReason,
} from '../../shared/forms/define.ts'
import { completenessOf } from '../../shared/forms/findings.ts'
import { valuePlaceKey } from '../../shared/forms/verified-content.ts'
import { isVisitNotDone } from '../../shared/forms/visits.ts'
import { isNotDone } from '../../shared/forms/not-done.ts'
import type { Day } from '../../shared/kernel/brand.ts'
import { dayOf, parseDay } from '../../shared/kernel/dates.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { partsToVerify, verificationNeeded } from '../../shared/protocol/verification-settings.ts'
import { subjectStatus, type StatusSince } from '../../shared/subject/subject-status.ts'
import { rowsOf, type Row, type TrialSubject } from '../../shared/trial/trial.ts'
import { isByInvestigator } from '../../shared/forms/review-form.ts'
import {
  isReviewForm,
  storedDerivation,
  storedValues,
  type ReviewDerivation,
} from '../entry/service.ts'
import { versionOfRecord, type PinnedDefinition } from '../studies/service.ts'
import { filledSubjectOf, type ReadRecord } from './load-records.ts'

/** Everything is known as of this day: an overview has no cut-off. */
const END_OF_TIME = dayOf(9999, 12, 31)

/** How far a form is filled. */
export type Filling = 'partial' | 'complete' | 'not-done'

export interface VisitOverview {
  readonly date: Day | null
  readonly forms: ReadonlyMap<string, Filling>
  /** Ids of the records of each form. */
  readonly records: ReadonlyMap<string, readonly string[]>
  /** Of the records of targeted forms, the parts that the plan asks to verify, by the record's id. */
  readonly targets: ReadonlyMap<string, readonly string[]>
  /** Reviews by criterion. */
  readonly reviews: ReadonlyMap<string, ReviewDerivation | null>
  /** At least one lesion was looked at. */
  readonly assessed: boolean
  /** The version under which the visit was begun. */
  readonly definitionVersion: number
  /** Why the visit was not done; null: it was done, or nobody has said so. */
  readonly notDone: string | null
}

/** What lists and the schedule need of one subject: depends on its records alone, not on the day. */
export interface SubjectOverview {
  readonly enrolment: Day | null
  /** The day the protocol's schedule counts from. */
  readonly anchor: Day | null
  readonly lastContact: Day | null
  /** The last day on which visits are expected; null while on study. */
  readonly until: Day | null
  readonly visits: ReadonlyMap<string, VisitOverview>
  readonly status: StatusSince
  /** Answers to the criteria of eligibility. */
  readonly answers: ReadonlyMap<string, string>
  /** Forms with a result that was recorded as pending. */
  readonly pending: readonly { readonly visit: string | null; readonly form: string }[]
  /** Deviations on record. */
  readonly deviations: readonly RecordedDeviation[]
  /** Forms outside visits that are not complete. */
  readonly partialForms: readonly string[]
  /** Forms outside visits with the ids of their records, and the parts to verify of targeted ones. */
  readonly outside: readonly (Pick<VisitOverview, 'targets'> & {
    readonly form: string
    readonly records: readonly string[]
  })[]
}

/** A record with its values parsed: once for all that reads them. */
interface FilledRecord extends ReadRecord {
  readonly filled: FormValues
}

/** The overview of one subject. */
export function overviewOf(
  subject: { readonly subjid: string; readonly site: string },
  records: readonly ReadRecord[],
  pinned: PinnedDefinition,
): SubjectOverview {
  const { definition, forms } = pinned
  const filled = records.map((record) => Object.assign({ filled: storedValues(record) }, record))
  const trial = filledSubjectOf(subject, filled, forms)
  const timeline = deriveTimeline(trial, definition.conventions, END_OF_TIME)
  const enrolment = timeline.enrolment?.day ?? null
  const firstDose = timeline.firstDose?.day ?? null
  return {
    enrolment,
    anchor: definition.schedule.anchor === 'enrolment' ? enrolment : firstDose,
    lastContact: timeline.lastKnownAlive?.day ?? null,
    until: lastExpectedDay(trial, timeline.death?.day ?? null),
    visits: visitsOf(filled, pinned),
    status: subjectStatus(trial, definition.conventions, END_OF_TIME, timeline),
    answers: new Map(
      rowsOf(trial, 'eligibility').map((row) => [row['IETESTCD'] ?? '', row['IEORRES'] ?? '']),
    ),
    pending: filled.filter(hasPending).map(({ visit, form }) => ({ visit, form })),
    deviations: deviationsIn(filled, forms),
    partialForms: filled
      .filter(
        (record) => record.visit === null && completenessUnder(record, pinned) === 'incomplete',
      )
      .map(({ form }) => form),
    outside: outsideVisits(filled, pinned),
  }
}

function outsideVisits(
  records: readonly FilledRecord[],
  pinned: PinnedDefinition,
): SubjectOverview['outside'] {
  const byForm = new Map<string, FilledRecord[]>()
  for (const record of records) {
    if (record.visit !== null) continue
    byForm.set(record.form, [...(byForm.get(record.form) ?? []), record])
  }
  return [...byForm].map(([key, own]) => {
    const targets = new Map<string, readonly string[]>()
    const form = pinned.forms.get(key)
    if (form !== undefined)
      for (const record of own) addTargets({ targets }, record, { form, pinned })
    return { form: key, records: own.map(({ id }) => id), targets }
  })
}

export interface RecordedDeviation {
  readonly id: string
  readonly date: string
  readonly term: string
  readonly weight: string
  readonly kind: string
  readonly action: string
}

const PENDING: MissingReason = 'PENDING'

function hasPending(record: FilledRecord): boolean {
  if (!record.values.includes(PENDING)) return false
  const { items, rows } = record.filled
  return [items, ...rows].some((row) =>
    Object.entries(row).some(([key, text]) => text === PENDING && key.endsWith(reasonKey(''))),
  )
}

function deviationsIn(
  records: readonly FilledRecord[],
  forms: PinnedDefinition['forms'],
): readonly RecordedDeviation[] {
  return records.flatMap((record) => {
    if (forms.get(record.form)?.file !== 'deviations') return []
    const { items } = record.filled
    const text = (key: string): string => items[key] ?? ''
    return [
      {
        id: record.id,
        date: text('DVSTDAT'),
        term: text('DVTERM'),
        weight: text('DVCAT'),
        kind: text('DVDECOD'),
        action: text('DVACT'),
      },
    ]
  })
}

/** Death or the end of study, and the end of treatment once every drug that has one has ended. */
function lastExpectedDay(trial: TrialSubject, death: Day | null): Day | null {
  const ends = (category: string): Day[] =>
    rowsOf(trial, 'disposition').flatMap((row) => dayIn(row, category) ?? [])
  const treatment = ends('TREATMENT').sort((a, b) => b - a)
  const candidates = [
    ...ends('STUDY'),
    ...treatment.slice(0, 1),
    ...(death === null ? [] : [death]),
  ]
  return candidates.sort((a, b) => a - b)[0] ?? null
}

function dayIn(row: Row, category: string): Day | null {
  return row['DSSCAT'] === category ? parseDay(row['DSSTDAT'] ?? '') : null
}

interface GatheredVisit {
  date: Day | null
  readonly forms: Map<string, Filling>
  readonly records: Map<string, string[]>
  readonly targets: Map<string, readonly string[]>
  readonly reviews: Map<string, ReviewDerivation | null>
  assessed: boolean
  definitionVersion: number
  notDone: string | null
}

function visitsOf(
  records: readonly FilledRecord[],
  pinned: PinnedDefinition,
): ReadonlyMap<string, VisitOverview> {
  const { forms, definition } = pinned
  const visits = new Map<string, GatheredVisit>()
  for (const record of records) {
    const form = forms.get(record.form)
    if (record.visit === null || form?.scope !== 'visit') continue
    let visit = visits.get(record.visit)
    if (visit === undefined) {
      visit = newVisit(record)
      visits.set(record.visit, visit)
    }
    gather(visit, record, { form, pinned })
  }
  for (const visit of visits.values()) addReviewState(visit, definition)
  return visits
}

function newVisit({ definitionVersion }: ReadRecord): GatheredVisit {
  return {
    date: null,
    forms: new Map(),
    records: new Map(),
    targets: new Map(),
    reviews: new Map(),
    assessed: false,
    definitionVersion,
    notDone: null,
  }
}

interface Read {
  readonly form: FormDefinition
  readonly pinned: PinnedDefinition
}

function gather(visit: GatheredVisit, record: FilledRecord, { form, pinned }: Read): void {
  if (isReviewForm(form)) gatherReview(visit, record)
  else
    visit.forms.set(form.key, worse(visit.forms.get(form.key), fillingOf(record, { form, pinned })))
  visit.records.set(form.key, [...(visit.records.get(form.key) ?? []), record.id])
  addTargets(visit, record, { form, pinned })
  if (form.file === 'visits') {
    const { items } = record.filled
    visit.date = parseDay(items['SVSTDAT'] ?? '')
    visit.notDone = isVisitNotDone(items) ? (items['SVREASOC'] ?? '') : null
    visit.definitionVersion = record.definitionVersion
  }
  if (form.group?.file === 'measurements') {
    visit.assessed ||= record.filled.rows.length > 0
  }
}

function addTargets(
  { targets }: Pick<GatheredVisit, 'targets'>,
  record: FilledRecord,
  { form, pinned }: Read,
): void {
  const plan = verificationNeeded(pinned.definition, form)
  if (plan.kind !== 'targeted') return
  targets.set(record.id, partsToVerify(form, record.filled, plan).map(valuePlaceKey))
}

/** A second reading is no review: it leaves open what the investigator has to do. */
function gatherReview(visit: GatheredVisit, record: FilledRecord): void {
  const { items } = record.filled
  if (isByInvestigator(items)) visit.reviews.set(items['RSCAT'] ?? '', storedDerivation(record))
}

function fillingOf(record: FilledRecord, { form, pinned }: Read): Filling {
  if (completenessUnder(record, pinned) === 'incomplete') return 'partial'
  const values = record.filled
  const isMissed = form.file === 'visits' && isVisitNotDone(values.items)
  return isMissed || isNotDone(form, values) ? 'not-done' : 'complete'
}

/** As it was saved; a form that an amendment asks again is measured by the version in force. */
function completenessUnder(
  record: FilledRecord,
  pinned: PinnedDefinition,
): FilledRecord['completeness'] {
  const version = versionOfRecord(pinned, record)
  if (version.number === record.definitionVersion) return record.completeness
  const form = version.forms.get(record.form)
  return form === undefined ? record.completeness : completenessOf(form, record.filled)
}

const WORST_FIRST: readonly Filling[] = ['partial', 'complete', 'not-done']

function worse(known: Filling | undefined, filling: Filling): Filling {
  return WORST_FIRST.find((one) => one === known || one === filling) ?? filling
}

/** The review form is complete when each criterion of the protocol has its review. */
function addReviewState(visit: GatheredVisit, definition: ProtocolDefinition): void {
  const form = definition.forms.find(isReviewForm)
  if (form === undefined || visit.reviews.size === 0) return
  const isComplete = definition.criteria.every(({ key }) => visit.reviews.has(key))
  visit.forms.set(form.key, isComplete ? 'complete' : 'partial')
}
