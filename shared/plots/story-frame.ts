import { placeOf } from '../course/axis.ts'
import type { Language } from '../kernel/bilingual.ts'
import type { Day } from '../kernel/brand.ts'
import { addDays } from '../kernel/dates.ts'
import {
  area,
  asItem,
  corners,
  FAINT,
  hatched,
  INK,
  label,
  line,
  OUTLINE,
  SOFT,
  type Box,
  type Mark,
  type Point,
} from './marks.ts'
import type { DaySpan, FormPlace, StoryPlotData, StoryView } from './story-data.ts'
import { spanWords, STORY_WORDS } from './story-texts.ts'
import { fitted } from './text-width.ts'

/** Where the time stands on the drawing, and which part of it is drawn. */
export interface StoryFrame {
  readonly subject: string
  readonly language: Language
  readonly firstDose: Day | null
  /** Where what has no end goes on to. */
  readonly lastKnown: Day
  readonly from: Day
  readonly to: Day
  readonly left: number
  readonly right: number
}

/** One line or strip of the drawing. */
export interface Strip {
  readonly height: number
  /** Its marks below `y`; `row` is its place from the top. */
  readonly draw: (y: number, row: number) => readonly Mark[]
}

export const PAGE_WIDTH = 1100
const GUTTER = 190
const RIGHT = 60
/** How far lines go on beyond the last day: what lies on it keeps clear of the scales. */
export const OVER = 12
/** How long before the first dose the usual view begins: screening, without the years before it. */
const BEFORE_DOSE = 42
const NAME_SIZE = 9

/** The view asked for; else from screening on, as wide as a page. */
export function viewOf({ view, extent, firstDose }: StoryPlotData): StoryView {
  if (view !== undefined) return view
  const from = extent?.from ?? (0 as Day)
  const to = extent?.to ?? from
  const usual =
    firstDose === null ? from : (Math.max(from, addDays(firstDose, -BEFORE_DOSE)) as Day)
  return { width: PAGE_WIDTH, from: usual < to ? usual : from, to, everyTerm: false }
}

export function frameOf(data: StoryPlotData, language: Language): StoryFrame {
  const { subject, firstDose, end, extent } = data
  const { from, to, width } = viewOf(data)
  const lastKnown = end?.kind === 'death' ? end.day : (extent?.to ?? to)
  const left = Math.min(GUTTER, width / 3)
  return { subject, language, firstDose, lastKnown, from, to, left, right: width - RIGHT }
}

/** Where a day stands; what lies outside the view is held at its side. */
export function xOf({ from, to, left, right }: StoryFrame, day: number): number {
  const held = Math.min(to, Math.max(from, day)) as Day
  return placeOf({ from, to, left, right }, held)
}

/** Where a span is drawn as one place: its middle. */
export function middleOf({ earliest, latest }: DaySpan): number {
  return (earliest + latest) / 2
}

/** Whether any of it lies within the view. */
export function isSeen({ from, to }: StoryFrame, earliest: number, latest: number): boolean {
  return latest >= from && earliest <= to
}

/** A thing of the subject, drawn by these marks. */
export function thing(
  frame: StoryFrame,
  marks: readonly Mark[],
  said: {
    readonly key: string
    readonly lane: string
    readonly what: string
    readonly when: string
    readonly row: number
    readonly place: FormPlace
    readonly fact?: string
  },
): readonly Mark[] {
  return asItem(marks, { subject: frame.subject, item: said })
}

/** The name of a strip, left of the axis. */
export function stripName(frame: StoryFrame, y: number, text: string): readonly Mark[] {
  const shown = fitted(text, frame.left - 14, NAME_SIZE)
  const mark = label([frame.left - 8, y], shown, { anchor: 'end', size: NAME_SIZE })
  return [shown === text ? mark : { ...mark, about: text }]
}

/** A line that names the strips below it. */
export function heading(frame: StoryFrame, text: string): Strip {
  return {
    height: 16,
    draw: (y) => [
      line(
        [
          [8, y + 2.5],
          [frame.right + OVER, y + 2.5],
        ],
        FAINT,
        { width: 0.6 },
      ),
      label([8, y + 12], text, { size: 8.5, colour: SOFT, bold: true }),
    ],
  }
}

export interface Stretch {
  readonly start: DaySpan
  readonly end: DaySpan | null
}

/** Where a stretch stands: what is certain of it, and the whole that it may be. */
export interface BarPlace {
  readonly whole: Box
  /** Null: none of it is certain. */
  readonly sure: Box | null
  /** It goes on, and its arrow lies within the view. */
  readonly arrow: boolean
}

export function barPlace(
  frame: StoryFrame,
  { start, end }: Stretch,
  { y, height }: Pick<Box, 'y' | 'height'>,
): BarPlace | null {
  const last = Math.max(frame.lastKnown, start.earliest)
  const latest = end === null ? last : Math.max(end.latest, start.earliest)
  if (!isSeen(frame, start.earliest, latest)) return null
  const x = xOf(frame, start.earliest)
  const right = Math.min(frame.right, Math.max(xOf(frame, latest), x + 3))
  const whole = { x: Math.min(x, right - 3), y, width: Math.max(3, right - x), height }
  const sureFrom = xOf(frame, start.latest)
  const sureTo = end === null ? right : Math.max(xOf(frame, end.earliest), 0)
  const known = start.earliest === start.latest && (end === null || end.earliest === end.latest)
  const sure = known
    ? whole
    : sureTo > sureFrom
      ? { x: sureFrom, y, width: sureTo - sureFrom, height }
      : null
  return { whole, sure, arrow: end === null && last <= frame.to }
}

