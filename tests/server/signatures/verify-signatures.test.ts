import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verify } from '../../../server/audit/verify.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type TestServer } from '../support/test-server.ts'
import {
  complete,
  looked,
  newSigner,
  saved,
  signaturesOf,
  signed,
  UNSCHEDULED,
  type Signer,
} from './signing-support.ts'

describe.each(ENGINES)('signatures under verify on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let signer: Signer
  let subject: string
  let ids: string[]
  beforeEach(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    signer = await newSigner(server, study.key)
    subject = await seedSubject(study, '3001')
    ids = []
    for (const form of ['vitals', 'ecg']) {
      const values = complete(form)
      ids.push(await saved(study.coordinator, subject, { form, visit: UNSCHEDULED, values }))
    }
  })
  afterEach(() => server.stop())

  const faults = async () => (await verify(server.store)).faults
  const signFirst = async (): Promise<string> =>
    (await signed(signer, subject, { scope: 'record', record: ids[0] ?? '' })).id

  it('ES-06: finds a signature that was copied to another record, visit or person', async () => {
    const id = await signFirst()
    expect(await faults()).toEqual([])
    const other = await newSigner(server, study.key)
    const { signature } = server.store.t
    const [row] = await server.store.read.select().from(signature).where(eq(signature.id, id))
    if (row === undefined) throw new Error('not signed')
    const copies = [
      { ...row, id: 'copy-1', recordId: ids[1] ?? '' },
      { ...row, id: 'copy-2', recordId: null, visit: UNSCHEDULED, scope: 'visit' as const },
      { ...row, id: 'copy-3', signerId: other.accountId, signerName: 'Other' },
    ]
    await server.store.write((tx) =>
      tx
        .insert(signature)
        .values(copies)
        .then(() => undefined),
    )
    expect(await faults()).toEqual(
      copies.map((copy) => ({ kind: 'signature-unaudited', signatureId: copy.id })),
    )
    await server.execute(`update signature set record_id = '${ids[1] ?? ''}' where id = '${id}'`)
    expect(await faults()).toContainEqual({ kind: 'signature-altered', signatureId: id })
  })

  const alterations = [
    `signer_name = 'Somebody else'`,
    `signer_role = 'coordinator'`,
    `meaning = 'approval'`,
    `signed_at = '2020-01-01T00:00:00.000Z'`,
    `content = replace(content, '"version":1', '"version":2')`,
    `content = 'none'`,
    `content_hash = '${'0'.repeat(64)}'`,
    `state = 'broken', broken_at = signed_at, broken_seq = 1`,
  ]
  it.each(alterations)('ES-06: names a row edited behind the trail: %s', async (change) => {
    const id = await signFirst()
    await server.execute(`update signature set ${change} where id = '${id}'`)
    expect(await faults()).toEqual([{ kind: 'signature-altered', signatureId: id }])
  })

  it('ES-07: content that cannot be read stops no save, and breaks with the first one', async () => {
    const id = await signFirst()
    await server.execute(`update signature set content = 'none' where id = '${id}'`)
    const body = { values: complete('vitals', { PULSE: '70' }), reason: 'misread' }
    const record = `${subject}/records/${ids[0] ?? ''}`
    const reply = await study.coordinator.put(record, body, { 'If-Match': '"1"' })
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    expect(await signaturesOf(study.monitor, subject)).toMatchObject([
      { state: 'broken', broken: { cause: 'record-changed' } },
    ])
    expect((await looked(signer, subject, { scope: 'subject' })).since).toBeNull()
    expect(await faults()).toEqual([{ kind: 'signature-altered', signatureId: id }])
  })

  it('ES-06: names a broken signature that was made valid again, and one that is gone', async () => {
    const id = await signFirst()
    const values = complete('vitals', { PULSE: '70' })
    const body = { values, reason: 'misread' }
    const record = `${subject}/records/${ids[0] ?? ''}`
    const reply = await study.coordinator.put(record, body, { 'If-Match': '"1"' })
    expect(reply.status).toBe(200)
    expect(await faults()).toEqual([])
    await server.execute(
      `update signature set state = 'valid', broken_at = null, broken_seq = null where id = '${id}'`,
    )
    expect(await faults()).toEqual([{ kind: 'signature-altered', signatureId: id }])
    const remove = async () => server.execute(`delete from signature where id = '${id}'`)
    await expect(remove()).rejects.toThrow('delete is refused')
    const on = server.store.engine === 'postgres' ? ' on signature' : ''
    await server.execute(`drop trigger signature_refuse_delete${on}`)
    await remove()
    expect(await faults()).toEqual([{ kind: 'signature-missing', signatureId: id }])
  })

  it('ES-06: names the signature of a record whose values were altered behind the trail', async () => {
    const id = await signFirst()
    const recordId = ids[0] ?? ''
    await server.execute(
      `update record set "values" = replace("values", 'UNKNOWN', 'NOT DONE') where id = '${recordId}'`,
    )
    expect(await faults()).toEqual([
      { kind: 'record-differs', recordId },
      { kind: 'signature-stale', signatureId: id },
    ])
  })
})
