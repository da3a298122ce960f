import type { BestResponse } from '../endpoints/results.ts'
import { scale, type Scale } from './axes.ts'
import { disc, FAINT, INK, label, line, OUTLINE, SOFT, type Mark } from './marks.ts'
import { PALETTE } from './palette.ts'
import { isDark, responseBox } from './response-look.ts'
import type {
  AssessmentMark,
  CriterionCourse,
  FormPlace,
  LesionCourse,
  LesionCurve,
  LesionPoint,
  MomentLane,
  TumourCourse,
} from './story-data.ts'
import {
  isSeen,
  lineInView,
  middleOf,
  outsideView,
  OVER,
  spanLine,
  star,
  stripName,
  thing,
  xOf,
  type StoryFrame,
  type Strip,
} from './story-frame.ts'
import { COLUMN_WORDS, shownNumber, shownPercent, spanWords, STORY_WORDS } from './story-texts.ts'
import { textWidth } from './text-width.ts'

const RESPONSE_LANE = 14

export function atVisit({ form }: FormPlace, visit: string): FormPlace {
  return { form, visit }
}

/** The investigator's responses and below them the derived ones. */
export function responseStrips(
  frame: StoryFrame,
  { criteria, assessments }: CriterionCourse,
  reviews: FormPlace,
): readonly Strip[] {
  const { language } = frame
  const rows = ['investigator', 'derived'] as const
  return rows.map((whose) => {
    const lane = `${criteria} · ${STORY_WORDS[whose][language]}`
    return codeStrip(frame, {
      ...{ lane, assessments, whose, place: reviews },
      codeOf: (one) => one[whose],
    })
  })
}

/** The state of the non-target lesions at each assessment; none where no criterion has any. */
export function nonTargetStrips(
  frame: StoryFrame,
  { criteria, ledger }: TumourCourse,
): readonly Strip[] {
  const { language } = frame
  return criteria
    .filter(({ assessments }) => assessments.some(({ nonTarget }) => nonTarget !== null))
    .map(({ criteria: name, assessments }) =>
      codeStrip(frame, {
        lane: `${STORY_WORDS.nonTarget[language]}, ${name}`,
        assessments: assessments.filter(({ nonTarget }) => nonTarget !== null),
        ...{ whose: 'nonTarget', place: ledger, codeOf: ({ nonTarget }) => nonTarget },
      }),
    )
}

interface CodeLane {
  readonly lane: string
  readonly whose: string
  readonly assessments: readonly AssessmentMark[]
  readonly place: FormPlace
  readonly codeOf: (assessment: AssessmentMark) => string | null
}

function codeStrip(frame: StoryFrame, of: CodeLane): Strip {
  const { lane, assessments, whose, place, codeOf } = of
  return {
    height: RESPONSE_LANE,
    draw: (y, row) => [
      ...stripName(frame, y + 10.5, lane),
      ...assessments.flatMap((one, at) => {
        if (!isSeen(frame, one.day, one.day)) return []
        const code = codeOf(one)
        const x = xOf(frame, one.day)
        const width = Math.max(5, Math.min(22, roomAt(frame, assessments, at) - 2))
        const box = { x: x - width / 2, y: y + 1.5, width, height: 11 }
        return thing(frame, codeBox(code, box), {
          ...{ key: `${whose} ${lane} ${one.visit}`, lane, row, place: atVisit(place, one.visit) },
          what: `${one.visit}, ${code ?? STORY_WORDS.noReview[frame.language]}`,
          when: spanWords({ earliest: one.day, latest: one.day }, frame),
        })
      }),
      ...outsideView(
        frame,
        assessments.map(({ day }) => [day, day] as const),
        y + 10.5,
      ),
    ],
  }
}

/** How far the nearest assessment is. */
function roomAt(frame: StoryFrame, all: readonly AssessmentMark[], at: number): number {
  const x = xOf(frame, all[at]?.day ?? 0)
  const others = [all[at - 1], all[at + 1]].flatMap((one) => one ?? [])
  return Math.min(Infinity, ...others.map(({ day }) => Math.abs(xOf(frame, day) - x)))
}

const RESPONSES: ReadonlySet<string> = new Set(['CR', 'PR', 'SD', 'PD', 'NE', 'NON-CR/NON-PD'])

function isResponse(code: string): code is BestResponse {
  return RESPONSES.has(code)
}

