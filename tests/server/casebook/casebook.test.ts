import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { takeCasebook, type TakenCasebook } from '../../../shared/api/routes/casebook.ts'
import { recordSchema } from '../../../shared/api/routes/subjects.ts'
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type Browser, type TestServer } from '../support/test-server.ts'

describe.each(ENGINES)('the casebook of a subject on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
  })
  afterAll(() => server.stop())

  const vitals = (pulse: string) => ({
    items: { VSDAT: '2026-01-12', WEIGHT: '70', PULSE: pulse },
    rows: [],
  })

  async function saved(subject: string, pulse: string): Promise<string> {
    const body = { form: 'vitals', visit: 'BASELINE', values: vitals(pulse) }
    const reply = await study.coordinator.post(`${subject}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return recordSchema.parse(reply.body).id
  }

  async function take(who: Browser, subject: string): Promise<TakenCasebook> {
    const reply = await who.post(`${subject}/casebook`, {})
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    return takeCasebook.response.parse(reply.body)
  }

  const exportsOf = async () => {
    const { auditEntry } = server.store.t
    return server.store.read.select().from(auditEntry).where(eq(auditEntry.act, 'subject.export'))
  }

  it('EX-01 holds every record with its whole history, removed ones too', async () => {
    const subject = await seedSubject(study, '4001')
    const id = await saved(subject, '72')
    const change = { values: vitals('74'), reason: 'misread' }
    await study.coordinator.put(`${subject}/records/${id}`, change, { 'If-Match': '"1"' })
    const removal = { reason: 'of another subject' }
    const path = `${subject}/records/${id}/removal`
    expect((await study.coordinator.post(path, removal, { 'If-Match': '"2"' })).status).toBe(200)
    const book = await take(study.monitor, subject)
    expect(book.records.map(({ form, removed }) => [form, removed])).toEqual([
      ['subjects', false],
      ['vitals', true],
    ])
    const own = book.history.filter(({ entityId }) => entityId === id)
    expect(own.map(({ act, reason }) => [act, reason])).toEqual([
      ['record.create', null],
      ['record.amend', 'misread'],
      ['record.remove', 'of another subject'],
    ])
    expect(own[1]?.changes).toContainEqual(
      expect.objectContaining({ pointer: '/items/PULSE', before: '72', after: '74' }),
    )
    expect(book.siteName).toBe('First Hospital')
  })

  it('EX-01 holds the queries, the checks that fired and the verifications of the subject alone', async () => {
    const subject = await seedSubject(study, '4002')
    const other = await seedSubject(study, '4003')
    const id = await saved(subject, '400')
    const foreign = await saved(other, '400')
    const ask = (path: string, record: string, text: string) =>
      study.monitor.post(
        `${path}/queries`,
        { record, item: 'PULSE', groupRow: '', text },
        { 'Idempotency-Key': `key-of-${record}-0123456789` },
      )
    expect((await ask(subject, id, 'Is 400 right?')).status).toBe(201)
    expect((await ask(other, foreign, 'Another question')).status).toBe(201)
    const parts = [{ item: 'WEIGHT', groupRow: '' }]
    const path = `${subject}/records/${id}/verification`
    expect((await study.monitor.post(path, { parts }, { 'If-Match': '"1"' })).status).toBe(200)
    const book = await take(study.coordinator, subject)
    const manual = book.queries.filter(({ kind }) => kind === 'manual')
    expect(manual.map(({ entries }) => entries.map(({ text }) => text))).toEqual([
      ['Is 400 right?'],
    ])
    expect(new Set(book.firings.map(({ subjid }) => subjid))).toEqual(new Set(['4002']))
    expect(book.firings.some(({ item }) => item === 'PULSE')).toBe(true)
    expect(book.verifications.map(({ item, state }) => [item, state])).toEqual([
      ['WEIGHT', 'verified'],
    ])
  })

  it('EX-01 names who signed, in what role, with what meaning, and whether it still holds', async () => {
    const subject = await seedSubject(study, '4004')
    const { account, signature, subject: table } = server.store.t
    const [signer] = await server.store.read.select().from(account)
    const rows = await server.store.read.select().from(table).where(eq(table.subjid, '4004'))
    const [row] = rows
    if (signer === undefined || row === undefined) throw new Error('nobody')
    await server.store.write((tx) =>
      tx.insert(signature).values({
        ...{ id: 'signature-1', studyId: row.studyId, subjectId: row.id, scope: 'subject' },
        ...{ meaning: 'responsibility', signerId: signer.id, signerName: 'Wang Li' },
        ...{ signerRole: 'investigator', signedAt: '2026-03-02T09:00:00.000Z' },
        ...{ content: '{}', contentHash: 'abc', state: 'valid' },
      }),
    )
    const { signatures } = await take(study.investigator, subject)
    expect(signatures).toEqual([
      {
        ...{ id: 'signature-1', record: null, form: null, visit: null, scope: 'subject' },
        ...{ timeZone: 'UTC', forms: 0, values: 0, broken: null },
        ...{ meaning: 'responsibility', signer: 'Wang Li', role: 'investigator' },
        ...{ signedAt: '2026-03-02T09:00:00.000Z', state: 'valid', contentHash: 'abc' },
      },
    ])
  })

  it('EX-04 leaves an entry that says who took it, of whom, how much, and with which hash', async () => {
    const subject = await seedSubject(study, '4005')
    const before = (await exportsOf()).length
    const book = await take(study.monitor, subject)
    const entries = await exportsOf()
    expect(entries.length).toBe(before + 1)
    const entry = entries.at(-1)
    expect(JSON.parse(entry?.after ?? '')).toMatchObject({
      ...{ format: 'casebook', subjid: '4005', records: 1, sha256: book.sha256 },
      upToSeq: book.seq,
    })
    expect([entry?.role, entry?.at]).toEqual(['monitor', book.takenAt])
    expect(entry?.seq).toBeGreaterThan(book.seq)
    const { takenAt, takenBy, seq, sha256, ...content } = book
    expect([takenAt, takenBy, seq]).not.toContain('')
    expect(createHash('sha256').update(canonicalJson(content)).digest('hex')).toBe(sha256)
    const { body } = await study.coordinator.get(`${study.path}/audit?act=subject.export`)
    expect((body as { entries: { subjid: string }[] }).entries[0]?.subjid).toBe('4005')
  })

  it('is refused without the right to it, and leaves no entry then', async () => {
    const subject = await seedSubject(study, '4006')
    const before = (await actsOf(server, study.key)).length
    expect((await study.stranger.post(`${subject}/casebook`, {})).status).toBe(404)
    expect((await study.monitor.post(`${study.path}/subjects/none/casebook`, {})).status).toBe(404)
    expect((await actsOf(server, study.key)).length).toBe(before)
  })
})
