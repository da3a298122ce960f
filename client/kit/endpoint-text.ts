import type { EndpointDefinition } from '../../shared/endpoints/define.ts'
import type { EndpointRow } from '../../shared/endpoints/results.ts'
import { formatMonths, formatNumber, formatShare, formatShareLimits, NOTHING } from './format.ts'
import type { Texts } from './texts.ts'

/** An endpoint's result as a person reads it: the figure, its limits, and what it counts. */
export interface ResultText {
  readonly figure: string
  readonly limits: string
  readonly counts: string
}

/** One row of the analysis in words; the only place where results are rounded. */
export function resultText(
  row: EndpointRow,
  monthDays: number,
  { t, language }: Texts,
): ResultText {
  switch (row.kind) {
    case 'proportion':
    case 'incidence':
      return {
        figure: formatShare(row.estimate, language),
        limits: formatShareLimits(row.lower, row.upper, language),
        counts: `${row.n}/${row.N}`,
      }
    case 'time-to-event':
      return {
        figure:
          row.median === null
            ? t('results.notReached')
            : t('results.months', { months: formatMonths(row.median, monthDays) }),
        limits: `${reached(row.lower, monthDays)} – ${reached(row.upper, monthDays)}`,
        counts: t('results.events', { events: row.events, N: row.N }),
      }
    case 'landmark':
      return {
        figure: formatShare(row.km.estimate, language),
        limits: formatShareLimits(row.km.lower, row.km.upper, language),
        counts: t('results.crude', {
          n: row.crude.n,
          N: row.crude.N,
          share: formatShare(row.crude.estimate, language),
        }),
      }
    case 'distribution':
      return {
        figure: Object.entries(row.counts)
          .filter(([, count]) => count > 0)
          .map(([response, count]) => `${response} ${count}`)
          .join(' · '),
        limits: '',
        counts: `N = ${row.N}`,
      }
    default:
      return { figure: NOTHING, limits: '', counts: `N = ${formatNumber(row.N, 0)}` }
  }
}

/** Name of an endpoint in the reader's language; its id where the definition has none. */
export function endpointLabel(
  definitions: readonly EndpointDefinition[],
  id: string,
  { say }: Texts,
): string {
  const definition = definitions.find((endpoint) => endpoint.id === id)
  return definition === undefined ? id : say(definition.label)
}

/** A limit in months; NR (not reached), as figures and papers write it, where there is none. */
function reached(days: number | null, monthDays: number): string {
  return days === null ? 'NR' : formatMonths(days, monthDays)
}
