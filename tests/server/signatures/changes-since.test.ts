import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type TestServer } from '../support/test-server.ts'
import { complete, looked, newSigner, saved, signed, type At } from './signing-support.ts'

const WHOLE: At = { scope: 'subject' }

describe.each(ENGINES)('what changed since the last signature on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
  })
  afterAll(() => server.stop())

  const amend = async (record: string, version: number, values: object, reason: string) => {
    const headers = { 'If-Match': `"${version}"` }
    const reply = await study.coordinator.put(record, { values, reason }, headers)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  }
  const vitals = (more: Readonly<Record<string, string>>) =>
    complete('vitals', { VSDAT: '2026-02-01', PULSE: '70', WEIGHT: '64.0', ...more })
  const results = (value: (at: number) => string) => ({
    items: {},
    rows: Array.from({ length: 65 }, (_, at) => ({
      ...{ LBDAT: '2026-02-01', LBTESTCD: `X${at}`, LBORRES: value(at), LBORRESU: 'U/L' },
      ...{ LBNAM: 'Own', LBORNRLO: '9', LBORNRHI: '50' },
    })),
  })

  it('ES-09: of 400 signed values lists exactly the 3 that changed, with who, when and why', async () => {
    const signer = await newSigner(server, study.key)
    const subject = await seedSubject(study, '4001')
    const visit = 'UNS-2026-02-01'
    const save = (form: string, values: object) =>
      saved(study.coordinator, subject, { form, visit, values })
    const vital = await save('vitals', vitals({}))
    const labs = await save(
      'laboratory',
      results(() => '40'),
    )
    const before = await looked(signer, subject, WHOLE)
    expect(before.values).toBeGreaterThanOrEqual(400)
    expect(before).toMatchObject({ since: null, changes: [] })
    await signed(signer, subject, WHOLE)
    expect((await looked(signer, subject, WHOLE)).changes).toEqual([])
    const record = `${subject}/records/${vital}`
    await amend(record, 1, vitals({ PULSE: '75', WEIGHT: '60' }), 'first look')
    await amend(record, 2, vitals({ PULSE: '76', WEIGHT: '64.0' }), 'misread')
    await amend(
      `${subject}/records/${labs}`,
      1,
      results((at) => (at === 7 || at === 9 ? '400' : '40')),
      'decimal point',
    )
    const { changes, since } = await looked(signer, subject, WHOLE)
    expect(since).toMatchObject({ meaning: 'responsibility' })
    const items = changes.flatMap((form) => form.items.map((item) => ({ ...form, ...item })))
    expect(items).toMatchObject([
      { form: 'vitals', visit, item: 'PULSE', before: '70', after: '76', reason: 'misread' },
      { form: 'laboratory', item: 'LBORRES', row: '2026-02-01 X7', before: '40', after: '400' },
      { form: 'laboratory', item: 'LBORRES', row: '2026-02-01 X9', reason: 'decimal point' },
    ])
    expect(
      items.every(({ by, role, at }) => by !== '' && role === 'coordinator' && at !== ''),
    ).toBe(true)
    await signed(signer, subject, WHOLE)
    expect((await looked(signer, subject, WHOLE)).changes).toEqual([])
  })

  it('ES-09: lists forms that were added and removed since, and nothing that somebody else signed', async () => {
    const signer = await newSigner(server, study.key)
    const subject = await seedSubject(study, '4002')
    const visit = 'UNS-2026-02-01'
    const values = complete('ecg')
    const ecg = await saved(study.coordinator, subject, { form: 'ecg', visit, values })
    await signed(signer, subject, { scope: 'visit', visit })
    await saved(study.coordinator, subject, { form: 'vitals', visit, values: vitals({}) })
    const removal = { reason: 'wrong subject' }
    await study.coordinator.post(`${subject}/records/${ecg}/removal`, removal, {
      'If-Match': '"1"',
    })
    const { changes } = await looked(signer, subject, { scope: 'visit', visit })
    expect(changes.map(({ form, kind }) => [form, kind])).toEqual([
      ['ecg', 'removed'],
      ['vitals', 'added'],
    ])
    expect(changes[0]?.items).toMatchObject([{ item: 'removed', reason: 'wrong subject' }])
    const colleague = await newSigner(server, study.key)
    const fresh = await looked(colleague, subject, { scope: 'visit', visit })
    expect(fresh).toMatchObject({ since: null, changes: [] })
  })

  it('ES-09: keeps a redacted text hidden', async () => {
    const signer = await newSigner(server, study.key)
    const subject = await seedSubject(study, '4003')
    const text = 'call 13800138000'
    const values = (DVTERM: string) => complete('deviations', { DVSTDAT: '2026-02-01', DVTERM })
    const record = { form: 'deviations', visit: null, values: values(text) }
    const id = await saved(study.coordinator, subject, record)
    await signed(signer, subject, WHOLE)
    await amend(`${subject}/records/${id}`, 1, values('visit too late'), 'number typed')
    const manager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
    const history = await manager.get(`${subject}/records/${id}/history`)
    const { entries } = history.body as { entries: { seq: number }[] }
    const hidden = await manager.post(`${study.path}/audit/${entries.at(-1)?.seq ?? 0}/redaction`, {
      ...{ pointer: '/items/DVTERM', reason: 'telephone number' },
    })
    expect(hidden.status).toBe(200)
    const signing = await looked(signer, subject, WHOLE)
    expect(JSON.stringify(signing)).not.toContain(text)
    expect(signing.changes[0]?.items).toMatchObject([
      { item: 'DVTERM', before: null, after: 'visit too late', redacted: ['before'] },
    ])
  })
})
