import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listToSign } from '../../../shared/api/routes/signatures.ts'
import { listWork } from '../../../shared/api/routes/work.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type Browser, type TestServer } from '../support/test-server.ts'
import {
  complete,
  newSigner,
  saved,
  signed,
  UNSCHEDULED,
  type At,
  type Signer,
} from './signing-support.ts'

const OTHER = 'UNS-2026-02-15'
const visitOf = (visit: string): At => ({ scope: 'visit', visit })

describe.each(ENGINES)('what waits for a signature on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let signer: Signer
  let subject: string
  const ids: string[] = []
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    signer = await newSigner(server, study.key)
    subject = await seedSubject(study, '5001')
    for (const visit of [UNSCHEDULED, OTHER]) {
      for (const form of ['vitals', 'ecg']) {
        const record = { form, visit, values: complete(form) }
        ids.push(await saved(study.coordinator, subject, record))
      }
    }
  })
  afterAll(() => server.stop())

  const rowFor = async (by: Browser) => {
    const { body } = await by.get(`${study.path}/signing`)
    return listToSign.response.parse(body).subjects.find(({ subjid }) => subjid === '5001')
  }
  const workFor = async (by: Browser) => {
    const { body } = await by.get(`${study.path}/work?limit=1000`)
    return listWork.response
      .parse(body)
      .items.filter(({ kind }) => kind.startsWith('signature'))
      .map(({ kind, visit, count }) => [kind, visit, count])
  }
  const cells = async () => {
    const { body } = await study.monitor.get(subject)
    const file = body as { cells: { visit: string; state: string; overlays: string[] }[] }
    const at = (visit: string) => {
      const cell = file.cells.find((one) => one.visit === visit)
      return [cell?.state, cell?.overlays.includes('signature-broken')]
    }
    return [at(UNSCHEDULED), at(OTHER)]
  }
  const amend = async (record: string, version: number) => {
    const values = complete('vitals', { PULSE: `7${version}` })
    const body = { values, reason: 'misread' }
    const headers = { 'If-Match': `"${version}"` }
    const reply = await study.coordinator.put(`${subject}/records/${record}`, body, headers)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  }

  it('E28: lists complete visits for who signs, and for nobody else as work', async () => {
    expect(await rowFor(study.monitor)).toMatchObject({
      ...{ toSign: [UNSCHEDULED, OTHER], broken: [], subject: 'unsigned', lastSignedAt: null },
    })
    expect(await workFor(signer.browser)).toEqual([['signature-missing', null, 2]])
    expect(await workFor(study.monitor)).toEqual([])
    expect(await rowFor(study.stranger)).toBeUndefined()
  })

  it('E29: shows signed and broken at the level of forms, visit and subject', async () => {
    const [vitals = '', ecg = ''] = ids
    await signed(signer, subject, { scope: 'record', record: vitals })
    expect(await cells()).toEqual([
      ['complete', false],
      ['complete', false],
    ])
    await signed(signer, subject, { scope: 'record', record: ecg })
    expect((await cells())[0]).toEqual(['signed', false])
    await amend(vitals, 1)
    expect((await cells())[0]).toEqual(['complete', true])
    await signed(signer, subject, visitOf(UNSCHEDULED))
    expect((await cells())[0]).toEqual(['signed', false])
    await signed(signer, subject, { scope: 'subject' })
    expect(await cells()).toEqual([
      ['signed', false],
      ['signed', false],
    ])
    expect((await rowFor(study.monitor))?.subject).toBe('signed')
    await amend(vitals, 2)
    expect(await cells()).toEqual([
      ['complete', true],
      ['complete', true],
    ])
    expect(await workFor(study.monitor)).toEqual([['signature-broken', null, null]])
    await signed(signer, subject, visitOf(OTHER))
    expect((await cells())[1]).toEqual(['signed', false])
    expect(await rowFor(study.monitor)).toMatchObject({ broken: [UNSCHEDULED], subject: 'broken' })
    await signed(signer, subject, { scope: 'subject' })
    expect(await cells()).toEqual([
      ['signed', false],
      ['signed', false],
    ])
    expect(await workFor(signer.browser)).toEqual([])
    expect(await rowFor(study.monitor)).toMatchObject({ toSign: [], broken: [] })
  })
})
