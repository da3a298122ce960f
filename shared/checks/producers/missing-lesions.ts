import type { Day } from '../../kernel/brand.ts'
import { responseCriteria } from '../../response/registry.ts'
import { isNotDone } from '../../response/visit-rows.ts'
import type { CheckRecord } from '../define.ts'
import type { ProducedFinding } from '../producer.ts'
import type { CheckSubject } from '../subject.ts'
import { dateIn, placedRows, type PlacedRow } from './rows.ts'

/** The lesions of one record of measurements, and the days its scans may have been on. */
interface Seen {
  readonly record: CheckRecord
  readonly rows: ReadonlyMap<string, PlacedRow['row']>
  readonly days: readonly Day[]
}

/**
 * Lesions without a row at an assessment: those of baseline, and new ones that were equivocal when last
 * seen before it. A lesion that could not be judged has a row that says so, and a merged one has a row
 * that names the other; an assessment without any row is another matter.
 */
export function missingLesions(subject: CheckSubject): readonly ProducedFinding[] {
  const groups = new Map(
    placedRows(subject, 'lesions').map(({ row }) => [row['TULNKID'] ?? '', row['TUGRPID']]),
  )
  const assessments = assessmentsOf(subject)
  const atBaseline = assessments.filter(({ record }) => record.visit === 'BASELINE')
  const followed = atBaseline.flatMap(({ rows }) => [...rows.keys()]).filter((id) => groups.has(id))
  const fresh = [...groups.keys()].filter((id) => groups.get(id) === 'NEW')
  return assessments.flatMap((assessment) => {
    const { record, rows } = assessment
    if (record.visit === 'BASELINE') return []
    const earlier = before(assessment, assessments)
    const open = fresh.filter((id) => isOpen(id, earlier, subject))
    const missing = [...new Set([...followed, ...open])].filter((id) => !rows.has(id)).sort()
    if (missing.length === 0) return []
    const compared = { visit: record.visit ?? '', lesions: missing.join(', ') }
    return [{ record, item: '', compared }]
  })
}

function assessmentsOf(subject: CheckSubject): readonly Seen[] {
  const byRecord = new Map<CheckRecord, PlacedRow[]>()
  for (const placed of placedRows(subject, 'measurements')) {
    byRecord.set(placed.record, [...(byRecord.get(placed.record) ?? []), placed])
  }
  return [...byRecord].map(([record, placed]) => ({
    record,
    rows: new Map(
      placed
        .filter(({ row }) => (row['TRLNKID'] ?? '') !== '')
        .map(({ row }) => [row['TRLNKID'] ?? '', row]),
    ),
    days: placed.flatMap((one) => {
      const date = dateIn(one, 'TRDAT')
      return date === null ? [] : [date.earliest, date.latest]
    }),
  }))
}

/** The assessments that certainly lie before this one, in time order. */
function before({ days }: Seen, assessments: readonly Seen[]): readonly Seen[] {
  const start = Math.min(...days)
  return assessments
    .filter((one) => one.days.length > 0 && Math.max(...one.days) < start)
    .sort((a, b) => Math.max(...a.days) - Math.max(...b.days))
}

/** Equivocal under a criterion of the protocol when it was last judged. @source rule L-2 */
function isOpen(id: string, earlier: readonly Seen[], { definition }: CheckSubject): boolean {
  const judged = earlier.flatMap(({ rows }) => {
    const row = rows.get(id)
    const { TUMSTATE: state = '', VTUMSTATE: viable = '' } = row ?? {}
    return row === undefined || isNotDone(row) || state + viable === '' ? [] : [row]
  })
  const last = judged.at(-1)
  if (last === undefined) return false
  const { TUMSTATE: state = '' } = last
  return definition.criteria.some(({ key }) => {
    const own = last[responseCriteria.find(key)?.columns.state ?? ''] ?? ''
    return (own === '' ? state : own) === 'EQUIVOCAL'
  })
}
