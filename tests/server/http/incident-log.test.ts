import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toldOf } from '../../../server/http/told-of.ts'
import { openTestStore } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type TestServer } from '../support/test-server.ts'
import { hepatrial, temporaryFolder } from '../cli/run-hepatrial.ts'

interface Line {
  readonly sessionId: string | null
  readonly method: string
  readonly path: string
  readonly status: number
  readonly cut?: boolean
  readonly told: { readonly subjects: string[]; readonly records: string[] } | null
}

describe('the log of requests', () => {
  let server: TestServer
  let study: SeededStudy
  beforeAll(async () => {
    server = await startServer(openTestStore)
    study = await seedStudy(server)
  })
  afterAll(() => server.stop())

  const lines = (): Line[] =>
    server
      .log()
      .split('\n')
      .filter((line) => line.includes('"answered"'))
      .map((line) => JSON.parse(line) as Line)
  const event = (term: string) => ({
    form: 'adverse-events',
    visit: null,
    values: { items: { AETERM: term, AETOXGR: '1' }, rows: [] },
  })

  it('PR-06: tells from its lines alone which records a session read and wrote', async () => {
    const first = await seedSubject(study, '1001')
    const second = await seedSubject(study, '1002')
    const saved = await study.coordinator.post(`${first}/records`, event('Seeded nausea'))
    const { id } = saved.body as { id: string }
    const amended = { values: event('Seeded vomiting').values, reason: 'another word' }
    await study.coordinator.put(`${first}/records/${id}`, amended, { 'If-Match': '"1"' })
    await study.monitor.get(first)
    await study.monitor.get(`${study.path}/subjects`)
    await study.monitor.get(second.replace('1002', '9999'))

    const all = lines()
    const sessionOf = (path: string, method: string): string | null =>
      all.findLast((line) => line.path === path && line.method === method)?.sessionId ?? null
    const writer = sessionOf(`${first}/records/${id}`, 'PUT')
    const reader = sessionOf(first, 'GET')
    expect(writer).not.toBeNull()
    expect(reader).not.toBeNull()
    expect(reader).not.toBe(writer)

    const written = all.filter(({ sessionId, method }) => sessionId === writer && method !== 'GET')
    expect(written.filter(({ path }) => path.startsWith(`${first}/records`))).toMatchObject([
      { method: 'POST', status: 201, told: { records: [`${id}@1`] } },
      { method: 'PUT', status: 200, told: { records: [`${id}@2`] } },
    ])

    const read = all.filter(({ sessionId }) => sessionId === reader)
    const page = read.find(({ path }) => path === first)
    expect(page?.told?.records).toContain(`${id}@2`)
    expect(page?.told?.subjects).toEqual(['1001'])
    expect(read.find(({ path }) => path.endsWith('/subjects'))?.told?.subjects).toEqual([
      '1001',
      '1002',
    ])
    expect(read.find(({ path }) => path.endsWith('9999'))).toMatchObject({
      status: 404,
      told: null,
    })
    expect(server.log()).not.toMatch(/Seeded (nausea|vomiting)/)
  })

  it('PR-06: is read by a command, which lists what one session read and wrote', async () => {
    const folder = temporaryFolder()
    const [plain, packed] = [path.join(folder, 'log'), path.join(folder, 'log.1.gz')]
    const half = server.log().indexOf('\n', server.log().length / 2) + 1
    writeFileSync(packed, gzipSync(server.log().slice(0, half)))
    writeFileSync(plain, `no line of this log\n${server.log().slice(half)}`)
    const writer = lines().find(({ method, status }) => method === 'POST' && status === 201)
    const session = writer?.sessionId ?? ''
    const all = await hepatrial('incident', packed, plain)
    expect([all.code, all.err]).toEqual([0, expect.stringContaining('1 lines are not of this log')])
    const rowsOf = (out: string) =>
      out
        .trimEnd()
        .split('\n')
        .slice(1)
        .map((row) => row.split('\t'))
    const mine = rowsOf((await hepatrial('incident', '--session', session, packed, plain)).out)
    expect(mine.length).toBeGreaterThan(2)
    expect(mine.length).toBeLessThan(rowsOf(all.out).length)
    expect(new Set(mine.map(([, of]) => of))).toEqual(new Set([session]))
    const saves = mine.filter((row) => row[4] === 'wrote' && row[6] === '1001' && row[7] !== '')
    expect(saves.map((row) => [row[5], row[8], row[10]])).toEqual([
      [study.key, '1', 'createRecord'],
      [study.key, '2', 'amendRecord'],
    ])
    const account = mine[0]?.[2] ?? ''
    const byName = await hepatrial('incident', '--account', account, packed, plain)
    expect(rowsOf(byName.out)).toEqual(mine)
    const other = await hepatrial('incident', '--subject', '1002', packed, plain)
    expect(rowsOf(other.out).map((row) => row[4])).toContain('read')
    expect(
      (await hepatrial('incident', '--to', '2000-01-01T00:00:00Z', plain)).out.split('\n'),
    ).toHaveLength(2)
    expect((await hepatrial('incident', '--from', 'noon', plain)).code).toBe(2)
    expect((await hepatrial('incident', path.join(folder, 'none'))).code).toBe(1)
  })

  it('PR-06: tells what was saved for a caller who did not wait for the answer', async () => {
    const subject = await seedSubject(study, '1003')
    const body = JSON.stringify(event('Seeded fatigue'))
    const { port } = new URL(server.base)
    const head = [
      `POST ${subject}/records HTTP/1.1`,
      ...['Host: 127.0.0.1', 'Content-Type: application/json'],
      ...[`Cookie: ${study.coordinator.cookie ?? ''}`, `Content-Length: ${body.length}`],
    ]
    const { t, read } = server.store
    const [{ id } = { id: '' }] = await read.select({ id: t.study.id }).from(t.study)
    // Another write holds the study's chain until the caller is gone.
    let go = (): void => undefined
    const held = server.store.write(async (tx) => {
      await tx.hot.lockChainHead(id)
      await new Promise<void>((resolve) => (go = resolve))
    })
    const socket = connect(Number(port), '127.0.0.1')
    socket.write(`${head.join('\r\n')}\r\n\r\n${body}`)
    await setTimeout(200)
    socket.resetAndDestroy()
    await setTimeout(100)
    go()
    await held
    const cut = () => lines().filter((line) => line.cut === true && line.path.includes('/1003/'))
    await expect
      .poll(cut, { timeout: 10_000 })
      .toMatchObject([{ status: 201, told: { records: [expect.stringMatching(/@1$/)] } }])
    const { body: page } = await study.monitor.get(subject)
    expect(JSON.stringify(page)).toContain('Seeded fatigue')
  })

  it('PR-06: finds identifiers at any depth, and takes no value of a form for one', () => {
    const values = { items: { subject: 'x', AETERM: 'Pain' }, rows: [{ LESION: 'T01' }] }
    const answer = {
      entries: [{ subjid: '1001', deep: [{ record: 'r2' }] }, { subjid: '1001' }, null, 7],
      records: [{ id: 'r1', version: 3, values }],
    }
    expect(toldOf(answer)).toEqual({ subjects: ['1001'], records: ['r2', 'r1@3'] })
    expect(toldOf(null)).toEqual({ subjects: [], records: [] })
  })
})
