import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { storedValues } from '../../../server/entry/service.ts'
import { seenOf } from '../../../server/checks/firings.ts'
import { loadRecords } from '../../../server/subjects/service.ts'
import { placeKey } from '../../../shared/checks/define.ts'
import { evaluateChecks } from '../../../shared/checks/evaluate.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { dayAt } from '../../../shared/kernel/time-zone.ts'
import { openTestStore } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type TestServer } from '../support/test-server.ts'

const PROTOCOL = 'donafenib-switch'
const savedSchema = z.object({ id: z.string(), version: z.number() })
const idsSchema = z.object({
  firings: z.array(z.object({ id: z.string() })),
  queries: z.array(z.object({ id: z.string() })),
})

const dates = fc.constantFrom('2026-01-10', '2026-01-12', '2026-02-02', '2026-02')
const vitals = fc.record({
  VSDAT: dates,
  WEIGHT: fc.constantFrom('64', '90', '646'),
  PULSE: fc.constantFrom('72', '720'),
})
const event = fc.record({
  AETERM: fc.constantFrom('Fatigue', 'Hepatic pain'),
  AEDECOD: fc.constantFrom('Fatigue', 'Hepatic pain'),
  AESTDAT: dates,
  AETOXGR: fc.constantFrom('1', '3', '5'),
  AEACN: fc.constantFrom('DOSE REDUCED', 'DOSE NOT CHANGED'),
})
const dosing = fc.record({
  EXTRT: fc.constant('DONAFENIB'),
  EXSTDAT: dates,
  EXENDAT: dates,
  EXDOSE: fc.constantFrom('0', '200'),
  EXDOSU: fc.constant('mg'),
})
const FORMS = [
  { form: 'vitals', visit: 'BASELINE', items: vitals },
  { form: 'vitals', visit: 'C1D1', items: vitals },
  { form: 'adverse-events', visit: null, items: event },
  { form: 'exposure', visit: null, items: dosing },
]

interface Filled {
  readonly form: string
  readonly visit: string | null
  readonly items: Readonly<Record<string, string>>
}

/**
 * A save: of a new form, or of one saved before that `at` chooses again, or its removal; or what is
 * done with a firing or a query that `at` chooses: its confirmation, its reopening.
 */
interface Save {
  readonly kind: 'create' | 'amend' | 'remove' | 'confirm' | 'reopen'
  readonly at: number
  readonly filled: Filled
}

const anyFilled: fc.Arbitrary<Filled> = fc.oneof(
  ...FORMS.map(({ form, visit, items }) =>
    (items as fc.Arbitrary<Filled['items']>).map((typed) => ({ form, visit, items: typed })),
  ),
)
const anySave: fc.Arbitrary<Save> = fc.record({
  kind: fc.constantFrom('create', 'create', 'amend', 'amend', 'remove', 'confirm', 'reopen'),
  at: fc.nat({ max: 1000 }),
  filled: anyFilled,
})

