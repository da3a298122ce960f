import type { TakenCasebook } from '../../shared/api/routes/casebook.ts'
import type { TestMark } from '../../shared/environment/test-mark.ts'
import {
  filledCasebook,
  type BookSection,
  type FilledCasebook,
} from '../../shared/casebook/filled.ts'
import { frontContents, frontFacts } from '../../shared/casebook/front-facts.ts'
import { lockLines } from '../../shared/casebook/lock-lines.ts'
import { siteWording } from '../../shared/casebook/site-wording.ts'
import { signatureText, type Wording } from '../../shared/casebook/wording.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import type { NumberedDefinition } from '../../shared/protocol/record-version.ts'
import type { ExportedEntry } from '../../shared/trail/export-entry.ts'
import { breathe } from '../breathe.ts'
import {
  addBookmarks,
  addContents,
  addHeading,
  addList,
  addParagraph,
  createPdf,
  type BookmarkNode,
  type PageSettings,
  type PdfWriter,
} from '../pdf/service.ts'
import { addFacts } from './facts-table.ts'
import { drawProofs } from './proof-pdf.ts'
import { drawMarks, drawRecord } from './record-pdf.ts'
import { drawTrail } from './trail-pdf.ts'

/** Everything that a subject's casebook as a file shows. */
export interface FilledBook {
  readonly study: string
  readonly mark: TestMark | null
  readonly book: TakenCasebook
  /** Versions of the forms up to the one in force at the site, the first one first. */
  readonly versions: readonly NumberedDefinition[]
  /** Every entry of the trail about the subject, the first one first. */
  readonly trail: readonly ExportedEntry[]
  /** Of the site: IANA name. */
  readonly timeZone: string
  readonly language: Language
  readonly programVersion: string
}

/**
 * A subject's casebook: the front, the contents, each form with its records, and the subject's trail.
 * Bookmarks by form, and by visit. Between two forms other requests are answered.
 * @source EX-01, EX-02, E38
 */
export async function filledPdf(filledBook: FilledBook): Promise<PdfWriter> {
  const { study, mark, book, versions, language, timeZone, programVersion, trail } = filledBook
  const wording = siteWording(language, timeZone)
  const { t } = wording
  const title = t('book.titleOf', { subjid: book.subject.subjid })
  const pdf = createPdf({
    ...{ title: `${study} · ${title}`, mark, language, subject: t('book.title') },
    ...{ createdAt: book.takenAt, producer: `Hepatrial ${programVersion}` },
    pageOf: (page, pages) => t('book.pageOf', { page, pages }),
  })
  const filled = filledCasebook(book, versions)
  const frame: Frame = { pdf, wording, filledBook, filled, title }
  drawFront(frame)
  addContents(pdf, t('book.contents'), settingsOf(frame, t('book.contents')))
  const places: DrawnRecord[] = []
  for (const section of filled.sections) {
    places.push(...drawSection(frame, section))
    await breathe()
  }
  const forms = versions.at(-1)?.definition.forms ?? []
  pdf.startPage({ ...settingsOf(frame, t('proof.title')), landscape: true })
  drawProofs(pdf, wording, { derived: book.derived, forms })
  pdf.startPage({ ...settingsOf(frame, t('book.trail')), landscape: true })
  drawTrail(pdf, wording, { trail, seq: book.seq })
  addBookmarks(pdf, visitBookmarks(frame, places))
  return pdf
}

interface Frame {
  readonly pdf: PdfWriter
  readonly wording: Wording
  readonly filledBook: FilledBook
  readonly filled: FilledCasebook
  readonly title: string
}

function settingsOf({ wording, filledBook }: Frame, form: string, version?: string): PageSettings {
  const { t, time } = wording
  const { study, book } = filledBook
  const { subjid, site } = book.subject
  const forms = version === undefined ? '' : `${t('book.definition')} ${version}`
  return {
    head: [
      `${study} · ${t('book.site')} ${site} · ${t('book.subject')} ${subjid} · ${form}`,
      forms,
    ],
    foot: `${t('book.asOf')} ${time(book.takenAt)} · ${t('book.upTo')} ${book.seq}`,
  }
}

function drawFront(frame: Frame): void {
  const { pdf, wording, filledBook, filled, title } = frame
  const { t } = wording
  const { book } = filledBook
  pdf.startPage(settingsOf(frame, t('book.title')))
  addHeading(pdf, title, { level: 1, inContents: true })
  const { words, hashes } = frontContents(wording, book, filled)
  const facts = frontFacts(wording, filledBook, t('book.asOf'))
  addFacts(pdf, wording, [...facts, ...words, ...hashes])
  if (book.records.length === 0) addParagraph(pdf, t('book.noRecord'), { bold: true })
  addHeading(pdf, t('book.signatures'), { level: 2 })
  if (book.signatures.length === 0) addParagraph(pdf, t('book.noSignatures'))
  addList(
    pdf,
    book.signatures.map((signature) => ({ text: signatureText(wording, signature) })),
  )
  drawLocks(frame)
  const { apart } = filled
  if (apart.queries.length + apart.firings.length === 0) return
  addHeading(pdf, t('book.apart'), { level: 2 })
  drawMarks({ pdf, wording, form: null }, { ...apart, signatures: [] })
}

function drawLocks({ pdf, wording, filledBook }: Frame): void {
  const { locks } = filledBook.book
  if (locks.length === 0) return
  addHeading(pdf, wording.t('book.locks'), { level: 2 })
  addList(
    pdf,
    lockLines(wording, locks).map(({ text, released }) => ({
      text,
      below: released === null ? [] : [{ text: released }],
    })),
  )
}

/** From so many columns on a table does not fit an upright page. */
const WIDE_FROM = 9

interface DrawnRecord {
  /** null: none. */
  readonly visit: string | null
  readonly form: string
  readonly page: number
}

function drawSection(frame: Frame, section: BookSection): readonly DrawnRecord[] {
  const { pdf, wording, filledBook } = frame
  const { t, say } = wording
  const { records, definition, title, version } = section
  const named = filledBook.versions.find(({ number }) => number === version)
  const settings = settingsOf(frame, say(title), `${version} (${named?.definition.version ?? ''})`)
  const widest = Math.max(0, ...records.map(({ rows }) => rows?.columns.length ?? 0))
  pdf.startPage({ ...settings, landscape: widest >= WIDE_FROM })
  addHeading(pdf, say(title), { level: 1, inContents: true })
  return records.map((book, at) => {
    const number =
      records.length === 1 ? t('book.onlyOne') : t('book.entryNumber', { number: at + 1 })
    const visit = book.visit === null ? null : say(book.visit)
    const page = drawRecord({ pdf, wording, form: definition }, book, visit ?? number)
    return { visit, form: say(title), page }
  })
}

function visitBookmarks(
  { wording: { t } }: Frame,
  places: readonly DrawnRecord[],
): readonly BookmarkNode[] {
  const visits = new Map<string, BookmarkNode[]>()
  for (const { visit, form, page } of places) {
    if (visit === null) continue
    visits.set(visit, [...(visits.get(visit) ?? []), { title: form, page }])
  }
  const below = [...visits].map(([title, forms]) => ({
    ...{ title, page: forms[0]?.page ?? 0 },
    below: forms,
  }))
  return below.length === 0 ? [] : [{ title: t('book.byVisit'), page: 0, below }]
}
