import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { firingSchema } from '../../../shared/api/routes/checks.ts'
import { laboratorySchema, recalculationSchema } from '../../../shared/api/routes/laboratories.ts'
import { lastEntry } from '../../../server/audit/as-of.ts'
import { laboratoriesAsOf, laboratoriesBySite } from '../../../server/laboratories/service.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const changeSchema = z.object({ laboratory: laboratorySchema, flags: recalculationSchema })
const listSchema = z.object({ laboratories: z.array(laboratorySchema) })

const ALT = {
  test: 'ALT',
  unit: 'U/L',
  sex: null,
  ageFrom: null,
  ageTo: null,
  low: '9',
  high: '50',
  validFrom: '2025-01-01',
  reason: 'certificate of 2025',
}

describe.each(ENGINES)('laboratories on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let manager: Browser
  let path: string
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    manager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
    path = `${study.path}/laboratories`
  })
  afterAll(() => server.stop())

  let codes = 0
  async function added(who: Browser, site: string | null = 'S1') {
    codes += 1
    const code = `L${codes}`
    const reply = await who.post(path, { code, name: `Laboratory ${codes}`, site })
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return laboratorySchema.parse(reply.body)
  }
  const put = (who: Browser, at: string, body: object, version = 1) =>
    who.put(at, body, { 'If-Match': `"${version}"` })
  const withdraw = (who: Browser, at: string, version = 1) =>
    who.post(`${at}/removal`, { reason: 'mistake' }, { 'If-Match': `"${version}"` })
  async function ranged(who: Browser, id: string, range: object = {}) {
    const reply = await who.post(`${path}/${id}/ranges`, { ...ALT, ...range })
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return changeSchema.parse(reply.body)
  }
  const result = (laboratory: string, date: string, value: string, limits: object = {}) => ({
    LBDAT: date,
    LBTESTCD: 'ALT',
    LBORRES: value,
    LBORRESU: 'U/L',
    LBNAM: laboratory,
    ...limits,
  })
  async function saved(subjid: string, rows: readonly object[]): Promise<string> {
    const subject = await seedSubject(study, subjid)
    const body = { form: 'laboratory', visit: 'BASELINE', values: { items: {}, rows } }
    const reply = await study.coordinator.post(`${subject}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return subject
  }
  async function recalculations() {
    const { auditEntry } = server.store.t
    const entries = await server.store.read.select().from(auditEntry)
    return entries
      .filter(({ act }) => act === 'laboratory.recalculate')
      .sort((a, b) => a.seq - b.seq)
  }

  it('an export reads the ranges as they stood at its entry of the trail', async () => {
    const laboratory = await added(study.coordinator)
    const ranges = `${path}/${laboratory.id}/ranges`
    const { laboratory: first } = await ranged(study.coordinator, laboratory.id)
    const studies = await server.store.read.select().from(server.store.t.study)
    const studyId = studies.find(({ studyKey }) => studyKey === study.key)?.id ?? ''
    const lastSeq = async () => (await lastEntry(server.store, server.store.read, studyId)).seq
    const limitsAt = async (seq: number, site = 'S1') => {
      const laboratories = await laboratoriesAsOf(server.store, { studyId, seq })
      const own = laboratories(site).find(({ code }) => code === laboratory.code)
      return own?.ranges.map(({ low, high, validFrom, validTo }) => [low, high, validFrom, validTo])
    }
    const before = await lastSeq()
    const old = [['9', '50', '2025-01-01', null]]
    expect(await limitsAt(before)).toEqual(old)
    expect(await limitsAt(before, 'S2')).toBeUndefined()
    await ranged(study.coordinator, laboratory.id, { validFrom: '2025-06-01', high: '60' })
    const [range] = first.ranges
    const two = [
      ['9', '50', '2025-01-01', '2025-05-31'],
      ['9', '60', '2025-06-01', null],
    ]
    expect(await limitsAt(await lastSeq())).toEqual(two)
    const amended = { ...{ low: '9', high: '55' }, validFrom: '2025-01-01', validTo: '2025-05-31' }
    const body = { ...amended, reason: 'misread' }
    const reply = await put(study.coordinator, `${ranges}/${range?.id ?? ''}`, body, 2)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    const now = await lastSeq()
    expect(await limitsAt(now)).toEqual([['9', '55', '2025-01-01', '2025-05-31'], two[1]])
    expect(await limitsAt(before)).toEqual(old)
    const current = await laboratoriesBySite(server.store, server.store.read, studyId)
    const sites = await server.store.read.select().from(server.store.t.site)
    for (const { id, siteKey } of sites.filter((site) => site.studyId === studyId)) {
      const known = current(id).map(({ code, name, ranges: all }) => [code, name, all.length])
      const asOf = (await laboratoriesAsOf(server.store, { studyId, seq: now }))(siteKey)
      expect(asOf.map(({ code, name, ranges: all }) => [code, name, all.length])).toEqual(known)
    }
    await withdraw(study.coordinator, `${path}/${laboratory.id}`)
    expect(await limitsAt(await lastSeq())).toBeUndefined()
    expect(await limitsAt(now)).toHaveLength(2)
  })

  it('DC-11 a new range from a date on leaves the flags before that date unchanged', async () => {
    const laboratory = await added(study.coordinator)
    await ranged(study.coordinator, laboratory.id)
    await saved('4001', [
      result(laboratory.name, '2026-01-31', '45'),
      result(laboratory.name, '2026-02-01', '46'),
    ])
    const change = await ranged(study.coordinator, laboratory.id, {
      high: '40',
      validFrom: '2026-02-01',
    })
    expect(change.flags).toEqual({ results: 2, changed: 1 })
    expect(
      change.laboratory.ranges.map(({ high, validFrom, validTo }) => [high, validFrom, validTo]),
    ).toEqual([
      ['50', '2025-01-01', '2026-01-31'],
      ['40', '2026-02-01', null],
    ])
    const [entry] = (await recalculations()).slice(-1)
    expect(JSON.parse(entry?.before ?? '')).toEqual({ flags: { '2026-02-01 ALT': 'N' } })
    expect(JSON.parse(entry?.after ?? '')).toEqual({ flags: { '2026-02-01 ALT': 'H' } })
    expect(entry).toMatchObject({ actorKind: 'system', form: 'laboratory', visit: 'BASELINE' })
    const acts = (await actsOf(server, study.key)).slice(-3).map(({ act }) => act)
    expect(acts).toEqual(['laboratory.range-add', 'laboratory.range-end', 'laboratory.recalculate'])
  })

  it('DC-11 a corrected range is logged for each record whose flag it moves, and never touches limits recorded with a result', async () => {
    const laboratory = await added(study.coordinator)
    const { laboratory: view } = await ranged(study.coordinator, laboratory.id)
    const subject = await saved('4002', [
      result(laboratory.code.toLowerCase(), '2026-01-10', '45'),
      result(laboratory.name, '2026-01-11', '45', { LBORNRLO: '5', LBORNRHI: '50' }),
    ])
    const before = await study.coordinator.get(subject)
    const range = `${path}/${laboratory.id}/ranges/${view.ranges[0]?.id ?? ''}`
    const body = { low: '9', high: '44', validFrom: '2025-01-01', validTo: null, reason: 'misread' }
    const reply = await put(study.coordinator, range, body)
    expect(changeSchema.parse(reply.body).flags).toEqual({ results: 1, changed: 1 })
    expect((await study.coordinator.get(subject)).body).toEqual(before.body)
    expect((await put(study.coordinator, range, body)).status).toBe(409)
    expect((await withdraw(study.coordinator, range, 2)).status).toBe(200)
    const [gone] = (await recalculations()).slice(-1)
    expect(JSON.parse(gone?.after ?? '')).toEqual({ flags: { '2026-01-10 ALT': '' } })
    expect((await withdraw(study.coordinator, range, 3)).status).toBe(404)
  })

  it('DC-11 counts two results of one test and day as two', async () => {
    const laboratory = await added(study.coordinator)
    const { laboratory: view } = await ranged(study.coordinator, laboratory.id)
    const morning = result(laboratory.name, '2026-01-10', '45')
    await saved('4005', [morning, { ...morning, LBORRES: '46' }])
    const range = `${path}/${laboratory.id}/ranges/${view.ranges[0]?.id ?? ''}`
    const body = { low: '9', high: '44', validFrom: '2025-01-01', validTo: null, reason: 'misread' }
    const reply = await put(study.coordinator, range, body)
    expect(changeSchema.parse(reply.body).flags).toEqual({ results: 2, changed: 2 })
    const [last] = (await recalculations()).slice(-1)
    const flags = { '2026-01-10 ALT': 'H', '2026-01-10 ALT (2)': 'H' }
    expect(JSON.parse(last?.after ?? '')).toEqual({ flags })
  })

  it('DC-11 the range that a mistaken one ended goes on when that is removed', async () => {
    const laboratory = await added(study.coordinator)
    await ranged(study.coordinator, laboratory.id)
    const newer = { validFrom: '2026-01-01', high: '40' }
    const { laboratory: both } = await ranged(study.coordinator, laboratory.id, newer)
    const of = both.ranges.find(({ validFrom }) => validFrom === '2026-01-01')
    await saved('4006', [result(laboratory.name, '2026-02-01', '45')])
    const range = `${path}/${laboratory.id}/ranges/${of?.id ?? ''}`
    const reply = changeSchema.parse((await withdraw(study.coordinator, range)).body)
    expect(reply.laboratory.ranges).toMatchObject([{ validFrom: '2025-01-01', validTo: null }])
    expect(reply.flags).toEqual({ results: 1, changed: 1 })
    const acts = (await actsOf(server, study.key)).slice(-3).map(({ act }) => act)
    expect(acts).toEqual([
      'laboratory.range-remove',
      'laboratory.range-reopen',
      'laboratory.recalculate',
    ])
  })

  it('checks results without limits by the ranges of the laboratory they name, at its site', async () => {
    const { id, name } = await added(study.coordinator)
    await ranged(study.coordinator, id)
    const bilirubin = { LBTESTCD: 'TBIL', LBORRES: '84', LBORRESU: 'umol/L', LBORNRHI: '21' }
    const row = result(name, '2026-01-10', '900')
    const fired = async (subjid: string, rows: readonly object[]) => {
      await saved(subjid, rows)
      const reply = await study.monitor.get(`${study.path}/firings?subject=${subjid}&check=LB-02`)
      return z.object({ firings: z.array(firingSchema) }).parse(reply.body).firings.length
    }
    expect(await fired('4090', [row, { LBDAT: '2026-01-10', ...bilirubin }])).toBe(1)
    const unnamed = { ...row, LBNAM: 'Elsewhere' }
    expect(await fired('4091', [unnamed, { LBDAT: '2026-01-10', ...bilirubin }])).toBe(0)
  })

  it('DC-11 keeps ranges apart by sex and age', async () => {
    const laboratory = await added(study.coordinator)
    await ranged(study.coordinator, laboratory.id, { high: '50' })
    await saved('4003', [result(laboratory.name, '2026-01-10', '45')])
    const women = await ranged(study.coordinator, laboratory.id, { sex: 'F', high: '40' })
    expect(women.flags).toEqual({ results: 1, changed: 0 })
    const young = await ranged(study.coordinator, laboratory.id, { ageTo: 59, high: '40' })
    expect(young.flags.changed).toBe(0)
    const men = await ranged(study.coordinator, laboratory.id, {
      sex: 'M',
      ageFrom: 60,
      high: '40',
    })
    expect(men.flags).toEqual({ results: 1, changed: 1 })
  })

  it('refuses ranges that say nothing, contradict themselves or overlap', async () => {
    const { id } = await added(study.coordinator)
    const send = (range: object) =>
      study.coordinator.post(`${path}/${id}/ranges`, { ...ALT, ...range })
    const keyOf = async (range: object) => {
      const { body } = await send(range)
      return (body as { errors?: { key: string }[] }).errors?.[0]?.key
    }
    expect(await keyOf({ low: null, high: null })).toBe('lab.limitMissing')
    expect(await keyOf({ low: '60' })).toBe('lab.limitOrder')
    expect(await keyOf({ ageFrom: 70, ageTo: 60 })).toBe('lab.ageOrder')
    expect(await keyOf({ validFrom: '2026-02-30' })).toBe('lab.date')
    expect(await keyOf({ high: 'fifty' })).toBe('lab.limit')
    expect((await send({})).status).toBe(201)
    expect((await send({})).status).toBe(409)
    const later = await ranged(study.coordinator, id, { validFrom: '2026-01-01' })
    const first = later.laboratory.ranges[0]
    const range = `${path}/${id}/ranges/${first?.id ?? ''}`
    const longer = { low: '9', high: '50', validFrom: '2025-01-01', validTo: '2026-06-30' }
    const reply = await put(study.coordinator, range, { ...longer, reason: 'longer' }, 2)
    expect(reply.body).toMatchObject({ errors: [{ key: 'lab.overlap' }] })
  })

  it('lets a site keep its own laboratory, and only those who answer for all sites a common one', async () => {
    const own = await added(study.coordinator)
    expect(
      (await study.coordinator.post(path, { code: 'C', name: 'Central', site: null })).status,
    ).toBe(403)
    const central = await added(manager, null)
    const seen = async (who: Browser) =>
      listSchema.parse((await who.get(path)).body).laboratories.map(({ id }) => id)
    expect(await seen(study.stranger)).toContain(central.id)
    expect(await seen(study.stranger)).not.toContain(own.id)
    const before = (await actsOf(server, study.key)).length
    const range = (who: Browser, id: string) => who.post(`${path}/${id}/ranges`, ALT)
    expect((await range(study.stranger, own.id)).status).toBe(404)
    expect((await range(study.stranger, central.id)).status).toBe(403)
    expect((await range(study.monitor, own.id)).status).toBe(403)
    expect(
      (await put(study.investigator, `${path}/${own.id}`, { name: 'x', reason: 'x' })).status,
    ).toBe(403)
    expect((await study.stranger.post(path, { code: 'X', name: 'X', site: 'S1' })).status).toBe(422)
    expect((await actsOf(server, study.key)).length).toBe(before)
  })

  it('is renamed and taken out of use on the version that was read, with the reason', async () => {
    const laboratory = await added(study.coordinator)
    const other = await added(study.coordinator)
    const at = `${path}/${laboratory.id}`
    const taken = await put(study.coordinator, at, { name: other.name, reason: 'merged' })
    expect(taken.status).toBe(409)
    const renamed = await put(study.coordinator, at, { name: 'New name', reason: 'merged' })
    expect(changeSchema.parse(renamed.body).laboratory).toMatchObject({
      name: 'New name',
      version: 2,
    })
    expect((await withdraw(study.coordinator, at, 1)).status).toBe(409)
    expect((await withdraw(study.coordinator, at, 2)).status).toBe(200)
    expect((await withdraw(study.coordinator, at, 3)).status).toBe(404)
    const [last] = (await actsOf(server, study.key)).slice(-1)
    expect(last).toMatchObject({ act: 'laboratory.remove', reason: 'mistake' })
  })

  it('E14 remembers the unit of a test by site and laboratory, with an entry by the program', async () => {
    const laboratory = await added(manager, null)
    const row = {
      ...result(laboratory.name, '2026-01-10', '4.1'),
      LBTESTCD: 'ALB',
      LBORRESU: 'g/dL',
    }
    await saved('4004', [row, { ...row, LBTESTCD: '__proto__' }])
    const of = async (who: Browser) =>
      listSchema
        .parse((await who.get(path)).body)
        .laboratories.find(({ id }) => id === laboratory.id)?.units
    expect(await of(study.coordinator)).toEqual({ S1: { ALB: 'g/dL' } })
    expect(await of(study.stranger)).toEqual({})
    const [last] = (await actsOf(server, study.key)).slice(-1)
    expect(last).toMatchObject({ act: 'laboratory.unit', username: 'system' })
  })

  it('E16 remembers how a laboratory names a test, for those who write records, at their site', async () => {
    const laboratory = await added(study.coordinator)
    const at = `${path}/${laboratory.id}/mappings`
    const mapping = { sourceName: '谷丙', sourceUnit: '', test: 'ALT', unit: 'U/L' }
    const wish = { site: 'S1', mappings: [mapping] }
    expect((await study.monitor.put(at, wish)).status).toBe(403)
    expect((await study.stranger.put(at, wish)).status).toBe(404)
    expect((await study.coordinator.put(at, { ...wish, site: 'S2' })).status).toBe(422)
    const first = await study.coordinator.put(at, wish)
    expect(laboratorySchema.parse(first.body).mappings).toEqual([{ site: 'S1', ...mapping }])
    const count = (await actsOf(server, study.key)).length
    expect((await study.coordinator.put(at, wish)).status).toBe(200)
    expect((await actsOf(server, study.key)).length).toBe(count)
    const left = { ...mapping, test: '', unit: '' }
    const second = await study.coordinator.put(at, { site: 'S1', mappings: [left] })
    expect(laboratorySchema.parse(second.body).mappings).toEqual([{ site: 'S1', ...left }])
    const [last] = (await actsOf(server, study.key)).slice(-1)
    expect(last?.act).toBe('laboratory.map')
    expect((await study.coordinator.put(at, { site: 'S1', mappings: [] })).status).toBe(422)
  })

  it('E16 what one site matched for a common laboratory changes nothing at another', async () => {
    const laboratory = await added(manager, null)
    const at = `${path}/${laboratory.id}/mappings`
    const mapping = { sourceName: 'alt', sourceUnit: '', test: 'AST', unit: 'U/L' }
    expect((await study.coordinator.put(at, { site: 'S1', mappings: [mapping] })).status).toBe(200)
    const of = async (who: Browser) =>
      listSchema
        .parse((await who.get(path)).body)
        .laboratories.find(({ id }) => id === laboratory.id)?.mappings
    expect(await of(study.stranger)).toEqual([])
    expect(await of(study.coordinator)).toEqual([{ site: 'S1', ...mapping }])
    expect(await of(manager)).toEqual([{ site: 'S1', ...mapping }])
  })

  it('lets two sites give their own laboratories the same code', async () => {
    const twice = { code: 'SAME', name: 'Own laboratory' }
    expect((await manager.post(path, { ...twice, site: 'S1' })).status).toBe(201)
    expect((await manager.post(path, { ...twice, site: 'S2' })).status).toBe(201)
    expect((await manager.post(path, { ...twice, site: 'S2' })).status).toBe(409)
    expect((await manager.post(path, { ...twice, site: null })).status).toBe(409)
  })
})
