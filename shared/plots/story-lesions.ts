import { besideEachOther } from '../kernel/bilingual.ts'
import { scale, type Scale } from './axes.ts'
import { disc, INK, label, line, OUTLINE, SOFT, type Mark } from './marks.ts'
import { PALETTE } from './palette.ts'
import type { FormPlace, LesionCourse, LesionCurve, LesionPoint, MomentLane } from './story-data.ts'
import {
  isSeen,
  middleOf,
  outsideView,
  spanLine,
  star,
  stripName,
  thing,
  xOf,
  type StoryFrame,
  type Strip,
} from './story-frame.ts'
import { atVisit, lengthAxis, measuredLine, niceTop, type LengthLook } from './story-lengths.ts'
import { COLUMN_WORDS, shownNumber, spanWords, STORY_WORDS } from './story-texts.ts'
import { textWidth } from './text-width.ts'

/** Lengths of a node that tell a normal one and a measurable one. @source RECIST 1.1, 3.1.1 */
const NODE_LINES = [10, 15] as const

/** One lesion in millimetres; all lesions share the scale. */
export function lesionStrip(
  frame: StoryFrame,
  lesion: LesionCourse,
  of: { readonly ledger: FormPlace; readonly look: LengthLook; readonly most: number },
): Strip {
  const { language } = frame
  const { id, site, node, curves, group } = lesion
  const height = of.look.lesionHeight
  const top = niceTop(of.most)
  const kind = group === 'new' ? STORY_WORDS.newLesion[language] : ''
  const name = [id, site[language], kind].filter((text) => text !== '').join(' · ')
  return {
    height,
    draw: (y, row) => {
      const foot = of.look.detailed ? 10 : 4
      const at = scale([0, top], [y + height - foot, y + Math.min(8, height / 4)])
      return [
        ...stripName(frame, y + height / 2 + 3, name),
        ...lengthAxis(frame, at, top),
        ...(node
          ? NODE_LINES.filter((mm) => mm <= top).map((mm) => nodeLine(frame, at(mm), mm))
          : []),
        ...curves.flatMap((curve) =>
          lesionCurve(frame, { curve, lesion, at, row, ledger: of.ledger, name }),
        ),
        ...(of.look.detailed ? details(frame, curves, { at, foot: y + height - 1 }) : []),
        ...outsideView(
          frame,
          (curves[0]?.points ?? []).map(({ when }) => [when.earliest, when.latest] as const),
          y + 8,
        ),
      ]
    },
  }
}

/** What a strip with room says beside its marks, of the curve drawn solid. */
function details(
  frame: StoryFrame,
  curves: readonly LesionCurve[],
  { at, foot }: { readonly at: Scale; readonly foot: number },
): readonly Mark[] {
  const solid = curves.find(({ column }) => column === 'VDIAM') ?? curves[0]
  const points = solid?.points ?? []
  let free = -Infinity
  const lengths = points.flatMap(({ when, value }) => {
    const middle = middleOf(when)
    if (value === null || !isSeen(frame, middle, middle)) return []
    const text = shownNumber(value)
    const half = textWidth(text, 7.5) / 2
    const x = xOf(frame, middle)
    if (x - half < free) return []
    free = x + half + 3
    // Above a viable diameter stands the whole one.
    const below = curves.length > 1 && at(value) + 14 < foot - 8
    const y = below ? at(value) + 11 : at(value) - 6.5
    return [label([x, y], text, { anchor: 'middle', size: 7.5 })]
  })
  return [...lengths, ...methodLetters(frame, points, foot)]
}

/** The method below each point at which it is another than before. */
function methodLetters(
  frame: StoryFrame,
  points: readonly LesionPoint[],
  y: number,
): readonly Mark[] {
  return points.flatMap(({ when, method }, at) => {
    const text = method?.[frame.language] ?? ''
    const before = points[at - 1]?.method?.[frame.language] ?? ''
    const middle = middleOf(when)
    if (text === '' || text === before || !isSeen(frame, middle, middle)) return []
    return [label([xOf(frame, middle), y], text, { anchor: 'middle', size: 7, colour: SOFT })]
  })
}

function nodeLine(frame: StoryFrame, y: number, mm: number): Mark {
  const points = [
    [frame.left, y],
    [frame.right, y],
  ] as const
  return { ...line(points, SOFT, { width: 0.6, dash: [4, 3] }), about: `${mm} mm` }
}

interface CurveOf {
  readonly curve: LesionCurve
  readonly lesion: LesionCourse
  readonly at: Scale
  readonly row: number
  readonly ledger: FormPlace
  readonly name: string
}