describe('edit checks at any sequence of saves', () => {
  let server: TestServer
  let study: SeededStudy
  beforeAll(async () => {
    server = await startServer(openTestStore)
    study = await seedStudy(server, PROTOCOL)
  })
  afterAll(() => server.stop())

  async function confirm(subject: string, at: number): Promise<void> {
    const of = `subject=${subject.split('/').at(-1) ?? ''}&state=open`
    const list = await study.monitor.get(`${study.path}/firings?${of}`)
    const { firings } = idsSchema.parse({ queries: [], ...(list.body as object) })
    const { id } = firings[at % Math.max(1, firings.length)] ?? {}
    if (id === undefined) return
    const path = `${subject}/firings/${id}/confirmation`
    const reply = await study.coordinator.post(path, { reason: 'seen twice' })
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  }

  /** One that stands open, or has a newer one beside it, is not opened again. */
  async function reopen(subject: string, at: number): Promise<void> {
    const list = await study.monitor.get(
      `${study.path}/queries?subject=${subject.split('/').at(-1) ?? ''}`,
    )
    const { queries } = idsSchema.parse({ firings: [], ...(list.body as object) })
    const { id } = queries[at % Math.max(1, queries.length)] ?? {}
    if (id === undefined) return
    const body = { step: 'reopen', text: 'Please look again.' }
    const reply = await study.monitor.post(`${subject}/queries/${id}/settlement`, body)
    expect([200, 409], JSON.stringify(reply.body)).toContain(reply.status)
  }

  /** Does what of it is possible; a place that is taken is no fault. */
  async function take(subject: string, step: Save, saved: Map<string, Filled>) {
    // A query settled within a minute is cancelled, a later one answered: both happen.
    server.clock.advance({ minutes: 0.5 })
    if (step.kind === 'confirm') await confirm(subject, step.at)
    else if (step.kind === 'reopen') await reopen(subject, step.at)
    else await save(subject, step, saved)
  }

  async function save(subject: string, { kind, at, filled }: Save, saved: Map<string, Filled>) {
    const { form, visit, items } = filled
    const known = [...saved].filter(([, one]) => one.form === form && one.visit === visit)
    const [record] = known[at % Math.max(1, known.length)] ?? []
    if (kind === 'create' || record === undefined) {
      const values = { items, rows: [] }
      const reply = await study.coordinator.post(`${subject}/records`, { form, visit, values })
      expect([201, 409], JSON.stringify(reply.body)).toContain(reply.status)
      if (reply.status === 201) saved.set(savedSchema.parse(reply.body).id, filled)
      return
    }
    const { t } = server.store
    const [row] = await server.store.read.select().from(t.record).where(eq(t.record.id, record))
    const path = `${subject}/records/${record}`
    const match = { 'If-Match': `"${row?.version ?? 0}"` }
    const reason = 'read again'
    const reply =
      kind === 'remove'
        ? await study.coordinator.post(`${path}/removal`, { reason }, match)
        : await study.coordinator.put(path, { values: { items, rows: [] }, reason }, match)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    if (kind === 'remove') saved.delete(record)
  }

  /** What all checks find in what is stored, found out from nothing. */
  async function expectedOf(subjid: string, subjectId: string) {
    const { store } = server
    const rows = (await loadRecords(store, store.read, [subjectId])).get(subjectId) ?? []
    const records = rows.map((row) => ({ ...row, values: storedValues(row) }))
    const definition = builtInFamilies.protocols.get(PROTOCOL)
    const today = dayAt(store.now(), 'Asia/Shanghai')
    const fired = evaluateChecks(definition, { subjid, records, today }, builtInFamilies)
    const byPlace = new Map<string, object>()
    for (const { check, place, compared } of fired) {
      const key = `${check} ${placeKey(place)}`
      if (!byPlace.has(key)) byPlace.set(key, compared)
    }
    return byPlace
  }

  it('leaves open exactly what fires on what is stored, each with its query', async () => {
    const { store } = server
    const { checkFiring, query, subject: subjects } = store.t
    let number = 6000
    let fired = 0
    await fc.assert(
      fc.asyncProperty(fc.array(anySave, { minLength: 1, maxLength: 10 }), async (saves) => {
        number += 1
        const subject = await seedSubject(study, String(number))
        const [row] = await store.read
          .select()
          .from(subjects)
          .where(eq(subjects.subjid, String(number)))
        const subjectId = row?.id ?? ''
        const saved = new Map<string, Filled>()
        for (const one of saves) await take(subject, one, saved)
        const firings = await store.read
          .select()
          .from(checkFiring)
          .where(eq(checkFiring.subjectId, subjectId))
        const standing = firings.filter(({ state }) => state === 'open' || state === 'confirmed')
        const now = new Map(
          standing.map((one) => [`${one.checkKey} ${one.place}`, seenOf(one).values]),
        )
        expect(now).toEqual(await expectedOf(String(number), subjectId))
        const queries = await store.read.select().from(query).where(eq(query.subjectId, subjectId))
        const unsettled = queries.filter(({ settledAt }) => settledAt === null)
        const asked = unsettled.filter(({ state }) => state !== 'answered').map(({ id }) => id)
        const wanted = standing
          .filter(({ severity, state }) => severity === 'warning' && state === 'open')
          .map(({ queryId }) => queryId ?? '')
        // A monitor may have opened others again.
        expect(asked).toEqual(expect.arrayContaining(wanted))
        if (!saves.some(({ kind }) => kind === 'reopen')) expect(asked.length).toBe(wanted.length)
        fired += standing.length
      }),
      { numRuns: 25, endOnFailure: true },
    )
    expect(fired).toBeGreaterThan(15)
  }, 120_000)

  it('names the later of two events as the repeated one, at its own save and afterwards', async () => {
    const subject = await seedSubject(study, '5999')
    const saved = new Map<string, Filled>()
    const items = {
      AETERM: 'Fatigue',
      AEDECOD: 'Fatigue',
      AESTDAT: '2026-01-10',
      AETOXGR: '1',
      AEACN: 'DOSE NOT CHANGED',
    }
    const filled = { form: 'adverse-events', visit: null, items }
    await save(subject, { kind: 'create', at: 0, filled }, saved)
    await save(subject, { kind: 'create', at: 0, filled }, saved)
    const [, second] = saved.keys()
    const { checkFiring } = server.store.t
    const firings = await server.store.read.select().from(checkFiring)
    const repeated = firings.filter(
      ({ recordId, compared }) => saved.has(recordId ?? '') && compared.includes('"term"'),
    )
    expect(repeated.map(({ recordId, state }) => [recordId, state])).toEqual([[second, 'open']])
  })
})
