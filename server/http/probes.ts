import { setTimeout } from 'node:timers/promises'
import type { Express } from 'express'
import type { Store } from '../../db/store.ts'
import { PROGRAM_VERSION } from '../program-version.ts'

/** A database that answers later than this is no help to whoever asks. */
const READY_WITHIN_MS = 3_000

/** `/healthz`: the process answers. `/readyz`: the database does too. */
export function addProbes(app: Express, store: Store): void {
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok', version: PROGRAM_VERSION })
  })
  app.get('/readyz', async (_request, response) => {
    try {
      await answered(store)
      response.json({ status: 'ok' })
    } catch {
      // The probe's own answer says it; the fault itself is logged where the database is used.
      response.status(503).json({ status: 'database unreachable' })
    }
  })
}

async function answered(store: Store): Promise<void> {
  const stop = new AbortController()
  const late = setTimeout(READY_WITHIN_MS, 'late' as const, { signal: stop.signal, ref: false })
  // Stopped when the answer was there first.
  late.catch(() => undefined)
  const read = store.read.select({ id: store.t.study.id }).from(store.t.study).limit(1)
  try {
    if ((await Promise.race([read, late])) === 'late') throw new Error('No answer in time.')
  } finally {
    stop.abort()
  }
}
