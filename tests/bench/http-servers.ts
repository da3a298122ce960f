import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import express from 'express'
import type { Store } from '../../db/store.ts'
import { createApp } from '../../server/app.ts'
import { systemActor } from '../../server/http/actor.ts'
import { createLogger } from '../../server/http/request-log.ts'
import { importFolder } from '../../server/importing/service.ts'
import { openStore } from '../../server/open-store.ts'
import { packageRoot } from '../../server/package-root.ts'
import type { FormValues } from '../../shared/forms/define.ts'
import { builtInFamilies } from '../../shared/families.ts'
import { signedIn } from '../server/support/test-server.ts'
import { largeStudy } from './large-study.ts'
import { madeUpTrial } from './made-up-trial.ts'
import { tellParent } from './processes.ts'

/** The study of each server of the bench. */
export const STUDY = 'bench'
const SUBJECTS = 60
const LARGE_SUBJECTS = 200
const FORM = 'adverse-events'

/** A saved adverse event: where it is saved again, and as what. */
export interface SavedRecord {
  readonly path: string
  readonly version: number
  readonly values: FormValues
}

export interface Listening {
  readonly url: string
  readonly cookie: string
  /** Cookie of a monitor; empty where nobody monitors. */
  readonly monitor: string
  readonly records: readonly SavedRecord[]
}

/** The whole server on a database of its own, with a study, somebody signed in, and the log written. */
export async function serveProduct(dataDir: string, databaseUrl?: string): Promise<void> {
  const store = await openStore({ dataDir, databaseUrl })
  const made = madeUpTrial(SUBJECTS)
  const actor = systemActor({ part: 'bench', studyId: null })
  await importFolder(store, actor, { studyKey: STUDY, ...made, environment: 'test' })
  const app = createApp({ store, families: builtInFamilies, logger: createLogger('info') })
  const url = await listen(app)
  const { cookie } = await signedIn({ store, base: url }, [{ role: 'coordinator', study: STUDY }])
  const records = await savedRecords(store)
  const listening: Listening = { url, cookie: cookie ?? '', monitor: '', records }
  await tellParent(listening)
}

/** One of several processes on the PostgreSQL database of `BENCH_DATABASE_URL`; this one fills it. */
export async function serveSharedFirst(dataDir: string): Promise<void> {
  return serveProduct(dataDir, process.env['BENCH_DATABASE_URL'])
}

/** A further process on the same database. */
export async function serveSharedNext(dataDir: string): Promise<void> {
  const store = await openStore({ dataDir, databaseUrl: process.env['BENCH_DATABASE_URL'] })
  const app = createApp({ store, families: builtInFamilies, logger: createLogger('info') })
  const listening: Listening = { url: await listen(app), cookie: '', monitor: '', records: [] }
  await tellParent(listening)
}

/**
 * The same on the largest study that screens are measured on, with the built client where one stands;
 * nothing of it is saved again.
 */
export async function serveLarge(dataDir: string): Promise<void> {
  const store = await openStore({ dataDir })
  const actor = systemActor({ part: 'bench', studyId: null })
  const large = largeStudy(LARGE_SUBJECTS)
  await importFolder(store, actor, { studyKey: STUDY, ...large, environment: 'test' })
  const options = { clientDir: path.join(packageRoot(), 'dist', 'client') }
  const logger = createLogger('info')
  const app = createApp({ store, families: builtInFamilies, logger, options })
  const url = await listen(app)
  const { cookie } = await signedIn({ store, base: url }, [{ role: 'coordinator', study: STUDY }])
  const monitor = await signedIn({ store, base: url }, [{ role: 'monitor', study: STUDY }])
  const cookies = { cookie: cookie ?? '', monitor: monitor.cookie ?? '' }
  const listening: Listening = { url, ...cookies, records: [] }
  await tellParent(listening)
}

/** The least that Express can do with a PUT: parse the body and send it back. */
export async function serveBare(): Promise<void> {
  const app = express()
  app.use(express.json())
  app.put('/{*splat}', (request, response) => {
    response.json(request.body)
  })
  const listening: Listening = { url: await listen(app), cookie: '', monitor: '', records: [] }
  await tellParent(listening)
}

async function savedRecords(store: Store): Promise<readonly SavedRecord[]> {
  const { record, subject } = store.t
  const rows = await store.read
    .select({
      id: record.id,
      subjid: subject.subjid,
      version: record.version,
      values: record.values,
    })
    .from(record)
    .innerJoin(subject, eq(record.subjectId, subject.id))
    .where(eq(record.form, FORM))
  return rows.map(({ id, subjid, version, values }) => ({
    path: `/api/studies/${STUDY}/subjects/${subjid}/records/${id}`,
    version,
    values: JSON.parse(values) as FormValues,
  }))
}

async function listen(app: RequestListener): Promise<string> {
  const server = createServer(app)
  // A server of the bench never outlives it.
  process.once('disconnect', () => process.exit())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}
