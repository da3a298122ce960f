import type { ResponseOf } from '../../shared/api/define.ts'
import { getAdverseEventTable, getAnalysis } from '../../shared/api/routes/analysis.ts'
import {
  getCohorts,
  getSensitivity,
  getSensitivitySubjects,
} from '../../shared/api/routes/comparison.ts'
import type { Analysis } from '../../shared/endpoints/results.ts'
import { call } from '../kit/http.ts'
import type { AnalysisView } from '../kit/derivation-query.ts'
import type { Query } from '../kit/query.ts'
import { getStudyReport, type ReportView } from '../../shared/api/routes/report.ts'
import type { DescribedPopulation } from '../../shared/report/define.ts'

export type AdverseEventTable = ResponseOf<typeof getAdverseEventTable>

/** The analysis of a study at a cut-off and source. */
export function analysisQuery(study: string, view: AnalysisView): Query<Analysis> {
  return {
    queryKey: ['study', study, 'analysis', view.cutoff ?? '', view.source ?? ''],
    queryFn: ({ signal }) => call(getAnalysis, { params: { study }, query: queryOf(view), signal }),
    staleTime: 30_000,
  }
}

export interface StudyReportView extends AnalysisView {
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
  const { cutoff = '', source = '', described } = view
  return {
    queryKey: ['study', study, 'report', cutoff, source, described],
    queryFn: ({ signal }) =>
      call(getStudyReport, { params: { study }, query: reportQueryOf(view), signal }),
    staleTime: 30_000,
  }
}

export interface SafetyView extends AnalysisView {
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

function queryOf({ cutoff, source }: AnalysisView): {
  cutoff?: string
  source?: 'investigator' | 'derived'
} {
  return {
    ...(cutoff === undefined ? {} : { cutoff }),
    ...(source === undefined ? {} : { source }),
  }
}

/** The outcomes of a study under other rules than the protocol's. */
export function sensitivityQuery(
  study: string,
  view: AnalysisView,
): Query<ResponseOf<typeof getSensitivity>> {
  return {
    queryKey: ['study', study, 'sensitivity', view.cutoff ?? '', view.source ?? ''],
    queryFn: ({ signal }) =>
      call(getSensitivity, { params: { study }, query: queryOf(view), signal }),
    staleTime: 30_000,
  }
}

/** Who differs under another rule. */
export interface DifferingView extends AnalysisView {
  readonly outcome: string
  readonly variant: string
}

export type DifferingSubjects = ResponseOf<typeof getSensitivitySubjects>

export function differingQuery(study: string, view: DifferingView): Query<DifferingSubjects> {
  const { cutoff = '', source = '', outcome, variant } = view
  return {
    queryKey: ['study', study, 'sensitivity', cutoff, source, outcome, variant],
    queryFn: ({ signal }) =>
      call(getSensitivitySubjects, {
        params: { study },
        query: { ...queryOf(view), outcome, variant },
        signal,
      }),
    staleTime: 30_000,
  }
}

/** Cohorts and subgroups side by side. */
export function cohortsQuery(
  study: string,
  view: AnalysisView,
): Query<ResponseOf<typeof getCohorts>> {
  return {
    queryKey: ['study', study, 'cohorts', view.cutoff ?? '', view.source ?? ''],
    queryFn: ({ signal }) => call(getCohorts, { params: { study }, query: queryOf(view), signal }),
    staleTime: 30_000,
  }
}
