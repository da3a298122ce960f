import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createSessions } from '../../../server/accounts/sessions.ts'
import { takeDraft } from '../../../server/drafts/service.ts'
import { DRAFT_LIMIT_BYTES, draftSchema } from '../../../shared/api/routes/drafts.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { Browser, startServer, type Reply, type TestServer } from '../support/test-server.ts'

const idSchema = z.object({ id: z.string() })
const sessionSchema = z.object({ account: idSchema })
const listSchema = z.object({ drafts: z.array(draftSchema) })
const historySchema = z.object({
  entries: z.array(z.object({ act: z.string(), at: z.string(), enteredAt: z.string().nullable() })),
})
const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

interface Typed {
  readonly items?: Record<string, string>
  readonly rows?: readonly Record<string, string>[]
  readonly form?: string
  readonly visit?: string | null
  readonly record?: string | null
  readonly baseVersion?: number | null
  readonly typedAgoMs?: number
  readonly replaces?: string | null
  readonly account?: string
}

describe.each(ENGINES)('drafts on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
  })
  afterAll(() => server.stop())

  const accountOf = async (who: Browser): Promise<string> =>
    sessionSchema.parse((await who.get('/api/session')).body).account.id
  async function put(subject: string, typed: Typed, who = study.coordinator): Promise<Reply> {
    const { items = {}, rows = [], ...rest } = typed
    return who.put(`${subject}/drafts`, {
      account: await accountOf(who),
      form: 'vitals',
      visit: 'BASELINE',
      record: null,
      baseVersion: null,
      typedAgoMs: 0,
      replaces: null,
      values: { items, rows },
      ...rest,
    })
  }
  const kept = async (subject: string, typed: Typed) => {
    const reply = await put(subject, typed)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    return draftSchema.parse(reply.body)
  }
  const mine = async (subject: string, who = study.coordinator) =>
    listSchema.parse((await who.get(`${subject}/drafts`)).body).drafts
  const save = async (subject: string, items: Record<string, string>, form = 'vitals') => {
    const visit = form === 'vitals' ? 'BASELINE' : null
    const body = { form, visit, values: { items, rows: [] } }
    const reply = await study.coordinator.post(`${subject}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return idSchema.parse(reply.body).id
  }
  const amend = (
    record: string,
    {
      items,
      version = 1,
      ...rest
    }: { items: object; version?: number; typedAgoMs?: number; draft?: string },
  ) =>
    study.coordinator.put(
      record,
      { values: { items, rows: [] }, reason: 'misread', ...rest },
      { 'If-Match': `"${version}"` },
    )
  const lastEntry = async (record: string) => {
    const { body } = await study.coordinator.get(`${record}/history`)
    const [newest] = historySchema.parse(body).entries
    if (newest === undefined) throw new Error('no history')
    return { ...newest, entered: Date.parse(newest.enteredAt ?? ''), got: Date.parse(newest.at) }
  }

  it('AT-18: a form typed, kept as a draft and saved later has the time of entry and of receipt', async () => {
    const subject = await seedSubject(study, '1001')
    const draft = await kept(subject, { items: { WEIGHT: '64' } })
    server.clock.advance({ minutes: 20 })
    const record = `${subject}/records/${await save(subject, { WEIGHT: '64' })}`
    const created = await lastEntry(record)
    expect(created.enteredAt).toBe(draft.enteredAt)
    expect(created.got - created.entered).toBeGreaterThanOrEqual(20 * MINUTE_MS)
    await kept(subject, {
      items: { WEIGHT: '46' },
      record: record.split('/').at(-1) ?? '',
      baseVersion: 1,
      typedAgoMs: 7 * MINUTE_MS,
    })
    server.clock.advance({ minutes: 5 })
    expect((await amend(record, { items: { WEIGHT: '46' }, typedAgoMs: 0 })).status).toBe(200)
    const amended = await lastEntry(record)
    expect(amended.act).toBe('record.amend')
    expect(amended.got - amended.entered).toBeGreaterThanOrEqual(12 * MINUTE_MS)
    expect(amended.got - amended.entered).toBeLessThan(13 * MINUTE_MS)
  })

  it('AT-18: what was typed without a draft has both times too, and a removal has no time of entry', async () => {
    const subject = await seedSubject(study, '1002')
    const id = await save(subject, { WEIGHT: '70' })
    const record = `${subject}/records/${id}`
    expect((await lastEntry(record)).enteredAt).toBeNull()
    await amend(record, { items: { WEIGHT: '71' }, typedAgoMs: 3 * MINUTE_MS })
    const amended = await lastEntry(record)
    expect(amended.got - amended.entered).toBe(3 * MINUTE_MS)
    await kept(subject, { items: { WEIGHT: '72' }, record: id, baseVersion: 2 })
    const removal = { reason: 'wrong subject' }
    await study.coordinator.post(`${record}/removal`, removal, { 'If-Match': '"2"' })
    expect(await lastEntry(record)).toMatchObject({ act: 'record.remove', enteredAt: null })
    expect(await mine(subject)).toEqual([])
  })

  it('TM-01: times of a draft are the server’s; a time of day is not even read', async () => {
    const subject = await seedSubject(study, '1003')
    const before = Date.parse(server.store.now())
    const claims = { enteredAt: '1999-01-01T00:00:00Z', savedAt: '1999-01-01T00:00:00Z' }
    const body = await put(subject, { items: { WEIGHT: '1' }, ...claims, typedAgoMs: MINUTE_MS })
    const draft = draftSchema.parse(body.body)
    expect(Date.parse(draft.savedAt)).toBeGreaterThan(before)
    expect(Date.parse(draft.savedAt) - Date.parse(draft.enteredAt)).toBe(MINUTE_MS)
    expect((await put(subject, { typedAgoMs: -5 * MINUTE_MS })).status).toBe(422)
  })

  it('AT-18: a clock of the computer that was set forward by years refuses neither draft nor save', async () => {
    const subject = await seedSubject(study, '1099')
    const years = 3 * 366 * DAY_MS
    await kept(subject, { items: { WEIGHT: '64' }, typedAgoMs: years })
    const record = `${subject}/records/${await save(subject, { WEIGHT: '64' })}`
    expect((await amend(record, { items: { WEIGHT: '65' }, typedAgoMs: years })).status).toBe(200)
    const amended = await lastEntry(record)
    expect(amended.got - amended.entered).toBe(366 * DAY_MS)
  })

  it('AC-08: the session ends by idling, and the draft is there after the next sign-in', async () => {
    const subject = await seedSubject(study, '1004')
    const accountId = await accountOf(study.coordinator)
    await kept(subject, { items: { WEIGHT: '58,5' } })
    server.clock.advance({ minutes: 31 })
    const refused = await study.coordinator.get(`${subject}/drafts`)
    expect(refused.status).toBe(401)
    const { token } = await server.store.write((tx) =>
      createSessions(server.store).open(tx, accountId, { address: '', userAgent: null }),
    )
    study = { ...study, coordinator: new Browser(server.base, `hepatrial-session=${token}`) }
    expect(await mine(subject)).toMatchObject([
      { form: 'vitals', values: { items: { WEIGHT: '58,5' } } },
    ])
    const others = [study.investigator, study.monitor, study.stranger]
    const fresh = await Promise.all(others.map((who) => reopened(who)))
    const [investigator, monitor, stranger] = fresh
    if (!investigator || !monitor || !stranger) throw new Error('nobody')
    study = { ...study, investigator, monitor, stranger }
  })

  /** The same account in a new session. */
  async function reopened(who: Browser): Promise<Browser> {
    const { session } = server.store.t
    const rows = await server.store.read.select().from(session)
    const { tokenHash } = await import('../../../server/accounts/tokens.ts')
    const hash = tokenHash(who.cookie?.split('=')[1] ?? '')
    const accountId = rows.find((row) => row.tokenHash === hash)?.accountId ?? ''
    const { token } = await server.store.write((tx) =>
      createSessions(server.store).open(tx, accountId, { address: '', userAgent: null }),
    )
    return new Browser(server.base, `hepatrial-session=${token}`)
  }

  it('belong to one account: nobody else reads, lists, changes or discards them', async () => {
    const subject = await seedSubject(study, '1005')
    const draft = await kept(subject, { items: { WEIGHT: '64' } })
    const path = `${subject}/drafts/${draft.id}`
    expect((await study.coordinator.get(path)).body).toEqual(draft)
    expect(await mine(subject, study.investigator)).toEqual([])
    const elsewhere = (await study.investigator.get(`${study.path}/drafts`)).body
    expect(elsewhere).toEqual({ drafts: [] })
    expect((await study.investigator.get(path)).status).toBe(404)
    expect((await study.investigator.send('DELETE', path)).status).toBe(404)
    expect((await study.monitor.get(path)).status).toBe(403)
    expect((await study.stranger.get(path)).status).toBe(404)
    const other = await put(subject, { items: { WEIGHT: '99' } }, study.investigator)
    expect(other.status).toBe(200)
    expect(await mine(subject)).toEqual([draft])
    const other1 = await seedSubject(study, '1006')
    expect((await study.coordinator.get(`${other1}/drafts/${draft.id}`)).status).toBe(404)
    expect((await study.coordinator.send('DELETE', path)).status).toBe(204)
    expect((await study.coordinator.get(path)).status).toBe(404)
    expect(await mine(subject, study.investigator)).toHaveLength(1)
  })

  it('are kept for nobody but the account that typed them, and who may write the form', async () => {
    const subject = await seedSubject(study, '1007')
    const account = await accountOf(study.investigator)
    const foreign = await put(subject, { items: { WEIGHT: '64' }, account })
    expect(foreign).toMatchObject({ status: 401, body: { type: 'urn:problem:not-signed-in' } })
    expect((await put(subject, {}, study.monitor)).status).toBe(403)
    expect((await put(subject, {}, study.stranger)).status).toBe(404)
    expect((await put(subject, { form: 'no-such-form' })).status).toBe(422)
    expect((await put(subject, { visit: null })).status).toBe(422)
    expect(await mine(subject)).toEqual([])
  })

  it('belong to a record of the subject that is still there', async () => {
    const subject = await seedSubject(study, '1008')
    const other = await seedSubject(study, '1009')
    const record = await save(subject, { WEIGHT: '64' })
    expect((await put(other, { record })).status).toBe(404)
    expect((await put(subject, { record, visit: 'W8' })).status).toBe(404)
    expect((await put(subject, { record: 'none' })).status).toBe(404)
    const removal = { reason: 'wrong subject' }
    const path = `${subject}/records/${record}/removal`
    await study.coordinator.post(path, removal, { 'If-Match': '"1"' })
    expect((await put(subject, { record })).body).toMatchObject({ requires: ['record.present'] })
  })

  it('are put twice without a change, and refuse to overwrite another window’s draft', async () => {
    const subject = await seedSubject(study, '1010')
    const first = await kept(subject, { items: { WEIGHT: '6' } })
    expect(await kept(subject, { items: { WEIGHT: '6' } })).toEqual(first)
    const blind = await put(subject, { items: { PULSE: '80' } })
    expect(blind).toMatchObject({
      status: 409,
      body: { type: 'urn:problem:version-conflict', current: first },
    })
    const next = await kept(subject, {
      items: { WEIGHT: '64' },
      replaces: first.savedAt,
      typedAgoMs: 1,
    })
    expect(next).toMatchObject({ id: first.id, enteredAt: first.enteredAt })
    expect(await mine(subject)).toEqual([next])
  })

  it('let one of two windows through that put at the same moment', async () => {
    const subject = await seedSubject(study, '1011')
    const puts = ['1', '2', '3', '4'].map((WEIGHT) => put(subject, { items: { WEIGHT } }))
    const statuses = (await Promise.all(puts)).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, 409, 409, 409])
    expect(await mine(subject)).toHaveLength(1)
  })

  it('let one of two windows through that go on from one draft at the same moment', async () => {
    const subject = await seedSubject(study, '1017')
    let replaces = (await kept(subject, { items: { WEIGHT: '6' } })).savedAt
    for (let turn = 0; turn < 5; turn += 1) {
      const puts = ['a', 'b', 'c'].map((WEIGHT) =>
        put(subject, { items: { WEIGHT: `${WEIGHT}${turn}` }, replaces }),
      )
      const replies = await Promise.all(puts)
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409])
      const through = replies.find(({ status }) => status === 200)
      expect(await mine(subject)).toEqual([draftSchema.parse(through?.body)])
      replaces = draftSchema.parse(through?.body).savedAt
    }
  })

  it.skipIf(process.env['TEST_DATABASE_URL'] === undefined)(
    'E6: one that another window keeps while a save is under way stays',
    async () => {
      const { store } = server
      // On SQLite nobody writes beside a save.
      if (store.engine === 'sqlite') return
      const subject = await seedSubject(study, '1018')
      const draft = await kept(subject, { items: { WEIGHT: '64' } })
      const { draft: t, subject: of } = store.t
      const rows = await store.read
        .select({ row: t, studyId: of.studyId })
        .from(t)
        .innerJoin(of, eq(of.id, t.subjectId))
        .where(eq(t.id, draft.id))
      const [{ row, studyId } = expect.fail('no draft')] = rows
      const { accountId, subjectId, form, visit, rowKey } = row
      const take = takeDraft(store)
      const taken = await store.write(async (tx) => {
        await tx.hot.lockChainHead(studyId, (ahead) => {
          take.ahead(ahead, { accountId, subjectId })
        })
        const since = await put(subject, { items: { WEIGHT: '65' }, replaces: draft.savedAt })
        expect(since.status).toBe(200)
        const record = { subjectId, form, visit, rowKey }
        return take(tx, { accountId, record, isNew: false, draft: draft.savedAt })
      })
      expect(taken).toBeNull()
      expect((await mine(subject)).map(({ values }) => values.items)).toEqual([{ WEIGHT: '65' }])
    },
  )

  it('are thrown away as they are known: what another window typed since stays', async () => {
    const subject = await seedSubject(study, '1019')
    const first = await kept(subject, { items: { WEIGHT: '6' } })
    const next = await kept(subject, { items: { WEIGHT: '64' }, replaces: first.savedAt })
    const discard = (savedAt: string) =>
      study.coordinator.send('DELETE', `${subject}/drafts/${first.id}?savedAt=${savedAt}`)
    expect((await discard(first.savedAt)).status).toBe(404)
    expect(await mine(subject)).toEqual([next])
    expect((await discard(next.savedAt)).status).toBe(204)
    expect(await mine(subject)).toEqual([])
  })

  it('have a limit of size, and keep what no form would accept', async () => {
    const subject = await seedSubject(study, '1012')
    const odd = { WEIGHT: 'sixty-fo', PULSE: ' ', UNKNOWN: '重量😀' }
    const draft = await kept(subject, { items: odd, rows: [{}, { X: '1' }] })
    expect(draft.values).toEqual({ items: odd, rows: [{}, { X: '1' }] })
    const big = { items: { WEIGHT: '重'.repeat(DRAFT_LIMIT_BYTES / 3) }, replaces: draft.savedAt }
    const refused = await put(subject, big)
    expect(refused).toMatchObject({ status: 413, body: { limitBytes: DRAFT_LIMIT_BYTES } })
    const huge = await put(subject, { items: { WEIGHT: 'x'.repeat(1_100_000) } })
    expect(huge.status).toBe(413)
    expect(await mine(subject)).toEqual([draft])
  })

  it('go away with the save of their form alone, the one that changes nothing too', async () => {
    const subject = await seedSubject(study, '1013')
    const first = await save(subject, { AETERM: 'Rash' }, 'adverse-events')
    const second = await save(subject, { AETERM: 'Cough' }, 'adverse-events')
    const log = { form: 'adverse-events', visit: null }
    const of = (record: string | null, AETERM: string) =>
      kept(subject, { ...log, record, items: { AETERM } })
    await of(first, 'Rash!')
    await of(second, 'Cough!')
    await of(null, 'Fev')
    await kept(subject, { items: { WEIGHT: '64' } })
    const texts = async () => (await mine(subject)).map(({ values }) => values.items['AETERM'])
    await save(subject, { AETERM: 'Fever' }, 'adverse-events')
    expect((await texts()).sort()).toEqual(['Cough!', 'Rash!', undefined])
    await amend(`${subject}/records/${first}`, { items: { AETERM: 'Rash' } })
    expect((await texts()).sort()).toEqual(['Cough!', undefined])
    const refused = await amend(`${subject}/records/${second}`, { items: {}, version: 9 })
    expect(refused.status).toBe(409)
    expect((await texts()).sort()).toEqual(['Cough!', undefined])
  })

  it('E6: a save takes the draft it goes on from; what another window keeps stays', async () => {
    const subject = await seedSubject(study, '1016')
    const other = await kept(subject, { items: { WEIGHT: '64', PULSE: '72' } })
    const saving = (items: object, draft: string | null) =>
      study.coordinator.post(`${subject}/records`, {
        ...{ form: 'vitals', visit: 'BASELINE', values: { items, rows: [] }, draft },
      })
    const first = await saving({ WEIGHT: '64' }, null)
    expect(first.status, JSON.stringify(first.body)).toBe(201)
    expect(await mine(subject)).toEqual([other])
    const record = `${subject}/records/${idSchema.parse(first.body).id}`
    const stale = { items: { WEIGHT: '65' }, draft: '2026-01-01T00:00:00.000Z' }
    expect((await amend(record, stale)).status).toBe(200)
    expect(await mine(subject)).toEqual([other])
    const own = { items: { WEIGHT: '66' }, version: 2, draft: other.savedAt }
    expect((await amend(record, own)).status).toBe(200)
    expect(await mine(subject)).toEqual([])
  })

  it('are no data: neither trail, subject, exports nor lists show one', async () => {
    study = await seedStudy(server)
    const subject = await seedSubject(study, '1014')
    const record = await save(subject, { WEIGHT: '64' })
    const before = await actsOf(server, study.key)
    const secret = 'NEVER-SAVED-4711'
    await kept(subject, { items: { WEIGHT: secret }, record, baseVersion: 1 })
    expect(await actsOf(server, study.key)).toEqual(before)
    const file = '/exports/csv/files/vitals.csv?purpose=Test'
    const places = ['', '/subjects', '/subjects/1014', '/audit', '/work', '/home', file]
    for (const place of places) {
      const { status, body } = await study.investigator.get(`${study.path}${place}`)
      expect(status, place).toBe(200)
      expect(JSON.stringify(body), place).not.toContain(secret)
    }
    const own = await study.coordinator.get(`${study.path}/drafts`)
    expect(JSON.stringify(own.body)).not.toContain(secret)
    expect(own.body).toMatchObject({ drafts: [{ subjid: '1014', form: 'vitals' }] })
    expect(server.log()).not.toContain(secret)
  })
})
