import type { RowValues } from '../forms/define.ts'
import { csvField } from '../trial/write-csv.ts'

/** One event as a listing for reconciliation names it. */
export interface ReconciliationRow {
  readonly study: string
  readonly site: string
  readonly subjid: string
  /** Empty before the first report. */
  readonly caseNumber: string
  readonly items: RowValues
  readonly state: string
  readonly awareAt: string
  readonly reports: readonly {
    readonly submittedAt: string
    readonly late: boolean
    readonly contentHash: string
  }[]
}

/** Items that a safety database keeps of an event too, with their SDTM names. */
const ITEM_COLUMNS: readonly (readonly [column: string, item: string])[] = [
  ['AETERM', 'AETERM'],
  ['AEDECOD', 'AEDECOD'],
  ['AELLTCD', 'AELLTCD'],
  ['AESTDTC', 'AESTDAT'],
  ['AEENDTC', 'AEENDAT'],
  ['AETOXGR', 'AETOXGR'],
  ['AESER', 'AESER'],
  ['AESDTH', 'AESDTH'],
  ['AESLIFE', 'AESLIFE'],
  ['AESHOSP', 'AESHOSP'],
  ['AESDISAB', 'AESDISAB'],
  ['AESCONG', 'AESCONG'],
  ['AESMIE', 'AESMIE'],
  ['AEREL', 'AEREL'],
  ['AEACN', 'AEACN'],
  ['AEOUT', 'AEOUT'],
]

type Own = readonly [column: string, value: (row: ReconciliationRow) => string]

const KEY_COLUMNS: readonly Own[] = [
  ['STUDYID', ({ study }) => study],
  ['SITEID', ({ site }) => site],
  ['SUBJID', ({ subjid }) => subjid],
  ['CASEID', ({ caseNumber }) => caseNumber],
]

const REPORT_COLUMNS: readonly Own[] = [
  ['STATE', ({ state }) => state],
  ['AWAREDTC', ({ awareAt }) => awareAt],
  ['FIRSTSUBMDTC', ({ reports }) => reports[0]?.submittedAt ?? ''],
  ['FIRSTLATE', ({ reports }) => yesNo(reports[0]?.late)],
  ['REPORTS', ({ reports }) => String(reports.length)],
  ['LASTSUBMDTC', ({ reports }) => reports.at(-1)?.submittedAt ?? ''],
  ['LASTSHA256', ({ reports }) => reports.at(-1)?.contentHash ?? ''],
]

function yesNo(value: boolean | undefined): string {
  if (value === undefined) return ''
  return value ? 'Y' : 'N'
}

/**
 * The listing that is held against an export of the safety database: keys first (study, site,
 * subject, case), then what both sides keep, then what was submitted when. UTF-8 text, RFC 4180, LF.
 */
export function reconciliationCsv(rows: readonly ReconciliationRow[]): string {
  const items: readonly Own[] = ITEM_COLUMNS.map(([column, item]) => [
    column,
    (row) => row.items[item] ?? '',
  ])
  const columns = [...KEY_COLUMNS, ...items, ...REPORT_COLUMNS]
  const lines = rows.map((row) => columns.map(([, value]) => csvField(value(row))).join(','))
  return [columns.map(([column]) => column).join(','), ...lines].join('\n') + '\n'
}
