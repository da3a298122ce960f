import { tmpdir } from 'node:os'
import path from 'node:path'
import compression from 'compression'
import express, { type Express } from 'express'
import type { Logger } from 'pino'
import type { Store } from '../db/store.ts'
import { ROUTES } from '../shared/api/routes.ts'
import type { Families } from '../shared/families.ts'
import type { Registry } from '../shared/kernel/registry.ts'
import { accessHandlers } from './access/routes.ts'
import {
  accountHandlers,
  OPEN_BEFORE_PASSWORD_CHANGE,
  OPEN_BEFORE_SECOND_FACTOR,
  ownAccessHandlers,
} from './accounts/routes.ts'
import { createAccountServices, type FactorKey } from './accounts/service.ts'
import { amendmentHandlers } from './amendments/routes.ts'
import { odmHandlers } from './odm/routes.ts'
import { analysisHandlers } from './analysis/routes.ts'
import { codingHandlers } from './coding/routes.ts'
import { withdrawChangedCodings } from './coding/service.ts'
import { createSubjectCache } from './analysis/service.ts'
import { archiveHandlers } from './site-archive/routes.ts'
import { auditHandlers } from './audit-trail/routes.ts'
import { backupHandlers } from './backup/routes.ts'
import { backupJob } from './backup/service.ts'
import { casebookHandlers } from './casebook/routes.ts'
import { changeHandlers } from './changes/routes.ts'
import { checkHandlers } from './checks/routes.ts'
import { fireChecks, recheckSubjects } from './checks/service.ts'
import { dataStateHandlers } from './data-state/routes.ts'
import { demoHandlers } from './demo/routes.ts'
import { deviationHandlers } from './deviations/routes.ts'
import { doseDecisionHandlers } from './dose-decisions/routes.ts'
import { draftHandlers } from './drafts/routes.ts'
import { takeDraft } from './drafts/service.ts'
import { entryHandlers } from './entry/routes.ts'
import { inTurn, type AfterSave } from './entry/service.ts'
import { reportHandlers } from './exporting/report-routes.ts'
import { exportRunHandlers } from './export-packages/routes.ts'
import { exportServices, withdrawRuns, type FindProblems } from './export-packages/service.ts'
import { exportHandlers } from './exporting/routes.ts'
import { serverFormats, type ServerFormat } from './exporting/service.ts'
import { addApiDocs } from './http/api-docs.ts'
import { bindRoutes, handlerTable } from './http/bind-routes.ts'
import { addClientFiles } from './http/client-files.ts'
import { addMetrics } from './http/metrics.ts'
import { originCheck } from './http/origin-check.ts'
import { addProbes } from './http/probes.ts'
import { problemResponse } from './http/problem-response.ts'
import { readBody } from './http/read-body.ts'
import { requestLog } from './http/request-log.ts'
import { createScopes } from './http/scope.ts'
import { securityHeaders } from './http/security-headers.ts'
import { createJobs, type Jobs } from './jobs/service.ts'
import { laboratoryHandlers } from './laboratories/routes.ts'
import { rememberUnits } from './laboratories/service.ts'
import { queryHandlers } from './queries/routes.ts'
import { readingHandlers } from './readings/routes.ts'
import { reviewHandlers } from './reviews/routes.ts'
import { reopenReviews } from './reviews/service.ts'
import { comparisonHandlers } from './comparison/routes.ts'
import { createPlannedCache } from './comparison/service.ts'
import { liveHandlers } from './live-study/routes.ts'
import { createKnownFigures, createLiveCache, createStudyWatch } from './live-study/service.ts'
import { lockHandlers } from './locks/routes.ts'
import { noticeHandlers } from './safety/notice-routes.ts'
import { safetyHandlers } from './safety/routes.ts'
import { tellReportable } from './safety/service.ts'
import { snapshotHandlers } from './snapshots/routes.ts'
import { signatureHandlers } from './signatures/routes.ts'
import { followDerivation } from './signatures/service.ts'
import { studyHandlers } from './studies/routes.ts'
import { createDefinitions, type StudyServices } from './studies/service.ts'
import { subjectStoryHandlers } from './subject-story/routes.ts'
import { subjectHandlers } from './subjects/routes.ts'
import {
  createMarks,
  createMatrixRows,
  createOverviews,
  createPresentRecords,
  refuseAfterWithdrawal,
} from './subjects/service.ts'
import { systemHandlers } from './system-status/routes.ts'
import { systemGauges, verifyJob, type StatusServices } from './system-status/service.ts'
import { verificationHandlers } from './verification/routes.ts'
import { resetVerifications } from './verification/service.ts'
import { workHandlers } from './work/routes.ts'
import { createKnownWork } from './work/service.ts'

