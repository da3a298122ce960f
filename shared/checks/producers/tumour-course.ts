import { parseDay } from '../../kernel/dates.ts'
import type { TimepointRow } from '../../endpoints/results.ts'
import { confirmingVisit } from '../../response/confirmation.ts'
import type { ResponseSettings } from '../../response/define.ts'
import { excessTargets } from '../../response/target-limits.ts'
import type { CheckRecord } from '../define.ts'
import type { ProducedFinding, Producer, ProducerParams } from '../producer.ts'
import type { CheckSubject } from '../subject.ts'
import { assessmentRecord } from './assessment-record.ts'
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

/**
 * Lesions of baseline without a row at a later assessment. A lesion that could not be judged has a row
 * that says so; an assessment without any row is another matter.
 */
function missingLesion(subject: CheckSubject): readonly ProducedFinding[] {
  const known = new Set(placedRows(subject, 'lesions').map(({ row }) => row['TULNKID'] ?? ''))
  const measured = placedRows(subject, 'measurements')
  const rowsOf = new Map<CheckRecord, Set<string>>()
  for (const { record, row } of measured) {
    const ids = rowsOf.get(record) ?? new Set()
    rowsOf.set(record, ids.add(row['TRLNKID'] ?? ''))
  }
  const atBaseline = [...rowsOf].filter(([{ visit }]) => visit === 'BASELINE')
  const followed = new Set(
    atBaseline.flatMap(([, ids]) => [...ids]).filter((id) => id !== '' && known.has(id)),
  )
  return [...rowsOf].flatMap(([record, ids]) => {
    const missing = [...followed].filter((id) => !ids.has(id)).sort()
    if (record.visit === 'BASELINE' || missing.length === 0) return []
    const compared = { visit: record.visit ?? '', lesions: missing.join(', ') }
    return [{ record, item: '', compared }]
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
  return coursesOf(subject).flatMap(({ criteria, settings, rows }) =>
    rows.flatMap(({ visit, sum, percentFromNadir, target }) => {
      const record = assessmentRecord(subject, visit)
      if (record === null || sum === null || percentFromNadir === null || target === 'PD') return []
      const now = Math.round(sum * 10)
      const nadir = Math.round(now / (1 + percentFromNadir / 100))
      const grown = now - nadir
      const relative = settings.pdRelativeIncreasePct
      if (grown <= 0 || grown * 100 < relative * nadir) return []
      if (grown >= settings.pdAbsoluteIncreaseMm * 10) return []
      const floor = String(settings.pdAbsoluteIncreaseMm)
      const compared = { visit, criteria, grown: String(grown / 10), floor }
      return [{ record, item: '', compared }]
    }),
  )
}

/** A CR or PR that no later assessment confirms (yet), where the protocol asks for confirmation. */
function unconfirmed(subject: CheckSubject): readonly ProducedFinding[] {
  return coursesOf(subject).flatMap(({ criteria, settings, rows }) => {
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
}

export const tumourCourseProducers: readonly Producer[] = [
  { key: 'target-limit', find: targetLimit },
  { key: 'missing-lesion', find: missingLesion },
  { key: 'increase-below-floor', find: belowFloor },
  { key: 'unconfirmed-response', find: unconfirmed },
]
