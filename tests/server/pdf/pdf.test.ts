import { describe, expect, it } from 'vitest'
import {
  addContents,
  addFigure,
  addHeading,
  addList,
  addNote,
  addParagraph,
  addTable,
  createPdf,
  type PdfWriter,
} from '../../../server/pdf/service.ts'
import type { TestMark } from '../../../shared/environment/test-mark.ts'
import { readPdf, squeezed, type ReadPdf } from '../support/read-pdf.ts'

const SETTINGS = { head: ['HCC-1', 'Subject 1-001'], foot: 'Casebook' } as const

function newPdf(title = 'A document', mark: TestMark | null = null): PdfWriter {
  return createPdf({
    ...{ title, mark, language: 'en', subject: 'Test', producer: 'Hepatrial 1.0.0' },
    createdAt: '2024-05-06T07:08:09.000Z',
    pageOf: (page, pages) => `Page ${page} of ${pages}`,
  })
}

function bytesOf(pdf: PdfWriter): Buffer {
  return Buffer.concat([...pdf.pieces()])
}

function read(write: (pdf: PdfWriter) => void, title?: string): ReadPdf {
  const pdf = newPdf(title)
  pdf.startPage(SETTINGS)
  write(pdf)
  return readPdf(bytesOf(pdf))
}

describe('a PDF of test data', () => {
  it('VA-06: says so at the head of every page and in its title; another one does not', () => {
    const pagesOf = (mark: TestMark | null): ReadPdf => {
      const pdf = newPdf('A document', mark)
      pdf.startPage(SETTINGS)
      pdf.nextPage()
      return readPdf(bytesOf(pdf))
    }
    const words = 'TEST DATA · 测试数据'
    const { pages, title } = pagesOf('study')
    expect(title).toBe(`${words} - A document`)
    expect(pages).toHaveLength(2)
    for (const { text } of pages) expect(squeezed(text)).toContain(squeezed(words))
    const plain = pagesOf(null)
    expect(plain.title).toBe('A document')
    expect(plain.text).not.toContain('TEST')
  })
})

describe('text of a PDF', () => {
  it.each([
    'Haemoglobin 12.4 g/dL, ALT ≥ 3 × ULN, 5 µmol/L ± 0.2 β α → ≤',
    '受试者于2024年1月20日签署知情同意书，肝功能（Child-Pugh A级）良好。',
    'first line\nsecond line\r\nthird line',
    `A word of 200 letters: ${'hepatocellular'.repeat(15)}.`,
    '0012 and 1.50 and –0.00',
  ])('holds every sign of %j', (text) => {
    const { text: drawn } = read((pdf) => {
      addParagraph(pdf, text)
    })
    expect(squeezed(drawn)).toContain(squeezed(text))
    expect(drawn).not.toContain('\uFFFD')
  })

  it('writes a sign that the font does not have as its number, never as an empty box', () => {
    const { text } = read((pdf) => {
      addParagraph(pdf, 'good 😀 or \u0007 not')
    })
    expect(text).toContain('good ‹U+1F600› or ‹U+0007› not')
  })

  it('writes a power that the font does not have as one, never as a digit of the number', () => {
    const { text } = read((pdf) => {
      addParagraph(pdf, 'platelets 75 × 10⁹/L, 10⁻⁶ m, 5 m²')
    })
    expect(text).toContain('platelets 75 × 10^9/L, 10^-6 m, 5 m²')
  })

  it('runs over as many pages as a long text needs, without losing a sign', () => {
    const long = Array.from({ length: 3000 }, (_, at) => `word${at}`).join(' ')
    const { pages, text } = read((pdf) => {
      addNote(pdf, long, { barred: true })
    })
    expect(pages.length).toBeGreaterThan(3)
    for (let at = 0; at < 3000; at += 1) expect(text).toContain(`word${at}`)
  })
})

