import {
  itemWords,
  type Drawing,
  type Mark,
  type MarkAim,
  type MarkItem,
  type Point,
} from '../plots/marks.ts'

/** An SVG element as plain data: the page makes React elements of it, a file makes text. */
export interface SvgElement {
  readonly tag: 'path' | 'text' | 'g' | 'title' | 'a'
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (SvgElement | string)[]
}

export interface ElementsWish {
  /** Where the record of a subject, or a form of it, is; absent: marks lead nowhere. */
  readonly linkOf?: (subject: string, item?: MarkItem) => string
  /** Where the records are that a mark counts; absent: such marks lead to their subject, or nowhere. */
  readonly aimOf?: (aim: MarkAim) => string
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
    const link = linkOfMark(marks[at], { ...wish, linkOf })
    let end = at + 1
    while (link !== null && isSame(marks[end], marks[at], link)) end += 1
    const own = marks.slice(at, end)
    if (link === null) elements.push(...own.map(shapeOf))
    else if (link.item === undefined)
      elements.push(...linkTo({ ...link, again: reached.has(link.key) }, own))
    else elements.push(...itemLink(link.href, link.item, { own, current }))
    if (link !== null) reached.add(link.key)
    at = end
  }
  return elements
}

/** Where a mark leads, and what tells its link from others. */
interface MarkLink {
  readonly href: string
  readonly key: string
  /** Its name where nothing is said about it. */
  readonly name: string
  readonly item: MarkItem | undefined
}

function linkOfMark(
  mark: Mark | undefined,
  { linkOf, aimOf }: Pick<ElementsWish, 'aimOf'> & Required<Pick<ElementsWish, 'linkOf'>>,
): MarkLink | null {
  const { subject, item, aim } = mark ?? {}
  if (aim !== undefined && aimOf !== undefined) {
    const href = aimOf(aim)
    return { href, key: `aim ${href}`, name: subject ?? '', item: undefined }
  }
  if (subject === undefined) return null
  return { href: linkOf(subject, item), key: subject, name: subject, item }
}

function isSame(mark: Mark | undefined, first: Mark | undefined, { item }: MarkLink): boolean {
  if (mark === undefined) return false
  return mark.subject === first?.subject && mark.item?.key === item?.key && isOneAim(mark, first)
}

function isOneAim(mark: Mark, first: Mark | undefined): boolean {
  return JSON.stringify(mark.aim) === JSON.stringify(first?.aim)
}

interface LinkWish extends Pick<MarkLink, 'href' | 'name'> {
  /** Marks that lead there were linked before. */
  readonly again: boolean
}

function linkTo(
  { href, name: usual, again }: LinkWish,
  marks: readonly Mark[],
): readonly SvgElement[] {
  const abouts = marks.flatMap(({ about }) => (about === undefined ? [] : [about]))
  // A text names its link by itself.
  const named = abouts.length > 0 || marks.some(({ kind }) => kind !== 'text')
  const name = named ? { 'aria-label': [...new Set(abouts)].join('; ') || usual } : {}
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
