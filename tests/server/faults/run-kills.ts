import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import type { Store } from '../../../db/store.ts'
import { verify } from '../../../server/audit/verify.ts'
import { Agreement, type ReadRows } from './agreement.ts'
import { seedWriters } from './killed-study.ts'
import { seededRandom } from './random.ts'
import {
  keepCompiled,
  type ServerPlace,
  type ServerProgram,
  type WaitingServer,
} from './server-program.ts'
import { send, Writer } from './writer.ts'

const WRITERS = 20
/** Every so many rounds the server is killed on its way up in place of at work. */
const KILLED_STARTING_EVERY = 10
const LONGEST_START_MS = 150
/**
 * A server at work is killed so many acknowledged saves after its first, and then at any moment. Mostly it
 * is soon after the first, when as much is under way as later.
 */
const MOST_SAVES = 10
const LONGEST_MOMENT_MS = 10
/** Servers that load their program while another one works: loading takes as long as a round. */
const LOADING = 2

/** A database that outlives the servers on it. */
export interface KillPlace extends ServerPlace {
  /** Opens the database while no server is on it. */
  readonly open: () => Promise<Store>
  /** Reads beside the server, or after it, and lets go of the database again. */
  readonly reading: <T>(work: (read: ReadRows) => Promise<T>) => Promise<T>
}

export interface KillWish {
  readonly rounds: number
  readonly seed: number
  readonly place: KillPlace
  readonly program: ServerProgram
  readonly say?: (line: string) => void
}

export interface KillReport {
  readonly rounds: number
  readonly acknowledged: number
  readonly created: number
  /** Requests cut off by a kill, and those of them that were stored. */
  readonly lost: number
  readonly lostButStored: number
  readonly entries: number
}

/**
 * Kills the server again and again while twenty writers save, each time at a random moment, and starts it
 * again. Throws where a save that was acknowledged is not there, something is half done, or a server does
 * not come up by itself.
 */
export async function runKills(wish: KillWish): Promise<KillReport> {
  const { place, program } = wish
  const store = await place.open()
  const writers = (await seedWriters(store, WRITERS)).map((person) => new Writer(person))
  await store.close()
  const looked = { place, agreement: new Agreement(), writers }
  const servers: WaitingServer[] = []
  const start = (): WaitingServer => {
    const server = program.start(place)
    servers.push(server)
    return server
  }
  try {
    await warmUp(start(), writers)
    await comeUpAgain(await killInTurn(wish, start, looked), looked)
    await expectWhole(looked)
  } finally {
    await Promise.all(servers.map((server) => server.kill()))
  }
  return reportOf(wish.rounds, looked)
}

/** The kills, one after the other. Gives the server that comes after the last. */
async function killInTurn(
  { rounds, seed, say }: KillWish,
  start: () => WaitingServer,
  looked: Looked,
): Promise<WaitingServer> {
  const random = seededRandom(seed)
  const loading: WaitingServer[] = []
  const take = (ahead = LOADING): WaitingServer => {
    while (loading.length <= ahead) loading.push(start())
    return loading.shift() ?? start()
  }
  for (let round = 1; round <= rounds; round += 1) {
    const server = take()
    server.begin()
    if (round % KILLED_STARTING_EVERY === 0) {
      await setTimeout(random() * LONGEST_START_MS)
      await server.kill()
    } else {
      const url = await server.url
      await lookAfter(looked)
      const end = { saves: 1 + random() ** 3 * MOST_SAVES, afterMs: random() * LONGEST_MOMENT_MS }
      await workUntilKilled(server, { url, writers: looked.writers, ...end })
    }
    if (round % 100 === 0) say?.(`${round} kills`)
  }
  return take(0)
}

function reportOf(rounds: number, { writers, agreement }: Looked): KillReport {
  const sum = (of: (writer: Writer) => number): number =>
    writers.reduce((total, writer) => total + of(writer), 0)
  return {
    rounds,
    acknowledged: sum(({ acknowledged }) => acknowledged.length),
    created: sum(({ created }) => created.length),
    lost: sum(({ lost }) => lost),
    lostButStored: sum(({ lostButStored }) => lostButStored),
    entries: agreement.entries,
  }
}

const WARM_UP_SAVES = 200

/** A first server works without being killed, and leaves its compiled code to those after it. */
async function warmUp(server: WaitingServer, writers: readonly Writer[]): Promise<void> {
  server.begin()
  const url = await server.url
  const isWarm = (): boolean => acknowledgedBy(writers) >= WARM_UP_SAVES
  await Promise.all(writers.map((writer) => writer.work(url, isWarm)))
  await keepCompiled(server)
}

interface Work {
  readonly url: string
  readonly writers: readonly Writer[]
  readonly saves: number
  readonly afterMs: number
}

async function workUntilKilled(
  server: WaitingServer,
  { url, writers, saves, afterMs }: Work,
): Promise<void> {
  let dead = false
  const work = writers.map((writer) => writer.work(url, () => dead))
  const enough = acknowledgedBy(writers) + saves
  while (acknowledgedBy(writers) < enough) {
    assert.equal(server.process.exitCode, null, server.written())
    await setTimeout(1)
  }
  await setTimeout(afterMs)
  dead = true
  await Promise.all([server.kill(), ...work])
}

function acknowledgedBy(writers: readonly Writer[]): number {
  return writers.reduce((sum, writer) => sum + writer.acknowledged.length, 0)
}

interface Looked {
  readonly place: KillPlace
  readonly agreement: Agreement
  readonly writers: readonly Writer[]
}

const seen = new WeakMap<Writer, number>()

/** Everything acknowledged since the last look is there, and what is there agrees. */
async function lookAfter({ place, agreement, writers }: Looked): Promise<void> {
  const acknowledged = writers.flatMap((writer) => {
    const from = seen.get(writer) ?? 0
    seen.set(writer, writer.acknowledged.length)
    return writer.acknowledged.slice(from)
  })
  await place.reading((read) => agreement.look(read, acknowledged))
}

/** The last server settles what was lost; every create that was ever acknowledged is answered as it was. */
async function comeUpAgain(server: WaitingServer, looked: Looked): Promise<void> {
  server.begin()
  const url = await server.url
  await lookAfter(looked)
  await Promise.all(looked.writers.map((writer) => writer.settle(url)))
  for (const writer of looked.writers) {
    for (const { request, status, answer } of writer.created.slice(-10)) {
      const again = await send(url, request)
      assert.deepEqual(again, { status, text: answer, replayed: true })
    }
  }
  await lookAfter(looked)
  await server.kill()
}

/** The product's own check of everything, and each thing made is there once. */
async function expectWhole({ place, agreement, writers }: Looked): Promise<void> {
  const store = await place.open()
  const { faults } = await verify(store)
  await store.close()
  assert.deepEqual(faults, [])
  for (const { acknowledged, person } of writers) {
    const last = acknowledged.at(-1)?.version ?? 1
    assert.equal(agreement.versionOf(person.record), last, `the last save of ${person.name}`)
  }
  const texts = writers.flatMap((writer) => writer.texts)
  const made = await place.reading(async (read) => [
    ...(await read(`select "values" as text from record where form = 'adverse-events'`)),
    ...(await read(
      `select e.text from query_entry e join query q on q.id = e.query_id where q.kind = 'manual'`,
    )),
  ])
  const stored = made.map(({ text }) => /Made \d+ \d+/.exec(String(text))?.[0] ?? '')
  assert.deepEqual(stored.sort(), [...texts].sort())
}
