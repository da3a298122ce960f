import type { ComponentType, ReactNode } from 'react'
import { createBrowserRouter, type RouteObject } from 'react-router'
import { Frame } from './frame.tsx'
import { RouteFailure } from './route-failure.tsx'

/** A screen whose code is fetched when it is first opened. */
function screen(path: string, load: () => Promise<ComponentType>): RouteObject {
  return {
    path,
    lazy: async () => ({ Component: await load() }),
    errorElement: <RouteFailure />,
    HydrateFallback: Nothing,
  }
}

function Nothing(): ReactNode {
  return null
}

const SUBJECT_SCREENS: RouteObject[] = [
  screen('', async () => (await import('../enter-visit/subject-overview.tsx')).SubjectOverview),
  screen('enrolment', async () => (await import('../subjects/enrolment.tsx')).Enrolment),
  screen('visits/:visit', async () => (await import('../enter-visit/visit-page.tsx')).VisitPage),
  screen('forms/:form', async () => (await import('../enter-visit/log-page.tsx')).LogPage),
  screen('tumour', async () => (await import('../tumour-ledger/ledger-page.tsx')).LedgerPage),
  screen('responses', async () => (await import('../review-response/review-page.tsx')).ReviewPage),
  screen(
    'adverse-events',
    async () => (await import('../grade-adverse-event/adverse-events-page.tsx')).AdverseEventsPage,
  ),
  screen(
    'history/:record',
    async () => (await import('../read-audit/record-history.tsx')).RecordHistory,
  ),
]

const STUDY_SCREENS: RouteObject[] = [
  screen('', async () => (await import('../my-work/study-home.tsx')).StudyHome),
  screen('subjects', async () => (await import('../subjects/matrix-page.tsx')).MatrixPage),
  screen('subjects/new', async () => (await import('../subjects/register.tsx')).Register),
  {
    path: 'subjects/:subjid',
    lazy: async () => ({ Component: (await import('./subject-frame.tsx')).SubjectFrame }),
    errorElement: <RouteFailure />,
    children: SUBJECT_SCREENS,
  },
  screen(
    'subjects/:subjid/casebook',
    async () => (await import('../print-casebook/casebook-page.tsx')).CasebookPage,
  ),
  screen('casebook', async () => (await import('../print-casebook/paper-page.tsx')).PaperPage),
  screen('results', async () => (await import('../report-endpoints/results-page.tsx')).ResultsPage),
  screen(
    'results/:endpoint',
    async () => (await import('../report-endpoints/endpoint-page.tsx')).EndpointPage,
  ),
  screen('safety', async () => (await import('../report-endpoints/safety-page.tsx')).SafetyPage),
  screen('serious-events', async () => (await import('../report-safety/cases-page.tsx')).CasesPage),
  screen(
    'serious-events/:subjid/:record',
    async () => (await import('../report-safety/report-page.tsx')).ReportPage,
  ),
  screen('coding', async () => (await import('../code-terms/coding-page.tsx')).CodingPage),
  screen(
    'deviations',
    async () => (await import('../deviations/deviations-page.tsx')).DeviationsPage,
  ),
  screen('export', async () => (await import('../export-data/export-page.tsx')).ExportPage),
  screen('queries', async () => (await import('../clean-data/queries-page.tsx')).QueriesPage),
  screen('checks', async () => (await import('../clean-data/checks-page.tsx')).ChecksPage),
  screen('audit', async () => (await import('../read-audit/audit-page.tsx')).AuditPage),
  screen(
    'audit/patterns',
    async () => (await import('../read-audit/patterns-page.tsx')).PatternsPage,
  ),
  screen(
    'laboratories',
    async () => (await import('../laboratories/laboratories-page.tsx')).LaboratoriesPage,
  ),
  screen('audit/lags', async () => (await import('../read-audit/lag-page.tsx')).LagPage),
  screen('archives', async () => (await import('../archive-site/archives-page.tsx')).ArchivesPage),
  screen('set-up', async () => (await import('../manage-study/study-page.tsx')).StudyPage),
]

export const ROUTES: RouteObject[] = [
  screen('/setup', async () => (await import('../sign-in/set-up.tsx')).SetUp),
  {
    path: '/',
    element: <Frame />,
    errorElement: <RouteFailure />,
    HydrateFallback: Nothing,
    children: [
      screen('', async () => (await import('../my-work/work-page.tsx')).WorkPage),
      { path: 'studies/:study', children: STUDY_SCREENS },
      screen(
        'accounts',
        async () => (await import('../manage-study/accounts-page.tsx')).AccountsPage,
      ),
      screen('notices', async () => (await import('../read-notices/notices-page.tsx')).NoticesPage),
      screen('new-study', async () => (await import('../manage-study/new-study.tsx')).NewStudy),
      { path: '*', element: <RouteFailure /> },
    ],
  },
]

export const router = createBrowserRouter(ROUTES)
