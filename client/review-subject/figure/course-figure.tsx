import type { ReactNode } from 'react'
import { placeOf, ticksOf, type Axis } from '../../../shared/course/axis.ts'
import type { Course } from '../../../shared/course/define.ts'
import { toIsoDate } from '../../../shared/kernel/dates.ts'
import type { MarkTexts } from '../mark-texts.ts'
import { EventBars, Moments, TreatmentBars, type LaneProps } from './bars.tsx'
import { LABORATORY_HEIGHT, LaboratoryLine, ResponseBand, SUM_HEIGHT, SumCurve } from './curves.tsx'
import css from './figure.module.css'
import { GUTTER, LANE, RIGHT } from './layout.ts'
import type { Drawn } from './mark.tsx'

interface CourseFigureProps extends Drawn {
  /** With an axis: something is dated. */
  readonly course: Course
  readonly axis: NonNullable<Course['axis']>
  readonly width: number
  readonly label: string
  readonly texts: MarkTexts
}

interface Row {
  readonly key: string
  readonly height: number
  readonly draw: (props: LaneProps) => ReactNode
}

/** One subject on one time axis: what was given, what happened, how large the tumour is. */
export function CourseFigure(props: CourseFigureProps): ReactNode {
  const { course, axis: days, width, label, texts, current, lit } = props
  const axis: Axis = { ...days, left: GUTTER, right: Math.max(GUTTER + 120, width - RIGHT) }
  const rows = placed(rowsOf(course, texts))
  const height = rows.reduce((sum, row) => sum + row.height, TOP) + 20
  const drawn = rows.map((row, line) => {
    const to = course.end?.day ?? axis.to
    return (
      <g key={row.key}>
        <line className={css['grid']} x1={0} x2={width} y1={row.y} y2={row.y} />
        {row.draw({ axis, to, y: row.y, line, texts, current, lit })}
      </g>
    )
  })
  return (
    <svg
      className={css['figure']}
      viewBox={`0 0 ${width} ${height}`}
      role="group"
      aria-label={label}
    >
      <Patterns />
      <TimeAxis {...{ course, axis, height, texts }} />
      {drawn}
      <EndLine {...{ course, axis, height, texts }} />
    </svg>
  )
}

/** Room for the time axis above the first row. */
const TOP = 34

/** The rows with the height at which each begins. */
function placed(rows: readonly Row[]): readonly (Row & { readonly y: number })[] {
  return rows.map((row, at) => ({
    ...row,
    y: rows.slice(0, at).reduce((sum, { height }) => sum + height, TOP),
  }))
}

function rowsOf(course: Course, texts: MarkTexts): readonly Row[] {
  const { visits, procedures, newTherapies } = course
  const moments = [
    { key: 'visit', marks: visits },
    { key: 'procedure', marks: procedures },
    { key: 'new-therapy', marks: newTherapies },
  ] as const
  const momentRow = (at: 0 | 1 | 2): readonly Row[] => {
    const { key, marks } = moments[at]
    if (marks.length === 0) return []
    const name = texts.laneName(key)
    const draw = (lane: LaneProps): ReactNode => (
      <Moments {...lane} name={name} marks={marks} kind={key} />
    )
    return [{ key, height: LANE, draw }]
  }
  return [
    ...momentRow(0),
    ...course.treatments.map((lane) => ({
      key: `drug ${lane.drug}`,
      height: LANE,
      draw: (at: LaneProps) => <TreatmentBars {...at} lane={lane} />,
    })),
    ...momentRow(1),
    ...momentRow(2),
    ...course.tumour.flatMap(tumourRows),
    ...course.events.map((lane) => ({
      key: `event ${lane.term}`,
      height: LANE,
      draw: (at: LaneProps) => <EventBars {...at} lane={lane} />,
    })),
    ...course.laboratory
      .filter(({ points }) => points.length > 0)
      .map((curve) => ({
        key: `test ${curve.test}`,
        height: LABORATORY_HEIGHT,
        draw: (at: LaneProps) => <LaboratoryLine {...at} curve={curve} />,
      })),
  ]
}

function tumourRows(curve: Course['tumour'][number]): readonly Row[] {
  const sum = {
    key: `sum ${curve.criteria}`,
    height: SUM_HEIGHT,
    draw: (at: LaneProps) => <SumCurve {...at} curve={curve} />,
  }
  const responses = {
    key: `response ${curve.criteria}`,
    height: 2 * LANE,
    draw: (at: LaneProps) => <ResponseBand {...at} curve={curve} />,
  }
  return curve.points.some((point) => point.sum !== null) ? [sum, responses] : [responses]
}

interface AroundProps {
  readonly course: Course
  readonly axis: Axis
  readonly height: number
  readonly texts: MarkTexts
}

/** Days on study above, dates below them. */
function TimeAxis({ course, axis, height, texts }: AroundProps): ReactNode {
  return (
    <g aria-hidden="true">
      {ticksOf(axis, course.origin, 84).map(({ day, x, studyDay }) => (
        <g key={day}>
          <line className={css['grid']} x1={x} x2={x} y1={30} y2={height} />
          {studyDay !== null && (
            <text x={x} y={11} textAnchor="middle">
              {texts.day(studyDay)}
            </text>
          )}
          <text className={css['soft']} x={x} y={25} textAnchor="middle">
            {texts.date(toIsoDate(day))}
          </text>
        </g>
      ))}
      {course.origin !== null && (
        <line
          className={css['origin']}
          x1={placeOf(axis, course.origin)}
          x2={placeOf(axis, course.origin)}
          y1={30}
          y2={height}
        />
      )}
    </g>
  )
}

/** Where what is known ends: at death, or at the last contact. */
function EndLine({ course, axis, height, texts }: AroundProps): ReactNode {
  const { end } = course
  if (end === null) return null
  const x = placeOf(axis, end.day)
  const label = `${texts.end(end.kind)} ${texts.date(toIsoDate(end.day))}`
  return (
    <g>
      <line className={css['end']} x1={x} x2={x} y1={30} y2={height}>
        <title>{label}</title>
      </line>
      <text x={x - 4} y={height - 4} textAnchor="end" className={css['letters']}>
        {`${label} ${end.kind === 'death' ? '✕' : '|'}`}
      </text>
    </g>
  )
}

function Patterns(): ReactNode {
  return (
    <defs>
      <pattern
        id="course-hatch"
        width="4"
        height="4"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(45)"
      >
        <rect width="4" height="4" fill="#fff" />
        <line x1="0" y1="0" x2="0" y2="4" stroke="#333" strokeWidth="1" />
      </pattern>
      <pattern
        id="course-unsure"
        width="6"
        height="6"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(-45)"
      >
        <rect width="6" height="6" fill="#fff" fillOpacity="0.7" />
        <line x1="0" y1="0" x2="0" y2="6" stroke="#333" strokeWidth="1.2" />
      </pattern>
    </defs>
  )
}
