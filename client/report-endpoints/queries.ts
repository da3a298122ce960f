import type { ResponseOf } from '../../shared/api/define.ts'
import { getAdverseEventTable, getAnalysis } from '../../shared/api/routes/analysis.ts'
import {
  getCohorts,
  getSensitivity,
  getSensitivitySubjects,
} from '../../shared/api/routes/comparison.ts'
import type { Analysis } from '../../shared/endpoints/results.ts'
import { call } from '../kit/http.ts'
import type { StateView } from './view-controls.tsx'
import type { Query } from '../kit/query.ts'
import { getStudyReport, type ReportView } from '../../shared/api/routes/report.ts'
import type { DescribedPopulation } from '../../shared/report/define.ts'

export type AdverseEventTable = ResponseOf<typeof getAdverseEventTable>

/** The analysis of a study at a cut-off and source. */
export function analysisQuery(study: string, view: StateView): Query<Analysis> {
  return {
    queryKey: ['study', study, 'analysis', ...keyOf(view)],
    queryFn: ({ signal }) => call(getAnalysis, { params: { study }, query: queryOf(view), signal }),
    staleTime: 30_000,
  }
}

export interface StudyReportView extends StateView {
  readonly described: DescribedPopulation
}

/** What the address of the report asks for. */
export function reportQueryOf(view: StudyReportView): ReturnType<typeof queryOf> & {
  described: DescribedPopulation
} {
  return { ...queryOf(view), described: view.described }
}

/** Tables, figures and listings of a study. */
export function studyReportQuery(study: string, view: StudyReportView): Query<ReportView> {
  return {
    queryKey: ['study', study, 'report', ...keyOf(view), view.described],
    queryFn: ({ signal }) =>
      call(getStudyReport, { params: { study }, query: reportQueryOf(view), signal }),
    staleTime: 30_000,
  }
}

export interface SafetyView extends StateView {
  readonly related: 'all' | 'related'
  readonly cohort: string | null
}

/** Treatment-emergent adverse events by organ class, term and worst grade. */
export function safetyQuery(study: string, view: SafetyView): Query<AdverseEventTable> {
  const { related, cohort } = view
  return {
    queryKey: ['study', study, 'safety', view.cutoff ?? '', related, cohort ?? ''],
    queryFn: ({ signal }) =>
      call(getAdverseEventTable, {
        params: { study },
        query: { ...queryOf(view), related, ...(cohort === null ? {} : { cohort }) },
        signal,
      }),
    staleTime: 30_000,
  }
}

function queryOf({ cutoff, source, snapshot }: StateView): {
  cutoff?: string
  source?: 'investigator' | 'derived'
  snapshot?: string
} {
  return {
    ...(snapshot === undefined ? {} : { snapshot }),
    ...(cutoff === undefined ? {} : { cutoff }),
    ...(source === undefined ? {} : { source }),
  }
}

/** The outcomes of a study under other rules than the protocol's. */
export function sensitivityQuery(
  study: string,
  view: StateView,
): Query<ResponseOf<typeof getSensitivity>> {
  return {
    queryKey: ['study', study, 'sensitivity', ...keyOf(view)],
    queryFn: ({ signal }) =>
      call(getSensitivity, { params: { study }, query: queryOf(view), signal }),
    staleTime: 30_000,
  }
}

/** Who differs under another rule. */
export interface DifferingView extends StateView {
  readonly outcome: string
  readonly variant: string
}

export type DifferingSubjects = ResponseOf<typeof getSensitivitySubjects>

export function differingQuery(study: string, view: DifferingView): Query<DifferingSubjects> {
  const { outcome, variant } = view
  return {
    queryKey: ['study', study, 'sensitivity', ...keyOf(view), outcome, variant],
    queryFn: ({ signal }) =>
      call(getSensitivitySubjects, {
        params: { study },
        query: { ...queryOf(view), outcome, variant },
        signal,
      }),
    staleTime: 30_000,
  }
}

export interface CohortsView extends StateView {
  /** What hazard ratios are adjusted for, as the address has it; undefined: the usual. */
  readonly adjust: string | undefined
}

/** Cohorts and subgroups side by side. */
export function cohortsQuery(
  study: string,
  { adjust, ...view }: CohortsView,
): Query<ResponseOf<typeof getCohorts>> {
  return {
    queryKey: ['study', study, 'cohorts', ...keyOf(view), adjust ?? ''],
    queryFn: ({ signal }) =>
      call(getCohorts, {
        params: { study },
        query: { ...queryOf(view), ...(adjust === undefined ? {} : { adjust }) },
        signal,
      }),
    staleTime: 30_000,
  }
}

function keyOf({ cutoff, source, snapshot }: StateView): readonly string[] {
  return [cutoff ?? '', source ?? '', snapshot ?? '']
}
