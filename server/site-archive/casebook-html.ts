import type { TakenCasebook } from '../../shared/api/routes/casebook.ts'
import {
  filledCasebook,
  type BookSection,
  type FilledCasebook,
} from '../../shared/casebook/filled.ts'
import { changeText, personText, whereText } from '../../shared/casebook/trail-wording.ts'
import type { TestMark } from '../../shared/environment/test-mark.ts'
import { frontContents, frontFacts } from '../../shared/casebook/front-facts.ts'
import { lockLines } from '../../shared/casebook/lock-lines.ts'
import { siteWording } from '../../shared/casebook/site-wording.ts'
import { signatureText, type Wording } from '../../shared/casebook/wording.ts'
import type { TimepointRow } from '../../shared/endpoints/results.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { shownDate } from '../../shared/kernel/shown-date.ts'
import type { NumberedDefinition } from '../../shared/protocol/record-version.ts'
import type { ExportedEntry } from '../../shared/trail/export-entry.ts'
import { proofsHtml } from './casebook-proofs.ts'
import { marksHtml, recordHtml } from './casebook-record.ts'
import { html, htmlDocument, htmlFacts, htmlList, htmlTable, NO_HTML, type Html } from './html.ts'

/** Everything that a subject's casebook in the archive shows. */
export interface ArchivedSubject {
  readonly study: string
  readonly mark: TestMark | null
  readonly book: TakenCasebook
  /** Versions of the forms up to the one in force at the site, the first one first. */
  readonly versions: readonly NumberedDefinition[]
  readonly timeZone: string
  /** Responses as the program derives them from these data. */
  readonly responses: readonly TimepointRow[]
  /** Every entry of the trail about the subject, the first one first. */
  readonly trail: readonly ExportedEntry[]
}

/** A subject's casebook as a page of its own, in one language. @source EX-01, EX-02 */
export function casebookHtml(subject: ArchivedSubject, language: Language): string {
  const wording = siteWording(language, subject.timeZone)
  const { t } = wording
  const filled = filledCasebook(subject.book, subject.versions)
  const forms = subject.versions.at(-1)?.definition.forms ?? []
  const title = t('book.titleOf', { subjid: subject.book.subject.subjid })
  const body = html`<h1>${title}</h1>
    ${front(wording, subject, filled)} ${responsesHtml(wording, subject)}
    ${filled.sections.map((section, at) => sectionHtml(wording, section, at))}
    ${proofsHtml(wording, { derived: subject.book.derived, forms })} ${trailHtml(wording, subject)}`
  return htmlDocument({ language, title, body, mark: subject.mark })
}

function front(wording: Wording, subject: ArchivedSubject, filled: FilledCasebook): Html {
  const { t } = wording
  const { book } = subject
  const { apart } = filled
  const isApart = apart.queries.length + apart.firings.length > 0
  const { words, hashes } = frontContents(wording, book, filled)
  const hashed = hashes.map(
    ([name, hash]) => [name, html`<span class="hash">${hash}</span>`] as const,
  )
  return html`${htmlFacts(frontFacts(wording, subject, t('archive.asOf')))}
    ${htmlFacts([...words, ...hashed], true)}
    <h3>${t('book.contents')}</h3>
    ${contentsHtml(wording, filled)}
    <h3>${t('book.signatures')}</h3>
    ${book.signatures.length === 0 ? html`<p>${t('book.noSignatures')}</p>` : NO_HTML}
    ${htmlList(book.signatures.map((signature) => signatureText(wording, signature)))}
    ${locksHtml(wording, book)} ${isApart ? html`<h3>${t('book.apart')}</h3>` : NO_HTML}
    ${isApart ? marksHtml(wording, { ...apart, signatures: [] }, null) : NO_HTML}`
}

/** Every freeze and lock over the subject or a part of it, released ones with their end. @source LK-03 */
function locksHtml(wording: Wording, { locks }: TakenCasebook): Html {
  const { t } = wording
  const lines = lockLines(wording, locks).map(({ text, released }) =>
    released === null ? text : html`${text}<br />${released}`,
  )
  return html`<h3>${t('book.locks')}</h3>
    ${locks.length === 0 ? html`<p>${t('closeOut.noneInForce')}</p>` : htmlList(lines)}`
}

function contentsHtml({ t, say }: Wording, { contents, sections }: FilledCasebook): Html {
  const place = (form: string): number => sections.findIndex((section) => section.form === form)
  return htmlList(
    contents.map(({ form, title, records, removed }) => {
      const at = place(form)
      const count = removed > 0 ? t('book.withRemoved', { count: records, removed }) : records
      if (at < 0) return html`${say(title)}: ${t('book.noRecords')}`
      return html`<a href="#form-${at}">${say(title)}</a>: ${count}`
    }),
  )
}

function responsesHtml(wording: Wording, { responses }: ArchivedSubject): Html {
  const { t, language } = wording
  if (responses.length === 0) return NO_HTML
  const heads = [
    t('audit.visit'),
    t('archive.criteria'),
    t('archive.date'),
    t('archive.derived'),
    t('archive.investigator'),
  ]
  const rows = responses.map(({ visit, criteria, date, derived, investigator }) => [
    visit,
    criteria,
    shownDate(date, language),
    derived,
    investigator ?? '–',
  ])
  return html`<h2>${t('archive.responses')}</h2>
    <p class="soft">${t('archive.responsesNote')}</p>
    ${htmlTable(heads, rows)}`
}

function sectionHtml(wording: Wording, section: BookSection, place: number): Html {
  const { t, say } = wording
  const { records, definition, title, version } = section
  const heading = (at: number): string =>
    records.length === 1 ? t('book.onlyOne') : t('book.entryNumber', { number: at + 1 })
  return html`<h2 id="form-${place}">${say(title)}</h2>
    <p class="soft">${t('book.definition')}: ${version}</p>
    ${records.map((book, at) => {
      const named = book.visit === null ? heading(at) : say(book.visit)
      return recordHtml(wording, { book, form: definition, heading: named })
    })}`
}

function trailHtml(wording: Wording, { trail }: ArchivedSubject): Html {
  const { t, say, time } = wording
  const heads = [
    ...[t('audit.seq'), t('audit.when'), t('audit.who'), t('audit.act')],
    ...[t('audit.where'), t('audit.changes'), t('audit.reason')],
  ]
  const rows = trail.map((entry) => [
    String(entry.seq),
    time(entry.at),
    personText(wording, entry),
    say(entry.act),
    whereText(wording, entry),
    htmlList(entry.changes.map((change) => changeText(wording, change))),
    entry.reasonRedacted ? t('redact.done') : (entry.reason ?? ''),
  ])
  return html`<h2>${t('nav.audit')}</h2>
    ${htmlTable(heads, rows)}`
}
