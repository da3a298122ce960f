import type { AdverseEventRecord } from '../endpoints/adverse-events.ts'
import {
  toAddition,
  type AnalysisFamilies,
  type DeriveOptions,
  type SubjectAddition,
  type SubjectDates,
  type SubjectDerivation,
} from '../endpoints/derivation.ts'
import { dayOfCutoff, deriveSubject } from '../endpoints/derive-subject.ts'
import { hasLeftWindow } from '../endpoints/dose-escalation.ts'
import { eventAtCutoff } from '../endpoints/event-at-cutoff.ts'
import type { SubjectEnds } from '../endpoints/subject-ends.ts'
import { deriveTimeline } from '../endpoints/timeline.ts'
import { ageAtConsent } from '../forms/age.ts'
import type { ItemDefinition } from '../forms/define.ts'
import { shownValues } from '../forms/shown-values.ts'
import type { Day } from '../kernel/brand.ts'
import { parsePartialDate } from '../kernel/dates.ts'
import { parseNumberText } from '../kernel/number-text.ts'
import { gradedResults } from '../laboratory/graded-results.ts'
import type { RangedLaboratory } from '../laboratory/row-limits.ts'
import { endpointLines, type ProofLine } from '../proof/proof-lines.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { failsLater, subjectState, type SubjectState } from '../trial/subject-state.ts'
import { rowsOf, type Row, type TrialSubject } from '../trial/trial.ts'
import { drugExposures, type DrugExposure } from './drug-exposure.ts'
import { laboratoryCourse, type LaboratoryCourse } from './laboratory-course.ts'
import { laboratoryShifts, type LaboratoryShift } from './laboratory-grades.ts'

/** An adverse event that exists at the cut-off, with the row it was read from. */
export interface ReportedEvent {
  readonly record: AdverseEventRecord
  readonly row: Row
}

type ReportDates = Pick<
  SubjectDates,
  'enrolment' | 'origin' | 'firstDose' | 'lastDose' | 'newTherapy' | 'death' | 'lastKnownAlive'
>

/**
 * What a report needs of one subject at a cut-off: what the analysis derived, and rows as they were
 * entered. Plain data, much smaller than the subject.
 */
export interface ReportSubject {
  readonly addition: SubjectAddition
  readonly dates: ReportDates
  readonly state: SubjectState
  /** Null where it is not known, or a partial date leaves it open. */
  readonly age: number | null
  /** Row of consent and enrolment. */
  readonly consent: Row
  /** Row of the baseline form as the form shows it; empty where it is not filled. */
  readonly baseline: Row
  /** The row that ended treatment, and the study; null while they go on. */
  readonly ends: SubjectEnds
  readonly exposure: readonly DrugExposure[]
  /** Procedures of the study up to the cut-off. */
  readonly procedures: readonly Row[]
  readonly deviations: readonly Row[]
  /** Null where no death is known at the cut-off. */
  readonly death: Row | null
  readonly adverseEvents: readonly ReportedEvent[]
  readonly laboratory: readonly LaboratoryShift[]
  readonly laboratoryCourse: LaboratoryCourse
  /** Days in which a dose-limiting toxicity counts; null where the subject has no such window. */
  readonly doseLimitingWindow: SubjectDerivation['doseLimitingWindow']
  /** It will never be followed through that window. */
  readonly hasLeft: boolean
  /** How its endpoints were derived; null where nobody asked for it. */
  readonly proofs: readonly ProofLine[] | null
}

/** How a subject is analysed, and the laboratories of a site (by SITEID) whose ranges hold there. */
export interface ReportOptions extends DeriveOptions {
  /** With the proofs of the endpoints, for a whole report; figures and live pages keep none. */
  readonly withProofs?: boolean
  readonly laboratoriesOf?: (siteId: string) => readonly RangedLaboratory[]
}

