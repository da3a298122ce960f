import type { ReactNode } from 'react'
import { placeOf } from '../../../shared/course/axis.ts'
import type { LaboratoryCurve, TumourCurve } from '../../../shared/course/define.ts'
import { formatNumber } from '../../kit/format.ts'
import { LaneName, type LaneProps } from './bars.tsx'
import css from './figure.module.css'
import { heightScale, LANE } from './layout.ts'
import { Mark } from './mark.tsx'

export const SUM_HEIGHT = 96
export const LABORATORY_HEIGHT = 62

/** The sum of target lesions: filled at baseline, ringed at nadir, a star for a new lesion. */
export function SumCurve(props: LaneProps & { readonly curve: TumourCurve }): ReactNode {
  const { axis, y, curve, texts } = props
  const { baseline, points } = curve
  const measured = points.flatMap((point) =>
    point.sum === null ? [] : [{ ...point, sum: point.sum }],
  )
  const sums = [...measured.map(({ sum }) => sum), ...(baseline === null ? [] : [baseline.sum])]
  const height = heightScale([0, ...sums], { top: y + 16, bottom: y + SUM_HEIGHT - 8 })
  const start =
    baseline?.when === undefined || baseline.when === null
      ? null
      : { x: placeOf(axis, baseline.when.latest), y: height(baseline.sum), sum: baseline.sum }
  const line = [
    ...(start === null ? [] : [start]),
    ...measured.map(({ day, sum }) => ({ x: placeOf(axis, day), y: height(sum) })),
  ]
  return (
    <g>
      <LaneName y={y + SUM_HEIGHT / 2 - LANE / 2} text={texts.sumName(curve)} />
      <Frame {...props} height={SUM_HEIGHT} low={height(0)} />
      <polyline
        className={css['curve']}
        points={line.map((one) => `${one.x},${one.y}`).join(' ')}
      />
      {start !== null && (
        <Mark
          words={texts.baseline(curve, start.sum)}
          letters={
            <text className={css['letters']} x={start.x + 6} y={start.y - 5}>
              {formatNumber(start.sum)}
            </text>
          }
          {...props}
        >
          <circle className={css['point']} data-baseline="yes" cx={start.x} cy={start.y} r={4} />
        </Mark>
      )}
      {measured.map((point, index) => {
        const x = placeOf(axis, point.day)
        const at = height(point.sum)
        const next = measured[index + 1]
        const hasRoom = next === undefined || placeOf(axis, next.day) - x > 40
        const letters = (hasRoom || point.isNadir || point.newLesion) && (
          <text className={css['letters']} x={x - 8} y={at - 9}>
            {`${formatNumber(point.sum)}${point.newLesion ? ' ✱' : ''}`}
          </text>
        )
        return (
          <Mark key={point.visit} words={texts.sum(curve, point)} letters={letters} {...props}>
            {point.isNadir && <circle cx={x} cy={at} r={7} fill="none" />}
            <circle className={css['point']} cx={x} cy={at} r={4} />
          </Mark>
        )
      })}
    </g>
  )
}

/** The responses of one criterion: recorded above, derived below, each with its letters. */
export function ResponseBand(props: LaneProps & { readonly curve: TumourCurve }): ReactNode {
  const { axis, y, curve, texts } = props
  return (
    <g>
      <LaneName y={y + LANE / 2} text={texts.responseName(curve)} />
      {curve.points.map((point, at) => {
        const x = placeOf(axis, point.day)
        const next = curve.points[at + 1]
        const room = (next === undefined ? axis.right + 24 : placeOf(axis, next.day)) - x
        const width = Math.max(8, Math.min(room - 2, 44))
        return (
          <Mark
            key={point.visit}
            words={texts.response(curve, point)}
            letters={
              <>
                <Letters x={x} y={y + 2} width={width} response={point.recorded} />
                <Letters x={x} y={y + LANE + 2} width={width} response={point.derived} />
              </>
            }
            {...props}
          >
            <Response x={x} y={y + 2} width={width} response={point.recorded} />
            <Response x={x} y={y + LANE + 2} width={width} response={point.derived} />
          </Mark>
        )
      })}
    </g>
  )
}

interface ResponseProps {
  readonly x: number
  readonly y: number
  readonly width: number
  /** Null: none is recorded. */
  readonly response: string | null
}

/** A square in the colour of the response. */
function Response({ x, y, width, response }: ResponseProps): ReactNode {
  return (
    <>
      <rect className={css['hit']} x={x} y={y - 2} width={width} height={LANE} />
      <rect data-response={response ?? 'none'} x={x} y={y + 4} width={9} height={11} />
    </>
  )
}

/** Its letters, beside it or, where there is no room, above it: never the colour alone. */
function Letters({ x, y, width, response }: ResponseProps): ReactNode {
  const letters = response === 'NON-CR/NON-PD' ? 'NN' : (response ?? '')
  const at = width >= 26 ? { x: x + 12, y: y + 14 } : { x: x - 2, y: y + 2 }
  return (
    <text className={css['letters']} {...at}>
      {letters}
    </text>
  )
}

/** The results of one test, with the reference range of each as a band. */
export function LaboratoryLine(props: LaneProps & { readonly curve: LaboratoryCurve }): ReactNode {
  const { axis, y, curve, texts } = props
  const { points } = curve
  const limits = points.flatMap(({ low, high }) => [low, high].filter((one) => one !== null))
  const values = [...points.map(({ value }) => value), ...limits]
  const bottom = y + LABORATORY_HEIGHT - 6
  const height = heightScale(values.length === 0 ? [0] : values, { top: y + 12, bottom })
  const at = points.map((point) => ({
    point,
    x: placeOf(axis, point.when.earliest),
    y: height(point.value),
  }))
  const last = at.at(-1)
  return (
    <g>
      <LaneName y={y + LABORATORY_HEIGHT / 2 - LANE / 2} text={texts.testName(curve)} />
      {at.map(({ point, x }, index) => {
        if (point.low === null && point.high === null) return null
        const to = at[index + 1]?.x ?? axis.right
        const top = point.high === null ? y + 8 : height(point.high)
        const base = point.low === null ? bottom : height(point.low)
        return (
          <rect
            key={`${point.record} ${index}`}
            className={css['band']}
            x={x}
            y={top}
            width={Math.max(0, to - x)}
            height={Math.max(0, base - top)}
          />
        )
      })}
      <Frame {...props} height={LABORATORY_HEIGHT} low={bottom} />
      <polyline className={css['curve']} points={at.map((one) => `${one.x},${one.y}`).join(' ')} />
      {at.map(({ point, x, y: cy }, index) => (
        <Mark key={`${point.record} ${index}`} words={texts.result(curve, point, index)} {...props}>
          <rect className={css['hit']} x={x - 6} y={cy - 8} width={12} height={16} />
          <circle
            className={css['point']}
            data-baseline={isOutside(point) ? 'yes' : undefined}
            cx={x}
            cy={cy}
            r={3}
          />
        </Mark>
      ))}
      {last !== undefined && (
        <text className={css['letters']} x={Math.min(last.x - 10, axis.right - 30)} y={last.y - 7}>
          {last.point.text}
        </text>
      )}
    </g>
  )
}

function isOutside(point: {
  readonly value: number
  readonly low: number | null
  readonly high: number | null
}): boolean {
  return (
    (point.low !== null && point.value < point.low) ||
    (point.high !== null && point.value > point.high)
  )
}

function Frame(props: LaneProps & { readonly height: number; readonly low: number }): ReactNode {
  const { axis, low } = props
  return <line className={css['line']} x1={axis.left} x2={axis.right} y1={low} y2={low} />
}
