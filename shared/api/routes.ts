import type { Route } from './define.ts'
import * as access from './routes/access.ts'
import * as accounts from './routes/accounts.ts'
import * as amendments from './routes/amendments.ts'
import * as analysis from './routes/analysis.ts'
import * as archives from './routes/archives.ts'
import * as casebook from './routes/casebook.ts'
import * as changes from './routes/changes.ts'
import * as checks from './routes/checks.ts'
import * as coding from './routes/coding.ts'
import * as comparison from './routes/comparison.ts'
import * as dataState from './routes/data-state.ts'
import * as deviations from './routes/deviations.ts'
import * as doseDecisions from './routes/dose-decisions.ts'
import * as drafts from './routes/drafts.ts'
import * as exportRuns from './routes/export-runs.ts'
import * as exports from './routes/exports.ts'
import * as laboratories from './routes/laboratories.ts'
import * as live from './routes/live.ts'
import * as locks from './routes/locks.ts'
import * as notices from './routes/notices.ts'
import * as odm from './routes/odm.ts'
import * as ownAccess from './routes/own-access.ts'
import * as report from './routes/report.ts'
import * as queries from './routes/queries.ts'
import * as readings from './routes/readings.ts'
import * as reviews from './routes/reviews.ts'
import * as safety from './routes/safety.ts'
import * as snapshots from './routes/snapshots.ts'
import * as signatures from './routes/signatures.ts'
import * as studies from './routes/studies.ts'
import * as subjectStory from './routes/subject-story.ts'
import * as subjects from './routes/subjects.ts'
import * as system from './routes/system.ts'
import * as trail from './routes/trail.ts'
import * as verification from './routes/verification.ts'
import * as work from './routes/work.ts'

/** Every JSON route of the product. The server refuses to start while one has no handler. */
export const ROUTES: readonly Route[] = [
  accounts,
  ownAccess,
  access,
  studies,
  subjects,
  subjectStory,
  analysis,
  work,
  amendments,
  archives,
  casebook,
  checks,
  coding,
  comparison,
  dataState,
  deviations,
  doseDecisions,
  drafts,
  exportRuns,
  exports,
  report,
  laboratories,
  live,
  locks,
  notices,
  odm,
  queries,
  safety,
  snapshots,
  signatures,
  verification,
  trail,
  system,
  changes,
  reviews,
  readings,
].flatMap((group) => Object.values(group).filter((value) => isRoute(value)))

function isRoute(value: unknown): value is Route {
  return typeof value === 'object' && value !== null && 'access' in value && 'path' in value
}
