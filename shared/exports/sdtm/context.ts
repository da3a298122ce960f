import type { Cell, DatasetProblem, DatasetStudy, DatasetSubject } from '../datasets/define.ts'
import type { DomainRow, MappedRow, SdtmPlan, SubjectContext } from './define.ts'
import { subjectElements } from './elements.ts'
import { referenceDates } from './reference-dates.ts'
import { existingRows, rowsOfDomain } from './rows.ts'
import { elementAt, studyDayOf } from './timing.ts'
import { NO_VISIT, numberVisits, type NamedVisit } from './visit-numbers.ts'

/** One subject at the cut-off, mapped once. Problems reported through it go to `problems`. */
export function subjectContext(
  { subject, derivation }: DatasetSubject,
  study: DatasetStudy,
  { plan, problems }: { readonly plan: SdtmPlan; readonly problems: DatasetProblem[] },
): SubjectContext {
  const existing = existingRows(subject, plan, {
    cutoff: study.cutoff,
    dead: derivation.dates.death !== null,
  })
  const rows = (file: string): readonly MappedRow[] => existing.get(file) ?? []
  const dates = referenceDates(subject, study, rows)
  const elements = subjectElements(dates, rows('disposition'))
  const visits = namedVisits(existing)
  const numbers = numberVisits(plan.definition.schedule, visits)
  const siteId = rows('subjects')[0]?.row['SITEID'] ?? ''
  const byDomain = new Map<string, readonly DomainRow[]>()
  const domainRows = (domain: string): readonly DomainRow[] => {
    const known = byDomain.get(domain) ?? rowsOfDomain(plan, existing, domain)
    byDomain.set(domain, known)
    return known
  }
  return {
    ...{ study, plan, subject, derivation, siteId, dates, elements, rows, domainRows },
    usubjid: [study.studyId, siteId, subject.subjid].join('-'),
    visits: visits
      .map(({ name }) => name)
      .sort((a, b) => (numbers.get(a)?.VISITNUM ?? 0) - (numbers.get(b)?.VISITNUM ?? 0)),
    first: (domain, variable) => firstText(domainRows(domain), variable),
    studyDay: (date: Cell) => studyDayOf(date, dates.firstDose),
    epoch: (date: Cell, preDose = false) => elementAt(elements, date, preDose)?.epoch ?? null,
    visit: (name) => (name === null ? NO_VISIT : (numbers.get(name) ?? NO_VISIT)),
    report: (problem) => {
      problems.push({ ...problem, subjid: subject.subjid })
    },
  }
}

function firstText(rows: readonly DomainRow[], variable: string): string | null {
  for (const { values } of rows) {
    const text = values.get(variable)?.text ?? ''
    if (text !== '') return text
  }
  return null
}

const UNSCHEDULED_NAME = /^UNS-(\d{4}-\d{2}-\d{2})/

/** Every visit that a row of the subject names, with its date: the visit's, else that in its name. */
function namedVisits(existing: ReadonlyMap<string, readonly MappedRow[]>): NamedVisit[] {
  const dates = new Map<string, string | null>()
  for (const rows of existing.values()) {
    for (const { visit, date, part } of rows) {
      if (visit === null) continue
      const known = dates.get(visit) ?? UNSCHEDULED_NAME.exec(visit)?.[1] ?? null
      dates.set(visit, part.layout.file === 'visits' ? (date ?? known) : known)
    }
  }
  return [...dates].map(([name, date]) => ({ name, date }))
}
