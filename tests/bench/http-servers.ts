import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { and, asc, eq, inArray } from 'drizzle-orm'
import express from 'express'
import type { Store } from '../../db/store.ts'
import { createApp } from '../../server/app.ts'
import { systemActor } from '../../server/http/actor.ts'
import { createLogger } from '../../server/http/request-log.ts'
import { importFolder } from '../../server/importing/service.ts'
import { openStore } from '../../server/open-store.ts'
import { packageRoot } from '../../server/package-root.ts'
import type { FormValues } from '../../shared/forms/define.ts'
import type { Trial } from '../../shared/trial/trial.ts'
import { builtInFamilies } from '../../shared/families.ts'
import { signedIn } from '../server/support/test-server.ts'
import { largeStudy } from './large-study.ts'
import { madeUpTrial } from './made-up-trial.ts'
import { timed, type Took } from './figure.ts'
import { answerParent, tellParent } from './processes.ts'

/** The study of each server of the bench. */
export const STUDY = 'bench'
/** Records of a study that are saved again. */
const SAVED_AGAIN = 60
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
  /** How many records the study has. */
  readonly stored: number
  readonly imported: Imported | null
}

/** What it took to import a study, in seconds, and how many rows its files have; null where it was there. */
export interface Imported {
  readonly took: Took
  readonly rows: number
}

/** On the database that `BENCH_DATABASE_URL` names, where it does. */
export function openBenchStore(dataDir: string): Promise<Store> {
  return openStore({ dataDir, databaseUrl: process.env['BENCH_DATABASE_URL'] })
}

/** The whole server on a database of its own, with a study, somebody signed in, and the log written. */
export async function serveProduct(dataDir: string, subjects: string): Promise<void> {
  const store = await openBenchStore(dataDir)
  const made = madeUpTrial(Number(subjects))
  const actor = systemActor({ part: 'bench', studyId: null })
  const { took } = await timed(() =>
    importFolder(store, actor, { studyKey: STUDY, ...made, environment: 'test' }),
  )
  await serve(store, { took, rows: rowsIn(made.trial) })
}

function rowsIn({ subjects }: Trial): number {
  const files = subjects.flatMap((subject) => Object.values(subject.files))
  return files.reduce((sum, rows) => sum + rows.length, 0)
}

/** The study that a server before this one left in the folder, by a process that imported nothing. */
export async function serveAgain(dataDir: string): Promise<void> {
  await serve(await openBenchStore(dataDir), null)
}

async function serve(store: Store, imported: Imported | null): Promise<void> {
  const app = createApp({ store, families: builtInFamilies, logger: createLogger('info') })
  const url = await listen(app)
  const { cookie } = await signedIn({ store, base: url }, [{ role: 'coordinator', study: STUDY }])
  const records = await savedRecords(store)
  const stored = await store.read.$count(store.t.record)
  answerParent({ ...PROCESSOR, ...MEMORY, records: () => savedRecords(store) })
  const listening: Listening = { ...ALONE, url, cookie: cookie ?? '', records, stored, imported }
  await tellParent(listening)
}

/** A server that nobody signs in to. */
const ALONE = {
  ...{ cookie: '', monitor: '', records: [], stored: 0 },
  imported: null,
} satisfies Omit<Listening, 'url'>

/** The most memory that the process ever had resident, in bytes. */
const MEMORY = { memory: () => Promise.resolve({ most: process.resourceUsage().maxRSS * 1024 }) }
const PROCESSOR = { processor: () => Promise.resolve(process.cpuUsage()) }

/** A further process on the database of one that filled it. */
export async function serveSharedNext(dataDir: string): Promise<void> {
  const store = await openBenchStore(dataDir)
  const app = createApp({ store, families: builtInFamilies, logger: createLogger('info') })
  answerParent(PROCESSOR)
  const listening: Listening = { ...ALONE, url: await listen(app) }
  await tellParent(listening)
}

/**
 * The same on the largest study that screens are measured on, with the built client where one stands;
 * nothing of it is saved again.
 */
export async function serveLarge(dataDir: string): Promise<void> {
  const store = await openBenchStore(dataDir)
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
  const listening: Listening = { ...ALONE, url, ...cookies }
  await tellParent(listening)
}

/** The least that Express can do with a PUT: parse the body and send it back. */
export async function serveBare(): Promise<void> {
  const app = express()
  app.use(express.json())
  app.put('/{*splat}', (request, response) => {
    response.json(request.body)
  })
  answerParent(PROCESSOR)
  const listening: Listening = { ...ALONE, url: await listen(app) }
  await tellParent(listening)
}

/**
 * Some records, spread evenly over the subjects of the whole study: no two of one subject as long as
 * there are others, so that loads of studies of any size save in as many subjects at once.
 */
async function savedRecords(store: Store): Promise<readonly SavedRecord[]> {
  const { record } = store.t
  const some = spread(await rowsOfSome(store))
  const saved: SavedRecord[] = []
  for (const { id, subjid } of some) {
    const [now] = await store.read
      .select({ version: record.version, values: record.values })
      .from(record)
      .where(eq(record.id, id))
    if (now === undefined) continue
    const path = `/api/studies/${STUDY}/subjects/${subjid}/records/${id}`
    saved.push({ path, version: now.version, values: JSON.parse(now.values) as FormValues })
  }
  return saved
}

interface FoundRecord {
  readonly id: string
  readonly subjid: string
}

/** Those of some subjects alone: the memory of the server that is measured is to be its own. */
async function rowsOfSome({
  t: { record, subject },
  read,
}: Store): Promise<readonly FoundRecord[]> {
  const subjects = await read
    .selectDistinct({ subjid: subject.subjid })
    .from(record)
    .innerJoin(subject, eq(record.subjectId, subject.id))
    .where(eq(record.form, FORM))
    .orderBy(asc(subject.subjid))
  const step = Math.max(1, Math.floor(subjects.length / SAVED_AGAIN))
  const chosen = subjects.filter((_, at) => at % step === 0).map(({ subjid }) => subjid)
  return read
    .select({ id: record.id, subjid: subject.subjid })
    .from(record)
    .innerJoin(subject, eq(record.subjectId, subject.id))
    .where(and(eq(record.form, FORM), inArray(subject.subjid, chosen)))
    .orderBy(asc(subject.subjid), asc(record.rowKey))
}

function spread(rows: readonly FoundRecord[]): readonly FoundRecord[] {
  const bySubject = new Map<string, FoundRecord[]>()
  for (const row of rows) bySubject.set(row.subjid, [...(bySubject.get(row.subjid) ?? []), row])
  const chosen = [...bySubject.values()]
  const rounds = Math.max(...chosen.map(({ length }) => length))
  const turns = Array.from({ length: rounds }, (_, at) => chosen.flatMap((of) => of[at] ?? []))
  return turns.flat().slice(0, SAVED_AGAIN)
}

async function listen(app: RequestListener): Promise<string> {
  const server = createServer(app)
  // A server of the bench never outlives it.
  process.once('disconnect', () => process.exit())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return `http://127.0.0.1:${port}`
}
