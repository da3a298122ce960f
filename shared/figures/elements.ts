import type { Drawing, Mark, Point } from '../plots/marks.ts'

/** An SVG element as plain data: the page makes React elements of it, a file makes text. */
export interface SvgElement {
  readonly tag: 'path' | 'text' | 'g' | 'title' | 'a'
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (SvgElement | string)[]
}

export interface ElementsWish {
  /** Where the record of a subject is; absent: marks lead nowhere. */
  readonly linkOf?: (subject: string) => string
}

/**
 * The elements of a drawing, in the order in which they cover each other. Marks of one subject that
 * follow each other are one link: one stop on the way through the figure by keyboard.
 */
export function elementsOf(
  { marks }: Drawing,
  { linkOf }: ElementsWish = {},
): readonly SvgElement[] {
  if (linkOf === undefined) return marks.map(shapeOf)
  const elements: SvgElement[] = []
  for (let at = 0; at < marks.length;) {
    const { subject } = marks[at] ?? {}
    let end = at + 1
    while (subject !== undefined && marks[end]?.subject === subject) end += 1
    const own = marks.slice(at, end)
    const shapes = own.map(shapeOf)
    elements.push(...(subject === undefined ? shapes : [linkTo(linkOf(subject), subject, own)]))
    at = end
  }
  return elements
}

function linkTo(href: string, subject: string, marks: readonly Mark[]): SvgElement {
  const abouts = marks.flatMap(({ about }) => (about === undefined ? [] : [about]))
  // A text names its link by itself.
  const named = abouts.length > 0 || marks.some(({ kind }) => kind !== 'text')
  const name = named ? { 'aria-label': [...new Set(abouts)].join('; ') || subject } : {}
  return { tag: 'a', attributes: { href, ...name }, children: marks.map(shapeOf) }
}

function shapeOf(mark: Mark): SvgElement {
  const about = mark.about === undefined ? [] : [titleOf(mark.about)]
  switch (mark.kind) {
    case 'line':
      return {
        tag: 'path',
        attributes: {
          ...{ d: pathOf(mark.points, false), fill: 'none', stroke: mark.colour },
          'stroke-width': short(mark.width),
          ...(mark.dash === undefined ? {} : { 'stroke-dasharray': mark.dash.join(' ') }),
        },
        children: about,
      }
    case 'area':
      return {
        tag: 'path',
        attributes: {
          ...{ d: pathOf(mark.points, true), fill: mark.fill ?? 'none' },
          ...(mark.outline === null ? {} : { stroke: mark.outline, 'stroke-width': '0.8' }),
        },
        children: about,
      }
    case 'text':
      return {
        tag: 'text',
        attributes: {
          ...placeOf(mark),
          'text-anchor': mark.anchor,
          'font-size': short(mark.size),
          ...(mark.bold === true ? { 'font-weight': '600' } : {}),
          fill: mark.colour,
        },
        children: [mark.text, ...about],
      }
  }
}

function titleOf(text: string): SvgElement {
  return { tag: 'title', attributes: {}, children: [text] }
}

function placeOf({ at: [x, y], upwards }: Extract<Mark, { kind: 'text' }>): Record<string, string> {
  const place = { x: short(x), y: short(y) }
  return upwards === true ? { ...place, transform: `rotate(-90 ${place.x} ${place.y})` } : place
}

function pathOf(points: readonly Point[], closed: boolean): string {
  const places = points.map(([x, y]) => `${short(x)} ${short(y)}`)
  return `M${places.join('L')}${closed ? 'Z' : ''}`
}

/** Hundredths of a point are finer than any print. */
function short(value: number): string {
  return String(Math.round(value * 100) / 100)
}
