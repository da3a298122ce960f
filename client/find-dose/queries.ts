import type { ResponseOf } from '../../shared/api/define.ts'
import { getDoseEscalation } from '../../shared/api/routes/dose-decisions.ts'
import { call } from '../kit/http.ts'
import type { Query } from '../kit/query.ts'

export type DoseBoard = ResponseOf<typeof getDoseEscalation>
export type DoseLevelView = DoseBoard['levels'][number]
export type SubjectWindowView = DoseBoard['subjects'][number]

/** Dose levels, windows and decisions of a study at its latest date. */
export function doseQuery(study: string): Query<DoseBoard> {
  return {
    queryKey: ['study', study, 'dose-escalation'],
    queryFn: ({ signal }) => call(getDoseEscalation, { params: { study }, query: {}, signal }),
  }
}
