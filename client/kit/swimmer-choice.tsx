import { SegmentedControl } from '@mantine/core'
import { useMemo, type ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { NumberedPart, Report } from '../../shared/report/define.ts'
import {
  canAlignSwimmer,
  SWIMMER_ORDERS,
  withSwimmerOrder,
} from '../../shared/report/swimmer-order.ts'
import { useTexts } from './texts.ts'

const NAME = 'swimmer'

/** The order of the rows of the swimmer plot that the address asks for; undefined: the usual one. */
export function useSwimmerWish(): 'waterfall' | undefined {
  const [address] = useSearchParams()
  return address.get(NAME) === 'waterfall' ? 'waterfall' : undefined
}

/** The report with its rows in the order asked for. */
export function useSwimmerOrder(report: Report): {
  readonly report: Report
  readonly swimmer: 'waterfall' | undefined
  /** Whether another order can be chosen. */
  readonly canAlign: boolean
} {
  const swimmer = useSwimmerWish()
  const canAlign = useMemo(() => canAlignSwimmer(report), [report])
  const ordered = useMemo(() => withSwimmerOrder(report, swimmer), [report, swimmer])
  return { report: ordered, swimmer, canAlign }
}

/** Beside a swimmer plot: the order of its rows, where there is a waterfall to align them with. */
export function SwimmerChoice({
  canAlign,
  part,
}: {
  readonly canAlign: boolean
  readonly part: NumberedPart
}): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  const value = useSwimmerWish() ?? 'follow-up'
  if (part.kind !== 'figure' || part.plot.kind !== 'swimmer' || !canAlign) return null
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('studyReport.rows')}
      value={value}
      onChange={(chosen) => {
        const next = new URLSearchParams(address)
        if (chosen === 'waterfall') next.set(NAME, chosen)
        else next.delete(NAME)
        setAddress(next, { replace: true, preventScrollReset: true })
      }}
      data={SWIMMER_ORDERS.map((order) => ({
        value: order,
        label: t(`studyReport.rows.${order}`),
      }))}
    />
  )
}
