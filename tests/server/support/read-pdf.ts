import { inflateSync } from 'node:zlib'

/** A page of a PDF: its text in the order it was drawn, and how it stands. */
interface ReadPage {
  readonly text: string
  readonly turned: boolean
}

/** An item of the outline: its title, how deep it stands, and the page it leads to, counted from 1. */
interface Bookmark {
  readonly title: string
  readonly depth: number
  readonly page: number
}

/** What a reader sees of a PDF that the product wrote. */
export interface ReadPdf {
  readonly pages: readonly ReadPage[]
  /** All pages one after the other. */
  readonly text: string
  readonly outline: readonly Bookmark[]
  readonly title: string
  readonly language: string
  /** How often each type of structure element stands in it. */
  readonly structure: Readonly<Record<string, number>>
}

/** Reads a PDF of pdfkit again: plain objects, deflated streams, two bytes for a sign. */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const objects = objectsOf(Buffer.from(bytes).toString('latin1'))
  const root = at(objects, at(objects, 'trailer'), 'Root')
  const kids = /\/Kids \[([^\]]*)\]/.exec(at(objects, root, 'Pages'))?.[1] ?? ''
  const numbers = Array.from(kids.matchAll(/(\d+) 0 R/g), ([, number = '']) => number)
  const pages = numbers.map((number) => pageOf(objects, at(objects, number)))
  const info = at(objects, at(objects, 'trailer'), 'Info')
  return {
    pages,
    text: pages.map(({ text }) => text).join(''),
    outline: [...bookmarksOf(objects, numbers, { number: refIn(root, 'Outlines'), depth: 0 })],
    title: stringIn(at(objects, info, 'Title')),
    language: stringIn(/\/Lang (\([^\n]*\))/.exec(root)?.[1] ?? ''),
    structure: structureOf(objects),
  }
}

/** An object by its number, or the one that another names under a key. */
function at(objects: Objects, object: string, key?: string): string {
  return objects.get(key === undefined ? object : refIn(object, key)) ?? ''
}

function structureOf(objects: Objects): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const object of objects.values()) {
    const type = /^<<\n\/S \/(\w+)\n[\s\S]*\/P \d+ 0 R/.exec(object)?.[1]
    if (type !== undefined) counts[type] = (counts[type] ?? 0) + 1
  }
  return counts
}

/** Texts as they are compared with what was drawn: broken lines and repeated spaces do not count. */
export function squeezed(text: string): string {
  return text.replaceAll(/\s+/g, '')
}

type Objects = ReadonlyMap<string, string>

function objectsOf(text: string): Objects {
  const found = text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)
  const objects = new Map([...found].map(([, number = '', object = '']) => [number, object]))
  return objects.set('trailer', text.slice(text.lastIndexOf('trailer')))
}

function refIn(object: string, key: string): string {
  return new RegExp(`/${key} (\\d+) 0 R`).exec(object)?.[1] ?? ''
}

function* bookmarksOf(
  objects: Objects,
  pages: readonly string[],
  of: { readonly number: string; readonly depth: number },
): Iterable<Bookmark> {
  let next = refIn(objects.get(of.number) ?? '', 'First')
  while (next !== '') {
    const item = objects.get(next) ?? ''
    const page = pages.indexOf(/\/Dest \[(\d+) 0 R/.exec(item)?.[1] ?? '') + 1
    const title = stringIn(/\/Title (\([\s\S]*?[^\\]\))\n/.exec(item)?.[1] ?? '')
    yield { title, depth: of.depth + 1, page }
    yield* bookmarksOf(objects, pages, { number: next, depth: of.depth + 1 })
    next = refIn(item, 'Next')
  }
}

const ESCAPED: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

function stringIn(written: string): string {
  const inner = /\(([\s\S]*)\)/.exec(written)?.[1] ?? ''
  const bytes = inner.replaceAll(/\\([\s\S])/g, (_, sign: string) => ESCAPED[sign] ?? sign)
  if (!bytes.startsWith('\u00fe\u00ff')) return bytes
  return Buffer.from(bytes.slice(2), 'latin1').swap16().toString('utf16le')
}

function streamOf(object = ''): string {
  const start = object.indexOf('stream\n') + 'stream\n'.length
  const bytes = Buffer.from(object.slice(start, object.lastIndexOf('\nendstream')), 'latin1')
  return inflateSync(bytes).toString('latin1')
}

function pageOf(objects: Objects, page: string): ReadPage {
  const [, width = '', height = ''] = /\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/.exec(page) ?? []
  const drawn = streamOf(objects.get(refIn(page, 'Contents')))
  const fonts = fontsOf(objects, objects.get(refIn(page, 'Resources')) ?? '')
  return { text: textOf(drawn, fonts), turned: Number(width) > Number(height) }
}

/** From the code of a sign to its text. */
type Font = readonly string[]

function fontsOf(objects: Objects, resources: string): ReadonlyMap<string, Font> {
  const named = resources.matchAll(/\/(F\d+) (\d+) 0 R/g)
  return new Map(
    [...named].map(([, name = '', number = '']) => {
      const map = objects.get(refIn(objects.get(number) ?? '', 'ToUnicode'))
      return [name, fontOf(streamOf(map))]
    }),
  )
}

function fontOf(map: string): Font {
  const font: string[] = []
  for (const [, from = '', codes = ''] of map.matchAll(/<(\w+)> <\w+> \[([^\]]*)\]/g)) {
    ;[...codes.matchAll(/<([^>]*)>/g)].forEach(([, code = ''], at) => {
      const bytes = Buffer.from(code.replaceAll(' ', ''), 'hex')
      font[parseInt(from, 16) + at] = bytes.swap16().toString('utf16le')
    })
  }
  return font
}

function textOf(drawn: string, fonts: ReadonlyMap<string, Font>): string {
  let font: Font = []
  let text = ''
  for (const [, name, shown = ''] of drawn.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
    if (name === undefined) text += signsOf(shown, font)
    else font = fonts.get(name) ?? []
  }
  return text
}

/** `[<00010002> -3 <0003> 0]`, the numbers being shifts. */
function signsOf(shown: string, font: Font): string {
  const codes = Array.from(shown.matchAll(/<(\w+)>/g), ([, run = '']) => run.match(/\w{4}/g) ?? [])
  return codes
    .flat()
    .map((code) => font[parseInt(code, 16)] ?? '\uFFFD')
    .join('')
}
