import type { ComponentType, ReactNode } from 'react'
import { createBrowserRouter, type RouteObject } from 'react-router'
import { loadTexts } from '../kit/late-texts.ts'
import { Frame } from './frame.tsx'
import { RouteFailure } from './route-failure.tsx'

/**
 * A screen whose code is fetched when it is first opened, and with it both languages: the sentences of
 * checks are made in both.
 */
function screen(path: string, load: () => Promise<ComponentType>): RouteObject {
  const texts = () => Promise.all([loadTexts('en'), loadTexts('zh')])
  return withTexts(path, load, texts)
}

/** The first screen, which waits for the language in force alone. */
function firstScreen(path: string, load: () => Promise<ComponentType>): RouteObject {
  return withTexts(path, load, () => Promise.resolve())
}

function withTexts(
  path: string,
  load: () => Promise<ComponentType>,
  texts: () => Promise<unknown>,
): RouteObject {
  return {
    path,
    lazy: async () => {
      const [Component] = await Promise.all([load(), texts()])
      return { Component }
    },
    errorElement: <RouteFailure />,
    HydrateFallback: Nothing,
  }
}

function Nothing(): ReactNode {
  return null
}

const SUBJECT_SCREENS: RouteObject[] = [
  screen('', async () => (await import('../enter-visit/subject-overview.tsx')).SubjectOverview),
  screen('course', async () => (await import('../review-subject/course-page.tsx')).CoursePage),
  screen('story', async () => (await import('../review-subject/story-page.tsx')).StoryPage),
  screen('enrolment', async () => (await import('../subjects/enrolment.tsx')).Enrolment),
  screen('visits/:visit', async () => (await import('../enter-visit/visit-page.tsx')).VisitPage),
  screen('forms/:form', async () => (await import('../enter-visit/log-page.tsx')).LogPage),
  screen('tumour', async () => (await import('../tumour-ledger/ledger-page.tsx')).LedgerPage),
  screen('responses', async () => (await import('../review-response/review-page.tsx')).ReviewPage),
  screen(
    'adverse-events',
    async () => (await import('../grade-adverse-event/adverse-events-page.tsx')).AdverseEventsPage,
  ),
  screen('sign', async () => (await import('../sign-data/sign-page.tsx')).SignPage),
  screen(
    'close-out',
    async () => (await import('../close-out/subject-page.tsx')).SubjectCloseOutPage,
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
  screen('live', async () => (await import('../watch-study/live-page.tsx')).LivePage),
  screen('live/rows', async () => (await import('../watch-study/rows-page.tsx')).RowsPage),
  screen('results', async () => (await import('../report-endpoints/results-page.tsx')).ResultsPage),
  screen(
    'results/:endpoint',
    async () => (await import('../report-endpoints/endpoint-page.tsx')).EndpointPage,
  ),
  screen(
    'sensitivity',
    async () => (await import('../report-endpoints/sensitivity-page.tsx')).SensitivityPage,
  ),
  screen('cohorts', async () => (await import('../report-endpoints/cohorts-page.tsx')).CohortsPage),
  screen(
    'report',
    async () => (await import('../report-endpoints/study-report-page.tsx')).StudyReportPage,
  ),
  screen(
    'data-state',
    async () => (await import('../data-state/data-state-page.tsx')).DataStatePage,
  ),
  screen('dose-escalation', async () => (await import('../find-dose/dose-page.tsx')).DosePage),
  screen('safety', async () => (await import('../report-endpoints/safety-page.tsx')).SafetyPage),
  screen('serious-events', async () => (await import('../report-safety/cases-page.tsx')).CasesPage),
  screen(
    'serious-events/:subjid/:record',
    async () => (await import('../report-safety/report-page.tsx')).ReportPage,
  ),
  screen(
    'reviews',
    async () => (await import('../compare-responses/reviews-page.tsx')).ReviewsPage,
  ),
  screen(
    'discordance',
    async () => (await import('../compare-responses/discordance-page.tsx')).DiscordancePage,
  ),
  screen('readings', async () => (await import('../read-images/readings-page.tsx')).ReadingsPage),
  screen('coding', async () => (await import('../code-terms/coding-page.tsx')).CodingPage),
  screen(
    'deviations',
    async () => (await import('../deviations/deviations-page.tsx')).DeviationsPage,
  ),
  screen(
    'export/log',
    async () => (await import('../export-data/export-log-page.tsx')).ExportLogPage,
  ),
  screen(
    'export/files',
    async () => (await import('../export-data/single-files-page.tsx')).SingleFilesPage,
  ),
  screen(
    'export/problems/:run',
    async () => (await import('../export-data/conformance-page.tsx')).ConformancePage,
  ),
  screen(
    'snapshots',
    async () => (await import('../export-data/snapshots-page.tsx')).SnapshotsPage,
  ),
  screen(
    'snapshots/:snapshot',
    async () => (await import('../export-data/differences-page.tsx')).DifferencesPage,
  ),
  screen('close-out', async () => (await import('../close-out/study-page.tsx')).CloseOutPage),
  screen('export', async () => (await import('../export-data/export-page.tsx')).ExportPage),
  screen('queries', async () => (await import('../clean-data/queries-page.tsx')).QueriesPage),
  screen('signatures', async () => (await import('../sign-data/to-sign-page.tsx')).ToSignPage),
  screen('signers', async () => (await import('../sign-data/signers-page.tsx')).SignersPage),
  screen('queries/ageing', async () => (await import('../clean-data/ageing-page.tsx')).AgeingPage),
  screen('queries/import', async () => (await import('../clean-data/import-page.tsx')).ImportPage),
  screen(
    'verification',
    async () => (await import('../clean-data/worklist/verify-page.tsx')).VerifyPage,
  ),
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
  screen(
    'audit/lags/entries',
    async () => (await import('../read-audit/entry-lags-page.tsx')).EntryLagsPage,
  ),
  screen('rights', async () => (await import('../manage-access/rights-page.tsx')).RightsPage),
  screen('archives', async () => (await import('../archive-site/archives-page.tsx')).ArchivesPage),
  screen('set-up', async () => (await import('../manage-study/study-page.tsx')).StudyPage),
]

export const ROUTES: RouteObject[] = [
  screen('/setup', async () => (await import('../sign-in/set-up.tsx')).SetUp),
  screen('/help', async () => (await import('../read-help/help-page.tsx')).HelpPage),
  screen('/help/:chapter', async () => (await import('../read-help/help-page.tsx')).HelpPage),
  {
    path: '/',
    element: <Frame />,
    errorElement: <RouteFailure />,
    HydrateFallback: Nothing,
    children: [
      firstScreen('', async () => (await import('../my-work/work-page.tsx')).WorkPage),
      { path: 'studies/:study', children: STUDY_SCREENS },
      screen(
        'accounts',
        async () => (await import('../manage-study/accounts-page.tsx')).AccountsPage,
      ),
      screen('my-access', async () => (await import('../sign-in/my-access-page.tsx')).MyAccessPage),
      screen(
        'settings',
        async () => (await import('../manage-access/settings-page.tsx')).SettingsPage,
      ),
      screen(
        'access-review',
        async () => (await import('../manage-access/review-page.tsx')).ReviewPage,
      ),
      screen(
        'system-trail',
        async () => (await import('../manage-access/system-trail-page.tsx')).SystemTrailPage,
      ),
      screen('system', async () => (await import('../watch-system/status-page.tsx')).StatusPage),
      screen('backups', async () => (await import('../watch-system/backups-page.tsx')).BackupsPage),
      screen('notices', async () => (await import('../read-notices/notices-page.tsx')).NoticesPage),
      screen('new-study', async () => (await import('../manage-study/new-study.tsx')).NewStudy),
      { path: '*', element: <RouteFailure /> },
    ],
  },
]

export const router = createBrowserRouter(ROUTES)