/** The facts of one subject; null where consent is dated after the cut-off. */
export function toReportSubject(
  subject: TrialSubject,
  definition: ProtocolDefinition,
  options: ReportOptions,
  families: AnalysisFamilies,
): ReportSubject | null {
  const { conventions } = definition
  const cutoff = dayOfCutoff(options.cutoff)
  const consent = rowsOf(subject, 'subjects')[0] ?? {}
  if (!existsAt(consent['RFICDAT'], cutoff)) return null
  const derivation = deriveSubject(subject, definition, options, families)
  const dates = withoutTrace(derivation.dates)
  const laboratories = options.laboratoriesOf?.(consent['SITEID'] ?? '') ?? []
  const timeline = deriveTimeline(subject, conventions, cutoff)
  const { limits } = timeline
  const results = gradedResults({ subject, derivation, definition, limits, laboratories })
  const upTo = (file: string, column: string): readonly Row[] =>
    rowsOf(subject, file).filter((row) => existsAt(row[column], cutoff))
  const events = rowsOf(subject, 'adverse-events')
  return {
    addition: toAddition(derivation),
    dates,
    state: derivation.enrolled ? 'enrolled' : stateBefore(subject, cutoff),
    age: ageOf(consent),
    consent,
    baseline: baselineOf(definition, upTo('baseline', 'BLDAT')),
    ends: derivation.ends,
    exposure: drugExposures(timeline),
    procedures: upTo('procedures', 'PRSTDAT').filter(isOfStudy),
    deviations: upTo('deviations', 'DVSTDAT'),
    death: dates.death === null ? null : (upTo('deaths', 'DTHDAT')[0] ?? {}),
    adverseEvents: derivation.adverseEvents.map((record) => ({
      record,
      row: eventAtCutoff(events[record.row] ?? {}, subject, {
        cutoff,
        dead: dates.death !== null,
      }),
    })),
    laboratory: laboratoryShifts(results),
    laboratoryCourse: laboratoryCourse(results, timeline.firstDose),
    doseLimitingWindow: derivation.doseLimitingWindow,
    hasLeft: hasLeftWindow(subject, {
      cutoff: options.cutoff,
      window: derivation.doseLimitingWindow,
    }),
    proofs: options.withProofs === true ? endpointLines(derivation, definition) : null,
  }
}

/** The baseline form with what it works out of its answers. */
function baselineOf(definition: ProtocolDefinition, [row = {}]: readonly Row[]): Row {
  return shownValues(itemsOf(definition, 'baseline'), row)
}

function itemsOf({ forms }: ProtocolDefinition, file: string): readonly ItemDefinition[] {
  return forms.find((form) => form.file === file)?.items ?? []
}

const OUTSIDE_STUDY: ReadonlySet<string> = new Set(['PRIOR', 'SUBSEQUENT'])

function isOfStudy({ PRCAT = '' }: Row): boolean {
  return !OUTSIDE_STUDY.has(PRCAT)
}

/** Enrolment after the cut-off has not happened yet, nor has a failure of the screening. */
function stateBefore(subject: TrialSubject, cutoff: Day): SubjectState {
  const state = subjectState(subject)
  return state === 'enrolled' || failsLater(subject, cutoff) ? 'screening' : state
}

/** A row without a date that can be read is kept: nothing says that it came later. */
function existsAt(text: string | undefined, cutoff: number): boolean {
  const date = parsePartialDate(text ?? '')
  return date === null || date.earliest <= cutoff
}

/** The age as stored in a copy without birth dates, else from birth and consent. */
function ageOf(consent: Row): number | null {
  const text = consent['AGE'] ?? ageAtConsent(consent)?.value ?? ''
  return parseNumberText(text)?.value ?? null
}

/** Of the dates no proof is kept: those of many subjects would fill the memory. */
function withoutTrace(dates: SubjectDates): ReportDates {
  const { enrolment, origin, firstDose, lastDose, newTherapy, death, lastKnownAlive } = dates
  return { enrolment, origin, firstDose, lastDose, newTherapy, death, lastKnownAlive }
}
