import type { TakenCasebook } from '../api/routes/casebook.ts'
import { shownDate } from '../kernel/shown-date.ts'
import type { NumberedDefinition } from '../protocol/record-version.ts'
import type { FilledCasebook } from './filled.ts'
import type { Wording } from './wording.ts'

/** What a casebook is of: the name of a fact, and what it is. */
export type BookFact = readonly [name: string, value: string]

interface OfBook {
  readonly study: string
  readonly book: TakenCasebook
  readonly versions: readonly NumberedDefinition[]
}

/** Whose casebook it is, and as of when; `asOf` is the name of that time. */
export function frontFacts(
  { t, say, language, time }: Wording,
  { study, book, versions }: OfBook,
  asOf: string,
): readonly BookFact[] {
  const { subject } = book
  const definition = versions.at(-1)?.definition
  const cohort = definition?.cohorts.find(({ key }) => key === subject.cohort)
  const title = definition === undefined ? '' : ` · ${say(definition.title)}`
  return [
    [t('book.study'), `${study}${title}`],
    [t('book.site'), `${subject.site} · ${book.siteName}`],
    [t('book.subject'), subject.subjid],
    [t('subjects.state'), t(`subject.${subject.state}`)],
    ...(cohort === undefined ? [] : [[t('subjects.cohort'), say(cohort.label)] as const]),
    [t('subject.lastContact'), shownDate(subject.lastContact ?? '–', language)],
    [asOf, time(book.takenAt)],
    ...(book.takenBy === '' ? [] : [[t('book.takenBy'), book.takenBy] as const]),
    [t('book.upTo'), String(book.seq)],
    [t('book.definition'), book.definitionVersion],
  ]
}

/** What it holds, how changes are marked, and the hashes of forms and book. */
export function frontContents(
  { t }: Wording,
  book: TakenCasebook,
  filled: FilledCasebook,
): { readonly words: readonly BookFact[]; readonly hashes: readonly BookFact[] } {
  const holds = t('book.holdsThat', {
    records: book.records.length,
    values: filled.values,
    changed: filled.changed,
    queries: book.queries.length,
    firings: book.firings.length,
  })
  return {
    words: [
      [t('book.holds'), holds],
      [t('book.marks'), `△ ${t('book.markChanged')}`],
    ],
    hashes: [
      [t('book.definitionHash'), book.definitionHash],
      [t('book.hash'), book.sha256],
    ],
  }
}
