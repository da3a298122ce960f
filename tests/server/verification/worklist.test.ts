import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { listVerificationWork, type WorkEntry } from '../../../shared/api/routes/verification.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { openStudy } from '../../../server/studies/service.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { CONSENT, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const idSchema = z.object({ id: z.string() })
const cellSchema = z.object({
  visit: z.string(),
  state: z.string(),
  forms: z.array(z.object({ form: z.string(), state: z.string() })),
})
const WHOLE = { item: '', groupRow: '' }

describe.each(ENGINES)('worklist of source data verification on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
  })
  afterAll(() => server.stop())

  const vitals = (weight: string, pulse = '72') => ({
    items: {
      ...{ VSPERF: 'Y', VSDAT: '2026-01-12', SYSBP: '120', DIABP: '80', PULSE: pulse },
      ...{ WEIGHT: weight, ECOG101: '1' },
    },
    rows: [],
  })
  async function saved(subject: string, form: string, values: object, visit = 'BASELINE') {
    const reply = await study.coordinator.post(`${subject}/records`, { form, visit, values })
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return idSchema.parse(reply.body).id
  }
  const verify = (subject: string, record: string, parts: readonly object[], version = 1) =>
    study.monitor.post(
      `${subject}/records/${record}/verification`,
      { parts },
      { 'If-Match': `"${version}"` },
    )
  const amend = (subject: string, record: string, version: number, values: object) =>
    study.coordinator.put(
      `${subject}/records/${record}`,
      { values, reason: 'misread' },
      { 'If-Match': `"${version}"` },
    )
  const work = async (filter: string, who: Browser = study.monitor) => {
    const reply = await who.get(`${study.path}/verification-work?${filter}`)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    return listVerificationWork.response.parse(reply.body)
  }
  const entryOf = async (subjid: string, record: string): Promise<WorkEntry> => {
    const { entries } = await work(`subject=${subjid}&state=all&limit=100`)
    const found = entries.find((entry) => entry.record === record)
    if (found === undefined) throw new Error('not on the worklist')
    return found
  }
  const statesOf = ({ parts }: WorkEntry): readonly string[] =>
    parts.map(({ item, groupRow, state }) => [item, groupRow, state].filter(Boolean).join(' '))
  const visitCell = async (subject: string, visit: string) => {
    const { body } = await study.monitor.get(subject)
    const { cells } = z.object({ cells: z.array(cellSchema) }).parse(body)
    return cells.find((one) => one.visit === visit)
  }
  const stateOf = async (subject: string, visit: string) => (await visitCell(subject, visit))?.state
  const cellOf = async (subject: string, visit: string, form: string) =>
    (await visitCell(subject, visit))?.forms.find((one) => one.form === form)?.state

  it('R5, DC-15: lists what the plan asks, by subject and visit, targeted items before whole forms', async () => {
    const subject = await seedSubject(study, '4001')
    await saved(subject, 'vitals', vitals('64.0'))
    await saved(subject, 'ecg', { items: { EGPERF: 'Y', EGDAT: '2026-01-12' }, rows: [] })
    const { entries, counts } = await work('subject=4001')
    expect(entries.map(({ form, plan }) => [form, plan])).toEqual([
      ['subjects', 'full'],
      ['vitals', 'targeted'],
    ])
    const [consent, signs] = entries
    if (consent === undefined || signs === undefined) throw new Error('nothing listed')
    expect(statesOf(consent)).toEqual(['waiting'])
    expect(consent.values).toContainEqual({
      ...{ item: 'RFICDAT', groupRow: '', value: '2026-01-05', reason: null, was: null },
    })
    expect(statesOf(signs)).toEqual(['VSDAT waiting', 'WEIGHT waiting', 'ECOG101 waiting'])
    expect(signs.values.map(({ item, value }) => [item, value])).toEqual([
      ['VSDAT', '2026-01-12'],
      ['WEIGHT', '64.0'],
      ['ECOG101', '1'],
    ])
    expect(signs.updatedBy).toMatch(/^user-/)
    expect(counts).toEqual({ waiting: 2, changed: 0, verified: 0 })
  })

  it('DC-15: a form is verified once every targeted item is; a changed item resets itself alone and shows both values', async () => {
    const subject = await seedSubject(study, '4002')
    const record = await saved(subject, 'vitals', vitals('64.0'))
    const parts = ['VSDAT', 'WEIGHT'].map((item) => ({ item, groupRow: '' }))
    expect((await verify(subject, record, parts)).status).toBe(200)
    expect(await cellOf(subject, 'BASELINE', 'vitals')).toBe('complete')
    expect((await entryOf('4002', record)).state).toBe('waiting')
    expect((await verify(subject, record, [{ item: 'ECOG101', groupRow: '' }])).status).toBe(200)
    expect((await entryOf('4002', record)).state).toBe('verified')
    expect(await cellOf(subject, 'BASELINE', 'vitals')).toBe('verified')

    expect((await amend(subject, record, 1, vitals('46.0'))).status).toBe(200)
    const changed = await entryOf('4002', record)
    expect(changed.state).toBe('changed')
    expect(await cellOf(subject, 'BASELINE', 'vitals')).toBe('complete')
    expect(statesOf(changed)).toEqual(['VSDAT verified', 'WEIGHT changed', 'ECOG101 verified'])
    expect(changed.values.find(({ item }) => item === 'WEIGHT')).toEqual({
      ...{ item: 'WEIGHT', groupRow: '', value: '46.0', reason: null },
      was: { value: '64.0', reason: null },
    })
    const weight = changed.parts.find(({ item }) => item === 'WEIGHT')
    expect(weight?.changed).toMatchObject({ reason: 'misread' })
    expect(weight?.verifiedBy).not.toBeNull()
    expect((await verify(subject, record, [{ item: 'WEIGHT', groupRow: '' }], 2)).status).toBe(200)
    expect((await entryOf('4002', record)).state).toBe('verified')
  })

  it('DC-15: a change beside the targeted items leaves them verified', async () => {
    const subject = await seedSubject(study, '4003')
    const record = await saved(subject, 'vitals', vitals('70'))
    const parts = ['VSDAT', 'WEIGHT', 'ECOG101'].map((item) => ({ item, groupRow: '' }))
    await verify(subject, record, parts)
    expect((await amend(subject, record, 1, vitals('70', '90'))).status).toBe(200)
    expect((await entryOf('4003', record)).state).toBe('verified')
  })

  it('DC-15: of a table only the planned rows are asked, each by what identifies it', async () => {
    const subject = await seedSubject(study, '4004')
    const row = (test: string, result: string) => ({
      ...{ LBDAT: '2026-01-12', LBTESTCD: test, LBORRES: result, LBORRESU: 'U/L' },
    })
    const rows = [row('ALT', '40'), row('LDH', '200'), row('AST', '33')]
    const record = await saved(subject, 'laboratory', { items: {}, rows })
    const entry = await entryOf('4004', record)
    expect(statesOf(entry)).toEqual([
      'LBORRES 2026-01-12|ALT waiting',
      'LBORRESU 2026-01-12|ALT waiting',
      'LBORRES 2026-01-12|AST waiting',
      'LBORRESU 2026-01-12|AST waiting',
    ])
    const parts = entry.parts.map(({ item, groupRow }) => ({ item, groupRow }))
    expect((await verify(subject, record, parts)).status).toBe(200)
    const amended = { items: {}, rows: [row('ALT', '41'), row('LDH', '200'), row('AST', '33')] }
    expect((await amend(subject, record, 1, amended)).status).toBe(200)
    expect(statesOf(await entryOf('4004', record))).toEqual([
      'LBORRES 2026-01-12|ALT changed',
      'LBORRESU 2026-01-12|ALT verified',
      'LBORRES 2026-01-12|AST verified',
      'LBORRESU 2026-01-12|AST verified',
    ])
  })

  it('DC-15: a whole form that changed says which of its values did', async () => {
    const subject = await seedSubject(study, '4005')
    const { entries } = await work('subject=4005')
    const consent = entries[0]
    if (consent === undefined) throw new Error('no consent form')
    await verify(subject, consent.record, [WHOLE])
    const items = { SEX: 'F', BRTHDAT: '1961', RFICDAT: '2026-01-05' }
    expect((await amend(subject, consent.record, 1, { items, rows: [] })).status).toBe(200)
    const changed = await entryOf('4005', consent.record)
    expect(statesOf(changed)).toEqual(['changed'])
    expect(changed.values.filter(({ was }) => was !== null)).toEqual([
      {
        ...{ item: 'SEX', groupRow: '', value: 'F', reason: null },
        was: { value: 'M', reason: null },
      },
    ])
  })

  it('DC-15: a form that the plan does not ask for holds no visit back', async () => {
    const subject = await seedSubject(study, '4008')
    const visit = 'UNS-2026-02-01'
    await saved(subject, 'visits', { items: { SVSTDAT: '2026-02-01' }, rows: [] }, visit)
    await saved(subject, 'vitals', vitals('64.0'), visit)
    const ecg = { EGPERF: 'Y', EGDAT: '2026-02-01', EGINTP: 'NORMAL' }
    await saved(subject, 'ecg', { items: ecg, rows: [] }, visit)
    expect(await cellOf(subject, visit, 'ecg')).toBe('complete')
    expect(await stateOf(subject, visit)).toBe('complete')
    const { entries } = await work('subject=4008')
    for (const { record, visit: at, parts } of entries) {
      const some = parts.map(({ item, groupRow }) => ({ item, groupRow }))
      if (at === visit) await verify(subject, record, some)
    }
    expect(await cellOf(subject, visit, 'ecg')).toBe('complete')
    expect(await stateOf(subject, visit)).toBe('verified')
  })

  it('DC-15: by risk the first subjects of a site are verified in full, the others by item', async () => {
    const plan = builtInFamilies.protocols.get('donafenib-switch')
    const { forms = {} } = plan.verification ?? {}
    const definition = { ...plan, verification: { forms, fullSubjectsPerSite: 1 } }
    const key = 'by-risk'
    const actor = systemActor({ part: 'test', studyId: null })
    const sites = ['S1', 'S2'].map((code) => ({ code, name: code }))
    await openStudy(server.store, actor, { studyKey: key, definition, sites })
    const nurse = await signedIn(server, [{ role: 'coordinator', study: key }])
    const monitor = await signedIn(server, [{ role: 'monitor', study: key }])
    const places = [
      ['1', 'S1'],
      ['2', 'S1'],
      ['3', 'S2'],
    ] as const
    for (const [subjid, site] of places) {
      const subjects = `/api/studies/${key}/subjects`
      await nurse.post(subjects, { subjid, site, values: CONSENT })
      const body = { form: 'vitals', visit: 'BASELINE', values: vitals('64.0') }
      expect((await nurse.post(`${subjects}/${subjid}/records`, body)).status).toBe(201)
    }
    const { body } = await monitor.get(`/api/studies/${key}/verification-work?form=vitals`)
    const { entries } = listVerificationWork.response.parse(body)
    expect(entries.map(({ subjid, plan: kind }) => [subjid, kind])).toEqual([
      ['1', 'full'],
      ['2', 'targeted'],
      ['3', 'full'],
    ])
  })

  it('an undone mark gives the line back what stood before it', async () => {
    const subject = await seedSubject(study, '4006')
    const record = await saved(subject, 'vitals', vitals('64.0'))
    const part = { item: 'WEIGHT', groupRow: '' }
    await verify(subject, record, [part])
    await amend(subject, record, 1, vitals('46.0'))
    await verify(subject, record, [part], 2)
    const again = await entryOf('4006', record)
    const { verification } = again.parts.find(({ item }) => item === 'WEIGHT') ?? {}
    const path = `${subject}/verifications/${verification ?? ''}/withdrawal`
    expect((await study.monitor.post(path, { reason: 'by mistake' })).status).toBe(200)
    const undone = await entryOf('4006', record)
    expect(statesOf(undone)).toContain('WEIGHT changed')
    expect(undone.values.find(({ item }) => item === 'WEIGHT')?.was?.value).toBe('64.0')
  })

  it('filters by site, subject, form and state on the server, page by page, with the counts', async () => {
    const all = await work('state=all&limit=100')
    const total = all.counts.waiting + all.counts.changed + all.counts.verified
    expect(all.filtered).toBe(total)
    expect((await work('site=S2&state=all')).filtered).toBe(0)
    const signs = await work('form=vitals&state=verified')
    expect(signs.entries.map(({ state, form }) => `${form} ${state}`)).toEqual(
      Array.from({ length: signs.filtered }, () => 'vitals verified'),
    )
    expect(signs.filtered).toBe(3)
    const changed = await work('state=changed')
    expect(changed.entries.every(({ state }) => state === 'changed')).toBe(true)
    expect(changed.filtered).toBe(all.counts.changed)
    const second = await work('state=all&skip=1&limit=1')
    expect(second.entries.map(({ record }) => record)).toEqual([all.entries[1]?.record])
  })

  it('a removed form leaves the list', async () => {
    const subject = await seedSubject(study, '4007')
    const record = await saved(subject, 'vitals', vitals('64.0'))
    await entryOf('4007', record)
    const removal = { reason: 'wrong subject' }
    await study.coordinator.post(`${subject}/records/${record}/removal`, removal, {
      'If-Match': '"1"',
    })
    const { entries } = await work('subject=4007&state=all')
    expect(entries.map(({ form }) => form)).toEqual(['subjects'])
  })

  it('AC-02: is for who verifies, and of their sites alone', async () => {
    const path = `${study.path}/verification-work`
    expect((await study.coordinator.get(path)).status).toBe(403)
    expect((await study.investigator.get(path)).status).toBe(403)
    const other = await signedIn(server, [{ role: 'monitor', study: study.key, site: 'S2' }])
    expect(await work('state=all', other)).toEqual({
      ...{ entries: [], filtered: 0 },
      counts: { waiting: 0, changed: 0, verified: 0 },
    })
    const manager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
    expect((await work('state=all', manager)).filtered).toBeGreaterThan(0)
  })
})
