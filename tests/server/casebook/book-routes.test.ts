import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENGINES } from '../../db/open-stores.ts'
import { readPdf } from '../support/read-pdf.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type Browser, type TestServer } from '../support/test-server.ts'

describe.each(ENGINES)('casebooks handed out as PDF on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
  })
  afterAll(() => server.stop())

  async function fetchFile(who: Browser, path: string): Promise<Response> {
    return fetch(server.base + path, { headers: { Cookie: who.cookie ?? '' } })
  }

  it('EX-01, EX-04: the casebook of a subject, with an entry that says who took it and its hash', async () => {
    const subject = await seedSubject(study, '6001')
    const reply = await fetchFile(study.monitor, `${subject}/casebook.pdf?language=zh`)
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toContain('application/pdf')
    expect(reply.headers.get('content-disposition')).toContain(`${study.key}-casebook-6001.pdf`)
    const bytes = new Uint8Array(await reply.arrayBuffer())
    const { title, language } = readPdf(bytes)
    expect([title, language]).toEqual([`${study.key} · 受试者 6001 病例报告表`, 'zh'])
    const { auditEntry } = server.store.t
    const [entry] = await server.store.read
      .select()
      .from(auditEntry)
      .where(eq(auditEntry.act, 'subject.export'))
    const after = JSON.parse(entry?.after ?? '{}') as { upToSeq: number }
    expect(after).toMatchObject({
      ...{ format: 'casebook-pdf', subjid: '6001', language: 'zh', size: bytes.length },
      sha256: createHash('sha256').update(bytes).digest('hex'),
    })
    expect(entry?.role).toBe('monitor')
    expect(after.upToSeq).toBeLessThan(entry?.seq ?? 0)
  })

  it('nobody takes the casebook of a subject of another site, and no entry says so', async () => {
    const subject = await seedSubject(study, '6002')
    const { auditEntry } = server.store.t
    const count = (): Promise<number> => server.store.read.$count(auditEntry)
    const before = await count()
    expect((await fetchFile(study.stranger, `${subject}/casebook.pdf`)).status).toBe(404)
    const none = `${study.path}/subjects/none/casebook.pdf`
    expect((await fetchFile(study.monitor, none)).status).toBe(404)
    const wrong = `${subject}/casebook.pdf?language=fr`
    expect((await fetchFile(study.monitor, wrong)).status).toBe(422)
    expect(await count()).toBe(before)
  })

  it('BK-06: the blank and the annotated casebook to everybody of the study, by version', async () => {
    for (const [kind, told] of [
      ['blank', 'Filled by'],
      ['annotated', '[NOT SUBMITTED]'],
    ] as const) {
      const path = `${study.path}/casebook.pdf?kind=${kind}&version=1`
      const reply = await fetchFile(study.coordinator, path)
      expect(reply.status).toBe(200)
      expect(reply.headers.get('content-disposition')).toContain(`${study.key}-${kind}-casebook`)
      expect(readPdf(new Uint8Array(await reply.arrayBuffer())).text).toContain(told)
    }
    const unknown = await fetchFile(study.coordinator, `${study.path}/casebook.pdf?version=9`)
    expect(unknown.status).toBe(404)
  })
})