describe('the frame of a PDF', () => {
  it('numbers every page and repeats head and foot, upright and turned', () => {
    const { pages } = read((pdf) => {
      addParagraph(pdf, 'upright')
      pdf.startPage({ ...SETTINGS, head: ['HCC-1', 'turned head'], landscape: true })
      addParagraph(pdf, 'turned')
    })
    expect(pages.map(({ turned }) => turned)).toEqual([false, true])
    expect(pages[0]?.text).toContain('Subject 1-001')
    expect(pages[0]?.text).toContain('CasebookPage 1 of 2')
    expect(pages[1]?.text).toContain('turned head')
    expect(pages[1]?.text).toContain('CasebookPage 2 of 2')
  })

  it('says title, language and structure', () => {
    const pdf = read((one) => {
      addHeading(one, 'Chapter', { level: 1 })
      addParagraph(one, 'text')
      addList(one, [{ text: 'point', below: [{ text: 'below' }] }])
      const draw = { height: 40, alt: 'A line', draw: drawLine }
      addFigure(one, draw)
      addTable(one, { columns: [{ title: 'A' }], rows: [['1'], ['2']], empty: 'none' })
    }, '研究 <A> & (B)')
    expect(pdf.title).toBe('研究 <A> & (B)')
    expect(pdf.language).toBe('en')
    expect(pdf.structure).toMatchObject({
      ...{ Document: 1, H1: 1, P: 1, L: 2, LI: 2, Figure: 1 },
      ...{ Table: 1, THead: 1, TBody: 1, TR: 3, TH: 1, TD: 2 },
    })
  })

  it('sets bookmarks by level, and contents with the right pages in front of the text', () => {
    const pdf = newPdf()
    pdf.startPage(SETTINGS)
    addParagraph(pdf, 'front')
    addContents(pdf, 'Contents', SETTINGS)
    for (const chapter of ['One', '第二章']) {
      pdf.startPage(SETTINGS)
      addHeading(pdf, chapter, { level: 1, inContents: true })
      addHeading(pdf, `${chapter} below`, { level: 2, inContents: true })
      pdf.nextPage()
      addHeading(pdf, 'Named otherwise', { level: 2, bookmark: `${chapter} last` })
    }
    const { outline, pages } = readPdf(bytesOf(pdf))
    expect(outline).toEqual([
      { title: 'One', depth: 1, page: 3 },
      { title: 'One below', depth: 2, page: 3 },
      { title: 'One last', depth: 2, page: 4 },
      { title: '第二章', depth: 1, page: 5 },
      { title: '第二章 below', depth: 2, page: 5 },
      { title: '第二章 last', depth: 2, page: 6 },
    ])
    expect(pages[1]?.text).toContain('ContentsOne3One below3第二章5第二章 below5')
    expect(pages[1]?.text).toContain('Page 2 of 6')
  })

  it('gives contents over several pages their room before the numbers are written', () => {
    const pdf = newPdf()
    addContents(pdf, 'Contents', SETTINGS)
    for (let at = 1; at <= 120; at += 1) {
      pdf.startPage(SETTINGS)
      addHeading(pdf, `Chapter ${at}`, { level: 1, inContents: true })
    }
    const { pages } = readPdf(bytesOf(pdf))
    const contents = pages.length - 120
    expect(contents).toBeGreaterThan(1)
    expect(pages[contents - 1]?.text).toContain(`Chapter 120${contents + 120}`)
    expect(pages[contents + 119]?.text).toContain('Chapter 120')
  })

  it('X5: two documents of the same content are the same bytes', () => {
    const make = (): Buffer => {
      const pdf = newPdf()
      addContents(pdf, 'Contents', SETTINGS)
      pdf.startPage(SETTINGS)
      addHeading(pdf, 'Kapitel 章', { level: 1, inContents: true })
      addFigure(pdf, { height: 40, alt: 'A line', draw: drawLine })
      return bytesOf(pdf)
    }
    const first = make()
    expect(first.toString('latin1')).toContain('D:20240506070809Z')
    expect(first.equals(make())).toBe(true)
  })
})

const drawLine: Parameters<typeof addFigure>[1]['draw'] = (doc, { x, y, width }) => {
  doc
    .moveTo(x, y)
    .lineTo(x + width, y)
    .stroke()
}

describe('tables of a PDF', () => {
  const columns = [
    { title: 'Number', align: 'right' },
    { title: 'Text' },
    { title: '数值' },
  ] as const

  it('breaks 300 rows over pages with the head on each, every cell once', () => {
    const rows = Array.from({ length: 300 }, (_, at) => [`n${at};`, `text of row ${at};`, '肝癌'])
    const { pages, text } = read((pdf) => {
      addTable(pdf, { columns, rows, empty: 'none' })
    })
    expect(pages.length).toBeGreaterThan(4)
    for (const page of pages) expect(page.text).toContain('NumberText数值')
    for (let at = 0; at < 300; at += 1) {
      expect(text.split(`text of row ${at};`)).toHaveLength(2)
    }
  })

  it('says that a table is empty', () => {
    const { text } = read((pdf) => {
      addTable(pdf, { columns, rows: [], empty: 'There are none.' })
    })
    expect(text).toContain('NumberText数值There are none.')
  })

  it('divides a row that is higher than a page, and a word that is wider than its column', () => {
    const tall = Array.from({ length: 400 }, (_, at) => `line${at}`).join('\n')
    const wide = `${'Pneumonoultramicroscopic'.repeat(12)}end`
    const { pages, text } = read((pdf) => {
      addTable(pdf, { columns, rows: [['1', tall, wide]], empty: 'none' })
    })
    expect(pages.length).toBeGreaterThan(3)
    for (let at = 0; at < 400; at += 1) expect(text).toContain(`line${at}`)
    expect(pages.map((page) => page.text).join('')).toContain('end')
  })

  it('takes twenty columns of long words', () => {
    const many = Array.from({ length: 20 }, (_, at) => ({ title: `Alanineaminotransferase${at};` }))
    const { text } = read((pdf) => {
      addTable(pdf, { columns: many, rows: [many.map(({ title }) => title)], empty: 'none' })
    })
    // The head and the row are drawn cell by cell: each whole, however its words were divided.
    for (const { title } of many) expect(text.split(title)).toHaveLength(3)
  })
})
