import { inflateSync } from 'node:zlib'

/** A page of a PDF: its text in the order it was drawn, and how it stands. */
export interface PdfPage {
  readonly text: string
  readonly turned: boolean
}

/** The pages of a PDF that Chromium printed: plain objects, deflated streams, two bytes for a sign. */
export function pdfPages(pdf: Buffer): readonly PdfPage[] {
  const objects = objectsOf(pdf.toString('latin1'))
  return [...objects.values()]
    .filter((object) => object.startsWith('<</Type /Page\n'))
    .map((object) => {
      const [, width = '', height = ''] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(object) ?? []
      const drawn = streamOf(objects.get(/\/Contents (\d+) 0 R/.exec(object)?.[1] ?? ''))
      return {
        text: textOf(drawn, fontsOf(object, objects)),
        turned: Number(width) > Number(height),
      }
    })
}

type Objects = ReadonlyMap<string, string>
/** From the code of a sign to its text. */
type Font = ReadonlyMap<string, string>

function objectsOf(text: string): Objects {
  const found = text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)
  return new Map([...found].map(([, number = '', object = '']) => [number, object]))
}

function streamOf(object = ''): string {
  const start = object.indexOf('stream\n') + 'stream\n'.length
  const bytes = Buffer.from(object.slice(start, object.lastIndexOf('\nendstream')), 'latin1')
  return inflateSync(bytes).toString('latin1')
}

function fontsOf(page: string, objects: Objects): ReadonlyMap<string, Font> {
  const named = page.matchAll(/\/(F\d+) (\d+) 0 R/g)
  return new Map(
    [...named].map(([, name = '', number = '']) => {
      const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(number) ?? '')?.[1]
      return [name, map === undefined ? new Map() : fontOf(streamOf(objects.get(map)))]
    }),
  )
}

function fontOf(map: string): Font {
  const font = new Map<string, string>()
  for (const [, from = '', to = '', start = ''] of map.matchAll(
    /^<(\w{4})> <(\w{4})> <(\w{4})>$/gm,
  )) {
    const first = parseInt(from, 16)
    for (let code = first; code <= parseInt(to, 16); code += 1) {
      font.set(hex(code), String.fromCharCode(parseInt(start, 16) + code - first))
    }
  }
  for (const [, code = '', text = ''] of map.matchAll(/^<(\w{4})> <(\w+)>$/gm)) {
    font.set(code, Buffer.from(text, 'hex').swap16().toString('utf16le'))
  }
  return font
}

function hex(code: number): string {
  return code.toString(16).toUpperCase().padStart(4, '0')
}

function textOf(drawn: string, fonts: ReadonlyMap<string, Font>): string {
  let font: Font | undefined
  let text = ''
  for (const [, name, codes] of drawn.matchAll(/\/(F\d+) [\d.]+ Tf|<(\w+)> Tj/g)) {
    if (name !== undefined) font = fonts.get(name)
    for (const code of codes?.match(/\w{4}/g) ?? []) text += font?.get(code) ?? '\uFFFD'
  }
  return text
}
