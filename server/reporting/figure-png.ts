import { renderAsync } from '@resvg/resvg-js'
import { shapeOf, type SvgElement } from '../../shared/figures/elements.ts'
import { svgFile } from '../../shared/figures/svg-text.ts'
import type { Drawing, Mark } from '../../shared/plots/marks.ts'
import { outlinedText } from '../pdf/service.ts'

/** Points of the picture for each of the drawing: sharp on screens and in slides. */
export const PNG_SCALE = 2

/** A drawing as a PNG on white, in the fonts of the PDF whatever the machine has. Same drawing, same bytes. */
export async function* figurePng(drawing: Drawing, title: string): AsyncGenerator<Uint8Array> {
  const svg = svgFile(drawing, title, (mark) =>
    mark.kind === 'text' ? outlined(mark) : shapeOf(mark),
  )
  const picture = await renderAsync(svg, {
    font: { loadSystemFonts: false },
    background: '#FFFFFF',
    fitTo: { mode: 'zoom', value: PNG_SCALE },
  })
  yield picture.asPng()
}

type TextMark = Extract<Mark, { kind: 'text' }>

/** Of the width of a text, what stands before its place. */
const BEFORE = { start: 0, middle: 0.5, end: 1 } as const

/** A text as its outlines: what makes the picture reads a font of ten megabytes anew for each text. */
function outlined({ at: [x, y], text, size, anchor, colour, ...mark }: TextMark): SvgElement {
  const { width, unitsPerEm, signs } = outlinedText(text, mark.bold === true ? 'bold' : 'regular')
  const scale = size / unitsPerEm
  const turned = mark.upwards === true ? ' rotate(-90)' : ''
  const moved = `translate(${x} ${y})${turned} translate(${-width * size * BEFORE[anchor]} 0)`
  return {
    tag: 'g',
    attributes: { fill: colour, transform: `${moved} scale(${scale} ${-scale})` },
    children: signs.flatMap((sign) => drawnSign(sign)),
  }
}

function drawnSign({ x, path }: { readonly x: number; readonly path: string }): SvgElement[] {
  if (path === '') return []
  return [{ tag: 'path', attributes: { d: path, transform: `translate(${x} 0)` }, children: [] }]
}
