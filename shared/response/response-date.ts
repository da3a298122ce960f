import type { Day } from '../kernel/brand.ts'
import type { OverallResponse, ResponseSettings } from './define.ts'

/** The scan dates of one assessment. */
export interface ScanSpan {
  readonly earliest: Day
  readonly latest: Day
}

/**
 * Date of a response: progression takes the earliest scan of its visit, any other response the
 * latest; stable disease the earliest where the setting says so. A back-dated PD belongs to the
 * visit of first detection and so takes that visit's earliest scan. @source rules D-1, D-2
 */
export function responseDate(
  response: OverallResponse,
  { earliest, latest }: ScanSpan,
  stableDate: ResponseSettings['stableDate'],
): Day {
  switch (response) {
    case 'PD':
      return earliest
    case 'SD':
    case 'NON-CR/NON-PD':
      return stableDate === 'EARLIEST' ? earliest : latest
    case 'CR':
    case 'PR':
    case 'NE':
      return latest
  }
}

/** Earliest and latest of the scan dates of an assessment, which has at least one. */
export function spanOf(dates: readonly Day[]): ScanSpan {
  const first = dates[0]
  if (first === undefined) throw new RangeError('An assessment has at least one date.')
  let earliest = first
  let latest = first
  for (const day of dates) {
    if (day < earliest) earliest = day
    if (day > latest) latest = day
  }
  return { earliest, latest }
}
