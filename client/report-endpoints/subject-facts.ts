import type { Analysis, EndpointRow } from '../../shared/endpoints/results.ts'

/** What one subject adds to an endpoint, as far as the analysis says it. */
export interface SubjectFact {
  readonly subject: string
  /** null: not an endpoint with events. */
  readonly event: boolean | null
  readonly reason: string
  readonly days: number | null
  readonly date: string | null
  readonly bor: string | null
  readonly confirmedBor: string | null
}

/** The subjects behind an endpoint: of a time to event with its days, else with the best responses. */
export function subjectFacts(analysis: Analysis, row: EndpointRow): readonly SubjectFact[] {
  const responses = new Map(
    analysis.subjects
      .filter(({ criteria }) => row.criteria === null || criteria === row.criteria)
      .map((subject) => [subject.subject, subject]),
  )
  const best = (subject: string): Pick<SubjectFact, 'bor' | 'confirmedBor'> => ({
    bor: responses.get(subject)?.bor ?? null,
    confirmedBor: responses.get(subject)?.confirmedBor ?? null,
  })
  if (row.kind === 'time-to-event') {
    return (row.subjects ?? []).map(({ subject, event, reason, days, date }) => ({
      ...{ subject, event, reason, days, date },
      ...best(subject),
    }))
  }
  return [...responses.keys()].map((subject) => ({
    ...{ subject, event: null, reason: '', days: null, date: null },
    ...best(subject),
  }))
}
