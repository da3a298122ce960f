import type { TestMark } from '../environment/test-mark.ts'
import type { Bilingual, Language } from '../kernel/bilingual.ts'
import { shownDate } from '../kernel/shown-date.ts'
import { sentence } from '../texts/sentence.ts'
import type { Report } from './define.ts'
import { sourceWords } from './part-words.ts'
import { populationLabel } from './report-populations.ts'

/** Of which data a report was made, and by which program: never by the clock. */
export interface ReportOrigin {
  readonly study: { readonly key: string; readonly title: string }
  /** Whether the data are test data; null: they are not. */
  readonly mark: TestMark | null
  readonly snapshot: { readonly name: string; readonly seq: number; readonly hash: string } | null
  /** When the state of the data was reached (ISO 8601, UTC). */
  readonly stateAt: string
  readonly programVersion: string
  readonly deidentified: boolean
  /** Codes of the sites whose subjects alone are in it; absent: those of every site. */
  readonly sites?: readonly string[]
}

/** A line of the first page: a name and what it is. */
export interface HeadLine {
  readonly name: string
  readonly text: string
}

export function headLines(
  report: Report,
  origin: ReportOrigin,
  language: Language,
): readonly HeadLine[] {
  const { study, snapshot, programVersion } = origin
  const t = sentence
  const { protocol } = report
  const lines: readonly (readonly [string, string])[] = [
    [t(language, 'studyReport.study'), `${study.key} · ${study.title}`],
    [t(language, 'studyReport.protocol'), protocolName(protocol, language)],
    ...sitesWords(origin, language).map(
      (text) => [t(language, 'studyReport.sites'), text] as const,
    ),
    [t(language, 'studyReport.cutoffName'), shownDate(report.cutoff, language)],
    [t(language, 'studyReport.source'), sourceWords(report.source, language)],
    [t(language, 'studyReport.describedName'), populationLabel(report.described)[language]],
    [t(language, 'studyReport.state'), stateWords(origin, language)],
    ...(snapshot === null ? [] : [[t(language, 'studyReport.hash'), snapshot.hash] as const]),
    [t(language, 'studyReport.program'), `Hepatrial ${programVersion}`],
  ]
  return lines.map(([name, text]) => ({ name, text }))
}

/** Of which state the data are: a snapshot by its name, or those of a moment. */
export function stateWords({ snapshot, stateAt }: ReportOrigin, language: Language): string {
  const at = `${stateAt.slice(0, 10)} ${stateAt.slice(11, 19)} UTC`
  return snapshot === null
    ? sentence(language, 'studyReport.stateLive', { at })
    : sentence(language, 'studyReport.stateSnapshot', {
        ...{ name: snapshot.name, seq: snapshot.seq, at },
      })
}

/** That not all sites are in it, so that nobody takes it for the whole study; nothing where they are. */
export function sitesWords({ sites }: ReportOrigin, language: Language): readonly string[] {
  if (sites === undefined) return []
  return [sentence(language, 'studyReport.someSites', { sites: sites.join(', ') })]
}

function protocolName(
  {
    title,
    key,
    version,
  }: { readonly title: Bilingual; readonly key: string; readonly version: string },
  language: Language,
): string {
  return `${title[language]} (${key}, ${version})`
}

/** What a reader of the whole report must know. */
export function headNotes({ deidentified }: ReportOrigin, language: Language): readonly string[] {
  return [
    sentence(language, 'studyReport.note'),
    ...(deidentified ? [sentence(language, 'studyReport.deidentified')] : []),
  ]
}
