import { renderAsync } from '@resvg/resvg-js'
import { svgFile } from '../../shared/figures/svg-text.ts'
import type { Drawing } from '../../shared/plots/marks.ts'
import { drawnInFonts, fontFiles } from '../pdf/service.ts'

/** Points of the picture for each of the drawing: sharp on screens and in slides. */
export const PNG_SCALE = 2

/** A drawing as a PNG on white, in the fonts of the PDF whatever the machine has. Same drawing, same bytes. */
export async function* figurePng(drawing: Drawing, title: string): AsyncGenerator<Uint8Array> {
  const picture = await renderAsync(svgFile(inFonts(drawing), title), {
    font: {
      fontFiles: [...fontFiles()],
      loadSystemFonts: false,
      defaultFontFamily: FAMILY,
      sansSerifFamily: FAMILY,
    },
    background: '#FFFFFF',
    fitTo: { mode: 'zoom', value: PNG_SCALE },
  })
  yield picture.asPng()
}

const FAMILY = 'Noto Sans SC'

/** The drawing with the signs alone that the fonts have. */
function inFonts({ marks, ...drawing }: Drawing): Drawing {
  return {
    ...drawing,
    marks: marks.map((mark) =>
      mark.kind === 'text' ? { ...mark, text: drawnInFonts(mark.text) } : mark,
    ),
  }
}
