import type { ReactNode } from 'react'
import { besideEachOther } from '../../shared/kernel/bilingual.ts'
import type { ToldDerivation } from '../../shared/endpoints/derivation.ts'
import { FACTS } from '../../shared/kernel/facts.ts'
import { Proven } from '../kit/explained.tsx'
import { formatDate } from '../kit/format.ts'
import { ResponseMark } from '../kit/response-mark.tsx'
import { useTexts } from '../kit/texts.ts'
import css from './review.module.css'

interface BestResponsesProps {
  readonly of: { readonly study: string; readonly subject: string }
  readonly derived: ToldDerivation['responses']
  readonly criteria: string
}

/** What the assessments of a criterion come to: the best responses and the day of progression. */
export function BestResponses({ of, derived, criteria }: BestResponsesProps): ReactNode {
  const { t, language } = useTexts()
  const row = derived.find((one) => one.row.criteria === criteria)?.row
  if (row === undefined) return null
  const { bor, confirmedBor, progression } = row
  const values = [
    { part: 'plain/bor', head: 'results.bor', value: <ResponseMark response={bor} /> },
    {
      part: 'confirmed/bor',
      head: 'results.confirmedBor',
      value: <ResponseMark response={confirmedBor} />,
    },
    {
      part: 'progression',
      head: 'review.progression',
      value: progression === null ? t('word.none') : formatDate(progression, language),
    },
  ] as const
  return (
    <dl className={css['best']}>
      {values.map(({ part, head, value }) => (
        <div key={part}>
          <dt>{t(head)}</dt>
          <dd>
            <Proven
              {...of}
              label={besideEachOther([t(head), criteria], language)}
              fact={FACTS.of(criteria, part)}
              view={{}}
            >
              {value}
            </Proven>
          </dd>
        </div>
      ))}
    </dl>
  )
}
