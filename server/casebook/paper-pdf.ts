import { blankCasebook, type PaperForm, type PaperRows } from '../../shared/casebook/blank.ts'
import {
  aboutText,
  blanksOf,
  conditionText,
  emptyText,
  printedText,
} from '../../shared/casebook/paper-wording.ts'
import { siteWording } from '../../shared/casebook/site-wording.ts'
import type { TestMark } from '../../shared/environment/test-mark.ts'
import type { ItemDefinition } from '../../shared/forms/define.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { plannedVisits } from '../../shared/protocol/schedule.ts'
import type { Speaker } from '../../shared/texts/speaker.ts'
import {
  addBookmarks,
  addContents,
  addHeading,
  addNote,
  addParagraph,
  addTable,
  createPdf,
  strong,
  type BookmarkNode,
  type PageSettings,
  type PdfWriter,
  type RichText,
} from '../pdf/service.ts'
import { annotationBoxes, type AnnotationBoxes } from './annotation-boxes.ts'
import { addFacts } from './facts-table.ts'
import { answerRoom, columnAnswers } from './paper-answers.ts'

/** The forms of a definition on paper. Holds nothing of any subject. */
export interface PaperBook {
  readonly study: string
  readonly mark: TestMark | null
  readonly definition: ProtocolDefinition
  /** Number of the definition's version in the study. */
  readonly version: number
  /** With the SDTM variable of each question, instead of room to write. */
  readonly annotated: boolean
  readonly language: Language
  /** ISO 8601, UTC: what the file gives as its time. */
  readonly madeAt: string
  readonly programVersion: string
}

/**
 * The blank or the annotated casebook: each form once, with its choices, units and visits; contents, and
 * bookmarks by form and by visit. @source E38; CDISC annotated CRF guideline
 */
export function paperPdf(book: PaperBook): PdfWriter {
  const texts = siteWording(book.language, 'UTC')
  const { t } = texts
  const title = `${book.study} · ${t(book.annotated ? 'book.annotated' : 'book.blank')}`
  const pdf = createPdf({
    ...{
      title,
      mark: book.mark,
      language: book.language,
      subject: t('book.title'),
      createdAt: book.madeAt,
    },
    producer: `Hepatrial ${book.programVersion}`,
    pageOf: (page, pages) => t('book.pageOf', { page, pages }),
  })
  const frame: Frame = { pdf, texts, book, title }
  drawFront(frame)
  addContents(pdf, t('book.contents'), settingsOf(frame, t('book.contents')))
  const papers = blankCasebook(book.definition)
  const pages = new Map(papers.map((paper) => [paper.form, drawForm(frame, paper)]))
  addBookmarks(pdf, bookmarksOf(frame, papers, pages))
  return pdf
}

interface Frame {
  readonly pdf: PdfWriter
  readonly texts: ReturnType<typeof siteWording>
  readonly book: PaperBook
  readonly title: string
}

const BLANK = '________________'

function settingsOf(
  { texts, book, title }: Frame,
  form: string,
  blanks: readonly string[] = [],
): PageSettings {
  const { t, time } = texts
  const version = `${book.version} (${book.definition.version})`
  const fill = blanks.map((name) => `${name}: ${BLANK}`).join('  ')
  return {
    head: [
      [`${title} · ${form}`, fill].filter(Boolean).join('\n'),
      `${t('book.definition')} ${version}`,
    ],
    foot: `${t('book.study')} ${book.study} · ${time(book.madeAt)}`,
  }
}

function drawFront(frame: Frame): void {
  const { pdf, texts, book } = frame
  const { t, say } = texts
  const { definition, annotated } = book
  const name = t(annotated ? 'book.annotated' : 'book.blank')
  pdf.startPage(settingsOf(frame, t('book.title')))
  addHeading(pdf, name, { level: 1 })
  addFacts(pdf, texts, [
    [t('book.study'), `${book.study} · ${say(definition.title)}`],
    [t('book.protocol'), definition.version],
    [t('book.definition'), String(book.version)],
  ])
  addParagraph(pdf, t(annotated ? 'book.annotatedFile' : 'book.blankFile'))
  if (!annotated) addParagraph(pdf, emptyText(texts))
}

/** From so many columns on a table does not fit an upright page. */
const WIDE_FROM = 8

/** Draws a form from the top of a page, and gives that page. */
function drawForm(frame: Frame, paper: PaperForm): number {
  const { pdf, texts, book } = frame
  const { say } = texts
  const { annotated } = book
  const { rows } = paper
  const title = say(paper.title)
  const landscape = (rows?.columns.length ?? 0) >= WIDE_FROM
  pdf.startPage({
    ...settingsOf(frame, title, annotated ? [] : blanksOf(texts, paper)),
    landscape,
  })
  const page = pdf.pageNumber
  addHeading(pdf, title, { level: 1, bookmark: null, inContents: true })
  addNote(pdf, aboutText(texts, paper))
  drawParts(frame, paper)
  if (!annotated) drawSignLines(frame)
  return page
}

