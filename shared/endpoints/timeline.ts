import type { Day } from '../kernel/brand.ts'
import { parseNumberText } from '../kernel/number-text.ts'
import type { AnalysisConventions } from '../protocol/define.ts'
import { drugName } from '../protocol/drug-names.ts'
import { rowsOf, type TrialSubject } from '../trial/trial.ts'
import { findContacts, lastKnownAlive, type Contacts } from './contacts.ts'
import { deathDate } from './death.ts'
import { earlier, later, readCell, type KnownDate, type Limits } from './known-date.ts'

/** A dosing period above 0. `end` is null while it is ongoing at the cut-off. */
export interface DosingPeriod {
  readonly drug: string
  readonly studyDrug: boolean
  readonly dose: number | null
  readonly start: KnownDate
  readonly end: KnownDate | null
}

/** The dates of one subject that every endpoint rests on, as known at the cut-off. */
export interface Timeline {
  readonly limits: Limits
  readonly enrolment: KnownDate | null
  readonly doses: readonly DosingPeriod[]
  /** First dose of the study drug. */
  readonly firstDose: KnownDate | null
  /** Last dose of the study drug; null while ongoing, and where there was no dose. */
  readonly lastDose: KnownDate | null
  readonly newTherapy: KnownDate | null
  readonly death: KnownDate | null
  readonly lastKnownAlive: KnownDate | null
  /** Lost to follow-up or consent withdrawn. */
  readonly exit: StudyExit | null
}

/** Leaving the study before its end, and why. */
export interface StudyExit extends KnownDate {
  readonly why: 'lost' | 'withdrawn'
}

/**
 * The timeline at a cut-off. Records dated after it do not exist.
 * @source protocol conventions; trial-CSV layout, "Partial dates in the analysis"
 */
export function deriveTimeline(
  subject: TrialSubject,
  conventions: AnalysisConventions,
  cutoff: Day,
): Timeline {
  const contacts = findContacts(subject, cutoff)
  const death = deathDate(subject, contacts.lastComplete?.day ?? null, cutoff)
  const limits: Limits = { cutoff, death: death?.day ?? null }
  const doses = dosingPeriods(subject, conventions, limits)
  const firstDose = firstDoseOf(doses.filter((dose) => dose.studyDrug))
  const enrolment = firstOf(subject, { file: 'subjects', column: 'ENRDAT' }, limits)
  return {
    limits,
    enrolment,
    doses,
    firstDose,
    lastDose: lastDoseOf(doses.filter((dose) => dose.studyDrug)),
    newTherapy: firstOf(subject, { file: 'new-therapies', column: 'CMSTDAT' }, limits),
    death,
    lastKnownAlive: knownAlive(contacts, { conventions, firstDose, enrolment, limits }),
    exit: exitDate(subject, limits),
  }
}

/** First day of a dose among the periods given. */
export function firstDoseOf(doses: readonly DosingPeriod[]): KnownDate | null {
  let first: KnownDate | null = null
  for (const dose of doses) first = earlier(first, dose.start)
  return first
}

/** What an incomplete or missing start of an adverse event is raised to. */
export function adverseEventFloor(
  conventions: AnalysisConventions,
  dates: Pick<Timeline, 'firstDose' | 'enrolment'>,
): KnownDate | null {
  return conventions.adverseEventStartFloor === 'enrolment' ? dates.enrolment : dates.firstDose
}

function knownAlive(
  contacts: Contacts,
  known: Pick<Timeline, 'firstDose' | 'enrolment' | 'limits'> & {
    readonly conventions: AnalysisConventions
  },
): KnownDate | null {
  const floor = adverseEventFloor(known.conventions, known)
  return lastKnownAlive(contacts, floor?.day ?? null, known.limits)
}

function dosingPeriods(
  subject: TrialSubject,
  conventions: AnalysisConventions,
  limits: Limits,
): readonly DosingPeriod[] {
  const periods: DosingPeriod[] = []
  for (const row of rowsOf(subject, 'exposure')) {
    const dose = parseNumberText(row['EXDOSE'] ?? '')?.value ?? null
    const start = readCell({ file: 'exposure', row, column: 'EXSTDAT' }, limits)
    if (dose === 0 || start === null) continue
    const drug = drugName(row['EXTRT'] ?? '', conventions)
    const end = readCell({ file: 'exposure', row, column: 'EXENDAT' }, limits)
    const studyDrug = conventions.studyDrugs?.includes(drug) ?? true
    periods.push({ drug, studyDrug, dose, start, end })
  }
  return periods
}

function lastDoseOf(doses: readonly DosingPeriod[]): KnownDate | null {
  let last: KnownDate | null = null
  for (const dose of doses) {
    if (dose.end === null) return null
    last = later(last, dose.end)
  }
  return last
}

function firstOf(
  subject: TrialSubject,
  { file, column }: { readonly file: string; readonly column: string },
  limits: Limits,
): KnownDate | null {
  let first: KnownDate | null = null
  for (const row of rowsOf(subject, file)) {
    first = earlier(first, readCell({ file, column, row }, limits))
  }
  return first
}

const EXIT_CONTACTS: Readonly<Record<string, StudyExit['why']>> = {
  LOST: 'lost',
  WITHDRAWN: 'withdrawn',
}
const EXIT_DISPOSITIONS: Readonly<Record<string, StudyExit['why']>> = {
  'LOST TO FOLLOW-UP': 'lost',
  'WITHDRAWAL BY SUBJECT': 'withdrawn',
}

function exitDate(subject: TrialSubject, limits: Limits): StudyExit | null {
  let exit: StudyExit | null = null
  for (const row of rowsOf(subject, 'survival')) {
    const why = EXIT_CONTACTS[row['SSORRES'] ?? '']
    if (why === undefined) continue
    exit = earlierExit(exit, readCell({ file: 'survival', row, column: 'SSDAT' }, limits), why)
  }
  for (const row of rowsOf(subject, 'disposition')) {
    const why = EXIT_DISPOSITIONS[row['DSDECOD'] ?? '']
    if (why === undefined || row['DSSCAT'] !== 'STUDY') continue
    exit = earlierExit(exit, readCell({ file: 'disposition', row, column: 'DSSTDAT' }, limits), why)
  }
  return exit
}

/** Earlier of two; of two on one day the first given. */
function earlierExit(
  exit: StudyExit | null,
  date: KnownDate | null,
  why: StudyExit['why'],
): StudyExit | null {
  if (date === null || (exit !== null && exit.day <= date.day)) return exit
  return { ...date, why }
}
