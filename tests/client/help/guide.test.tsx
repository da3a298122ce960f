import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { GuideError, readGuide } from '../../../bin/guide.mjs'
import { HELP_CHAPTERS, helpChapterOf } from '../../../client/app/help-chapters.ts'
import { ROUTES } from '../../../client/app/routes.tsx'
import { partsOf, plainText, search } from '../../../client/read-help/guide.ts'
import { REPORT } from '../../../client/read-help/overview.tsx'
import { pageIn } from '../../../client/read-help/queries.ts'

const docs = path.join(import.meta.dirname, '../../../docs')
const english = readFileSync(path.join(docs, 'user-guide.md'), 'utf8')
const en = readGuide(english)
const zh = readGuide(readFileSync(path.join(docs, 'user-guide.zh.md'), 'utf8'), english)

interface Place {
  readonly path?: string
  readonly index?: boolean
  readonly children?: readonly Place[]
}

/** The whole path of every page. */
function pathsOf(routes: readonly Place[], above = ''): readonly string[] {
  return routes.flatMap(({ path: own = '', children }) => {
    const whole = `${above}/${own}`.replaceAll(/\/+/g, '/').replace(/(.)\/$/, '$1')
    return children === undefined ? [whole] : pathsOf(children, whole)
  })
}

describe('the user guide as the help of the product', () => {
  it('VA-08: has the same chapters and headings in both languages, each under one address', () => {
    const places = (guide: typeof en) =>
      partsOf(guide).map(({ chapter, anchor }) => [chapter, anchor])
    expect(places(zh)).toEqual(places(en))
    const ids = partsOf(en).map(({ chapter, anchor }) => anchor ?? chapter)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { title, blocks } of [...en.chapters, ...zh.chapters]) {
      expect(plainText(title)).not.toBe('')
      expect(blocks.length, plainText(title)).toBeGreaterThan(0)
    }
    expect(en.chapters.map(({ title }) => plainText(title))).toContain('Export')
    expect(zh.chapters.map(({ title }) => plainText(title))).toContain('导出')
  })

  it('VA-08: every page of the product names its chapter, which is there, or says that it has none', () => {
    expect(Object.keys(HELP_CHAPTERS).sort()).toEqual([...pathsOf(ROUTES as Place[])].sort())
    const chapters = new Set(en.chapters.map(({ id }) => id))
    for (const [page, chapter] of Object.entries(HELP_CHAPTERS)) {
      if (chapter !== null) expect(chapters.has(chapter), `${page}: ${chapter}`).toBe(true)
    }
    expect(helpChapterOf('/studies/x/subjects/1001/tumour')).toBe('tumour-ledger')
    expect(helpChapterOf('/studies/x/subjects/new')).toBe('enrol-a-subject')
    expect(helpChapterOf('/studies/x/export')).toBe('export')
    expect(helpChapterOf('/nowhere')).toBeNull()
  })

  it('VA-08: says how to report wrong data, a fault, a lost device and a breach', () => {
    for (const guide of [en, zh]) {
      const parts = partsOf(guide).filter(({ chapter }) => chapter === REPORT)
      expect(parts.map(({ anchor }) => anchor)).toEqual([
        ...[null, 'wrong-data', 'a-fault-of-the-product'],
        ...['a-lost-device-or-password', 'a-suspected-breach'],
      ])
      for (const { text } of parts) expect(text.length).toBeGreaterThan(60)
    }
  })

  it('VA-08: is found by its words, in both languages, a title before a text', () => {
    const [first] = search(partsOf(en), 'audit trail')
    expect(first).toMatchObject({ chapter: 'audit-trail', anchor: null })
    const hit = search(partsOf(en), 'RECOVERY telephone').find(({ chapter }) => chapter === REPORT)
    expect(hit).toMatchObject({ anchor: 'a-lost-device-or-password' })
    expect(hit?.found.toLowerCase()).toMatch(/recovery|telephone/)
    expect(search(partsOf(zh), '恢复码').map(({ chapter }) => chapter)).toContain(REPORT)
    expect(search(partsOf(en), 'zebra')).toEqual([])
    expect(search(partsOf(en), '  ')).toEqual([])
  })

  it.each([
    ['HTML', '## A\n\n<script>alert(1)</script>\n'],
    ['HTML in a sentence', '## A\n\nThis is <b>bold</b>.\n'],
    ['a picture', '## A\n\n![x](https://elsewhere.example/x.png)\n'],
  ])('VA-08: a page with %s is refused when the product is built', (_, text) => {
    expect(() => readGuide(text)).toThrow(GuideError)
  })

  it('VA-08: a chapter that one language lacks is refused when the product is built', () => {
    const two = '## A\n\na\n\n## B\n\nb\n'
    expect(() => readGuide('## 甲\n\n一\n', two)).toThrow('The heading "B" of the English page')
    expect(() => readGuide(`## 甲\n\n一\n\n### 乙\n\n二\n`, two)).toThrow('is answered by "乙"')
    expect(() => readGuide(`${two}\n## C\n\nc\n`, two)).toThrow('No English heading answers to "C"')
  })

  it('keeps signs as they are written, and a link to a file that is not in the product as its words', () => {
    const { chapters } = readGuide(
      '## A & B\n\n`a < b` \\* **c** [d](e.md) [f](https://g.example)\n',
    )
    expect(chapters).toMatchObject([{ id: 'a-b', title: ['A & B'] }])
    expect(chapters[0]?.blocks).toEqual([
      {
        kind: 'text',
        text: [
          ...[{ kind: 'code', text: 'a < b' }, ' ', '*', ' ', { kind: 'strong', text: ['c'] }, ' '],
          ...['d', ' ', { kind: 'link', href: 'https://g.example', text: ['f'] }],
        ],
      },
    ])
  })

  it('takes release notes in the language of the reader, else in English', () => {
    const pages = { '../docs/release-notes.md': 'en', '../docs/release-notes.zh.md': 'zh' }
    expect(pageIn(pages, 'release-notes', 'zh')).toBe('zh')
    expect(pageIn(pages, 'release-notes', 'en')).toBe('en')
    expect(pageIn({ '../docs/release-notes.md': 'en' }, 'release-notes', 'zh')).toBe('en')
    expect(pageIn({}, 'release-notes', 'en')).toBeUndefined()
  })
})
