import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ROLES } from '../../../shared/access/permissions.ts'
import type { Route } from '../../../shared/api/define.ts'
import { problemSchema } from '../../../shared/api/problem.ts'
import { ROUTES } from '../../../shared/api/routes.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { openTestStore } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import {
  signedIn,
  startServer,
  type Browser,
  type Reply,
  type TestServer,
} from '../support/test-server.ts'
import { HOSTILE_TEXTS, nearly, validFor } from './arbitrary-of.ts'
import { fuzzRuns } from './runs.ts'

/**
 * Ends the session, at the latest with the fifth wrong password, or changes who may act: these would
 * end the run, not the server.
 */
const LEFT_OUT = new Set([
  ...['signOut', 'changePassword', 'signData', 'endOtherSessions'],
  ...['beginFactor', 'renewRecoveryCodes', 'removeFactor', 'createToken'],
])
/**
 * Sign-in keeps each failed attempt: a refusal there leaves an entry on purpose. A verification or a backup
 * that was asked for before may end beside a refusal, and leaves its own.
 */
const REFUSALS_THAT_LEAVE_AN_ENTRY = new Set([
  ...['signIn', 'setUpAdministrator', 'setUp'],
  ...['startVerification', 'startBackup'],
])
const RUNS = fuzzRuns(25)
const SAMPLE_RECORD = {
  form: 'visits',
  visit: 'W8',
  values: { items: { SVSTDAT: '2026-02-20' }, rows: [] },
}

describe('whatever is sent to a route', () => {
  let server: TestServer
  let study: SeededStudy
  let everybody: Browser
  let words: readonly string[]

  beforeAll(async () => {
    server = await startServer(openTestStore)
    study = await seedStudy(server, 'lenvatinib-toripalimab')
    const subject = await seedSubject(study, '1001')
    const saved = await study.coordinator.post(`${subject}/records`, SAMPLE_RECORD)
    expect(saved.status).toBe(201)
    const { id } = z.object({ id: z.string() }).parse(saved.body)
    const rights = ROLES.map((role) => ({ role, study: study.key }))
    everybody = await signedIn(server, [...rights, { role: 'administrator', study: null }])
    words = wordsOf(study.key, id)
  })
  afterAll(() => server.stop())

  const routes = ROUTES.filter(({ id }) => !LEFT_OUT.has(id))

  it.each(routes)(
    '$id answers with its result or a typed refusal, and a refusal writes nothing',
    async (route) => {
      await fc.assert(
        fc.asyncProperty(requestsOf(route, words), async (request) => {
          const before = await written(server)
          const reply = await everybody.send(route.method.toUpperCase(), request.path, {
            headers: { 'If-Match': request.version },
            ...(route.method === 'get' ? {} : { body: request.body }),
          })
          expectAnswer(reply)
          if (reply.status >= 400 && !REFUSALS_THAT_LEAVE_AN_ENTRY.has(route.id)) {
            expect(await written(server)).toEqual(before)
          }
        }),
        { numRuns: RUNS },
      )
      expect(server.log()).not.toContain('"level":50')
    },
  )
})

/** Refused in words of the product, or done; never a failure of the server. */
function expectAnswer(reply: Reply): void {
  expect(reply.status, JSON.stringify(reply.body).slice(0, 2000)).not.toBe(500)
  if (reply.status < 400) return
  const problem = problemSchema.safeParse(reply.body)
  expect(problem.success, `${reply.status} ${JSON.stringify(reply.body).slice(0, 2000)}`).toBe(true)
}

/** How much stands in the trail and in the tables that saving fills. */
async function written({ store }: TestServer): Promise<readonly number[]> {
  const {
    auditEntry,
    record,
    subject,
    query,
    queryEntry,
    checkFiring,
    notice,
    account,
    accountGrant,
  } = store.t
  const counts: number[] = []
  for (const table of [
    auditEntry,
    record,
    subject,
    query,
    queryEntry,
    checkFiring,
    notice,
    account,
    accountGrant,
  ]) {
    counts.push(await store.read.$count(table))
  }
  return counts
}

interface Sent {
  readonly path: string
  readonly version: string
  readonly body: unknown
}

function requestsOf(route: Route, words: readonly string[]): fc.Arbitrary<Sent> {
  const body = route.body === undefined ? fc.constant({}) : validFor(route.body, words)
  const query = route.query === undefined ? fc.constant({}) : validFor(route.query, words)
  const names = [...route.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '')
  const params = fc.tuple(...names.map((name) => paramOf(name, words)))
  const bodies = fc.oneof(
    { weight: 3, arbitrary: body },
    { weight: 4, arbitrary: nearly(body) },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  )
  const versions = fc.constantFrom('"1"', '"2"', '"0"', '"x"', '', '*', `"${'9'.repeat(40)}"`)
  return fc
    .record({ params, query: fc.oneof(query, nearly(query)), body: bodies, version: versions })
    .map(({ params: values, query: asked, body: sent, version }) => ({
      path: pathOf(route, names, values) + queryTextOf(asked),
      version,
      body: sent,
    }))
}

/** Mostly what exists, so that the request comes far; now and then something else. */
function paramOf(name: string, words: readonly string[]): fc.Arbitrary<string> {
  const [study = '', subjid = '', record = ''] = words
  const known = { study, subjid, record }[name]
  const others = fc.oneof(
    fc.constantFrom(...words),
    fc.constantFrom(...HOSTILE_TEXTS),
    fc.string({ maxLength: 20 }),
  )
  return known === undefined
    ? others
    : fc.oneof({ weight: 9, arbitrary: fc.constant(known) }, { weight: 1, arbitrary: others })
}

function pathOf(route: Route, names: readonly string[], values: readonly string[]): string {
  return names.reduce<string>(
    // An empty part would be another route; a lone surrogate has no place in an address.
    (path, name, at) => path.replace(`:${name}`, encoded(values[at] ?? '') || '%20'),
    route.path,
  )
}

function encoded(text: string): string {
  return encodeURIComponent(wellFormed(text.slice(0, 2000))).replaceAll('.', '%2E')
}

/** Halves of characters cannot stand in an address; their pairs go with them. */
function wellFormed(text: string): string {
  return text.replaceAll(/[\ud800-\udfff]/g, '')
}

function queryTextOf(asked: unknown): string {
  if (typeof asked !== 'object' || asked === null) return ''
  const parts = Object.entries(asked).map(
    ([key, value]) =>
      `${encoded(key)}=${encoded(typeof value === 'string' ? value : JSON.stringify(value))}`,
  )
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/** The study, the subject and the record under test first; then what its definition knows. */
function wordsOf(study: string, record: string): readonly string[] {
  const definition = builtInFamilies.protocols.get('lenvatinib-toripalimab')
  const forms = definition.forms.flatMap(({ key, items }) => [
    key,
    ...items.map((item) => item.key),
  ])
  return [
    study,
    '1001',
    record,
    'S1',
    'BASELINE',
    'W8',
    'UNS-2026-02-01',
    'RECIST 1.1',
    'CR',
    '2026-01-05',
    '2026-02',
    'investigator',
    ...forms,
  ]
}
