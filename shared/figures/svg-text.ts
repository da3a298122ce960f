import { escaped } from '../kernel/escaped.ts'
import type { Drawing, Mark } from '../plots/marks.ts'
import { elementsOf, shapeOf, type SvgElement } from './elements.ts'

/** A drawing as the text of an SVG element, to stand in an HTML file or alone. */
export function svgText(drawing: Drawing, title: string): string {
  const { width, height } = drawing
  const size = `0 0 ${width} ${Math.ceil(height)}`
  const inside = elementsOf(drawing).map(textOf).join('')
  return `<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escaped(title)}" viewBox="${size}" style="max-width:${width}px">${inside}</svg>`
}

/** Fonts of a file that stands alone: the one of print first, then what readers have. */
const FONTS =
  "'Noto Sans SC', 'Helvetica Neue', Arial, 'PingFang SC', 'Microsoft YaHei', sans-serif"

/** A drawing as an SVG file of its own size; `draw` for who draws some marks otherwise. */
export function svgFile(
  drawing: Drawing,
  title: string,
  draw: (mark: Mark) => SvgElement = shapeOf,
): string {
  const { width, height } = drawing
  const size = [width, Math.ceil(height)]
  const head = `width="${size[0]}" height="${size[1]}" viewBox="0 0 ${size.join(' ')}"`
  const inside = drawing.marks.map((mark) => textOf(draw(mark))).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" ${head} font-family="${FONTS}"><title>${escaped(title)}</title>${inside}</svg>\n`
}

function textOf({ tag, attributes, children }: SvgElement): string {
  const named = Object.entries(attributes)
    .map(([name, value]) => ` ${name}="${escaped(value)}"`)
    .join('')
  const inside = children
    .map((child) => (typeof child === 'string' ? escaped(child) : textOf(child)))
    .join('')
  return `<${tag}${named}>${inside}</${tag}>`
}
