import { dayOfCutoff } from '../../../endpoints/derive-subject.ts'
import type { Day } from '../../../kernel/brand.ts'
import { parseDay } from '../../../kernel/dates.ts'
import { oncePer } from '../../../kernel/remembered.ts'
import type { OverallResponse, ResponseSettings } from '../../../response/define.ts'
import { responseDate } from '../../../response/response-date.ts'
import { createDayReader } from '../../../response/scan-day.ts'
import type { MappedRow, SubjectContext } from '../define.ts'

/** A scan with its date as entered. */
interface Scan {
  readonly text: string
  /** For the order alone: imputed where the date is partial. */
  readonly day: Day
  readonly row: MappedRow
}

/** First and last scan of a visit. */
export interface ScanSpanTexts {
  readonly earliest: Scan
  readonly latest: Scan
}

/** First and last dated scan of each visit; their order is that of the analysis. */
export const scansByVisit = oncePer(
  (context: SubjectContext): ReadonlyMap<string, ScanSpanTexts> => {
    const { death } = context.derivation.dates
    const deathDay = death === null ? null : parseDay(death)
    const readDay = createDayReader(dayOfCutoff(context.study.cutoff), deathDay)
    const visits = new Map<string, ScanSpanTexts>()
    for (const row of context.rows('measurements')) {
      const text = row.row['TRDAT'] ?? ''
      const day = readDay(text)
      if (row.visit === null || day === null || day === 'after-cutoff') continue
      const scan = { text, day, row }
      const known = visits.get(row.visit) ?? { earliest: scan, latest: scan }
      visits.set(row.visit, {
        earliest: day < known.earliest.day ? scan : known.earliest,
        latest: day > known.latest.day ? scan : known.latest,
      })
    }
    return visits
  },
)

/**
 * RSDTC: progression takes the first scan of its visit, any other response the last (stable disease
 * as the protocol says). As entered, never imputed. @source rules D-1, D-2
 */
export function responseDateText(
  response: OverallResponse,
  { earliest, latest }: ScanSpanTexts,
  { stableDate }: Pick<ResponseSettings, 'stableDate'>,
): string {
  const span = { earliest: earliest.day, latest: latest.day }
  return responseDate(response, span, stableDate) === latest.day ? latest.text : earliest.text
}
