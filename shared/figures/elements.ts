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

/**
 * The elements of a drawing, in the order in which they cover each other. Marks of one subject that
 * follow each other are one link, or one for each thing that they draw: one stop on the way through the
 * figure by keyboard. Words that stand apart from what they name are for the pointer alone.
 */
export function elementsOf({ marks }: Drawing, wish: ElementsWish = {}): readonly SvgElement[] {
  const { linkOf, current } = wish
  if (linkOf === undefined) return marks.map(shapeOf)
  const elements: SvgElement[] = []
  const reached = new Set<string>()
  for (let at = 0; at < marks.length;) {
    const { subject, item } = marks[at] ?? {}
    let end = at + 1
    while (subject !== undefined && isSame(marks[end], { subject, item })) end += 1
    const own = marks.slice(at, end)
    if (subject === undefined) elements.push(...own.map(shapeOf))
    else if (item === undefined)
      elements.push(...linkTo({ href: linkOf(subject), subject, again: reached.has(subject) }, own))
    else elements.push(...itemLink(linkOf(subject, item), item, { own, current }))
    if (subject !== undefined) reached.add(subject)
    at = end
  }
  return elements
}

function isSame(
  mark: Mark | undefined,
  { subject, item }: { readonly subject: string; readonly item: MarkItem | undefined },
): boolean {
  return mark?.subject === subject && mark.item?.key === item?.key
}

interface SubjectLink {
  readonly href: string
  readonly subject: string
  /** Marks of the subject were linked before. */
  readonly again: boolean
}

function linkTo(
  { href, subject, again }: SubjectLink,
  marks: readonly Mark[],
): readonly SvgElement[] {
  const abouts = marks.flatMap(({ about }) => (about === undefined ? [] : [about]))
  // A text names its link by itself.
  const named = abouts.length > 0 || marks.some(({ kind }) => kind !== 'text')
  const name = named ? { 'aria-label': [...new Set(abouts)].join('; ') || subject } : {}
  const shapes = marks.map(shapeOf)
  const drawn = shapes.filter(({ tag }) => tag !== 'text')
  const link = { tag: 'a', attributes: { href, ...name } } as const
  const wordsAlone = { ...link.attributes, ...(again ? { tabindex: '-1' } : {}) }
  if (drawn.length === 0) return [{ tag: 'a', attributes: wordsAlone, children: shapes }]
  return [{ ...link, children: drawn }, ...lettersOf(shapes)]
}

/** Letters stand beside the link of what is drawn, not in it: its name is said once. */
function lettersOf(shapes: readonly SvgElement[]): readonly SvgElement[] {
  return shapes
    .filter(({ tag }) => tag === 'text')
    .map((one) => ({ ...one, attributes: { ...one.attributes, 'pointer-events': 'none' } }))
}

/** One title for the whole: whatever part of it is pointed at, the same is said. */
function itemLink(
  href: string,
  item: MarkItem,
  { own, current }: { readonly own: readonly Mark[]; readonly current: string | undefined },
): readonly SvgElement[] {
  const stop = current === undefined ? {} : { tabindex: current === item.key ? '0' : '-1' }
  const attributes = {
    ...{ href, 'aria-label': itemWords(item), ...stop },
    ...{ 'data-item': item.key, 'data-row': String(item.row) },
  }
  const parts = own.map(shapeOf).map((shape) => ({
    ...shape,
    children: shape.children.filter((child) => typeof child === 'string' || child.tag !== 'title'),
  }))
  const drawn = parts.filter(({ tag }) => tag !== 'text')
  const link = { tag: 'a', attributes, children: [titleOf(itemWords(item)), ...drawn] } as const
  return [link, ...lettersOf(parts)]
}

/** One mark alone. */
export function shapeOf(mark: Mark): SvgElement {
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
