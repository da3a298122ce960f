import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verify } from '../../../server/audit/verify.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { ItemDefinition } from '../../../shared/forms/define.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, CONSENT, seedStudy, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const V1 = builtInFamilies.protocols.get('donafenib-switch')

const NEW_QUESTION: ItemDefinition = {
  key: 'XWAIST',
  kind: 'number',
  unit: 'cm',
  required: true,
  label: { en: 'Waist', zh: '腰围' },
}

/** Version 1.1: a question more on two forms, of which one is asked again, and another window. */
function amended(version = '1.1', reopens: readonly string[] = ['vitals']): ProtocolDefinition {
  const more = new Set(['vitals', 'ecg'])
  return {
    ...V1,
    version,
    forms: V1.forms.map((form) =>
      more.has(form.key) ? { ...form, items: [...form.items, NEW_QUESTION] } : form,
    ),
    schedule: {
      ...V1.schedule,
      repeating: V1.schedule.repeating.map((line) => ({ ...line, before: 1, after: 1 })),
    },
    amendment: { reopens },
  }
}

/** Nothing but reasons: the form is complete under version 1. */
function unanswered(key: string): Readonly<Record<string, string>> {
  const items = V1.forms.find((form) => form.key === key)?.items ?? []
  const required = items.filter((item) => item.required === true)
  return Object.fromEntries(required.map((item) => [`${item.key}_REASND`, 'UNKNOWN']))
}

interface Cell {
  readonly visit: string
  readonly state: string
  readonly overlays: readonly string[]
  readonly forms: readonly { readonly form: string; readonly state: string }[]
}

interface StoredRecord {
  readonly id: string
  readonly version: number
  readonly definitionVersion: string
  readonly values: { readonly items: Readonly<Record<string, string>> }
}

