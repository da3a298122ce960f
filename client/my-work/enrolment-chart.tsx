import type { ReactNode } from 'react'
import { useTexts } from '../kit/texts.ts'
import css from './my-work.module.css'

interface EnrolmentChartProps {
  readonly planned: number
  readonly byMonth: readonly { readonly month: string; readonly enrolled: number }[]
}

const WIDTH = 560
const HEIGHT = 150
const LEFT = 34
const TOP = 14
const BOTTOM = 128

/** Enrolled subjects, cumulated by month, under the line of the planned number. */
export function EnrolmentChart({ planned, byMonth }: EnrolmentChartProps): ReactNode {
  const { t } = useTexts()
  if (byMonth.length === 0) return null
  const totals = cumulated(byMonth.map(({ enrolled }) => enrolled))
  const top = Math.max(planned, totals.at(-1) ?? 0, 1)
  const step = (WIDTH - LEFT - 4) / byMonth.length
  const y = (count: number): number => BOTTOM - ((BOTTOM - TOP) * count) / top
  const every = Math.ceil(byMonth.length / 8)
  return (
    <svg
      className={css['chart']}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t('home.chart', { n: totals.at(-1) ?? 0, planned })}
    >
      <line
        x1={LEFT}
        y1={y(planned)}
        x2={WIDTH}
        y2={y(planned)}
        stroke="var(--line-strong)"
        strokeDasharray="4 3"
      />
      <text x={WIDTH - 2} y={y(planned) - 3} textAnchor="end" fontSize="10" fill="var(--ink-soft)">
        {t('home.plannedLine', { planned })}
      </text>
      <line x1={LEFT} y1={BOTTOM} x2={WIDTH} y2={BOTTOM} stroke="var(--line-strong)" />
      <text x={LEFT - 5} y={BOTTOM} textAnchor="end" fontSize="10" fill="var(--ink-soft)">
        0
      </text>
      <text x={LEFT - 5} y={y(planned) + 3} textAnchor="end" fontSize="10" fill="var(--ink-soft)">
        {planned}
      </text>
      {byMonth.map(({ month }, index) => (
        <g key={month}>
          <rect
            x={LEFT + index * step + 1}
            width={Math.max(1, step - 2)}
            y={y(totals[index] ?? 0)}
            height={BOTTOM - y(totals[index] ?? 0)}
            fill="var(--accent)"
          >
            <title>{`${month}: ${totals[index] ?? 0}`}</title>
          </rect>
          {index % every === 0 && (
            <text {...placeOfMonth(LEFT + index * step, step)} fontSize="10" fill="var(--ink-soft)">
              {month}
            </text>
          )}
        </g>
      ))}
    </svg>
  )
}

/** Width of a month as it is written. */
const MONTH = 42

/** Below its bar, from the left; a month that would reach over the edge ends with its bar. */
function placeOfMonth(
  left: number,
  step: number,
): {
  readonly x: number
  readonly y: number
  readonly textAnchor: 'start' | 'end'
} {
  const y = BOTTOM + 14
  if (left + 1 + MONTH > WIDTH) return { x: left + step - 1, y, textAnchor: 'end' }
  return { x: left + 1, y, textAnchor: 'start' }
}

/** Running totals. */
export function cumulated(counts: readonly number[]): readonly number[] {
  const totals: number[] = []
  for (const count of counts) totals.push((totals.at(-1) ?? 0) + count)
  return totals
}