function lesionCurve(frame: StoryFrame, of: CurveOf): readonly Mark[] {
  const { curve, lesion, at, row, ledger, name } = of
  const { points, column } = curve
  const isWhole = column === 'LDIAM' && lesion.curves.some((one) => one.column === 'VDIAM')
  const measured = points.flatMap(({ value }) => value ?? [])
  const least = measured.length < 2 ? null : Math.min(...measured)
  const lowest = points.find(({ value }) => value === least)
  const line = measuredLine(
    frame,
    points.map(({ when, value }) => ({ day: middleOf(when), value })),
    at,
    isWhole ? { colour: INK, dash: [5, 3] } : { colour: INK },
  )
  return [
    ...line,
    ...points.flatMap((point) => {
      const { when, visit } = point
      if (!isSeen(frame, when.earliest, when.latest)) return []
      const isLowest = point === lowest
      return thing(frame, lesionMark(frame, point, { at, isLowest, isWhole, lesion }), {
        ...{ key: `lesion ${lesion.id} ${column} ${visit}`, lane: name, row },
        place: atVisit(ledger, visit),
        what: lesionWords(frame, point, {
          column,
          isLowest,
          isNew: isFirstOfNew(lesion, point),
          group: lesion.group,
        }),
        when: spanWords(when, frame),
      })
    }),
  ]
}

function isFirstOfNew({ group, curves }: LesionCourse, point: LesionPoint): boolean {
  return group === 'new' && curves.some(({ points }) => points[0] === point)
}

/** A lesion that was seen or looked for, and has no length: a star where it is new. */
function unmeasuredMark(
  frame: StoryFrame,
  point: LesionPoint,
  { at, lesion }: { readonly at: Scale; readonly lesion: LesionCourse },
): readonly Mark[] {
  const x = xOf(frame, middleOf(point.when))
  const ends = spanLine(frame, point.when, at(0) - 4)
  if (isFirstOfNew(lesion, point)) return [...star(x, at(0) - 5), ...ends]
  if (lesion.group === 'new') return [disc([x, at(0) - 4], 1.6, SOFT), ...ends]
  const look = { anchor: 'middle', size: 7.5, colour: SOFT } as const
  return [disc([x, at(0) - 4], 5, '#FFFFFF'), label([x, at(0) - 1.5], 'NE', look), ...ends]
}

function lesionMark(
  frame: StoryFrame,
  point: LesionPoint,
  of: {
    readonly at: Scale
    readonly isLowest: boolean
    readonly isWhole: boolean
    readonly lesion: LesionCourse
  },
): readonly Mark[] {
  const { at, isLowest, isWhole, lesion } = of
  const { when, value, baseline, tooSmall } = point
  if (value === null) return unmeasuredMark(frame, point, of)
  const x = xOf(frame, middleOf(when))
  const fill = baseline ? OUTLINE : tooSmall || isWhole ? '#FFFFFF' : PALETTE.sky
  return [
    disc([x, at(value)], isWhole ? 2.2 : 2.8, fill, OUTLINE),
    ...(isLowest && !isWhole ? [disc([x, at(value)], 5, null, PALETTE.blue)] : []),
    ...(isFirstOfNew(lesion, point) ? star(x + 9, at(value) - 4) : []),
    ...spanLine(frame, when, at(value)),
  ]
}

function lesionWords(
  { language }: StoryFrame,
  { visit, value, baseline, tooSmall, method }: LesionPoint,
  of: {
    readonly column: LesionCurve['column']
    readonly isLowest: boolean
    readonly isNew: boolean
    readonly group: LesionCourse['group']
  },
): string {
  const words = STORY_WORDS
  const size =
    value !== null
      ? `${COLUMN_WORDS[of.column][language]} ${shownNumber(value)} mm`
      : words[of.group === 'new' ? 'notMeasured' : 'notEvaluable'][language]
  return [
    baseline ? words.baseline[language] : visit,
    size,
    tooSmall ? words.tooSmall[language] : '',
    of.isLowest ? words.smallest[language] : '',
    of.isNew ? words.newLesion[language] : '',
    method?.[language] ?? '',
  ]
    .filter((text) => text !== '')
    .join(', ')
}

/** The largest length of all lesions; 0 without any. */
export function mostOf(lesions: readonly LesionCourse[]): number {
  return Math.max(
    0,
    ...lesions.flatMap(({ curves }) =>
      curves.flatMap(({ points }) => points.map(({ value }) => value ?? 0)),
    ),
  )
}

/** Procedures as upright lines over the strips of lengths. */
export function procedureLines(
  frame: StoryFrame,
  lanes: readonly MomentLane[],
  [top, bottom]: readonly [number, number],
): readonly Mark[] {
  return lanes
    .filter(({ kind }) => kind === 'procedure')
    .flatMap(({ name, moments }) =>
      moments
        .filter(({ when }) => isSeen(frame, when.earliest, when.latest))
        .map(({ when }) => {
          const x = xOf(frame, middleOf(when))
          const points = [
            [x, top],
            [x, bottom],
          ] as const
          const about = besideEachOther(
            [name[frame.language], spanWords(when, frame)],
            frame.language,
          )
          return { ...line(points, PALETTE.purple, { width: 1, dash: [2, 2] }), about }
        }),
    )
}
