import type { Day } from '../kernel/brand.ts'
import { parseTenths } from '../kernel/number-text.ts'
import type { Row, TrialSubject } from '../trial/trial.ts'
import { rowsOf } from '../trial/trial.ts'
import type {
  Assessment,
  Baseline,
  NewLesionFinding,
  ResponseCriterion,
  ResponseQueryCode,
  ResponseSettings,
  TargetLesion,
  TargetState,
} from './define.ts'
import type { LesionGroups, LesionRow } from './lesion-rows.ts'
import {
  diameterColumn,
  groupLesions,
  nonTargetOf,
  readNewLesion,
  readNonTarget,
  readTarget,
} from './lesion-rows.ts'
import type { MarkerRows } from './marker-rows.ts'
import { readMarkers } from './marker-rows.ts'
import { spanOf } from './response-date.ts'
import { readReviews, type Review } from './review-rows.ts'
import type { ScanDay } from './scan-day.ts'
import { createDayReader } from './scan-day.ts'
import { tumourPlaces } from './tumour-places.ts'
import type { VisitRows } from './visit-rows.ts'
import { groupByVisit } from './visit-rows.ts'
import { textOf } from './row-text.ts'

export interface ReadOptions {
  /** Laboratory tests (LBTESTCD) used as tumour markers; AFP where nothing is said. */
  readonly markers?: readonly string[]
  /** Date of death: no imputed scan date lies after it. */
  readonly death?: Day | null
}

/** A finding about a lesion at baseline that a person must look at. */
export interface BaselineQuery {
  readonly lesion: string
  readonly code: 'BASELINE_TARGET_NOT_MEASURED' | 'BASELINE_UNREADABLE_DIAMETER'
}

export interface TumourRows {
  readonly baseline: Baseline
  /** In time order, up to the cut-off. */
  readonly assessments: readonly Assessment[]
  readonly baselineQueries: readonly BaselineQuery[]
  /** Days on which the lesions were measured at baseline, in the order of the rows. */
  readonly baselineDates: readonly Day[]
}

type Columns = ResponseCriterion['columns']

/** What the reading of one assessment needs. */
interface Reading {
  readonly lesions: LesionGroups
  readonly targets: readonly TargetLesion[]
  readonly targetIds: ReadonlySet<string>
  readonly baselineRows: ReadonlyMap<string, Row>
  readonly columns: Columns
  readonly markers: MarkerRows | null
  readonly reviews: ReadonlyMap<string, Review>
}

const BASELINE = 'BASELINE'
const NO_ROWS: ReadonlyMap<string, Row> = new Map()
const NO_VISIT: { readonly byLesion: ReadonlyMap<string, Row>; readonly dates: readonly Day[] } = {
  byLesion: NO_ROWS,
  dates: [],
}

/**
 * One subject's baseline and assessments under one criterion, from the rows of the trial-CSV layout.
 * Records dated after the cut-off do not exist. @source trial CSV, "Tumour rows"
 */
export function readTumourRows(
  subject: TrialSubject,
  criterion: Pick<ResponseCriterion, 'key' | 'columns'>,
  settings: ResponseSettings,
  cutoff: Day,
  options: ReadOptions = {},
): TumourRows {
  const readDay = createDayReader(cutoff, options.death ?? null)
  const visits = groupByVisit(rowsOf(subject, 'measurements'), readDay)
  const lesions = groupLesions(rowsOf(subject, 'lesions'))
  const { byLesion: baselineRows, dates: baselineDates } = visits.get(BASELINE) ?? NO_VISIT
  const { targets, queries } = readTargets(lesions.targets, baselineRows, criterion.columns)
  const markers =
    settings.tumourMarkerForCr === 'NOT_USED'
      ? null
      : readMarkers(rowsOf(subject, 'labs'), options.markers ?? ['AFP'], readDay)
  const reading: Reading = {
    lesions,
    targets,
    targetIds: new Set(targets.map(({ id }) => id)),
    baselineRows,
    columns: criterion.columns,
    markers,
    reviews: readReviews(rowsOf(subject, 'responses'), criterion.key, readDay),
  }
  return {
    baseline: {
      targets,
      nonTargets: lesions.nonTargets.map(nonTargetOf),
      marker: markers?.baseline ?? null,
      places: tumourPlaces({
        subject,
        visits,
        reviews: reading.reviews,
        columns: criterion.columns,
        readDay,
      }),
    },
    assessments: readAssessments(subject, visits, reading, readDay),
    baselineQueries: queries,
    baselineDates,
  }
}

