import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Store } from '../../../db/store.ts'
import { createSubjectCache } from '../../../server/analysis/service.ts'
import { verify } from '../../../server/audit/verify.ts'
import { recordDecision } from '../../../server/dose-decisions/decisions.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder } from '../../../server/importing/service.ts'
import { createDefinitions } from '../../../server/studies/service.ts'
import type { getDoseEscalation } from '../../../shared/api/routes/dose-decisions.ts'
import type { DoseDecisionView } from '../../../shared/api/routes/dose-decisions.ts'
import type { ResponseOf } from '../../../shared/api/define.ts'
import type { ReportView } from '../../../shared/api/routes/report.ts'
import type { getSubject } from '../../../shared/api/routes/subjects.ts'
import type { Analysis } from '../../../shared/endpoints/results.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { en } from '../../../shared/texts/en.ts'
import { MASK } from '../../../shared/trail/mask-texts.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { actsOf, seedStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

type Board = ResponseOf<typeof getDoseEscalation>
type SubjectFile = ResponseOf<typeof getSubject>

const PROTOCOL = 'toripalimab-donafenib'
const trial = readTrialFolder(new URL(`../../golden/trials/${PROTOCOL}`, import.meta.url).pathname)
const STUDY = '/api/studies/DOSE'
const WISH = {
  ...{ cohort: 'DL1', decision: 'ESCALATE', nextCohort: 'DL2', decidedOn: '2024-03-01' },
  ...{ members: 'Safety review committee', reason: 'No toxicity in three subjects.' },
}

