import type { Day, IsoDate } from '../kernel/brand.ts'
import { compareCodePoints } from '../kernel/code-points.ts'
import { toIsoDate } from '../kernel/dates.ts'
import type { AnalysisConventions } from '../protocol/define.ts'
import { drugName } from '../protocol/drug-names.ts'
import { rowsOf, type Row, type TrialSubject } from '../trial/trial.ts'
import { dayOfEntry, readDate, readExisting, type Limits } from './known-date.ts'
import type { Timeline } from './timeline.ts'

/** The rows that ended treatment and study: as recorded, or what the death says. Null while they go on. */
export interface SubjectEnds {
  readonly treatment: Row | null
  readonly study: Row | null
  /** Until when study treatment lasted, where it ended or the subject was lost; null else, or not known. */
  readonly treatedUntil: IsoDate | null
}

/** No end of the treatment is recorded, and nothing says that the subject is no longer followed. */
export function isTreatmentOpen({ treatment, treatedUntil }: SubjectEnds): boolean {
  return treatment === null && treatedUntil === null
}

/**
 * What ended treatment and study by the cut-off. A death ends both where no end is recorded, and the
 * end of the study ends the treatment. Treatment ends with a row for all of it, or once every study drug
 * given has a row of its own: the latest of these, of drugs that were stopped before drugs completed.
 * @source mapping, section 4: EOSSTT and EOTSTT ONGOING, COMPLETED or DISCONTINUED
 */
export function subjectEnds(
  subject: TrialSubject,
  timeline: Timeline,
  conventions: AnalysisConventions,
): SubjectEnds {
  const rows = rowsOf(subject, 'disposition').filter((row) => isKnown(row, timeline.limits))
  const study = latest(rows.filter((row) => row['DSSCAT'] === 'STUDY')) ?? deathEnd(timeline)
  const ends = treatmentEnds(rows, timeline, conventions)
  const treatment = latest(ends.filter(isStopped)) ?? latest(ends) ?? study
  const isOver = treatment !== null || timeline.exit !== null
  const treatedUntil = isOver ? lastTreatmentDay({ ends, study }, timeline) : null
  return { treatment, study, treatedUntil: treatedUntil === null ? null : toIsoDate(treatedUntil) }
}

const isStopped = (row: Row): boolean => row['DSDECOD'] !== 'COMPLETED'

/** A row without a date that can be read is kept: nothing says that it came later. */
function isKnown({ DSSTDAT }: Row, { cutoff }: Limits): boolean {
  return readDate(DSSTDAT) === null || readExisting(DSSTDAT, cutoff) !== null
}

function deathEnd({ death }: Timeline): Row | null {
  return death === null ? null : { DSDECOD: 'DEATH', DSSTDAT: toIsoDate(death.day) }
}

/** The rows that end the treatment together; none while something of it goes on. */
function treatmentEnds(
  rows: readonly Row[],
  { doses }: Timeline,
  conventions: AnalysisConventions,
): readonly Row[] {
  const ends = rows.filter((row) => row['DSSCAT'] === 'TREATMENT')
  const ofAll = latest(ends.filter((row) => (row['DSTRT'] ?? '') === ''))
  if (ofAll !== null) return [ofAll]
  const ended = new Set(ends.map(({ DSTRT = '' }) => drugName(DSTRT, conventions)))
  const given = doses.filter(({ studyDrug }) => studyDrug)
  return given.length > 0 && given.every(({ drug }) => ended.has(drug)) ? ends : []
}

/**
 * The last day of a treatment that has ended: of the rows that say so, and no sooner than a dose that
 * ended. Where only the study ended, or the subject was lost: the last dose, and that day where a dose is
 * still open.
 */
function lastTreatmentDay(
  { ends, study }: { readonly ends: readonly Row[]; readonly study: Row | null },
  { doses, lastDose, limits, death, exit, lastKnownAlive }: Timeline,
): Day | null {
  const saying = ends.length > 0 ? ends : study === null || lastDose !== null ? [] : [study]
  const said = saying.flatMap((row) => dayOfRow(row, limits) ?? [])
  if (said.length === 0 && lastDose === null) return (death ?? exit ?? lastKnownAlive)?.day ?? null
  const dosed = doses.flatMap(({ studyDrug, end }) => (studyDrug ? (end?.day ?? []) : []))
  return [...said, ...dosed].reduce((last, day) => (day > last ? day : last))
}

function dayOfRow({ DSSTDAT }: Row, limits: Limits): Day | null {
  const date = readExisting(DSSTDAT, limits.cutoff)
  return date === null ? null : dayOfEntry(date, limits)
}

function latest(rows: readonly Row[]): Row | null {
  let found: Row | null = null
  for (const row of rows) {
    if (found === null || compareCodePoints(row['DSSTDAT'] ?? '', found['DSSTDAT'] ?? '') >= 0) {
      found = row
    }
  }
  return found
}