/** A box in the colour of the response with its letters; dashed and empty where none is recorded. */
function codeBox(
  code: string | null,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
): readonly Mark[] {
  if (code === null) {
    const { x, y, width, height } = box
    return [
      { ...disc([x + width / 2, y + height / 2], 0.5, '#FFFFFF') },
      line(
        [
          [x, y],
          [x + width, y],
          [x + width, y + height],
          [x, y + height],
          [x, y],
        ],
        OUTLINE,
        { width: 0.8, dash: [2, 2] },
      ),
    ]
  }
  const filled = isResponse(code) ? responseBox(code, box) : []
  const text = code === 'NON-CR/NON-PD' ? 'NN' : code
  const size = 8
  const width = textWidth(text, size)
  if (width > box.width - 1) return filled
  const at = [box.x + box.width / 2, box.y + 8.5] as const
  const plate =
    code === 'NE'
      ? [
          line(
            [
              [at[0] - width / 2 - 1, box.y + 5.5],
              [at[0] + width / 2 + 1, box.y + 5.5],
            ],
            '#FFFFFF',
            { width: 9 },
          ),
        ]
      : []
  const dark = isResponse(code) && isDark(code)
  return [
    ...filled,
    ...plate,
    label(at, text, { anchor: 'middle', size, colour: dark ? '#FFFFFF' : '#000000' }),
  ]
}

/** Heights of strips of lengths: close together on a page with everything, wide in a figure of their own. */
export interface LengthLook {
  readonly sumHeight: number
  readonly lesionHeight: number
  /** Lengths stand at their points, and the method of imaging below wherever it is another than before. */
  readonly detailed: boolean
}

/** The sum of targets under one criterion: baseline filled, nadir ringed, a star where a lesion is new. */
export function sumStrip(
  frame: StoryFrame,
  course: CriterionCourse,
  { ledger, look }: { readonly ledger: FormPlace; readonly look: LengthLook },
): Strip {
  const { baseline, assessments, criteria, nadir } = course
  const height = look.sumHeight
  const lane = `${STORY_WORDS.sum[frame.language]}, ${criteria}`
  const sums = [baseline?.sum ?? 0, ...assessments.map(({ sum }) => sum ?? 0)]
  const most = Math.max(...sums)
  return {
    height,
    draw: (y, row) => {
      const at = scale([0, niceTop(most)], [y + height - 6, y + 12])
      const points = sumPoints(course)
      const firstLow = points.find(({ sum }) => sum === nadir)
      return [
        ...stripName(frame, y + height / 2 + 3, lane),
        ...lengthAxis(frame, at, niceTop(most)),
        ...measuredLine(
          frame,
          points.map(({ day, sum }) => ({ day, value: sum })),
          at,
        ),
        ...sumLetters(frame, points, { at, nadir: firstLow?.key ?? '' }),
        ...points.flatMap((point) => {
          if (!isSeen(frame, point.day, point.day)) return []
          const marks = sumMark(frame, point, { at, ringed: point === firstLow })
          return thing(frame, marks, {
            ...{
              key: `sum ${criteria} ${point.key}`,
              lane,
              row,
              place: atVisit(ledger, point.visit),
            },
            what: sumWords(frame, point, point === firstLow),
            when: spanWords({ earliest: point.day, latest: point.day }, frame),
          })
        }),
        ...outsideView(
          frame,
          points.map(({ day }) => [day, day] as const),
          y + 10,
        ),
      ]
    },
  }
}

type SumPoint = Pick<AssessmentMark, 'day' | 'visit' | 'sum' | 'newLesion'> & {
  readonly key: string
  readonly assessment: AssessmentMark | null
}

function sumPoints({ baseline, assessments }: CriterionCourse): readonly SumPoint[] {
  const first: readonly SumPoint[] =
    baseline === null || baseline.day === null
      ? []
      : [
          {
            ...{ day: baseline.day, visit: 'BASELINE', sum: baseline.sum, newLesion: false },
            ...{ key: 'baseline', assessment: null },
          },
        ]
  return [
    ...first,
    ...assessments.map((assessment) => {
      const { day, visit, sum, newLesion } = assessment
      return { day, visit, sum, newLesion, key: visit, assessment }
    }),
  ]
}

function sumMark(
  frame: StoryFrame,
  { day, sum, newLesion, assessment }: SumPoint,
  { at, ringed }: { readonly at: Scale; readonly ringed: boolean },
): readonly Mark[] {
  const x = xOf(frame, day)
  const y = at(sum ?? 0)
  const ray = newLesion ? star(x + 9, y - 7) : []
  if (sum === null)
    return [...ray, label([x, at(0) - 2], 'NE', { anchor: 'middle', size: 7.5, colour: SOFT })]
  const fill = assessment === null ? OUTLINE : '#FFFFFF'
  return [
    disc([x, y], 3.2, fill, OUTLINE),
    ...(ringed ? [disc([x, y], 6, null, PALETTE.blue)] : []),
    ...ray,
  ]
}