function readTargets(
  lesions: readonly LesionRow[],
  baselineRows: ReadonlyMap<string, Row>,
  columns: Columns,
): { targets: readonly TargetLesion[]; queries: readonly BaselineQuery[] } {
  const targets: TargetLesion[] = []
  const queries: BaselineQuery[] = []
  for (const lesion of lesions) {
    const row = baselineRows.get(lesion.id)
    const column = diameterColumn(lesion, row, columns)
    const text = textOf(row, column)
    const baseline = parseTenths(text)
    if (baseline !== null && baseline > 0) {
      targets.push({ id: lesion.id, nodal: lesion.nodal, baseline, column })
    } else {
      const unreadable = baseline === null && text !== ''
      queries.push({
        lesion: lesion.id,
        code: unreadable ? 'BASELINE_UNREADABLE_DIAMETER' : 'BASELINE_TARGET_NOT_MEASURED',
      })
    }
  }
  return { targets, queries }
}

function readAssessments(
  subject: TrialSubject,
  visits: ReadonlyMap<string, VisitRows>,
  reading: Reading,
  readDay: (text: string) => ScanDay,
): readonly Assessment[] {
  const assessments: Assessment[] = []
  for (const visit of visits.values()) {
    if (isAssessment(visit.visit) && visit.dates.length > 0) {
      assessments.push(readAssessment(visit.visit, visit.dates, visit.byLesion, reading))
    }
  }
  for (const visit of reading.reviews.keys()) {
    if (!isAssessment(visit) || visits.get(visit)?.dated === true) continue
    const day = visitDay(rowsOf(subject, 'visits'), visit, readDay)
    if (day !== null) assessments.push(readAssessment(visit, [day], NO_ROWS, reading))
  }
  return inTimeOrder(assessments)
}

function isAssessment(visit: string): boolean {
  return visit !== BASELINE && visit !== ''
}

/** SVSTDAT of a visit; `null` when it has none on or before the cut-off. */
function visitDay(
  rows: readonly Row[],
  visit: string,
  readDay: (text: string) => ScanDay,
): Day | null {
  for (const row of rows) {
    if (row['VISIT'] !== visit) continue
    const day = readDay(textOf(row, 'SVSTDAT'))
    if (day !== null && day !== 'after-cutoff') return day
  }
  return null
}

function readAssessment(
  visit: string,
  dates: readonly Day[],
  rows: ReadonlyMap<string, Row>,
  reading: Reading,
): Assessment {
  const { targets, queries } = readTargetStates(rows, reading)
  return {
    visit,
    dates,
    targets,
    nonTargets: readNonTargetStates(rows, reading),
    newLesions: readNewLesions(rows, reading),
    marker: reading.markers?.at(visit, spanOf(dates).latest) ?? null,
    recorded: reading.reviews.get(visit)?.response ?? null,
    ...(queries.length === 0 ? {} : { queries }),
  }
}

function readTargetStates(
  rows: ReadonlyMap<string, Row>,
  { targets, targetIds, baselineRows }: Reading,
): { targets: ReadonlyMap<string, TargetState>; queries: readonly ResponseQueryCode[] } {
  const states = new Map<string, TargetState>()
  let unreadable = false
  let methodChanged = false
  for (const target of targets) {
    const row = rows.get(target.id)
    const read = readTarget(row, target, targetIds)
    states.set(target.id, read.state)
    if (read.unreadable) unreadable = true
    if (isOtherMethod(row, baselineRows.get(target.id))) methodChanged = true
  }
  const queries: ResponseQueryCode[] = []
  if (unreadable) queries.push('UNREADABLE_DIAMETER')
  if (methodChanged) queries.push('METHOD_CHANGED')
  return { targets: states, queries }
}

function isOtherMethod(row: Row | undefined, baseline: Row | undefined): boolean {
  const now = textOf(row, 'TRMETHOD')
  const before = textOf(baseline, 'TRMETHOD')
  return now !== '' && before !== '' && now !== before
}

function readNonTargetStates(
  rows: ReadonlyMap<string, Row>,
  { lesions, columns }: Reading,
): Assessment['nonTargets'] {
  return new Map(
    lesions.nonTargets.map(({ id, cytology }) => {
      const state = readNonTarget(rows.get(id), columns)
      return [id, cytology === undefined ? { state } : { state, cytology }]
    }),
  )
}

function readNewLesions(
  rows: ReadonlyMap<string, Row>,
  { lesions, columns }: Reading,
): readonly NewLesionFinding[] {
  return lesions.newLesions
    .map((lesion) => readNewLesion(rows.get(lesion.id), lesion, columns))
    .filter((finding) => finding !== null)
}

/** By earliest, then latest scan date; the visit's name decides between equals. */
function inTimeOrder(assessments: readonly Assessment[]): readonly Assessment[] {
  return assessments
    .map((assessment) => ({ assessment, span: spanOf(assessment.dates) }))
    .sort(
      (a, b) =>
        a.span.earliest - b.span.earliest ||
        a.span.latest - b.span.latest ||
        (a.assessment.visit < b.assessment.visit ? -1 : 1),
    )
    .map(({ assessment }) => assessment)
}
