import { tmpdir } from 'node:os'
import path from 'node:path'
import compression from 'compression'
import express, { type Express } from 'express'
import type { Logger } from 'pino'
import type { Store } from '../db/store.ts'
import { ROUTES } from '../shared/api/routes.ts'
import type { Families } from '../shared/families.ts'
import { accountHandlers, OPEN_BEFORE_PASSWORD_CHANGE } from './accounts/routes.ts'
import { createAccountServices } from './accounts/service.ts'
import { amendmentHandlers } from './amendments/routes.ts'
import { analysisHandlers } from './analysis/routes.ts'
import { codingHandlers } from './coding/routes.ts'
import { withdrawChangedCodings } from './coding/service.ts'
import { createSubjectCache } from './analysis/service.ts'
import { archiveHandlers } from './site-archive/routes.ts'
import { auditHandlers } from './audit-trail/routes.ts'
import { casebookHandlers } from './casebook/routes.ts'
import { checkHandlers } from './checks/routes.ts'
import { fireChecks, recheckSubjects } from './checks/service.ts'
import { demoHandlers } from './demo/routes.ts'
import { deviationHandlers } from './deviations/routes.ts'
import { draftHandlers } from './drafts/routes.ts'
import { takeDraft } from './drafts/service.ts'
import { entryHandlers } from './entry/routes.ts'
import { inTurn } from './entry/service.ts'
import { exportHandlers } from './exporting/routes.ts'
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
import { laboratoryHandlers } from './laboratories/routes.ts'
import { rememberUnits } from './laboratories/service.ts'
import { queryHandlers } from './queries/routes.ts'
import { reviewHandlers } from './reviews/routes.ts'
import { reopenReviews } from './reviews/service.ts'
import { noticeHandlers } from './safety/notice-routes.ts'
import { safetyHandlers } from './safety/routes.ts'
import { tellReportable } from './safety/service.ts'
import { studyHandlers } from './studies/routes.ts'
import { createDefinitions } from './studies/service.ts'
import { subjectHandlers } from './subjects/routes.ts'
import {
  createMarks,
  createMatrixRows,
  createOverviews,
  refuseAfterWithdrawal,
} from './subjects/service.ts'
import { verificationHandlers } from './verification/routes.ts'
import { resetVerifications } from './verification/service.ts'
import { workHandlers } from './work/routes.ts'

export interface AppOptions {
  /** Folder of the built client; null: the interface alone. */
  readonly clientDir?: string | null
  /** Bearer that lets a monitor on another machine read `/metrics`. */
  readonly metricsToken?: string | null
  /** Notices go by mail too, to those who gave an address. */
  readonly sendsMail?: boolean
  /** Folder that keeps the archives of sites; one for temporary files where there is no data folder. */
  readonly archiveDir?: string
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
  // A proxy on this machine may end TLS and say so; one elsewhere is not believed.
  app.set('trust proxy', 'loopback')
  app.set('etag', false)
  app.disable('x-powered-by')
  app.use(requestLog(logger))
  addMetrics(app, options.metricsToken ?? null)
  addProbes(app, store)
  app.use(securityHeaders())
  app.use(compression())
  app.use(originCheck)
  app.use(...readBody)
  addRoutes(app, { store, families, logger, options })
  addApiDocs(app, ROUTES)
  addClientFiles(app, options.clientDir ?? null)
  app.use(problemResponse(logger))
  return app
}

function addRoutes(app: Express, { store, families, options = {} }: AppParts): void {
  const accounts = createAccountServices(store)
  const definitions = createDefinitions(store)
  const sendsMail = options.sendsMail ?? false
  const archiveDir = options.archiveDir ?? path.join(tmpdir(), 'hepatrial-archives')
  const studies = { store, families, definitions }
  const afterSave = inTurn(
    refuseAfterWithdrawal(store),
    reopenReviews({ store, families }),
    resetVerifications(store),
    tellReportable({ store, sendsMail }),
    withdrawChangedCodings(store),
    rememberUnits(store),
    fireChecks({ store, families }),
  )
  const recheck = recheckSubjects({ store, families, definitions })
  const saving = { afterSave, takeDraft: takeDraft(store) }
  const overviews = createOverviews(store)
  const marks = createMarks(store)
  const subjects = { store, definitions, overviews, marks, matrixRows: createMatrixRows() }
  const cache = createSubjectCache(store, families)
  const handlers = handlerTable([
    accountHandlers(accounts),
    studyHandlers(studies),
    amendmentHandlers(studies),
    demoHandlers({ store, accounts, families }),
    subjectHandlers({ ...subjects, ...saving }),
    entryHandlers({ store, definitions, ...saving }),
    draftHandlers({ store, definitions }),
    reviewHandlers({ store, families, definitions, ...saving }),
    analysisHandlers({ store, families, definitions, cache }, subjects),
    workHandlers(subjects),
    deviationHandlers(subjects),
    verificationHandlers({ store, definitions }),
    safetyHandlers({ store, definitions }),
    codingHandlers({ store }),
    noticeHandlers({ store, sendsMail }),
    laboratoryHandlers({ store, definitions, recheck }),
    checkHandlers({ store, definitions }),
    queryHandlers({ store, definitions }),
    auditHandlers({ store, definitions }),
    casebookHandlers({ store, definitions }),
    exportHandlers(studies),
    archiveHandlers({ store, definitions, families, archiveDir }),
  ])
  bindRoutes(app, ROUTES, handlers, {
    store,
    sessions: accounts.sessions,
    scopes: createScopes(store),
    checkAnswers: options.checkAnswers ?? false,
    openBeforePasswordChange: OPEN_BEFORE_PASSWORD_CHANGE,
  })
}