describe.each(ENGINES)('amendments on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let administrator: Browser

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    administrator = await signedIn(server, [{ role: 'administrator', study: null }])
    for (const [person, site, subjid] of [
      [study.coordinator, 'S1', '1001'],
      [study.stranger, 'S2', '2001'],
    ] as const) {
      const subject = { subjid, site, values: CONSENT }
      const reply = await person.post(`${study.path}/subjects`, subject)
      expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    }
  })
  afterAll(() => server.stop())

  const publish = (definition: unknown, basedOn: number, by = administrator) =>
    by.post(
      `${study.path}/versions`,
      { definition, note: 'Amendment 1' },
      { 'If-Match': `"${basedOn}"` },
    )
  const approve = (number: number, site: string, effectiveFrom = '2026-03-01') =>
    administrator.post(`${study.path}/versions/${number}/approvals`, {
      site,
      effectiveFrom,
      reason: 'Ethics committee, 28 Feb 2026',
    })
  const save = async (
    person: Browser,
    subjid: string,
    record: { form: string; visit: string; items: object },
  ): Promise<StoredRecord> => {
    const { form, visit, items } = record
    const body = { form, visit, values: { items, rows: [] } }
    const reply = await person.post(`${study.path}/subjects/${subjid}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return reply.body as StoredRecord
  }
  const fileOf = async (person: Browser, subjid: string) =>
    (await person.get(`${study.path}/subjects/${subjid}`)).body as {
      definitionVersion: string
      cells: Cell[]
      records: StoredRecord[]
    }
  it('DC-14: an amended version is published with its hash and is in force nowhere at first', async () => {
    await save(study.coordinator, '1001', {
      form: 'visits',
      visit: 'BASELINE',
      items: { SVSTDAT: '2026-01-10' },
    })
    for (const form of ['vitals', 'ecg']) {
      const items = unanswered(form)
      await save(study.coordinator, '1001', { form, visit: 'BASELINE', items })
    }
    const reply = await publish(amended(), 1)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    expect(reply.body).toMatchObject({ number: 2, version: '1.1', note: 'Amendment 1', sites: [] })
    expect((await fileOf(study.coordinator, '1001')).definitionVersion).toBe('1')
    const { body } = await administrator.get(study.path)
    expect(body).toMatchObject({ definitionVersion: '1' })
    const waist = { form: 'vitals', visit: 'W4', values: { items: { XWAIST: '90' }, rows: [] } }
    const refused = await study.coordinator.post(`${study.path}/subjects/1001/records`, waist)
    expect(refused.status).toBe(422)
    expect((await actsOf(server, study.key)).at(-1)).toMatchObject({
      act: 'amendment.publish',
      reason: 'Amendment 1',
    })
  })

  it('DC-14: site A works by version 2 while site B works by version 1', async () => {
    const reply = await approve(2, 'S1')
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    expect(reply.body).toMatchObject({
      sites: [{ site: 'S1', effectiveFrom: '2026-03-01', inForce: true }],
    })
    const atA = await save(study.coordinator, '1001', {
      form: 'vitals',
      visit: 'W4',
      items: { XWAIST: '90' },
    })
    expect(atA.definitionVersion).toBe('2')
    const waist = { form: 'vitals', visit: 'W4', values: { items: { XWAIST: '90' }, rows: [] } }
    const atB = await study.stranger.post(`${study.path}/subjects/2001/records`, waist)
    expect(atB.body).toMatchObject({ errors: [{ pointer: '/values/items/XWAIST' }] })
    const old = await save(study.stranger, '2001', {
      form: 'vitals',
      visit: 'W4',
      items: unanswered('vitals'),
    })
    expect(old.definitionVersion).toBe('1')
    expect((await fileOf(study.stranger, '2001')).definitionVersion).toBe('1')
    expect((await fileOf(study.coordinator, '1001')).definitionVersion).toBe('2')
  })

  it('DC-14: records keep the version they were filled under, and their values', async () => {
    const { records } = await fileOf(study.coordinator, '1001')
    const before = records.filter(({ definitionVersion }) => definitionVersion === '1')
    expect(before.map(({ values }) => values.items)).toContainEqual({ SVSTDAT: '2026-01-10' })
    const visit = before.find(({ values }) => values.items['SVSTDAT'] !== undefined)
    const changed = await study.coordinator.put(
      `${study.path}/subjects/1001/records/${visit?.id ?? ''}`,
      { values: { items: { SVSTDAT: '2026-01-11' }, rows: [] }, reason: 'typing error' },
      { 'If-Match': '"1"' },
    )
    expect(changed.body).toMatchObject({ definitionVersion: '1', version: 2 })
  })

  it('E41: a past visit is asked again only for the forms that the version names', async () => {
    const { cells } = await fileOf(study.coordinator, '1001')
    const states = new Map(
      cells
        .find(({ visit }) => visit === 'BASELINE')
        ?.forms.map(({ form, state }) => [form, state]),
    )
    expect(states.get('vitals')).toBe('partial')
    expect(states.get('ecg')).toBe('complete')
    const elsewhere = (await fileOf(study.stranger, '2001')).cells
    const vitals = elsewhere.flatMap(({ forms }) => forms).filter(({ form }) => form === 'vitals')
    expect(vitals.map(({ state }) => state)).toContain('complete')
  })

  it('E41: a form that is asked again takes the new question, and then bears the new version', async () => {
    const { body } = await study.coordinator.get(`${study.path}/subjects/1001`)
    const { records } = body as { records: (StoredRecord & { form: string; visit: string })[] }
    const vitals = records.find(({ form, visit }) => form === 'vitals' && visit === 'BASELINE')
    expect(vitals).toMatchObject({ definitionVersion: '1', completeness: 'complete' })
    const reply = await study.coordinator.put(
      `${study.path}/subjects/1001/records/${vitals?.id ?? ''}`,
      {
        values: { items: { ...unanswered('vitals'), XWAIST: '88' }, rows: [] },
        reason: 'amendment 1',
      },
      { 'If-Match': '"1"' },
    )
    expect(reply.body).toMatchObject({ definitionVersion: '2', completeness: 'complete' })
  })

  it('a visit that was begun under version 1 keeps its window', async () => {
    const early = amended('1.2', [])
    expect((await publish({ ...early, schedule: shifted(early) }, 2)).status).toBe(201)
    const cellsBefore = (await fileOf(study.coordinator, '1001')).cells
    expect((await approve(3, 'S1')).status).toBe(201)
    const cellsAfter = (await fileOf(study.coordinator, '1001')).cells
    const baseline = (cells: readonly Cell[]) => cells.find(({ visit }) => visit === 'BASELINE')
    expect(baseline(cellsAfter)).toEqual(baseline(cellsBefore))
  })

  it('a version in force later does not count before its day', async () => {
    expect((await approve(2, 'S2', '2026-03-20')).body).toMatchObject({
      sites: [
        { site: 'S1', inForce: false },
        { site: 'S2', effectiveFrom: '2026-03-20', inForce: false },
      ],
    })
    expect((await fileOf(study.stranger, '2001')).definitionVersion).toBe('1')
  })

  it('refuses a second approval, one of an older version, and what does not exist', async () => {
    expect((await approve(3, 'S1')).status).toBe(409)
    expect((await approve(1, 'S1')).status).toBe(409)
    expect((await publish(amended('1.3', []), 3)).status).toBe(201)
    expect((await approve(4, 'S2')).status).toBe(201)
    const older = await approve(3, 'S2')
    expect(older.body).toMatchObject({ status: 409, requires: ['version.notOvertaken'] })
    expect((await approve(9, 'S1')).status).toBe(404)
    expect((await approve(4, 'S9')).status).toBe(404)
    expect((await administrator.get(`${study.path}/versions/9`)).status).toBe(404)
    expect((await administrator.get(`${study.path}/versions/x`)).status).toBe(404)
    expect((await publish(amended('1.4'), 4, study.coordinator)).status).toBe(403)
  })

  it('refuses a version that was compared with one no longer the newest', async () => {
    const reply = await publish(amended('9.9'), 1)
    expect(reply.status).toBe(409)
    expect(reply.body).toMatchObject({ type: 'urn:problem:version-conflict', expected: 1 })
  })

  it('DC-14: refuses an amendment that would cost collected values their place', async () => {
    const dropped = { ...amended('2.0'), forms: V1.forms.filter(({ key }) => key !== 'ecg') }
    const reply = await publish(dropped, 4)
    expect(reply.status).toBe(422)
    const { errors } = reply.body as { errors: { pointer: string; key: string }[] }
    expect(errors.every(({ pointer }) => pointer.startsWith('/definition/'))).toBe(true)
    const same = await publish(V1, 4)
    const keys = (same.body as { errors: { key: string }[] }).errors.map(({ key }) => key)
    expect(keys).toContain('amendment.itemDropped')
    const nonsense = await publish({ hello: 'world' }, 4)
    expect(nonsense.status).toBe(422)
  })

  it('shows each version, and only the sites a person may see', async () => {
    const { body } = await study.stranger.get(`${study.path}/versions`)
    const { versions } = body as { versions: { number: number; sites: { site: string }[] }[] }
    expect(versions.map(({ number }) => number)).toEqual([4, 3, 2, 1])
    expect(new Set(versions.flatMap(({ sites }) => sites.map(({ site }) => site)))).toEqual(
      new Set(['S2']),
    )
    const first = await study.stranger.get(`${study.path}/versions/1`)
    expect(first.body).toEqual({ number: 1, definition: structuredClone(V1) })
  })

  it('leaves a trail in which every version agrees with its entry', async () => {
    const acts = (await actsOf(server, study.key)).filter(({ act }) => act.startsWith('amendment'))
    expect(acts.filter(({ act }) => act === 'amendment.approve')).toHaveLength(4)
    expect(acts.every(({ reason }) => reason !== null)).toBe(true)
    expect((await verify(server.store)).faults).toEqual([])
  })
})

/** Another window for the first visit. */
function shifted({ schedule }: ProtocolDefinition): ProtocolDefinition['schedule'] {
  return {
    ...schedule,
    single: schedule.single.map((visit) => ({ ...visit, before: 7, forms: ['visits'] })),
  }
}
