import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { heldBySchema } from '../../../shared/api/held.ts'
import { matrixCellSchema } from '../../../shared/api/routes/subjects.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, CONSENT, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'
import {
  dataManager,
  held,
  hold,
  lockAsIs,
  seedSettled,
  settle,
  type Hold,
} from './clean-subject.ts'

const idSchema = z.object({ id: z.string() })
const VITALS = { items: { VSDAT: '2026-01-12', WEIGHT: '64.0', PULSE: '72' }, rows: [] }

describe.each(ENGINES)('locks on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let manager: Browser
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    manager = await dataManager(server, study)
  })
  afterAll(() => server.stop())

  const save = (subject: string, form: string, visit: string | null, values: object = VITALS) =>
    study.coordinator.post(`${subject}/records`, { form, visit, values })
  const release = (path: string, reason = 'one weight is to be corrected') =>
    manager.post(path, { reason })

  it.each<readonly [Hold, { readonly inside: string | null; readonly outside: string | null }]>([
    [
      { kind: 'freeze', level: 'record', visit: 'W4', form: 'vitals' },
      { inside: 'W4', outside: 'W8' },
    ],
    [
      { kind: 'freeze', level: 'visit', visit: 'W4' },
      { inside: 'W4', outside: 'W8' },
    ],
    [
      { kind: 'freeze', level: 'subject' },
      { inside: 'W4', outside: null },
    ],
    [
      { kind: 'freeze', level: 'site', site: 'S1' },
      { inside: 'W4', outside: null },
    ],
    [
      { kind: 'freeze', level: 'study' },
      { inside: 'W4', outside: null },
    ],
    [
      { kind: 'lock', level: 'record', visit: 'W4', form: 'vitals' },
      { inside: 'W4', outside: 'W8' },
    ],
    [
      { kind: 'lock', level: 'visit', visit: 'W4' },
      { inside: 'W4', outside: 'W8' },
    ],
    [
      { kind: 'lock', level: 'subject' },
      { inside: 'W4', outside: null },
    ],
    [
      { kind: 'lock', level: 'site', site: 'S1' },
      { inside: 'W4', outside: null },
    ],
    [
      { kind: 'lock', level: 'study' },
      { inside: 'W4', outside: null },
    ],
  ])('LK-01, LK-03: %o refuses entry inside alone, and admits it once released', async (of, at) => {
    study = await seedStudy(server)
    manager = await dataManager(server, study)
    const subject = await seedSettled(server, study, '1001')
    const place = of.level === 'site' || of.level === 'study' ? of : { ...of, subjid: '1001' }
    const path = await held(manager, study, place)
    const refused = await save(subject, 'vitals', at.inside)
    expect(refused.status).toBe(409)
    expect(refused.body).toMatchObject({
      type: 'urn:problem:locked',
      lock: { kind: of.kind, level: of.level, reason: 'the data are final' },
      at: { subjid: '1001', site: 'S1', visit: 'W4', form: 'vitals' },
    })
    if (at.outside !== null) expect((await save(subject, 'vitals', at.outside)).status).toBe(201)
    expect((await release(path)).status).toBe(200)
    expect((await save(subject, 'vitals', at.inside)).status).toBe(201)
  })

  it('LK-01: a visit that the protocol never plans is refused, unless the subject has data of it', async () => {
    const subject = await seedSettled(server, study, '2007')
    const freeze = (place: object) =>
      manager.post(`${subject}/freezes`, { reason: 'the data are final', ...place })
    for (const visit of ['NOT A VISIT', 'W0', 'UNS-2026-02-30', 'baseline']) {
      for (const place of [{ level: 'visit' }, { level: 'record', form: 'vitals' }]) {
        expect((await freeze({ ...place, visit })).body, visit).toMatchObject({
          ...{ status: 422, errors: [{ pointer: '/visit', key: 'lock.noSuchVisit' }] },
        })
      }
    }
    expect((await save(subject, 'vitals', 'WARD ROUND')).status).toBe(201)
    for (const visit of ['WARD ROUND', 'W8', 'UNS-2026-02-28']) {
      expect((await freeze({ level: 'visit', visit })).status, visit).toBe(201)
    }
  })

  it('LK-01: a lock of a form holds the rows to come, at its place alone', async () => {
    const subject = await seedSettled(server, study, '2001')
    await held(manager, study, {
      ...{ kind: 'lock', level: 'record', subjid: '2001', visit: null, form: 'concomitant' },
    })
    const row = { items: { CMTRT: 'Metformin' }, rows: [] }
    expect((await save(subject, 'concomitant', null, row)).body).toMatchObject({
      lock: { level: 'record', form: 'concomitant', visit: null },
    })
    expect(
      (await save(subject, 'history', null, { items: { MHTERM: 'Ascites' }, rows: [] })).status,
    ).toBe(201)
  })

  it('LK-01: a freeze leaves queries and verification open; a lock stops them', async () => {
    const subject = await seedSubject(study, '2002')
    const saved = await save(subject, 'vitals', 'BASELINE')
    const record = `${subject}/records/${idSchema.parse(saved.body).id}`
    const freeze = await held(manager, study, { kind: 'freeze', level: 'subject', subjid: '2002' })
    const id = idSchema.parse(saved.body).id
    const ask = (item: string) =>
      study.monitor.post(`${subject}/queries`, {
        ...{ record: id, item, groupRow: '', text: 'Which scale was used?' },
      })
    const asked = await ask('WEIGHT')
    expect(asked.status, JSON.stringify(asked.body)).toBe(201)
    const query = `${subject}/queries/${idSchema.parse(asked.body).id}`
    const answer = { text: 'The scale of the ward.' }
    expect((await study.coordinator.post(`${query}/answer`, answer)).status).toBe(200)
    const verify = (item: string) =>
      study.monitor.post(
        `${record}/verification`,
        { parts: [{ item, groupRow: '' }] },
        { 'If-Match': '"1"' },
      )
    expect((await verify('WEIGHT')).status).toBe(200)
    const change = {
      values: { ...VITALS, items: { ...VITALS.items, WEIGHT: '65' } },
      reason: 'misread',
    }
    const amend = () => study.coordinator.put(record, change, { 'If-Match': '"1"' })
    expect((await amend()).body).toMatchObject({ lock: { kind: 'freeze' } })
    const close = { step: 'close', text: null }
    await lockAsIs(server, study, '2002')
    for (const refused of [
      await ask('PULSE'),
      await study.coordinator.post(`${query}/comments`, answer),
      await study.monitor.post(`${query}/settlement`, close),
      await verify('PULSE'),
      await amend(),
    ]) {
      expect(refused.body).toMatchObject({ type: 'urn:problem:locked', lock: { kind: 'lock' } })
    }
    expect((await release(freeze)).status).toBe(200)
  })

  it('LK-03, AT-12: freeze, lock and release stand in the trail with who, when and why', async () => {
    await seedSettled(server, study, '2003')
    const freeze = await held(study.monitor, study, {
      kind: 'freeze',
      level: 'subject',
      subjid: '2003',
    })
    const lock = await held(manager, study, { kind: 'lock', level: 'subject', subjid: '2003' })
    expect((await manager.post(lock, { reason: ' ' })).status).toBe(422)
    expect((await study.monitor.post(lock, { reason: 'mine' })).status).toBe(403)
    expect((await study.investigator.post(lock, { reason: 'mine' })).status).toBe(403)
    const released = await release(lock)
    expect(released.body).toMatchObject({
      ...{ kind: 'lock', level: 'subject', releaseReason: 'one weight is to be corrected' },
    })
    expect((await release(lock)).body).toMatchObject({ requires: ['lock.standing'] })
    expect((await release(freeze)).status).toBe(200)
    const acts = (await actsOf(server, study.key)).filter(({ act }) => act.startsWith('lock.'))
    expect(acts.slice(-4)).toMatchObject([
      { act: 'lock.freeze', actorKind: 'person', reason: 'the data are final' },
      { act: 'lock.set', actorKind: 'person', reason: 'the data are final' },
      { act: 'lock.release', reason: 'one weight is to be corrected' },
      { act: 'lock.release', reason: 'one weight is to be corrected' },
    ])
    const { body } = await study.investigator.get(`${study.path}/audit?act=lock.release&limit=1`)
    expect(body).toMatchObject({ entries: [{ act: 'lock.release', subjid: '2003' }] })
  })

  it('shows what is held on the matrix, and with the subject', async () => {
    const subject = await seedSubject(study, '2010')
    await save(subject, 'vitals', 'BASELINE')
    const cellOf = async () => {
      const { body } = await study.monitor.get(subject)
      const file = z
        .object({ cells: z.array(matrixCellSchema), locks: z.array(heldBySchema) })
        .parse(body)
      return { ...file, cell: file.cells.find(({ visit }) => visit === 'BASELINE') }
    }
    expect((await cellOf()).locks).toEqual([])
    const place = { subjid: '2010', visit: 'BASELINE' } as const
    const freeze = await held(manager, study, { kind: 'freeze', level: 'visit', ...place })
    const frozen = await cellOf()
    expect(frozen.cell?.overlays).toContain('frozen')
    expect(frozen.locks).toMatchObject([{ kind: 'freeze', level: 'visit', visit: 'BASELINE' }])
    expect((await release(freeze)).status).toBe(200)
    expect((await cellOf()).cell?.overlays).not.toContain('frozen')
    const form = { kind: 'lock', level: 'record', visit: 'W8', form: 'vitals' } as const
    await held(manager, study, { ...form, subjid: '2010' })
    await lockAsIs(server, study, '2010')
    const locked = await cellOf()
    expect(locked.cell?.forms.find((one) => one.form === 'vitals')?.state).toBe('locked')
    expect(locked.locks.map(({ level }) => level)).toEqual(['subject', 'record'])
  })

  it('LK-01: of saves and a freeze at once, none is stored after the freeze', async () => {
    const subject = await seedSubject(study, '2011')
    const row = (name: string) => ({ items: { CMTRT: name }, rows: [] })
    const saves = Array.from({ length: 12 }, (_, at) =>
      save(subject, 'concomitant', null, row(`Drug ${String(at)}`)),
    )
    const freeze = hold(manager, study, { kind: 'freeze', level: 'subject', subjid: '2011' })
    const replies = await Promise.all(saves)
    expect((await freeze).status).toBe(201)
    const acts = (await actsOf(server, study.key)).map(({ act }) => act)
    const after = acts.slice(acts.lastIndexOf('lock.freeze') + 1)
    expect(after).not.toContain('record.create')
    const stored = replies.filter(({ status }) => status === 201).length
    const refused = replies.filter(({ status }) => status === 409).length
    expect(stored + refused).toBe(12)
  })

  it('asks the right of each step, at the site, and of all sites for the study', async () => {
    await seedSettled(server, study, '2004')
    const place = { level: 'subject', subjid: '2004' } as const
    expect((await hold(study.coordinator, study, { kind: 'freeze', ...place })).status).toBe(403)
    expect((await hold(study.monitor, study, { kind: 'lock', ...place })).status).toBe(403)
    const other = await signedIn(server, [{ role: 'data-manager', study: study.key, site: 'S2' }])
    expect((await hold(other, study, { kind: 'lock', ...place })).status).toBe(404)
    expect((await hold(other, study, { kind: 'freeze', level: 'study' })).status).toBe(403)
    expect((await hold(other, study, { kind: 'freeze', level: 'site', site: 'S1' })).status).toBe(
      404,
    )
    const path = await held(manager, study, { kind: 'lock', ...place })
    expect((await other.post(path, { reason: 'mine' })).status).toBe(404)
    const site = await held(manager, study, { kind: 'freeze', level: 'site', site: 'S1' })
    expect((await other.post(site, { reason: 'mine' })).status).toBe(404)
    const { body } = await other.get(`${study.path}/locks`)
    expect(JSON.stringify(body)).not.toContain('"S1"')
    expect((await release(site)).status).toBe(200)
  })

  it('AC-14: the same place is not held twice, and a form is named with its visit', async () => {
    await seedSettled(server, study, '2005')
    const place = { kind: 'lock', level: 'subject', subjid: '2005' } as const
    await held(manager, study, place)
    expect((await hold(manager, study, place)).body).toMatchObject({
      ...{ type: 'urn:problem:wrong-order', step: 'lock.set', requires: ['lock.absent'] },
    })
    const form = { kind: 'freeze', level: 'record', subjid: '2005' } as const
    const nowhere = await hold(manager, study, { ...form, visit: null, form: 'vitals' })
    expect(nowhere.body).toMatchObject({ errors: [{ key: 'lock.otherPlace' }] })
    const none = await hold(manager, study, { ...form, visit: 'W4', form: 'no-such' })
    expect(none.body).toMatchObject({ errors: [{ key: 'lock.noSuchForm' }] })
    expect((await hold(manager, study, { ...form, visit: 'W4', form: 'vitals' })).status).toBe(201)
  })

  it('LK-01, LK-03: a locked study takes no subject, site or amendment, and is open again after', async () => {
    const own = await seedStudy(server)
    const lead = await dataManager(server, own)
    await seedSettled(server, own, '3001')
    const { store } = server
    const stateOf = async () => {
      const rows = await store.read.select().from(store.t.study)
      return rows.find(({ studyKey }) => studyKey === own.key)?.state
    }
    const path = await held(lead, own, { kind: 'lock', level: 'study' })
    expect(await stateOf()).toBe('locked')
    const register = () =>
      own.coordinator.post(`${own.path}/subjects`, { subjid: '3002', site: 'S1', values: CONSENT })
    expect((await register()).body).toMatchObject({ lock: { kind: 'lock', level: 'study' } })
    const administrator = await signedIn(server, [{ role: 'administrator', study: own.key }])
    const site = { code: 'S3', name: 'Third Hospital' }
    const added = await administrator.post(`${own.path}/sites`, site)
    expect(added.body, JSON.stringify(added.body)).toMatchObject({ type: 'urn:problem:locked' })
    expect((await lead.post(path, { reason: 'a late death is to be entered' })).status).toBe(200)
    expect(await stateOf()).toBe('open')
    expect((await register()).status).toBe(201)
    const acts = (await actsOf(server, own.key)).map(({ act }) => act)
    expect(acts).toContain('study.lock')
    expect(acts).toContain('study.reopen')
  })

  it('OR-03: after lock and close-out of the site the investigator still reads data and trail', async () => {
    const own = await seedStudy(server)
    const lead = await dataManager(server, own)
    const subject = await seedSubject(own, '4001')
    const saved = await own.coordinator.post(`${subject}/records`, {
      ...{ form: 'concomitant', visit: null, values: { items: { CMTRT: 'Metformin' }, rows: [] } },
    })
    await own.coordinator.put(
      `${subject}/records/${idSchema.parse(saved.body).id}`,
      {
        values: { items: { CMTRT: 'Metformin', CMINDC: 'Diabetes', CMSTDAT: '2025' }, rows: [] },
        reason: 'added',
      },
      { 'If-Match': '"1"' },
    )
    await settle(server, own, '4001')
    const lock = await hold(lead, own, { kind: 'lock', level: 'site', site: 'S1' })
    expect(lock.status, JSON.stringify(lock.body)).toBe(201)
    const { store } = server
    const sites = await store.read.select().from(store.t.site)
    expect(sites.filter(({ state }) => state === 'closed').map(({ siteKey }) => siteKey)).toContain(
      'S1',
    )
    expect(
      (
        await own.coordinator.post(`${subject}/records`, {
          form: 'vitals',
          visit: 'W4',
          values: VITALS,
        })
      ).status,
    ).toBe(409)
    expect(JSON.stringify((await own.investigator.get(subject)).body)).toContain('Metformin')
    expect((await own.investigator.get(`${own.path}/audit?limit=200`)).status).toBe(200)
    expect(
      JSON.stringify((await own.investigator.get(`${own.path}/audit?limit=200`)).body),
    ).toContain('Metformin')
    expect((await own.investigator.get(`${subject}/casebook`)).status).not.toBe(403)
  })
})
