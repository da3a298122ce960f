import type { ResponseSource } from '../endpoints/results.ts'
import type { Language } from '../kernel/bilingual.ts'
import { shownDate } from '../kernel/shown-date.ts'
import { sentence } from '../texts/sentence.ts'
import type { NumberedPart, Report } from './define.ts'

/** What stands above and below a part, whatever draws it. */
export interface PartWords {
  /** `Table 14.1.1`. */
  readonly number: string
  readonly title: string
  /** Whom it is about, as of when, by which criteria and whose responses; of a figure what it comes to. */
  readonly about: string
  /** Its parts: whom it is about, and all that follows. */
  readonly population: string
  readonly state: string
  readonly footnotes: readonly string[]
  readonly basis: string
}

export function partWords(
  part: NumberedPart,
  report: Pick<Report, 'cutoff' | 'source' | 'subset'>,
  language: Language,
): PartWords {
  const { number, population, criteria, usesResponses } = part
  const who = { label: population.label[language], code: population.code, n: population.n }
  const screened = who.code === 'SCREENED'
  const of = sentence(language, screened ? 'studyReport.screened' : 'studyReport.population', who)
  const state = [
    sentence(language, 'studyReport.cutoff', { date: shownDate(report.cutoff, language) }),
    ...(criteria === null ? [] : [sentence(language, 'studyReport.criteria', { criteria })]),
    ...(usesResponses ? [sourceWords(report.source, language)] : []),
    ...(report.subset === undefined ? [] : [report.subset[language]]),
    ...(part.kind === 'figure' ? part.subtitle.map((words) => words[language]) : []),
  ].join(' · ')
  return {
    number: sentence(language, `studyReport.${part.kind}`, { number }),
    title: part.title[language],
    about: `${of} · ${state}`,
    population: of,
    state,
    footnotes: part.footnotes.map((note) => note[language]),
    basis: sentence(language, 'studyReport.basis', { basis: part.basis[language] }),
  }
}

/** Whose responses a report reads. */
export function sourceWords(source: ResponseSource, language: Language): string {
  const key = source === 'investigator' ? 'byInvestigator' : 'byDerivation'
  return sentence(language, `studyReport.${key}`)
}
