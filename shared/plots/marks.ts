/** A place on a drawing: x to the right, y downwards. */
export type Point = readonly [x: number, y: number]

interface MarkBase {
  /** What the mark stands for, shown to who points at it. */
  readonly about?: string
  /** The subject it stands for: the way to the record. */
  readonly subject?: string
  /** The thing that it draws together with its neighbours. */
  readonly item?: MarkItem
  /** Where it leads, other than to the record of its subject. */
  readonly aim?: MarkAim
}

/** What stands behind a mark that no one record stands behind: a list of records by what narrows it, or a figure. */
export type MarkAim =
  /** First entries of forms of dated visits at a site; `late`: those alone that came late. */
  | { readonly to: 'entries'; readonly site: string; readonly late: boolean }
  /** Unsettled queries; `site` null: of all sites, `age` null: of any age. */
  | { readonly to: 'queries'; readonly site: string | null; readonly age: string | null }
  /** The liver values of a subject over time, as multiples of the limit or of the baseline. */
  | {
      readonly to: 'liver-course'
      readonly subject: string
      readonly of: 'limit' | 'baseline'
    }

/** A thing that marks in a row draw together: one link, and one row of the table beside the figure. */
export interface MarkItem {
  /** Tells it from all others of the drawing. */
  readonly key: string
  /** The lane it stands in, what it is, and when, in words. */
  readonly lane: string
  readonly what: string
  readonly when: string
  /** The lane's place from the top, for the arrow keys. */
  readonly row: number
  /** The form that it leads to. */
  readonly place: { readonly form: string; readonly visit: string | null }
  /** Name of the step by which it was derived; absent: it was entered. */
  readonly fact?: string
}

/** All that an item says, in one sentence. */
export function itemWords({ lane, what, when }: MarkItem): string {
  return [[lane, what].filter((part) => part !== '').join(': '), when]
    .filter((part) => part !== '')
    .join(', ')
}

/** Marks that draw one thing of a subject together. */
export function asItem(
  marks: readonly Mark[],
  { subject, item }: { readonly subject: string; readonly item: MarkItem },
): readonly Mark[] {
  return marks.map((mark, at) => ({
    ...mark,
    ...{ subject, item },
    ...(at === 0 ? { about: itemWords(item) } : {}),
  }))
}

/** What a plot is made of. Whoever draws needs to know these three alone. */
export type Mark =
  | (MarkBase & {
      readonly kind: 'line'
      readonly points: readonly Point[]
      readonly colour: string
      readonly width: number
      /** Lengths of dash and gap; absent: solid. */
      readonly dash?: readonly number[]
    })
  | (MarkBase & {
      readonly kind: 'area'
      readonly points: readonly Point[]
      /** Null: not filled. */
      readonly fill: string | null
      readonly outline: string | null
    })
  | (MarkBase & {
      readonly kind: 'text'
      readonly at: Point
      readonly text: string
      readonly size: number
      readonly anchor: 'start' | 'middle' | 'end'
      readonly colour: string
      readonly bold?: boolean
      /** Read upwards, about its place. */
      readonly upwards?: boolean
    })

/** A finished plot. Lengths are points of the page at full size. */
export interface Drawing {
  readonly width: number
  readonly height: number
  readonly marks: readonly Mark[]
}

export const INK = '#1A1A1A'
export const SOFT = '#565C63'
export const OUTLINE = '#333333'
export const FAINT = '#C9CDD2'
const SMALL = 10

export function line(
  points: readonly Point[],
  colour: string = INK,
  { width = 1, dash }: { readonly width?: number; readonly dash?: readonly number[] } = {},
): Mark {
  return { kind: 'line', points, colour, width, ...(dash === undefined ? {} : { dash }) }
}

export function area(
  points: readonly Point[],
  fill: string | null,
  outline: string | null = null,
): Mark {
  return { kind: 'area', points, fill, outline }
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The corners of a box, clockwise. */
export function corners({ x, y, width, height }: Box): readonly Point[] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ]
}

/** A disc about a place, as the polygon that print cannot tell from it. */
export function disc(
  [x, y]: Point,
  radius: number,
  fill: string | null,
  outline: string | null = null,
): Mark {
  const points = Array.from({ length: CORNERS }, (_, at): Point => {
    const angle = (2 * Math.PI * at) / CORNERS
    return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
  })
  return area(points, fill, outline)
}

const CORNERS = 16

interface TextLook {
  readonly size?: number
  readonly anchor?: 'start' | 'middle' | 'end'
  readonly colour?: string
  readonly bold?: boolean
  readonly upwards?: boolean
}

export function label(at: Point, text: string, look: TextLook = {}): Mark {
  const { size = SMALL, anchor = 'start', colour = INK, bold, upwards } = look
  return {
    ...{ kind: 'text', at, text, size, anchor, colour },
    ...(bold === undefined ? {} : { bold }),
    ...(upwards === undefined ? {} : { upwards }),
  }
}

/** A box filled with lines that rise to the right, for what colour alone must not say. */
export function hatched(box: Box): readonly Mark[] {
  const { x, y, width, height } = box
  const marks: Mark[] = [area(corners(box), '#FFFFFF', OUTLINE)]
  const gap = 4
  for (let start = gap; start < width + height; start += gap) {
    const from: Point = [x + Math.min(start, width), y + Math.max(0, start - width)]
    const to: Point = [x + Math.max(0, start - height), y + Math.min(start, height)]
    marks.push(line([from, to], OUTLINE, { width: 0.6 }))
  }
  return marks
}

/** Marks at another place. */
export function moved(marks: readonly Mark[], right: number, down: number): readonly Mark[] {
  const to = ([x, y]: Point): Point => [x + right, y + down]
  return marks.map((mark) =>
    mark.kind === 'text' ? { ...mark, at: to(mark.at) } : { ...mark, points: mark.points.map(to) },
  )
}
