import type { Express } from 'express'
import type { Store } from '../../db/store.ts'
import { PROGRAM_VERSION } from '../program-version.ts'

/** `/healthz`: the process answers. `/readyz`: the database does too. */
export function addProbes(app: Express, store: Store): void {
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok', version: PROGRAM_VERSION })
  })
  app.get('/readyz', async (_request, response) => {
    try {
      await store.read.select({ id: store.t.study.id }).from(store.t.study).limit(1)
      response.json({ status: 'ok' })
    } catch {
      // The probe's own answer says it; the fault itself is logged where the database is used.
      response.status(503).json({ status: 'database unreachable' })
    }
  })
}
