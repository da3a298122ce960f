import type { z } from 'zod'
import type { aeTableRowSchema } from '../../shared/api/routes/analysis.ts'
import {
  tabulateIncidence,
  type IncidenceCounts,
  type IncidenceEvent,
} from '../../shared/safety/adverse-event-incidence.ts'
import { isCountedEvent, safetySet } from '../../shared/endpoints/emergent-events.ts'
import type { SubjectResult } from './subject-cache.ts'

type TableRow = z.output<typeof aeTableRowSchema>

interface Wish {
  readonly related: 'all' | 'related'
  readonly cohort: string | null
}

/** Treatment-emergent events over the safety set: each class, then its terms. */
export function adverseEventTable(
  results: readonly SubjectResult[],
  { related, cohort }: Wish,
): { N: number; rows: TableRow[] } {
  const safety = safetySet(results, cohort)
  const events = safety.flatMap(({ addition, adverseEvents }): readonly IncidenceEvent[] =>
    adverseEvents
      .filter((event) => isCountedEvent(event, related))
      .map(({ term, soc, grade }) => ({ subject: addition.subject, term, soc, grade })),
  )
  const { classes } = tabulateIncidence(events, safety.length)
  const N = safety.length
  const rows = classes.flatMap(({ soc, terms, ...counts }) => [
    toRow({ soc, term: null }, counts, N),
    ...terms.map(({ term, ...own }) => toRow({ soc, term }, own, N)),
  ])
  return { N, rows }
}

function toRow(
  name: { soc: string; term: string | null },
  counts: IncidenceCounts,
  N: number,
): TableRow {
  const { subjects, events, byWorstGrade, missingGrade } = counts
  const percent = N === 0 ? 0 : (subjects / N) * 100
  return { ...name, subjects, events, percent, byWorstGrade: [...byWorstGrade], missingGrade }
}
