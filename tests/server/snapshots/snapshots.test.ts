import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { verify } from '../../../server/audit/verify.ts'
import type { SnapshotDifference, SnapshotView } from '../../../shared/api/routes/snapshots.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

describe.each(ENGINES)('snapshots of a study on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let manager: Browser
  let subject: string

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    manager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
    subject = await seedSubject(study, '1001')
  })
  afterAll(() => server.stop())

  const make = async (name: string, more: object = {}): Promise<SnapshotView> => {
    const reply = await manager.post(`${study.path}/snapshots`, { name, ...more })
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return reply.body as SnapshotView
  }
  const vitals = (weight: string, pulse: string) => ({
    items: { VSPERF: 'Y', WEIGHT: weight, PULSE: pulse },
    rows: [],
  })
  const saveVitals = async (visit: string): Promise<string> => {
    const body = { form: 'vitals', visit, values: vitals('64', '72') }
    const reply = await study.coordinator.post(`${subject}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return (reply.body as { id: string }).id
  }
  const amend = async (id: string, version: number, values: object): Promise<void> => {
    const body = { values, reason: 'read again' }
    const match = { 'If-Match': `"${version}"` }
    const reply = await study.coordinator.put(`${subject}/records/${id}`, body, match)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  }
  /** All files of the export with their bytes. */
  const files = async (query: string, person = manager): Promise<Record<string, unknown>> => {
    const said = `${query === '' ? '?' : `${query}&`}purpose=Test`
    const { body } = await person.get(`${study.path}/exports/csv${query}`)
    const listed = (body as { files: { name: string }[] }).files
    const texts = listed.map(async ({ name }) => {
      const reply = await person.get(`${study.path}/exports/csv/files/${name}${said}`)
      expect(reply.status).toBe(200)
      return [name, reply.body] as const
    })
    return Object.fromEntries(await Promise.all(texts))
  }
  const differences = async (
    from: SnapshotView,
    to?: SnapshotView,
    person = manager,
  ): Promise<SnapshotDifference[]> => {
    const query = to === undefined ? '' : `?to=${to.id}`
    const path = `${study.path}/snapshots/${from.id}/differences${query}`
    return ((await person.get(path)).body as { differences: SnapshotDifference[] }).differences
  }

  it('LK-04: outputs of a snapshot are the same bytes again, whatever was changed since', async () => {
    const id = await saveVitals('W4')
    const live = await files('')
    const results = (await manager.get(`${study.path}/analysis`)).body
    const snapshot = await make('Interim 1', { purpose: 'Safety committee' })
    const query = `?snapshot=${snapshot.id}`
    expect(await files(query)).toEqual(live)
    await amend(id, 1, vitals('65', '72'))
    await saveVitals('W6')
    await seedSubject(study, '1002')
    expect(await files('')).not.toEqual(live)
    expect(await files(query)).toEqual(live)
    expect((await manager.get(`${study.path}/analysis${query}`)).body).toEqual(results)
    expect(snapshot.hash).toMatch(/^[0-9a-f]{64}$/)
    const again = await make('Interim 1, once more', { asOf: snapshot.asOf })
    expect(again).toMatchObject({ seq: snapshot.seq, hash: snapshot.hash })
  })

  it('LK-04: leaves its entry, and so does an export of it, which names it with its hash', async () => {
    const snapshot = await make('Named in exports')
    await files(`?snapshot=${snapshot.id}`)
    const acts = (await actsOf(server, study.key)).map(({ act }) => act)
    expect(acts).toContain('snapshot.make')
    const { auditEntry } = server.store.t
    const exported = await server.store.read
      .select({ after: auditEntry.after })
      .from(auditEntry)
      .where(eq(auditEntry.act, 'study.export'))
    const { name, seq, hash } = snapshot
    expect(exported.map(({ after }) => JSON.parse(after ?? '') as object)).toContainEqual(
      expect.objectContaining({ snapshot: { name, seq, hash } }),
    )
  })

  it('LK-04: the database refuses to change or delete one, and verify names one that was', async () => {
    const snapshot = await make('Never changed')
    const { snapshot: table } = server.store.t
    const own = eq(table.id, snapshot.id)
    const change = server.store.write((tx) => tx.update(table).set({ name: 'x' }).where(own))
    await expect(change).rejects.toThrow()
    await expect(server.store.write((tx) => tx.delete(table).where(own))).rejects.toThrow()
    const forged = { ...snapshot, id: 'forged', contentHash: 'f'.repeat(64) }
    const { id: studyId } = await studyRow()
    await server.store.write((tx) =>
      tx.insert(table).values({
        ...{ id: forged.id, studyId, name: 'Forged', purpose: null, cutoffDate: null },
        ...{ auditSeq: forged.seq, definitionVersion: 1, contentHash: forged.contentHash },
        ...{ createdBy: sql`(select created_by from snapshot limit 1)`, createdAt: forged.madeAt },
      }),
    )
    const { faults } = await verify(server.store)
    expect(faults).toEqual([{ kind: 'snapshot-differs', snapshotId: 'forged' }])
  })

  const studyRow = async (): Promise<{ id: string }> => {
    const { study: table } = server.store.t
    const [row] = await server.store.read.select().from(table).where(eq(table.studyKey, study.key))
    if (row === undefined) throw new Error('no study')
    return row
  }

  it('LK-05: two values changed between two snapshots are exactly the two lines of their difference', async () => {
    const id = await saveVitals('W8')
    const before = await make('Before two changes')
    await amend(id, 1, vitals('66', '80'))
    const after = await make('After two changes')
    const place = { subjid: '1001', visit: 'W8', form: 'vitals', kind: 'changed', groupRow: '' }
    const expected = [
      expect.objectContaining({ ...place, item: 'PULSE', before: '72', after: '80' }),
      expect.objectContaining({ ...place, item: 'WEIGHT', before: '64', after: '66' }),
    ]
    expect(await differences(before, after)).toEqual(expected)
    expect(await differences(before)).toEqual(expected)
    await amend(id, 2, vitals('64', '72'))
    expect(await differences(before), 'changed and changed back').toEqual([])
  })

  it('LK-05: what was changed after the later snapshot is no difference between the two', async () => {
    const id = await saveVitals('W10')
    const before = await make('Before nothing')
    const after = await make('After nothing')
    await amend(id, 1, vitals('70', '90'))
    expect(await differences(before, after)).toEqual([])
    await amend(id, 2, vitals('71', '91'))
    const later = await make('After the changes')
    await amend(id, 3, vitals('72', '92'))
    expect((await differences(after, later)).map(({ item, after: now }) => [item, now])).toEqual([
      ['PULSE', '91'],
      ['WEIGHT', '71'],
    ])
  })

  it('LK-05: new and removed forms and rows are lines, and other sites stay closed', async () => {
    const before = await make('Before new and removed')
    const lab = {
      form: 'laboratory',
      visit: 'W8',
      values: { items: { LBPERF: 'Y' }, rows: [{ LBTESTCD: 'ALT', LBORRES: '40' }] },
    }
    const made = await study.coordinator.post(`${subject}/records`, lab)
    const { id } = made.body as { id: string }
    const added = await differences(before)
    expect(added.map(({ kind }) => kind)).toEqual(added.map(() => 'added'))
    expect(added).toContainEqual(
      expect.objectContaining({ item: 'LBORRES', before: null, after: '40' }),
    )
    const middle = await make('With the laboratory form')
    const removal = { reason: 'wrong subject' }
    const match = { 'If-Match': '"1"' }
    const gone = await study.coordinator.post(`${subject}/records/${id}/removal`, removal, match)
    expect(gone.status, JSON.stringify(gone.body)).toBe(200)
    const removed = await differences(middle)
    expect(removed).toContainEqual(
      expect.objectContaining({ kind: 'removed', item: 'LBORRES', before: '40', after: null }),
    )
    expect(await differences(before)).toEqual([])
    const elsewhere = await signedIn(server, [
      { role: 'investigator', study: study.key, site: 'S2' },
    ])
    expect(await differences(before, middle, elsewhere)).toEqual([])
    const texts = Object.values(await files(`?snapshot=${middle.id}`, elsewhere)).join('')
    expect(texts).not.toContain('1001')
  })

  it('LK-05: an identifier redacted since is in no difference and in no file of the snapshot', async () => {
    const body = {
      form: 'concomitant',
      visit: null,
      values: { items: { CMTRT: 'Aspirin of Zhang San' }, rows: [] },
    }
    const before = await make('Before the identifier')
    const saved = await study.coordinator.post(`${subject}/records`, body)
    const { id } = saved.body as { id: string }
    const snapshot = await make('With the identifier')
    await amend(id, 1, { items: { CMTRT: 'Aspirin' }, rows: [] })
    const history = await manager.get(`${subject}/records/${id}/history`)
    const { entries } = history.body as { entries: { seq: number; act: string }[] }
    const seq = entries.find(({ act }) => act === 'record.create')?.seq ?? 0
    const redaction = { pointer: '/items/CMTRT', reason: 'a name was typed' }
    const done = await manager.post(`${study.path}/audit/${seq}/redaction`, redaction)
    expect(done.status, JSON.stringify(done.body)).toBeLessThan(300)
    expect(JSON.stringify(await differences(before, snapshot))).not.toContain('Zhang')
    expect(JSON.stringify(await files(`?snapshot=${snapshot.id}`))).not.toContain('Zhang')
    expect((await verify(server.store)).faults.map(({ kind }) => kind)).toEqual([
      'snapshot-differs',
    ])
  })

  it('LK-04, LK-05: is made after an entry of the trail too, and names it', async () => {
    const id = await saveVitals('W12')
    const now = await make('Before the entry')
    await amend(id, 1, vitals('67', '72'))
    const { entries } = (await manager.get(`${subject}/records/${id}/history`)).body as {
      entries: { seq: number; act: string; at: string }[]
    }
    const amended = entries.find(({ act }) => act === 'record.amend')
    if (amended === undefined) throw new Error('no entry')
    await amend(id, 2, vitals('68', '72'))
    const then = await make('After the entry', { seq: amended.seq })
    expect(then).toMatchObject({ seq: amended.seq, asOf: amended.at })
    expect(await differences(now, then)).toMatchObject([
      { item: 'WEIGHT', before: '64', after: '67' },
    ])
    expect(await differences(then)).toMatchObject([{ item: 'WEIGHT', before: '67', after: '68' }])
    const post = (body: object) => manager.post(`${study.path}/snapshots`, body)
    const ahead = await post({ name: 'Ahead', seq: 1_000_000 })
    expect(ahead).toMatchObject({ status: 422, body: { errors: [{ key: 'snapshot.seqBehind' }] } })
    const both = await post({ name: 'Both', seq: 1, asOf: then.asOf })
    expect(both).toMatchObject({ status: 422, body: { errors: [{ key: 'snapshot.oneMoment' }] } })
  })

  it('is made of a moment that was, under a name of its own, by who may and sees every site', async () => {
    const early = await make('The beginning', { asOf: '2020-01-01T00:00:00Z' })
    expect(early.seq).toBe(0)
    expect((await differences(early)).length).toBeGreaterThan(0)
    const post = (person: Browser, body: object) => person.post(`${study.path}/snapshots`, body)
    const future = await post(manager, { name: 'To come', asOf: '2099-01-01T00:00:00Z' })
    expect(future).toMatchObject({ status: 422, body: { errors: [{ pointer: '/asOf' }] } })
    const twice = await post(manager, { name: 'The beginning' })
    expect(twice).toMatchObject({ status: 409, body: { entity: 'snapshot' } })
    for (const person of [study.coordinator, study.investigator, study.monitor]) {
      expect((await post(person, { name: 'No right' })).status).toBe(403)
    }
    const ofOneSite = await signedIn(server, [
      { role: 'data-manager', study: study.key, site: 'S1' },
    ])
    expect((await post(ofOneSite, { name: 'One site' })).status).toBe(403)
    expect((await manager.get(`${study.path}/exports/csv?snapshot=none`)).status).toBe(404)
    const other = await seedStudy(server)
    const stranger = await signedIn(server, [{ role: 'data-manager', study: other.key }])
    const foreign = await stranger.get(`${other.path}/exports/csv?snapshot=${early.id}`)
    expect(foreign.status, 'of another study').toBe(404)
  })
})