export interface AppOptions {
  /** Folder of the built client; null: the interface alone. */
  readonly clientDir?: string | null
  /** Bearer that lets a monitor on another machine read `/metrics`. */
  readonly metricsToken?: string | null
  /** Notices go by mail too, to those who gave an address. */
  readonly sendsMail?: boolean
  /** Opens the secrets of second factors. Without one they last as long as the process. */
  readonly factorKey?: FactorKey
  /** Folder that keeps the archives of sites; one for temporary files where there is no data folder. */
  readonly archiveDir?: string
  /** Proxies elsewhere that end TLS and are believed when they say so. */
  readonly trustedProxies?: readonly string[]
  /** The data folder; one for temporary files where there is none. */
  readonly dataDir?: string
  /** The key of second factors is set in the environment, so no backup holds it. */
  readonly factorKeySet?: boolean
  /** Looks at the room on a disk; at the disk itself unless given. For tests. */
  readonly roomOf?: StatusServices['roomOf']
  /** Long work, which whoever serves starts and stops; one of its own where there is none. */
  readonly jobs?: Jobs
  /** Formats that need more than plain data; those of the product unless given. */
  readonly serverFormats?: Registry<ServerFormat>
  /** What looks for problems in datasets; that of the product unless given. For tests. */
  readonly findProblems?: FindProblems
  /** Milliseconds between two looks at who listens to events. For tests. */
  readonly beatMs?: number
  /** Checks every answer against its schema. For tests. */
  readonly checkAnswers?: boolean
}

export interface AppParts {
  /** Carries the clock and the source of ids as well. */
  readonly store: Store
  readonly families: Families
  readonly logger: Logger
  readonly options?: AppOptions
}

/** The whole server but its socket. Throws when a route has no handler. */
export function createApp({ store, families, logger, options = {} }: AppParts): Express {
  const app = express()
  // A proxy on this machine may end TLS and say so; one elsewhere is believed where it is named.
  app.set('trust proxy', ['loopback', ...(options.trustedProxies ?? [])])
  app.set('etag', false)
  app.disable('x-powered-by')
  app.use(requestLog(logger))
  const system = systemParts({ store, families, logger, options })
  addMetrics(app, options.metricsToken ?? null, systemGauges(system))
  addProbes(app, store)
  app.use(securityHeaders())
  app.use(compression())
  app.use(originCheck)
  app.use(...readBody)
  addRoutes(app, { store, families, logger, options }, system)
  addApiDocs(app, ROUTES)
  addClientFiles(app, options.clientDir ?? null)
  app.use(problemResponse(logger))
  return app
}

/** What exports need: every format on offer, and the runs that make packages of them. */
function exportParts(studies: StudyServices, jobs: Jobs, options: AppOptions) {
  const exporting = { ...studies, serverFormats: options.serverFormats ?? serverFormats }
  const { findProblems: find } = options
  const runs = exportServices({ ...exporting, jobs, ...(find === undefined ? {} : { find }) })
  return { exporting, runs }
}

/** What belongs to no study: how the installation is, and its backups. */
function installationHandlers(system: StatusServices): Parameters<typeof handlerTable>[0] {
  return [systemHandlers(system), backupHandlers(system)]
}

/** Long work of this process with what belongs to the whole installation, and what tells how that is. */
function systemParts({ store, logger, options = {} }: AppParts): StatusServices {
  const jobs = options.jobs ?? createJobs({ store, logger, folder: temporary('exports') })
  const dataDir = options.dataDir ?? temporary('data')
  jobs.register(backupJob({ store, dataDir, factorKeySet: options.factorKeySet ?? false }))
  jobs.register(verifyJob(store))
  return {
    store,
    dataDir,
    jobs,
    ...(options.roomOf === undefined ? {} : { roomOf: options.roomOf }),
  }
}

