import { readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { lexer } from 'marked'

/**
 * Pages of `docs/` as plain data for the client: what Markdown says, and nothing that a browser would take
 * for HTML. Done when the client is built; the browser gets no Markdown and no reader of it.
 */

/** A page that cannot stand in the product as it is written. */
export class GuideError extends Error {
  name = 'GuideError'
}

/**
 * The chapters of a Markdown text. `like`: the same page in English, whose places name those of this one,
 * so that an address leads to the same chapter in both languages. Throws `GuideError` for HTML, pictures,
 * and headings that do not answer those of `like` one by one.
 */
export function readGuide(text, like = null) {
  const tokens = lexer(text)
  const namer = like === null ? ownNames() : namesLike(headingsOf(lexer(like)), headingsOf(tokens))
  const guide = { intro: [], chapters: [] }
  for (const token of tokens) {
    const depth = token.type === 'heading' ? token.depth : null
    // The title of the page is that of the help.
    if (depth === 1) continue
    if (depth === 2) {
      guide.chapters.push({ id: namer(token), title: inlinesOf(token.tokens), blocks: [] })
      continue
    }
    const blocks = guide.chapters.at(-1)?.blocks ?? guide.intro
    blocks.push(...blocksOf(token, namer))
  }
  return guide
}

function headingsOf(tokens) {
  return tokens.filter(({ type, depth }) => type === 'heading' && depth > 1)
}

/** What a heading is called in an address. */
function slugOf({ text }) {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}

function ownNames() {
  const taken = new Map()
  return (token) => {
    const slug = slugOf(token)
    const before = taken.get(slug) ?? 0
    taken.set(slug, before + 1)
    return before === 0 ? slug : `${slug}-${before + 1}`
  }
}

function namesLike(headings, own) {
  headings.forEach((token, at) => {
    if (own[at]?.depth === token.depth) return
    throw new GuideError(
      `The heading "${token.text}" of the English page is answered by "${own[at]?.text ?? 'nothing'}".`,
    )
  })
  const more = own[headings.length]
  if (more !== undefined) throw new GuideError(`No English heading answers to "${more.text}".`)
  const names = ownNames()
  const waiting = headings.map(names)
  return () => waiting.shift()
}

function blocksOf(token, namer) {
  const read = BLOCKS[token.type]
  if (read === undefined) throw new GuideError(`A page holds what has no place in it: ${token.raw}`)
  return read(token, namer)
}

const paragraph = ({ tokens }) => [{ kind: 'text', text: inlinesOf(tokens) }]

const BLOCKS = {
  space: () => [],
  heading: (token, namer) => [
    { kind: 'heading', id: namer(token), level: token.depth, text: inlinesOf(token.tokens) },
  ],
  paragraph,
  text: (token) =>
    token.tokens === undefined ? [{ kind: 'text', text: [token.text] }] : paragraph(token),
  code: ({ text }) => [{ kind: 'code', text }],
  list: ({ ordered, items }) => [
    {
      kind: 'list',
      ordered,
      items: items.map(({ tokens }) => tokens.flatMap((one) => blocksOf(one))),
    },
  ],
  table: ({ header, rows }) => [
    { kind: 'table', head: header.map(cellOf), rows: rows.map((row) => row.map(cellOf)) },
  ],
  blockquote: ({ tokens }) => [{ kind: 'quote', blocks: tokens.flatMap((one) => blocksOf(one)) }],
}

function cellOf({ tokens }) {
  return inlinesOf(tokens)
}

function inlinesOf(tokens) {
  return tokens.flatMap((token) => {
    const read = INLINES[token.type]
    if (read === undefined)
      throw new GuideError(`A page holds what has no place in it: ${token.raw}`)
    return read(token)
  })
}

const INLINES = {
  text: ({ tokens, text }) => (tokens === undefined ? [text] : inlinesOf(tokens)),
  escape: ({ text }) => [text],
  codespan: ({ text }) => [{ kind: 'code', text: text }],
  strong: ({ tokens }) => [{ kind: 'strong', text: inlinesOf(tokens) }],
  em: ({ tokens }) => [{ kind: 'emphasis', text: inlinesOf(tokens) }],
  br: () => [' '],
  link: ({ href, tokens }) => linkOf(href, inlinesOf(tokens)),
}

/** Within the page, or to another host. Files beside it are not in the product: their names alone stay. */
function linkOf(href, text) {
  return /^(?:#|https:)/.test(href) ? [{ kind: 'link', href, text }] : text
}

/** The program that a page is built into, and stands for. */
const { version: VERSION } = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'package.json'), 'utf8'),
)

const CHINESE = /\.zh\.md$/

/** Lets the client import a page of `docs/` as data: `import.meta.glob('../../docs/*.md')`. */
export function guidePages() {
  return {
    name: 'guide-pages',
    enforce: 'pre',
    load(id) {
      const file = id.split('?')[0]
      if (!file.endsWith('.md') || basename(dirname(file)) !== 'docs') return null
      const english = file.replace(CHINESE, '.md')
      this.addWatchFile(english)
      const like = english === file ? null : readFileSync(english, 'utf8')
      const guide = readGuide(readFileSync(file, 'utf8'), like)
      const text = JSON.stringify(JSON.stringify({ version: VERSION, ...guide }))
      return { code: `export const page = JSON.parse(${text})`, moduleType: 'js', map: null }
    },
  }
}
