import { itemWords, type Drawing, type Mark, type MarkItem, type Point } from '../plots/marks.ts'

/** An SVG element as plain data: the page makes React elements of it, a file makes text. */
export interface SvgElement {
  readonly tag: 'path' | 'text' | 'g' | 'title' | 'a'
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (SvgElement | string)[]
}

export interface ElementsWish {
  /** Where the record of a subject, or a form of it, is; absent: marks lead nowhere. */
  readonly linkOf?: (subject: string, item?: MarkItem) => string
  /** Key of the one item that the Tab key reaches; absent: it reaches each. */
  readonly current?: string
}

/** The elements of a drawing, in the order in which they cover each other. */
export function elementsOf({ marks }: Drawing, wish: ElementsWish = {}): readonly SvgElement[] {
  const elements: SvgElement[] = []
  for (let at = 0; at < marks.length;) {
    const mark = marks[at]
    if (mark === undefined) break
    const end = endOfItem(marks, at)
    elements.push(...linked(mark, marks.slice(at, end).map(shapeOf), wish))
    at = end
  }
  return elements
}

/** Where the marks end that draw the same item as the one at `at`; a mark without one stands alone. */
function endOfItem(marks: readonly Mark[], at: number): number {
  const key = marks[at]?.item?.key
  let end = at + 1
  while (key !== undefined && marks[end]?.item?.key === key) end += 1
  return end
}

function linked(
  { subject, item }: Mark,
  shapes: readonly SvgElement[],
  { linkOf, current }: ElementsWish,
): readonly SvgElement[] {
  if (subject === undefined || linkOf === undefined) return shapes
  const href = linkOf(subject, item)
  if (item === undefined) {
    // A text names its link by itself.
    const name = shapes[0]?.tag === 'text' ? {} : { 'aria-label': subject }
    return [{ tag: 'a', attributes: { href, ...name }, children: shapes }]
  }
  const stop = current === undefined ? {} : { tabindex: current === item.key ? '0' : '-1' }
  const attributes = {
    ...{ href, 'aria-label': itemWords(item), ...stop },
    ...{ 'data-item': item.key, 'data-row': String(item.row) },
  }
  // One title for the whole: whatever part of it is pointed at, the same is said. Letters stand beside
  // the link, not in it: its name says them already.
  const parts = shapes.map((shape) => ({
    ...shape,
    children: shape.children.filter((child) => typeof child === 'string' || child.tag !== 'title'),
  }))
  const drawn = parts.filter(({ tag }) => tag !== 'text')
  const letters = parts
    .filter(({ tag }) => tag === 'text')
    .map((one) => ({ ...one, attributes: { ...one.attributes, 'pointer-events': 'none' } }))
  return [{ tag: 'a', attributes, children: [titleOf(itemWords(item)), ...drawn] }, ...letters]
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
