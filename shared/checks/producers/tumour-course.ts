import { parseDay } from '../../kernel/dates.ts'
import type { TimepointRow } from '../../endpoints/results.ts'
import { confirmingVisit } from '../../response/confirmation.ts'
import type { ResponseSettings } from '../../response/define.ts'
import { excessTargets } from '../../response/target-limits.ts'
import { reasonKey } from '../../forms/define.ts'
import type { CheckRecord } from '../define.ts'
import type { ProducedFinding, Producer, ProducerParams } from '../producer.ts'
import type { CheckSubject } from '../subject.ts'
import { acrossCriteria } from './across-criteria.ts'
import { assessmentRecord } from './assessment-record.ts'
import { missingLesions } from './missing-lesions.ts'
import { isNewLesionWithoutPd } from './new-lesions.ts'
import { at, placedRows } from './rows.ts'

/** Targets chosen beyond five, or beyond two in one organ: each stands at its own lesion. */
function targetLimit(
  subject: CheckSubject,
  { code = '' }: ProducerParams,
): readonly ProducedFinding[] {
  const chosen = placedRows(subject, 'lesions').filter(({ row }) => row['TUGRPID'] === 'TARGET')
  const targets = chosen.map(({ row }) => ({
    id: row['TULNKID'] ?? '',
    organ: row['TULOC'] ?? '',
    nodal: row['TUNODE'] === 'Y',
  }))
  return excessTargets(targets).flatMap(({ id, code: found, number }) => {
    const placed = chosen.find(({ row }) => (row['TULNKID'] ?? '') === id)
    if (found !== code || placed === undefined) return []
    return [{ ...at(placed), compared: { lesion: id, number: String(number) } }]
  })
}

interface Course {
  readonly criteria: string
  readonly settings: ResponseSettings
  /** In time order. */
  readonly rows: readonly TimepointRow[]
}

function coursesOf({ definition, derivation }: CheckSubject): readonly Course[] {
  return definition.criteria.map(({ key, settings }) => ({
    criteria: key,
    settings,
    rows: derivation.timepoints.map(({ row }) => row).filter(({ criteria }) => criteria === key),
  }))
}

/** A sum at least 20 % above nadir by less than the floor in mm: no progression by the sum. */
function belowFloor(subject: CheckSubject): readonly ProducedFinding[] {
  const below = coursesOf(subject).flatMap(({ criteria, settings, rows }) =>
    rows.flatMap(({ visit, sum, percentFromNadir, target }) => {
      const record = assessmentRecord(subject, visit)
      if (record === null || sum === null || target === 'PD') return []
      if (percentFromNadir === null || percentFromNadir <= 0) return []
      const now = Math.round(sum * 10)
      const nadir = Math.round(now / (1 + percentFromNadir / 100))
      const grown = now - nadir
      const relative = settings.pdRelativeIncreasePct
      if (grown * 100 < relative * nadir) return []
      if (grown >= settings.pdAbsoluteIncreaseMm * 10) return []
      const floor = String(settings.pdAbsoluteIncreaseMm)
      const compared = { visit, criteria, grown: String(grown / 10), floor }
      return [{ record, item: '', compared }]
    }),
  )
  return acrossCriteria(below)
}

/** A CR or PR that no later assessment confirms (yet), where the protocol asks for confirmation. */
function unconfirmed(subject: CheckSubject): readonly ProducedFinding[] {
  const open = coursesOf(subject).flatMap(({ criteria, settings, rows }) => {
    if (!settings.confirmation) return []
    const visits = rows.flatMap(({ visit, date, investigator, derived }) => {
      const day = parseDay(date)
      return day === null ? [] : [{ visit, day, response: investigator ?? derived }]
    })
    const confirmed = visits.filter((_, index) => confirmingVisit(visits, index, settings) !== null)
    return visits.flatMap((one) => {
      const { visit, response, day } = one
      const record = assessmentRecord(subject, visit)
      if (record === null || (response !== 'CR' && response !== 'PR')) return []
      const stands = confirmed.some(
        (other) => other.day <= day && (other.response === response || other.response === 'CR'),
      )
      if (stands) return []
      const days = String(settings.minIntervalDays)
      return [{ record, item: '', compared: { visit, criteria, response, days } }]
    })
  })
  return acrossCriteria(open)
}

/**
 * A recorded response that is not the derived one, without a reason. A new lesion without progression
 * has a question of its own.
 */
function unexplainedDifferences(subject: CheckSubject): readonly ProducedFinding[] {
  const differing = subject.derivation.timepoints.flatMap((timepoint) => {
    const { visit, criteria, derived, investigator } = timepoint.row
    if (investigator === null || investigator === derived) return []
    const record = isNewLesionWithoutPd(timepoint) ? null : reviewRecord(subject, timepoint.row)
    if (record === null) return []
    const { RSREASON: reason = '', [reasonKey('RSREASON')]: unknown = '' } = record.values.items
    if (reason !== '' || unknown !== '') return []
    return [{ record, compared: { visit, criteria, response: investigator, derived } }]
  })
  return acrossCriteria(differing)
}

/** The record that holds the investigator's response of a time point. */
function reviewRecord(
  subject: CheckSubject,
  { visit, criteria, investigator }: TimepointRow,
): CheckRecord | null {
  const reviews = placedRows(subject, 'responses').filter(({ record, row }) => {
    const { RSCAT, OVRLRESP, RSEVAL = '' } = row
    if (record.visit !== visit || RSCAT !== criteria || OVRLRESP !== investigator) return false
    return RSEVAL === '' || RSEVAL === 'INVESTIGATOR'
  })
  return reviews.at(-1)?.record ?? null
}

export const tumourCourseProducers: readonly Producer[] = [
  { key: 'target-limit', find: targetLimit },
  { key: 'missing-lesion', find: missingLesions },
  { key: 'increase-below-floor', find: belowFloor },
  { key: 'unconfirmed-response', find: unconfirmed },
  { key: 'unexplained-difference', find: unexplainedDifferences },
]
