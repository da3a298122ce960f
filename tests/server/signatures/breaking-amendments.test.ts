import { readFileSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { recheckSignatures } from '../../../server/signatures/service.ts'
import { createDefinitions } from '../../../server/studies/service.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { BREAKING_CASES } from '../../../shared/signatures/breaking-cases.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'
import {
  complete,
  looked,
  newSigner,
  saved,
  signaturesOf,
  signed,
  UNSCHEDULED,
  type At,
  type Signer,
} from './signing-support.ts'

const VISIT: At = { scope: 'visit', visit: UNSCHEDULED }

describe.each(ENGINES)('what an amendment does to signatures on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let signer: Signer
  let administrator: Browser
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    signer = await newSigner(server, study.key)
    administrator = await signedIn(server, [{ role: 'administrator', study: null }])
  })
  afterAll(() => server.stop())

  const save = (subject: string, form: string, visit: string | null, values: object) =>
    saved(study.coordinator, subject, { form, visit, values })
  const withVitals = async (subjid: string): Promise<{ subject: string; vitals: string }> => {
    const subject = await seedSubject(study, subjid)
    const vitals = await save(subject, 'vitals', UNSCHEDULED, complete('vitals', { PULSE: '70' }))
    return { subject, vitals }
  }
  const statesOf = async (subject: string): Promise<readonly (readonly unknown[])[]> =>
    (await signaturesOf(study.monitor, subject)).map(({ scope, state, broken }) => [
      ...[scope, state, broken?.cause ?? null],
    ])
  const approve = async (number: number, effectiveFrom: string): Promise<void> => {
    const path = `${study.path}/versions/${number}/approvals`
    const body = { site: 'S1', effectiveFrom, reason: 'Ethics committee' }
    const reply = await administrator.post(path, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
  }
  const publish = async (basedOn: number, reopens: readonly string[]): Promise<void> => {
    const V1 = builtInFamilies.protocols.get('donafenib-switch')
    const question = { key: `XQ${basedOn}`, kind: 'text', label: { en: 'Q', zh: '问' } }
    const definition = {
      ...V1,
      version: `1.${basedOn}`,
      forms: V1.forms.map((form) =>
        form.key === 'vitals' || form.key === 'ecg'
          ? { ...form, items: [...form.items, ...earlier(basedOn), question] }
          : form,
      ),
      amendment: { reopens },
    }
    const body = { definition, note: 'Amendment' }
    const headers = { 'If-Match': `"${basedOn}"` }
    const reply = await administrator.post(`${study.path}/versions`, body, headers)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
  }
  /** The questions that the versions before added. */
  const earlier = (basedOn: number): readonly object[] =>
    Array.from({ length: basedOn - 1 }, (_, at) => ({
      ...{ key: `XQ${at + 1}`, kind: 'text', label: { en: 'Q', zh: '问' } },
    }))

  it('ES-08: amendment-elsewhere: a form that is not asked again stays signed', async () => {
    const { subject } = await withVitals('2012')
    await signed(signer, subject, VISIT)
    await publish(1, [])
    await approve(2, '2026-03-01')
    expect(await statesOf(subject)).toEqual([['visit', 'valid', null]])
    expect((await looked(signer, subject, VISIT)).standing).toEqual(['responsibility'])
  })

  it('ES-08: amendment: a signed form that is asked again, from the day it takes effect', async () => {
    const { subject } = await withVitals('2013')
    const ecg = await save(subject, 'ecg', 'UNS-2026-02-15', complete('ecg'))
    await signed(signer, subject, VISIT)
    await signed(signer, subject, { scope: 'record', record: ecg })
    await publish(2, ['vitals'])
    await approve(3, '2026-03-01')
    expect(await statesOf(subject)).toEqual([
      ['visit', 'broken', 'amendment'],
      ['record', 'valid', null],
    ])
    await publish(3, ['ecg'])
    await approve(4, '2026-03-04')
    expect((await statesOf(subject))[1]).toEqual(['record', 'valid', null])
    const recheck = () =>
      recheckSignatures({
        ...{ store: server.store, families: builtInFamilies },
        definitions: createDefinitions(server.store),
      })
    await recheck()
    expect((await statesOf(subject))[1]).toEqual(['record', 'valid', null])
    server.clock.advance({ hours: 48 })
    expect(await recheck()).toBe(1)
    const { signature } = server.store.t
    const rows = await server.store.read.select().from(signature).where(eq(signature.recordId, ecg))
    expect(rows.map(({ state }) => state)).toEqual(['broken'])
  })
})

describe('the written table of what breaks a signature', () => {
  const titles = ['breaking.test.ts', 'breaking-amendments.test.ts']
    .map((name) => readFileSync(new URL(name, import.meta.url), 'utf8'))
    .join('')

  it.each(BREAKING_CASES)('ES-08: has a test and its words in both languages: $key', (one) => {
    expect(titles).toContain(`ES-08: ${one.key}: `)
    for (const { en, zh } of [one.when, one.because]) {
      expect(en).toMatch(/[a-z].*\.$/)
      expect(zh).toMatch(/[\u4e00-\u9fff].*。$/)
    }
  })
})