/** Everything that reads what is derived of a study. */
function resultHandlers(
  analysis: Parameters<typeof analysisHandlers>[0] & StudyServices,
  subjects: Parameters<typeof analysisHandlers>[1],
): Parameters<typeof handlerTable>[0] {
  const figures = createKnownFigures(analysis.families)
  const live = { ...analysis, live: createLiveCache(analysis), figures }
  return [
    analysisHandlers(analysis, subjects),
    dataStateHandlers(analysis),
    liveHandlers({ ...live, watch: createStudyWatch(analysis) }),
    comparisonHandlers({ ...live, planned: createPlannedCache(analysis) }),
    doseDecisionHandlers(analysis),
  ]
}

function addRoutes(app: Express, parts: AppParts, system: StatusServices): void {
  const { store, families, options = {} } = parts
  const definitions = createDefinitions(store)
  const sendsMail = options.sendsMail ?? false
  const accounts = createAccountServices(store, { factorKey: options.factorKey, sendsMail })
  const studies = { store, families, definitions }
  const { exporting, runs } = exportParts(studies, system.jobs, options)
  const afterSave = stepsAfterSave({ store, families, sendsMail })
  const recheck = recheckSubjects({ store, families, definitions })
  const saving = { afterSave, takeDraft: takeDraft(store) }
  const overviews = createOverviews(store)
  const marks = createMarks(store)
  const known = { overviews, marks, matrixRows: createMatrixRows(), work: createKnownWork() }
  const subjects = { store, definitions, ...known }
  const cache = createSubjectCache(store, families)
  const analysis = { store, families, definitions, cache }
  const handlers = handlerTable([
    accountHandlers(accounts),
    ownAccessHandlers(accounts),
    accessHandlers(accounts),
    studyHandlers(studies),
    amendmentHandlers(studies),
    odmHandlers({ families }),
    demoHandlers({ store, accounts, families }),
    ...installationHandlers(system),
    subjectHandlers({ ...subjects, ...saving }),
    entryHandlers({ store, definitions, ...saving }),
    draftHandlers({ store, definitions }),
    reviewHandlers({ store, families, definitions, ...saving }, analysis),
    readingHandlers({ ...analysis, afterSave }),
    subjectStoryHandlers({ ...analysis, ...subjects }),
    ...resultHandlers(analysis, subjects),
    workHandlers(subjects),
    deviationHandlers(subjects),
    verificationHandlers({ store, definitions }),
    signatureHandlers({ ...subjects, families, accounts }),
    safetyHandlers({ store, definitions }),
    codingHandlers({ store }),
    noticeHandlers({ store, sendsMail }),
    lockHandlers(subjects),
    ...checkingHandlers({ store, definitions, recheck }),
    auditHandlers({ store, definitions, withdraw: (tx, text) => withdrawRuns(runs, tx, text) }),
    changeHandlers({ store, definitions }),
    casebookHandlers({ store, definitions, families }),
    reportHandlers(studies),
    exportHandlers(exporting),
    exportRunHandlers(runs),
    snapshotHandlers({ store, definitions }),
    archiveHandlers({ ...studies, archiveDir: options.archiveDir ?? temporary('archives') }),
  ])
  bindRoutes(app, ROUTES, handlers, {
    store,
    sessions: accounts.sessions,
    bearers: accounts.bearers,
    scopes: createScopes(store),
    ...{ checkAnswers: options.checkAnswers ?? false, beatMs: options.beatMs },
    openBeforePasswordChange: OPEN_BEFORE_PASSWORD_CHANGE,
    openBeforeSecondFactor: OPEN_BEFORE_SECOND_FACTOR,
  })
}

/** What finds faults in data, and asks about them. */
function checkingHandlers(
  services: Parameters<typeof laboratoryHandlers>[0],
): Parameters<typeof handlerTable>[0] {
  return [laboratoryHandlers(services), checkHandlers(services), queryHandlers(services)]
}

/** Where files go that nobody gave a folder for. */
function temporary(what: string): string {
  return path.join(tmpdir(), `hepatrial-${what}`)
}

/** What follows each saved record, in its own transaction and in this order. */
function stepsAfterSave({
  store,
  families,
  sendsMail,
}: Pick<AppParts, 'store' | 'families'> & { readonly sendsMail: boolean }): AfterSave {
  const presentRecords = createPresentRecords()
  return inTurn(
    refuseAfterWithdrawal(presentRecords),
    reopenReviews({ store, families }),
    followDerivation({ store, families }),
    resetVerifications(store),
    tellReportable({ store, sendsMail }),
    withdrawChangedCodings(store),
    rememberUnits(store),
    fireChecks({ store, families, presentRecords }),
  )
}
