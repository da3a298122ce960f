import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ResponseOf } from '../../../shared/api/define.ts'
import type { listSubjects, MatrixCell } from '../../../shared/api/routes/subjects.ts'
import { listWork as listWorkRoute } from '../../../shared/api/routes/work.ts'
import { CELL_OVERLAYS } from '../../../shared/protocol/cell-signs.ts'
import type { Tx } from '../../../db/store.ts'
import { unitOfWork } from '../../../server/audit/unit-of-work.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { createDefinitions } from '../../../server/studies/service.ts'
import {
  createMarks,
  createMatrixRows,
  createOverviews,
  matrixPage,
} from '../../../server/subjects/service.ts'
import type { WorkItem } from '../../../server/work/collect-work.ts'
import { createKnownWork, listWork } from '../../../server/work/service.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

type List = ResponseOf<typeof listSubjects>

/** The forms of the visit, filled so that each is complete. */
const VISIT = 'W4'

describe.each(ENGINES)('the subject x visit matrix on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let monitor: Browser

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server, 'donafenib-switch')
    monitor = await signedIn(server, [{ role: 'monitor', study: study.key }])
  })
  afterAll(() => server.stop())

  const list = async (query = ''): Promise<List> => {
    const reply = await monitor.get(`${study.path}/subjects${query}`)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    return reply.body as List
  }
  const cellOf = async (subjid: string, visit = VISIT): Promise<MatrixCell> => {
    const { subjects } = await list()
    const row = subjects.find((subject) => subject.subjid === subjid)
    const cell = row?.cells.find((one) => one.visit === visit)
    if (cell === undefined) throw new Error(`${subjid} has no ${visit}`)
    return cell
  }
  const save = async (path: string, form: string, items: object): Promise<string> => {
    const values = { items, rows: [] }
    const reply = await study.coordinator.post(`${path}/records`, { form, visit: VISIT, values })
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return (reply.body as { id: string }).id
  }
  /** Writes what no screen writes yet, with an entry in the trail as everything leaves one. */
  const write = async (change: (tx: Tx) => PromiseLike<unknown>): Promise<void> => {
    const [found] = await server.store.read.select().from(server.store.t.study)
    const entityId = found?.id ?? ''
    const actor = systemActor({ part: 'test', studyId: entityId })
    await unitOfWork(server.store, actor, async (tx) => {
      await change(tx)
      const entry = {
        act: 'test.mark',
        entity: 'study',
        entityId,
        before: null,
        after: {},
      } as const
      return { result: null, audit: [entry] }
    })
  }
  /** The program asks about the visits left out before this one; these tests ask themselves. */
  const settleSystemQueries = async (): Promise<void> => {
    const { query } = server.store.t
    const at = server.store.now()
    await write((tx) =>
      tx.update(query).set({ state: 'closed', settledAt: at }).where(eq(query.kind, 'system')),
    )
  }
  const idsOf = async (subjid: string) => {
    const { subject, account, record } = server.store.t
    const rows = await server.store.read.select().from(subject)
    const row = rows.find((one) => one.subjid === subjid)
    const [person] = await server.store.read.select().from(account)
    if (row === undefined || person === undefined) throw new Error('nobody')
    const records = (await server.store.read.select().from(record)).filter(
      ({ subjectId, visit }) => subjectId === row.id && visit === VISIT,
    )
    return { subject: row, person, records }
  }

  it('E29 shows a visit by its least advanced form: partial while one is empty', async () => {
    const path = await seedSubject(study, '2001')
    await save(path, 'visits', { SVSTDAT: '2026-02-01' })
    const cell = await cellOf('2001')
    expect(cell.state).toBe('partial')
    expect(cell.forms.find(({ form }) => form === 'visits')?.state).toBe('complete')
    expect(cell.forms.some(({ state }) => state === 'empty')).toBe(true)
  })

  it('E29 shows a visit that was not done as such, whatever its forms lack', async () => {
    const path = await seedSubject(study, '2002')
    await save(path, 'visits', { SVSTDAT_REASND: 'NOT DONE', SVREASOC: 'TOO ILL' })
    expect((await cellOf('2002')).state).toBe('not-done')
  })

  it('E29 climbs from complete to verified, signed and locked as soon as the rows say so', async () => {
    const path = await seedSubject(study, '2003')
    await save(path, 'visits', { SVSTDAT: '2026-02-01' })
    const { subject, person, records } = await idsOf('2003')
    const { verification, signature, dataLock } = server.store.t
    const at = server.store.now()
    const visitForm = async () =>
      (await cellOf('2003')).forms.find(({ form }) => form === 'visits')?.state
    await write((tx) =>
      tx.insert(verification).values(
        records.map(({ id }) => ({
          id: server.store.newId(),
          studyId: subject.studyId,
          subjectId: subject.id,
          recordId: id,
          item: null,
          kind: 'source' as const,
          recordVersion: 1,
          contentHash: 'x'.repeat(64),
          state: 'verified' as const,
          verifiedBy: person.id,
          verifiedRole: 'monitor',
          verifiedAt: at,
        })),
      ),
    )
    expect(await visitForm()).toBe('verified')
    const signed = {
      studyId: subject.studyId,
      subjectId: subject.id,
      visit: VISIT,
      scope: 'visit' as const,
      meaning: 'approval' as const,
      signerId: person.id,
      signerName: 'Dr Test',
      signerRole: 'investigator',
      content: '{}',
      contentHash: 'x'.repeat(64),
    }
    await settleSystemQueries()
    const broken = { state: 'broken' as const, brokenAt: at, brokenSeq: 1 }
    await write((tx) =>
      tx
        .insert(signature)
        .values({ ...signed, ...broken, id: server.store.newId(), signedAt: '2026-01-01' }),
    )
    expect((await cellOf('2003')).overlays).toEqual(['signature-broken'])
    expect(await visitForm()).toBe('verified')
    await write((tx) =>
      tx
        .insert(signature)
        .values({ ...signed, state: 'valid', id: server.store.newId(), signedAt: '2026-02-01' }),
    )
    expect((await cellOf('2003')).overlays).toEqual([])
    expect(await visitForm()).toBe('signed')
    await write((tx) =>
      tx.insert(dataLock).values({
        id: server.store.newId(),
        studyId: subject.studyId,
        level: 'subject',
        subjectId: subject.id,
        kind: 'lock',
        setBy: person.id,
        setAt: at,
      }),
    )
    expect(await visitForm()).toBe('locked')
  })

  it('E29 marks open queries on form, visit and subject, and forgets settled ones', async () => {
    const path = await seedSubject(study, '2004')
    await save(path, 'visits', { SVSTDAT: '2026-02-01' })
    await settleSystemQueries()
    const { subject, records } = await idsOf('2004')
    const { query } = server.store.t
    const row = {
      studyId: subject.studyId,
      siteId: subject.siteId,
      subjectId: subject.id,
      recordId: records[0]?.id ?? null,
      form: 'visits',
      visit: VISIT,
      kind: 'manual' as const,
      openedRole: 'monitor',
      openedAt: server.store.now(),
    }
    await write((tx) =>
      tx.insert(query).values([
        { ...row, id: server.store.newId(), state: 'open' as const },
        {
          ...row,
          id: server.store.newId(),
          state: 'closed' as const,
          settledAt: server.store.now(),
        },
      ]),
    )
    const cell = await cellOf('2004')
    expect(cell.overlays).toContain('query')
    expect(cell.forms.find(({ form }) => form === 'visits')?.queries).toBe(1)
    const found = await list('?sign=query')
    expect(found.subjects.map(({ subjid, queries }) => [subjid, queries])).toEqual([['2004', 1]])
    expect(found).toMatchObject({ filtered: 1, total: 4, next: null })
  })

  it('E30 finds by page and page the very subjects that have a sign', async () => {
    for (const subjid of ['2001', '2002']) {
      const { subject } = await idsOf(subjid)
      const { id: subjectId, studyId, siteId } = subject
      const at = { openedRole: 'monitor', openedAt: server.store.now(), state: 'open' as const }
      const of = { studyId, siteId, subjectId, recordId: null, form: 'visits', visit: VISIT }
      const asked = { ...of, ...at, id: server.store.newId(), kind: 'manual' as const }
      await write((tx) => tx.insert(server.store.t.query).values(asked))
    }
    const whole = await list('?limit=500')
    let found = 0
    for (const sign of CELL_OVERLAYS) {
      const wanted = whole.subjects.filter(({ cells, queries }) =>
        sign === 'query' ? queries > 0 : cells.some(({ overlays }) => overlays.includes(sign)),
      )
      const rows: List['subjects'][number][] = []
      let next: string | null = ''
      while (next !== null) {
        const page: List = await list(`?sign=${sign}&limit=1${next && `&cursor=${next}`}`)
        expect(page.filtered).toBe(wanted.length)
        rows.push(...page.subjects)
        ;({ next } = page)
      }
      expect(rows).toEqual(wanted)
      found = Math.max(found, rows.length)
    }
    expect(found).toBeGreaterThan(1)
  })

  it('E30 leaves out the forms of visits that were not begun', async () => {
    const first = await list('?limit=2')
    expect(first.subjects.map(({ subjid }) => subjid)).toEqual(['2001', '2002'])
    const rest = await list(`?limit=2&cursor=${first.next ?? ''}`)
    expect(rest.subjects.map(({ subjid }) => subjid)).toEqual(['2003', '2004'])
    const cells = first.subjects.flatMap((subject) => subject.cells)
    const untouched = cells.filter(({ state }) => state === 'not-due' || state === 'due')
    expect(untouched.length).toBeGreaterThan(0)
    expect(untouched.every(({ forms }) => forms.length === 0)).toBe(true)
  })

  it('E29 gives the rows and the work that a server just started gives, whatever changed', async () => {
    const { query, dataLock } = server.store.t
    interface Told {
      readonly rows: List['subjects']
      readonly work: readonly WorkItem[]
    }
    const fresh = async (): Promise<Told> => {
      const { store } = server
      const overviews = createOverviews(store)
      const definitions = createDefinitions(store)
      const marks = createMarks(store)
      const known = { matrixRows: createMatrixRows(), work: createKnownWork() }
      const services = { store, definitions, overviews, marks, ...known }
      const { subject } = await idsOf('2004')
      const within = { studyId: subject.studyId, sites: { kind: 'all' } } as const
      const { rows } = await matrixPage(services, within, { filter: {}, page: { limit: 200 } })
      return { rows: rows.map(({ row }) => row), work: await listWork(services, within) }
    }
    const told = async (): Promise<Told> => {
      const reply = await study.coordinator.get(`${study.path}/work?limit=1000`)
      const { items, total } = listWorkRoute.response.parse(reply.body)
      expect(items).toHaveLength(total)
      return { rows: (await list()).subjects, work: items }
    }
    const settled = { state: 'closed' as const, settledAt: server.store.now() }
    const released = {
      releasedAt: server.store.now(),
      releasedBy: (await idsOf('2004')).person.id,
      releaseReason: 'A value is to be corrected',
    }
    const changes = [
      async () => {
        await write((tx) => tx.update(query).set(settled))
        expect((await told()).work.map(({ kind }) => kind)).not.toContain('query-open')
      },
      () => write((tx) => tx.update(dataLock).set(released)),
      () => seedSubject(study, '2005'),
      () => save(`${study.path}/subjects/2005`, 'visits', { SVSTDAT: '2026-02-01' }),
    ]
    let former = JSON.stringify((await told()).rows)
    const kinds = (await told()).work.map(({ kind }) => kind)
    expect(kinds).toContain('query-open')
    for (const change of changes) {
      await change()
      const now = await told()
      expect(JSON.stringify(now.rows)).not.toBe(former)
      expect(now).toEqual(await fresh())
      former = JSON.stringify(now.rows)
    }
  })
})