/** The lengths at the points, where they have room: baseline and nadir first, then from left to right. */
function sumLetters(
  frame: StoryFrame,
  points: readonly SumPoint[],
  { at, nadir }: { readonly at: Scale; readonly nadir: string },
): readonly Mark[] {
  const taken: (readonly [number, number])[] = []
  const weight = ({ key, assessment }: SumPoint): number =>
    assessment === null || key === nadir ? 0 : 1
  return [...points]
    .sort((a, b) => weight(a) - weight(b) || a.day - b.day)
    .flatMap(({ day, sum, newLesion }) => {
      if (sum === null || !isSeen(frame, day, day)) return []
      const text = shownNumber(sum)
      const half = textWidth(text, 8) / 2 + 2
      const x = xOf(frame, day) - (newLesion ? half : 0)
      if (taken.some(([from, to]) => x + half > from && x - half < to)) return []
      taken.push([x - half, x + half])
      return [label([x, at(sum) - 8], text, { anchor: 'middle', size: 8 })]
    })
}

function sumWords(
  { language }: StoryFrame,
  { visit, sum, newLesion, assessment }: SumPoint,
  isNadir: boolean,
): string {
  const words = STORY_WORDS
  const { percentFromBaseline: fromBaseline = null, percentFromNadir: fromNadir = null } =
    assessment ?? {}
  const change = (value: number | null, what: keyof typeof words): string =>
    value === null ? '' : `${shownPercent(value)} ${words[what][language]}`
  return [
    assessment === null ? words.baseline[language] : visit,
    sum === null ? words.notEvaluable[language] : `${shownNumber(sum)} mm`,
    change(fromBaseline, 'fromBaseline'),
    change(fromNadir, 'fromNadir'),
    isNadir ? words.nadir[language] : '',
    newLesion ? words.newLesion[language] : '',
  ]
    .filter((text) => text !== '')
    .join(', ')
}

/** The first round number at or above a length. */
export function niceTop(most: number): number {
  const step = most > 100 ? 50 : most > 20 ? 20 : 10
  return Math.max(step, Math.ceil(most / step) * step)
}

/** The line at 0, and the ends of the scale. */
function lengthAxis(frame: StoryFrame, at: Scale, top: number): readonly Mark[] {
  return [
    line(
      [
        [frame.left, at(0)],
        [frame.right + OVER, at(0)],
      ],
      FAINT,
      { width: 0.7 },
    ),
    ...[0, top].map((value) =>
      label([frame.right + OVER + 3, at(value) + 3], String(value), { size: 7, colour: SOFT }),
    ),
  ]
}

/** A line through what was measured, dashed where an assessment between could not be. */
function measuredLine(
  frame: StoryFrame,
  points: readonly { readonly day: number; readonly value: number | null }[],
  at: Scale,
  look: { readonly colour?: string; readonly dash?: readonly number[] } = {},
): readonly Mark[] {
  const marks: Mark[] = []
  let before: { readonly day: number; readonly y: number } | null = null
  let gap = false
  for (const { day, value } of points) {
    if (value === null) {
      gap = true
      continue
    }
    const now = { day, y: at(value) }
    if (before !== null)
      marks.push(...lineInView(frame, [before, now], { ...look, ...(gap ? { dash: [2, 3] } : {}) }))
    before = now
    gap = false
  }
  return marks
}

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
    return [label([x, at(value) - 6.5], text, { anchor: 'middle', size: 7.5 })]
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
  const x = xOf(frame, middleOf(when))
  const isFirst = isFirstOfNew(lesion, point)
  if (value === null) {
    const ends = spanLine(frame, when, at(0) - 4)
    if (isFirst) return [...star(x, at(0) - 5), ...ends]
    if (lesion.group === 'new') return [disc([x, at(0) - 4], 1.6, SOFT), ...ends]
    const look = { anchor: 'middle', size: 7.5, colour: SOFT } as const
    return [label([x, at(0) - 1.5], 'NE', look), ...ends]
  }
  const fill = baseline ? OUTLINE : tooSmall || isWhole ? '#FFFFFF' : PALETTE.sky
  return [
    disc([x, at(value)], isWhole ? 2.2 : 2.8, fill, OUTLINE),
    ...(isLowest && !isWhole ? [disc([x, at(value)], 5, null, PALETTE.blue)] : []),
    ...(isFirst ? star(x + 9, at(value) - 4) : []),
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
          const about = `${name[frame.language]}, ${spanWords(when, frame)}`
          return { ...line(points, PALETTE.purple, { width: 1, dash: [2, 2] }), about }
        }),
    )
}