/** A bar whose ends that are known in part are hatched. */
export function bar(
  { whole, sure, arrow }: BarPlace,
  filled: (box: Box) => readonly Mark[],
): readonly Mark[] {
  const unsure = sure === whole ? [] : hatched(whole)
  return [
    ...unsure,
    ...(sure === null ? [] : filled(sure)),
    ...(arrow ? arrowAt(whole.x + whole.width, whole.y + whole.height / 2) : []),
  ]
}

function arrowAt(x: number, y: number): readonly Mark[] {
  return [
    area(
      [
        [x, y - 3.5],
        [x + 6, y],
        [x, y + 3.5],
      ],
      OUTLINE,
    ),
  ]
}

/** When a stretch was, in words. */
export function stretchWords(frame: StoryFrame, { start, end }: Stretch): string {
  const { language } = frame
  const from = spanWords(start, frame)
  const to = end === null ? STORY_WORDS.ongoing[language] : spanWords(end, frame)
  return language === 'zh' ? `${from}至${to}` : `${from} to ${to}`
}

/** How far a day that is known in part may lie, as a line with two ends. */
export function spanLine(
  frame: StoryFrame,
  { earliest, latest }: DaySpan,
  y: number,
): readonly Mark[] {
  if (earliest === latest || !isSeen(frame, earliest, latest)) return []
  const ends = [xOf(frame, earliest), xOf(frame, latest)]
  const [from = 0, to = 0] = ends
  return [
    line(
      [
        [from, y],
        [to, y],
      ],
      OUTLINE,
      { width: 0.8, dash: [2, 2] },
    ),
    ...ends.map((x) =>
      line(
        [
          [x, y - 3],
          [x, y + 3],
        ],
        OUTLINE,
        { width: 0.8 },
      ),
    ),
  ]
}

/** A line through points by rising x, cut to the view. */
export function lineInView(
  frame: StoryFrame,
  points: readonly { readonly day: number; readonly y: number }[],
  look: {
    readonly colour?: string
    readonly width?: number
    readonly dash?: readonly number[]
  } = {},
): readonly Mark[] {
  const shown: Point[] = []
  points.forEach((point, at) => {
    const next = points[at + 1]
    const before = points[at - 1]
    if (before !== undefined && before.day < frame.from && point.day > frame.from)
      shown.push([frame.left, between(before, point, frame.from)])
    if (isSeen(frame, point.day, point.day)) shown.push([xOf(frame, point.day), point.y])
    if (next !== undefined && point.day < frame.to && next.day > frame.to)
      shown.push([frame.right, between(point, next, frame.to)])
  })
  const { colour = INK, width = 1.2, dash } = look
  if (shown.length < 2) return []
  return [line(shown, colour, dash === undefined ? { width } : { width, dash })]
}

interface DayPoint {
  readonly day: number
  readonly y: number
}

function between(a: DayPoint, b: DayPoint, day: number): number {
  return a.y + ((day - a.day) / (b.day - a.day)) * (b.y - a.y)
}

/** How many things lie before and after the view, at its sides. */
export function outsideView(
  frame: StoryFrame,
  spans: readonly (readonly [earliest: number, latest: number])[],
  y: number,
): readonly Mark[] {
  const before = spans.filter(([, latest]) => latest < frame.from).length
  const after = spans.filter(([earliest]) => earliest > frame.to).length
  const { earlier, later } = STORY_WORDS
  // On what crosses a side of the view the words stand darker.
  const on = (day: number): string =>
    spans.some(([earliest, latest]) => earliest < day && latest > day) ? INK : SOFT
  const words = (count: number, what: { en: string; zh: string }): string =>
    frame.language === 'zh' ? `${count}${what.zh}` : `${count} ${what.en}`
  return [
    ...(before === 0
      ? []
      : [
          label([frame.left + 2, y], `‹ ${words(before, earlier)}`, {
            size: 7.5,
            colour: on(frame.from),
          }),
        ]),
    ...(after === 0
      ? []
      : [
          label([frame.right - 2, y], `${words(after, later)} ›`, {
            ...{ size: 7.5, colour: on(frame.to), anchor: 'end' },
          }),
        ]),
  ]
}

/** A result of a marker: no circle, for those are lengths of lesions. */
export function diamond([x, y]: readonly [x: number, y: number], fill: string): Mark {
  const reach = 3.4
  const tips = [[x, y - reach], [x + reach, y], [x, y + reach], [x - reach, y]] as const // prettier-ignore
  return area(tips, fill, OUTLINE)
}

/** The sign of a new lesion: six rays, drawn because not every font has one. */
export function star(x: number, y: number): readonly Mark[] {
  return [0, 1, 2].map((ray) => {
    const angle = Math.PI / 2 + (ray * Math.PI) / 3
    const [right, down] = [4 * Math.cos(angle), 4 * Math.sin(angle)]
    return line(
      [
        [x - right, y - down],
        [x + right, y + down],
      ],
      INK,
      { width: 1.4 },
    )
  })
}

export function square(x: number, y: number, half: number, fill: string | null): Mark {
  return area(
    corners({ x: x - half, y: y - half, width: 2 * half, height: 2 * half }),
    fill,
    OUTLINE,
  )
}