function drawParts({ pdf, texts, book }: Frame, { blocks, rows }: PaperForm): void {
  const items = [...blocks.flatMap((block) => block.items), ...(rows?.columns ?? [])]
  const boxes = book.annotated ? annotationBoxes(texts, items) : null
  if (boxes !== null && boxes.legend.length > 0) addParagraph(pdf, boxes.legend, { after: 8 })
  for (const { condition, items: asked } of blocks) {
    if (condition !== null) addNote(pdf, conditionText(texts, condition), { barred: true })
    drawQuestions({ pdf, texts, boxes }, asked)
  }
  if (rows !== null) drawRows({ pdf, texts, boxes }, rows)
}

interface Drawing {
  readonly pdf: PdfWriter
  readonly texts: Speaker
  /** Null: blank. */
  readonly boxes: AnnotationBoxes | null
}

const ROOM_TO_WRITE = 22

function drawQuestions({ pdf, texts, boxes }: Drawing, items: readonly ItemDefinition[]): void {
  const { t } = texts
  const columns = [
    { title: t('book.question'), share: boxes === null ? 40 : 32 },
    { title: t('book.answer'), share: boxes === null ? 60 : 36 },
    ...(boxes === null ? [] : [{ title: t('book.becomes'), share: 32 }]),
  ]
  const rows = items.map((item) => [
    labelOf(texts, item),
    answerRoom(texts, item, boxes !== null),
    ...(boxes === null ? [] : [boxes.of(item)]),
  ])
  addTable(pdf, { columns, rows, empty: '', size: 8.5, rowHeight: ROOM_TO_WRITE })
}

function labelOf({ say }: Speaker, item: ItemDefinition): RichText {
  return [
    strong(`${say(item.label)}${item.required === true ? ' *' : ''}`),
    ...(item.help === undefined ? [] : [{ text: `\n${say(item.help)}`, colour: '#555555' }]),
  ]
}

function drawRows({ pdf, texts, boxes }: Drawing, rows: PaperRows): void {
  const { say } = texts
  const { columns, printed, printedIn, empty, condition } = rows
  if (condition !== null) addNote(pdf, conditionText(texts, condition), { barred: true })
  const lines = [
    ...printed.map((row) => printedText(texts, row)),
    ...Array.from({ length: boxes === null ? empty : 0 }, () => ''),
  ]
  addTable(pdf, {
    caption: say(rows.title),
    columns: columns.map((item) => ({
      title: columnTitle(texts, boxes, item),
      // What is written by hand needs room where nothing is printed yet.
      ...(boxes === null ? { share: item.key === printedIn ? 5 : ROOM_BY_KIND[item.kind] } : {}),
    })),
    rows: lines.map((text) => columns.map(({ key }) => (key === printedIn ? text : ''))),
    ...{ empty: texts.t('book.rows'), size: 7.5 },
    ...(boxes === null ? { rowHeight: ROOM_TO_WRITE } : {}),
  })
  for (const item of columns) {
    if (item.kind !== 'code' || item.key === printedIn || item.codes.length === 0) continue
    addParagraph(pdf, columnAnswers(texts, item, boxes !== null), { size: 7.5, after: 2 })
  }
}

const ROOM_BY_KIND: Readonly<Record<ItemDefinition['kind'], number>> = {
  ...{ text: 4, term: 4, code: 3, date: 3, lesion: 2, number: 2, integer: 2 },
}

function columnTitle(
  { say }: Speaker,
  boxes: AnnotationBoxes | null,
  item: ItemDefinition,
): RichText {
  const unit = 'unit' in item ? ` (${item.unit})` : ''
  const label = { text: `${say(item.label)}${unit}${item.required === true ? ' *' : ''}` }
  return boxes === null ? [label] : [{ text: `${label.text}\n` }, ...boxes.of(item)]
}

function drawSignLines({ pdf, texts: { t } }: Frame): void {
  pdf.ensureRoom(SIGN_ROOM)
  pdf.y += 14
  for (const name of [t('book.filledBy'), t('book.enteredBy')]) {
    addParagraph(pdf, `${name}: ${'_'.repeat(50)}`, { after: 12 })
  }
}

const SIGN_ROOM = 70

function bookmarksOf(
  { texts, book }: Frame,
  papers: readonly PaperForm[],
  pages: ReadonlyMap<string, number>,
): readonly BookmarkNode[] {
  const { t, say } = texts
  const nodeOf = ({ form, title }: PaperForm): BookmarkNode => ({
    title: say(title),
    page: pages.get(form) ?? 0,
  })
  const group = (title: string, below: readonly BookmarkNode[]): readonly BookmarkNode[] =>
    below.length === 0 ? [] : [{ title, page: below[0]?.page ?? 0, below }]
  const visits = plannedVisits(book.definition.schedule).flatMap(({ visit, title }) => {
    const name = say(title) === visit ? visit : `${visit} · ${say(title)}`
    return group(name, papers.filter((paper) => paper.visits.includes(visit)).map(nodeOf))
  })
  const others = papers.filter((paper) => paper.visits.length === 0).map(nodeOf)
  return [
    ...group(t('book.byVisit'), [...visits, ...group(t('book.outsideVisits'), others)]),
    ...group(t('book.byForm'), papers.map(nodeOf)),
  ]
}
