import type { ReactNode } from 'react'
import type { DistributionSummary } from '../../shared/endpoints/results.ts'
import { OVERALL_RESPONSES } from '../../shared/response/define.ts'
import { formatNumber, formatShare } from '../kit/format.ts'
import page from '../kit/page.module.css'
import { ResponseMark } from '../kit/response-mark.tsx'
import { useTexts } from '../kit/texts.ts'
import css from './report.module.css'

/** Best overall responses as numbers, and as one bar beside them. */
export function ResponseDistribution({
  summary,
}: {
  readonly summary: DistributionSummary
}): ReactNode {
  const { counts, N } = summary
  const { language } = useTexts()
  const present = OVERALL_RESPONSES.filter((response) => counts[response] > 0)
  return (
    <>
      <div className={css['bars']} aria-hidden="true">
        {present.map((response) => (
          <span
            key={response}
            data-response={response}
            style={{ width: `${formatNumber((counts[response] / Math.max(N, 1)) * 100)}%` }}
          />
        ))}
      </div>
      <div className={page['inline']}>
        {present.map((response) => (
          <span key={response}>
            <ResponseMark response={response} /> {counts[response]} (
            {formatShare(N === 0 ? null : counts[response] / N, language)})
          </span>
        ))}
      </div>
    </>
  )
}
