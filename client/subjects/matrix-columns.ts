import type { Study } from '../../shared/api/routes/studies.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { sentence } from '../../shared/texts/sentence.ts'
import { CELL_SIGNS } from '../../shared/protocol/cell-signs.ts'
import { formatDate, NOTHING } from '../kit/format.ts'
import type { MatrixSubject, SubjectList } from './queries.ts'

/** A column before the visits. */
export interface LeadColumn {
  readonly key: string
  readonly title: string
  readonly width: number
  readonly number?: boolean
  readonly text: (subject: MatrixSubject) => string
}

/** Pixels of one character of an identifier, and around it. */
const CHARACTER = 8
const PADDING = 24

function widthOf(texts: readonly string[], least: number): number {
  return Math.max(least, ...texts.map((text) => text.length * CHARACTER + PADDING))
}

/** What is known of each subject, before the visits: identifiers never wrap. */
export function leadColumns(
  study: Study,
  subjects: SubjectList['subjects'],
  language: Language,
): readonly LeadColumn[] {
  const cohorts = new Map(study.definition.cohorts.map(({ key, label }) => [key, label[language]]))
  const widest = widthOf(
    subjects.map(({ subjid, queries }) => (queries > 0 ? `${subjid} ?${queries}` : subjid)),
    84,
  )
  const sites = widthOf([...new Set(subjects.map(({ site }) => site))], 64)
  const columns: LeadColumn[] = [
    {
      key: 'subject',
      title: sentence(language, 'subjects.subject'),
      width: widest,
      text: ({ subjid }) => subjid,
    },
    {
      key: 'site',
      title: sentence(language, 'subjects.site'),
      width: sites,
      text: ({ site }) => site,
    },
  ]
  if (cohorts.size > 0) {
    columns.push({
      key: 'cohort',
      title: sentence(language, 'subjects.cohort'),
      width: 120,
      text: ({ cohort }) => (cohort === null ? NOTHING : (cohorts.get(cohort) ?? cohort)),
    })
  }
  columns.push(
    {
      key: 'state',
      title: sentence(language, 'subjects.state'),
      width: 116,
      text: ({ status }) => sentence(language, `status.${status.status}`),
    },
    {
      key: 'day',
      title: sentence(language, 'subject.day'),
      width: 62,
      number: true,
      text: ({ dayOnStudy }) => (dayOnStudy === null ? NOTHING : String(dayOnStudy)),
    },
    {
      key: 'contact',
      title: sentence(language, 'subject.lastContact'),
      width: 104,
      text: ({ lastContact }) => formatDate(lastContact, language),
    },
  )
  return columns
}

/** Words that cells are named by, made once for all of them. */
export type SignTexts = Readonly<Record<string, string>>

export function signTexts(language: Language): SignTexts {
  return Object.fromEntries(CELL_SIGNS.map(({ key, text }) => [key, sentence(language, text)]))
}
