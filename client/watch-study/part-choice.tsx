import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { EndpointDefinition } from '../../shared/endpoints/define.ts'
import { rowsOfPart, type RowPart } from '../../shared/live/row-parts.ts'
import type { LiveRow } from '../../shared/live/rows.ts'
import { useTexts } from '../kit/texts.ts'
import css from './watch-study.module.css'

interface PartChoiceProps {
  readonly study: Study
  readonly endpoint: EndpointDefinition
  readonly rows: readonly LiveRow[]
  readonly part: RowPart
}

const NAMED = ['counted', 'hit', 'other', 'outside'] as const
const RESPONSES = ['CR', 'PR', 'SD', 'NON-CR/NON-PD', 'PD', 'NE', 'MISSING'] as const

/** Which of the subjects are listed, each with their number; it stands in the address. */
export function PartChoice({ study, endpoint, rows, part }: PartChoiceProps): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  const { monthDays } = study.definition.conventions
  const count = (one: RowPart): number => rowsOfPart(rows, one, endpoint, monthDays).length
  const inside: readonly RowPart[] =
    endpoint.kind === 'distribution'
      ? RESPONSES.filter((one) => count(one) > 0 || one === part)
      : ['hit', 'other']
  const label = (one: RowPart): string => {
    const named = NAMED.find((known) => known === one)
    return named === undefined ? one : t(`live.part.${named}`)
  }
  return (
    <div className={css['parts']}>
      <SegmentedControl
        size="xs"
        aria-label={t('live.rowsPart')}
        value={part}
        data={(['counted', ...inside, 'outside'] as const).map((one) => ({
          value: one,
          label: `${label(one)} ${count(one)}`,
        }))}
        onChange={(value) => {
          const next = new URLSearchParams(address)
          next.set('part', value)
          setAddress(next, { replace: true })
        }}
      />
    </div>
  )
}