describe.each(ENGINES)('decisions on the dose on $engine', ({ open }) => {
  let server: TestServer
  let manager: Browser
  let investigator: Browser
  let coordinator: Browser
  let atOneSite: Browser
  let site: string

  beforeAll(async () => {
    server = await startServer(open)
    const definition = builtInFamilies.protocols.get(PROTOCOL)
    const actor = systemActor({ part: 'test', studyId: null })
    await importFolder(server.store, actor, { studyKey: 'DOSE', definition, trial })
    const [row] = await server.store.read.select().from(server.store.t.site)
    site = row?.siteKey ?? ''
    const at = (role: 'data-manager' | 'investigator' | 'coordinator') =>
      signedIn(server, [{ role, study: 'DOSE' }])
    manager = await at('data-manager')
    investigator = await at('investigator')
    coordinator = await at('coordinator')
    atOneSite = await signedIn(server, [{ role: 'investigator', study: 'DOSE', site }])
  })
  afterAll(() => server.stop())

  const board = async (person = manager, query = ''): Promise<Board> => {
    const reply = await person.get(`${STUDY}/dose-escalation${query}`)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    return reply.body as Board
  }
  const record = async (wish: object = WISH): Promise<DoseDecisionView> => {
    const reply = await investigator.post(`${STUDY}/dose-decisions`, wish)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return reply.body as DoseDecisionView
  }
  const correctionOf = (id: string, version: number, more: object = {}, person = manager) =>
    person.put(
      `${STUDY}/dose-decisions/${id}`,
      { ...WISH, reason: 'Four subjects.', correction: 'One was not counted.', ...more },
      { 'If-Match': `"${version}"` },
    )

  /** Removes every dose of the last subject of the first level: it was not treated. */
  const removeDoses = async (): Promise<void> => {
    const { subjects } = await board()
    const subjid = subjects.findLast(({ cohort }) => cohort === 'DL1')?.subject ?? ''
    const path = `${STUDY}/subjects/${subjid}`
    const { records } = (await coordinator.get(path)).body as SubjectFile
    for (const { id, version } of records.filter(({ form }) => form === 'exposure')) {
      const removal = { reason: 'entered for another subject' }
      const match = { 'If-Match': `"${version}"` }
      const reply = await coordinator.post(`${path}/records/${id}/removal`, removal, match)
      expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    }
  }

  it('the board has the rates and exact limits of the analysis, and each subject once', async () => {
    const { levels, subjects, windowDays, everySite } = await board()
    const analysis = (await manager.get(`${STUDY}/analysis`)).body as Analysis
    expect(levels.map(({ key }) => key)).toEqual(['DL1', 'DL2'])
    for (const { key, evaluable, toxicities, estimate, lower, upper } of levels) {
      const row = analysis.endpoints.find(({ id, cohort }) => id === 'DLT' && cohort === key)
      expect({ n: toxicities, N: evaluable, estimate, lower, upper }).toMatchObject({
        ...(row?.kind === 'proportion'
          ? { n: row.n, N: row.N, estimate: row.estimate, lower: row.lower, upper: row.upper }
          : { n: NaN }),
      })
      const own = subjects.filter(({ cohort }) => cohort === key)
      expect(own.filter(({ state }) => state === 'toxicity')).toHaveLength(toxicities)
      expect(own.filter(({ state }) => state === 'none')).toHaveLength(evaluable - toxicities)
    }
    expect({ windowDays, everySite }).toEqual({ windowDays: 28, everySite: true })
    const entered = subjects.map(({ enrolled }) => enrolled ?? '')
    expect(entered).toEqual([...entered].sort())
  })

  it('a cut-off in the middle of a window leaves its days', async () => {
    const all = await board()
    const one = all.subjects.find(({ state, window }) => state === 'none' && window !== null)
    if (one === undefined || one.window === null) throw new Error('nobody was followed through')
    const { window } = one
    const before = new Date(Date.parse(window.last) - 5 * 86_400_000).toISOString().slice(0, 10)
    const { subjects } = await board(manager, `?cutoff=${before}`)
    const then = subjects.find(({ subject }) => subject === one.subject)
    expect(then).toMatchObject({ state: 'running', daysLeft: 5, window })
  })

  it('is recorded with what the level came to, by whom and when, and stands in the trail', async () => {
    const made = await record()
    const [level] = (await board()).levels
    expect(made).toMatchObject({ ...WISH, version: 1, correction: null, earlier: [] })
    expect(made.basis).toMatchObject({
      evaluable: level?.evaluable,
      toxicities: level?.toxicities,
      treated: level?.treated,
    })
    expect((await board()).decisions.map(({ id }) => id)).toContain(made.id)
    const last = (await actsOf(server, 'DOSE')).at(-1)
    expect(last).toMatchObject({ act: 'doseDecision.record', reason: WISH.reason })
    expect(en).toHaveProperty(['act.doseDecision.record'])
    expect(en).toHaveProperty(['act.doseDecision.correct'])
  })

  it('rests on what is stored when it is recorded, not on what was read before', async () => {
    const { store } = server
    const definitions = createDefinitions(store)
    const cache = createSubjectCache(store, builtInFamilies)
    const [study] = await store.read.select({ id: store.t.study.id }).from(store.t.study)
    const [account] = await store.read.select({ id: store.t.account.id }).from(store.t.account)
    const studyId = study?.id ?? ''
    // Somebody saves between the request and its transaction.
    const late: Store = {
      ...store,
      async write(fn) {
        await removeDoses()
        return store.write(fn)
      },
    }
    const person = { kind: 'person', accountId: account?.id ?? '' } as const
    const actor = { ...systemActor({ part: 'test', studyId }), ...person }
    const services = { store: late, families: builtInFamilies, definitions, cache }
    const before = (await board()).levels[0]?.treated ?? 0
    const wish = { ...WISH, decision: 'STAY' } as const
    const made = await recordDecision(services, actor, { studyId, wish }, () => Promise.resolve())
    expect((await board()).levels[0]?.treated).toBe(before - 1)
    expect(made.basis?.treated).toBe(before - 1)
  })

  it('a repeated request with one key records one decision', async () => {
    const before = (await board()).decisions.length
    const key = { 'Idempotency-Key': 'dose-once' }
    const first = await investigator.post(`${STUDY}/dose-decisions`, WISH, key)
    const second = await investigator.post(`${STUDY}/dose-decisions`, WISH, key)
    expect((second.body as DoseDecisionView).id).toBe((first.body as DoseDecisionView).id)
    expect((await board()).decisions).toHaveLength(before + 1)
  })

  it('a correction is a version of its own and says why; the one before stays', async () => {
    const made = await record()
    const reply = await correctionOf(made.id, 1)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    const view = reply.body as DoseDecisionView
    expect(view).toMatchObject({ id: made.id, version: 2, reason: 'Four subjects.' })
    expect(view.earlier).toMatchObject([{ version: 1, reason: WISH.reason, correction: null }])
    expect((await actsOf(server, 'DOSE')).at(-1)).toMatchObject({
      ...{ act: 'doseDecision.correct', reason: 'One was not counted.' },
    })
    // Who corrects what somebody corrected in the meantime is shown that.
    const late = await correctionOf(made.id, 1)
    expect(late.status).toBe(409)
    expect(late.body).toMatchObject({ type: 'urn:problem:version-conflict', expected: 1 })
    expect((await correctionOf('no-such-decision', 1)).status).toBe(404)
  })

  it('of two corrections of one version at a time one alone is kept', async () => {
    const made = await record()
    const replies = await Promise.all([correctionOf(made.id, 1), correctionOf(made.id, 1)])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
  })

  it.each([
    { why: 'a level that the protocol does not have', more: { cohort: 'DL9' }, at: '/cohort' },
    { why: 'a cohort that is no dose level', more: { cohort: 'EXP' }, at: '/cohort' },
    { why: 'a next cohort that does not exist', more: { nextCohort: 'X' }, at: '/nextCohort' },
    { why: 'a day to come', more: { decidedOn: '2999-01-01' }, at: '/decidedOn' },
    { why: 'no reason', more: { reason: ' ' }, at: '/reason' },
  ])('refuses $why', async ({ more, at }) => {
    const reply = await investigator.post(`${STUDY}/dose-decisions`, { ...WISH, ...more })
    expect(reply.status).toBe(422)
    expect(reply.body).toMatchObject({ errors: [{ pointer: at }] })
  })

  it('refuses who may not decide, and who sees one site alone', async () => {
    const made = await record()
    for (const person of [coordinator, atOneSite]) {
      expect((await person.post(`${STUDY}/dose-decisions`, WISH)).status).toBe(403)
      expect((await correctionOf(made.id, 1, {}, person)).status).toBe(403)
    }
  })

  it('who sees one site sees its subjects alone, and no count of the others', async () => {
    await record()
    const own = await board(atOneSite)
    const sites = new Map(
      trial.subjects.map(({ subjid, files }) => [subjid, files['subjects']?.[0]?.['SITEID'] ?? '']),
    )
    expect(own.everySite).toBe(false)
    expect(new Set(own.subjects.map(({ subject }) => sites.get(subject)))).toEqual(new Set([site]))
    expect(own.decisions.length).toBeGreaterThan(0)
    // Nor the committee's words, which may name subjects of other sites.
    const none = { basis: null, members: '', reason: '', correction: null, earlier: [] }
    for (const one of own.decisions) expect(one).toMatchObject(none)
    expect(own.decisions[0]).toMatchObject({ cohort: 'DL1', decision: 'ESCALATE' })
  })

  it('a redacted text of it is hidden wherever it is read, and a correction keeps what was stored', async () => {
    const named = 'Mr Li of the first site had none.'
    const made = await record({ ...WISH, reason: named })
    const { auditEntry } = server.store.t
    const own = eq(auditEntry.entityId, made.id)
    const [entry] = await server.store.read.select().from(auditEntry).where(own)
    const at = `${STUDY}/audit/${entry?.seq ?? 0}/redaction`
    const redacted = await manager.post(at, { pointer: '/reason', reason: 'names a person' })
    expect(redacted.status, JSON.stringify(redacted.body)).toBeLessThan(300)
    const { decisions } = await board()
    expect(decisions.find(({ id }) => id === made.id)).toMatchObject({ reason: MASK })
    const { body: report } = await manager.get(`${STUDY}/report`)
    expect(JSON.stringify(report)).not.toContain(named)
    const late = await correctionOf(made.id, 7)
    expect(late.status).toBe(409)
    expect(JSON.stringify(late.body)).not.toContain(named)
    const { body } = await correctionOf(made.id, 1)
    expect((body as DoseDecisionView).earlier).toMatchObject([{ reason: MASK }])
    const entries = await server.store.read.select().from(auditEntry).where(own)
    const last = entries.find(({ act }) => act === 'doseDecision.correct')
    expect(last?.before).toContain(named)
  })

  it('does not exist in a study that looks for no dose', async () => {
    const other = await seedStudy(server)
    const person = await signedIn(server, [{ role: 'data-manager', study: other.key }])
    expect((await person.get(`${other.path}/dose-escalation`)).status).toBe(404)
    expect((await person.post(`${other.path}/dose-decisions`, WISH)).status).toBe(404)
  })

  it('stands in the report, in a snapshot those of its time alone, without counts for one site', async () => {
    const listed = async (query = '', person = manager) => {
      const { report } = (await person.get(`${STUDY}/report${query}`)).body as ReportView
      const parts = report.sections.flatMap((section) => section.parts)
      const found = parts.find(({ key }) => key === 'dose-decisions')
      return found === undefined || found.kind === 'figure' ? [] : found.rows
    }
    const before = await listed()
    const snapshot = (await manager.post(`${STUDY}/snapshots`, { name: 'Before' })).body as {
      id: string
    }
    await record({ ...WISH, reason: 'Six subjects without any.' })
    expect(await listed()).toHaveLength(before.length + 1)
    expect(await listed(`?snapshot=${snapshot.id}`)).toHaveLength(before.length)
    const counts = (await listed('', atOneSite)).map(({ cells }) => cells[4])
    expect(counts.every((cell) => cell?.kind === 'number' && cell.value === null)).toBe(true)
  })

  it('the database itself refuses to change a decision, and the trail verifies', async () => {
    const { store } = server
    await record()
    const change = store.write((tx) => tx.update(store.t.doseDecision).set({ reason: 'x' }))
    await expect(change).rejects.toThrow()
    await expect(store.write((tx) => tx.delete(store.t.doseDecision))).rejects.toThrow()
    expect((await verify(store)).faults).toEqual([])
  })
})
