import type { ReactNode } from 'react'
import type { Axis } from '../../../shared/course/axis.ts'
import { placeOf } from '../../../shared/course/axis.ts'
import type { EventLane, Moment, TreatmentLane } from '../../../shared/course/define.ts'
import type { Day } from '../../../shared/kernel/brand.ts'
import type { MarkTexts } from '../mark-texts.ts'
import css from './figure.module.css'
import { barOf, cutText, GUTTER, LANE, type Bar } from './layout.ts'
import { Mark, type Drawn } from './mark.tsx'

export interface LaneProps extends Drawn {
  readonly axis: Axis
  /** How far that goes which has no end. */
  readonly to: Day
  readonly y: number
  readonly line: number
  readonly texts: MarkTexts
}

/** The name of a lane, left of it. */
export function LaneName({ y, text }: { readonly y: number; readonly text: string }): ReactNode {
  return (
    <text x={4} y={y + LANE / 2 + 4}>
      <title>{text}</title>
      {cutText(text, GUTTER - 14)}
    </text>
  )
}

/** The dosing periods of one drug: the height of a bar is the dose. */
export function TreatmentBars(props: LaneProps & { readonly lane: TreatmentLane }): ReactNode {
  const { axis, to, y, lane, texts } = props
  return (
    <g>
      <LaneName y={y} text={texts.drug(lane)} />
      {lane.periods.map((period) => {
        const bar = barOf(axis, period, to)
        const share = lane.highestDose > 0 ? (period.dose ?? 0) / lane.highestDose : 1
        const height = period.dose === 0 ? 6 : Math.max(6, share * (LANE - 6))
        const top = y + LANE - 3 - height
        return (
          <Mark
            key={period.record}
            words={texts.period(lane, period)}
            letters={
              <text className={css['onBar']} x={bar.left + 4} y={y + LANE - 7}>
                {cutText(texts.dose(period), bar.right - bar.left - 8)}
              </text>
            }
            {...props}
          >
            <Hit bar={bar} y={y} />
            <rect
              className={css['treatment']}
              data-interrupted={period.dose === 0 ? 'yes' : undefined}
              x={bar.left}
              y={top}
              width={bar.right - bar.left}
              height={height}
            />
            <Ends bar={bar} y={top} height={height} />
            {period.end === null && <Arrow x={bar.right} y={y + LANE - 3 - height / 2} />}
          </Mark>
        )
      })}
    </g>
  )
}

/** The events of one term as one lane, each with its grade as numeral and colour. */
export function EventBars(props: LaneProps & { readonly lane: EventLane }): ReactNode {
  const { axis, to, y, lane, texts } = props
  return (
    <g>
      <LaneName y={y} text={`${lane.serious ? 'S ' : ''}${texts.term(lane)}`} />
      {lane.events.map((event) => {
        const bar = barOf(axis, event, to)
        const grade = event.grade === null ? 'none' : String(event.grade)
        const isNarrow = bar.right - bar.left < (event.serious ? 24 : 13)
        return (
          <Mark
            key={event.record}
            words={texts.event(lane, event)}
            letters={
              <text
                className={css['onBar']}
                data-grade={isNarrow ? undefined : grade}
                x={isNarrow ? bar.right + 2 : bar.left + 4}
                y={y + LANE / 2 + 4}
              >
                {`${event.grade ?? '?'}${event.serious ? ' S' : ''}`}
              </text>
            }
            {...props}
          >
            <Hit bar={bar} y={y} />
            <rect
              data-grade={grade}
              x={bar.left}
              y={y + 4}
              width={bar.right - bar.left}
              height={LANE - 8}
            />
            <Ends bar={bar} y={y + 4} height={LANE - 8} />
            {event.end === null && <Arrow x={bar.right} y={y + LANE / 2} />}
          </Mark>
        )
      })}
    </g>
  )
}

interface MomentsProps extends LaneProps {
  readonly name: string
  readonly marks: readonly Moment[]
  readonly kind: 'visit' | 'procedure' | 'new-therapy'
}

/** Things at a day: visits as ticks, procedures and new therapies as signs with their letters. */
export function Moments(props: MomentsProps): ReactNode {
  const { axis, y, name, marks, kind, texts } = props
  return (
    <g>
      <LaneName y={y} text={name} />
      {marks.map((mark, at) => {
        const left = placeOf(axis, mark.when.earliest)
        const right = placeOf(axis, mark.when.latest)
        const room = placeOf(axis, marks[at + 1]?.when.earliest ?? axis.to) - right - 12
        const letters = cutText(texts.momentName(kind, mark), Math.max(room, 18))
        return (
          <Mark
            key={mark.record}
            words={texts.moment(kind, mark)}
            letters={
              (kind !== 'visit' || room > 26) && (
                <text className={css['letters']} x={right + 7} y={y + LANE / 2 + 4}>
                  {letters}
                </text>
              )
            }
            {...props}
          >
            <rect
              className={css['hit']}
              x={left - 6}
              y={y}
              width={right - left + 12}
              height={LANE}
            />
            {right > left && (
              <rect className={css['unsure']} x={left} y={y + 8} width={right - left} height={8} />
            )}
            <path d={signOf(kind, (left + right) / 2, y + LANE / 2)} data-kind={kind} />
          </Mark>
        )
      })}
    </g>
  )
}

function signOf(kind: MomentsProps['kind'], x: number, y: number): string {
  if (kind === 'visit') return `M${x} ${y - 6}v12`
  if (kind === 'procedure') return `M${x - 6} ${y}l6 -6l6 6l-6 6Z`
  return `M${x - 5} ${y - 5}h10v10h-10Z`
}

function Hit({ bar, y }: { readonly bar: Bar; readonly y: number }): ReactNode {
  const width = Math.max(12, bar.right - bar.left)
  return <rect className={css['hit']} x={bar.left} y={y} width={width} height={LANE} />
}

/** The parts of a bar in which a date known in part leaves open whether it had begun, or ended. */
function Ends(props: {
  readonly bar: Bar
  readonly y: number
  readonly height: number
}): ReactNode {
  const { bar, y, height } = props
  return (
    <>
      {bar.sureLeft > bar.left && (
        <rect
          className={css['unsure']}
          x={bar.left}
          y={y}
          width={bar.sureLeft - bar.left}
          height={height}
        />
      )}
      {bar.right > bar.sureRight && (
        <rect
          className={css['unsure']}
          x={bar.sureRight}
          y={y}
          width={bar.right - bar.sureRight}
          height={height}
        />
      )}
    </>
  )
}

function Arrow({ x, y }: { readonly x: number; readonly y: number }): ReactNode {
  return <path d={`M${x} ${y - 5}l8 5l-8 5Z`} fill="#333" />
}
