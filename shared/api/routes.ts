import type { Route } from './define.ts'
import * as accounts from './routes/accounts.ts'
import * as analysis from './routes/analysis.ts'
import * as studies from './routes/studies.ts'
import * as subjects from './routes/subjects.ts'
import * as work from './routes/work.ts'

/** Every JSON route of the product. The server refuses to start while one has no handler. */
export const ROUTES: readonly Route[] = [accounts, studies, subjects, analysis, work].flatMap(
  (group) => Object.values(group).filter((value) => isRoute(value)),
)

function isRoute(value: unknown): value is Route {
  return typeof value === 'object' && value !== null && 'access' in value && 'path' in value
}
