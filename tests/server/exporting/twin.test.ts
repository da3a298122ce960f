import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder } from '../../../server/importing/service.ts'
import type { ExportLogRow } from '../../../shared/api/routes/exports.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { rowsOf } from '../../../shared/trial/trial.ts'
import { ONE_ENGINE } from '../../db/open-stores.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const PROTOCOL = 'toripalimab-donafenib'
const STUDY = '/api/studies/TWIN'
const trial = readTrialFolder(new URL(`../../golden/trials/${PROTOCOL}`, import.meta.url).pathname)

describe.each(ONE_ENGINE)('de-identified copies on $engine', ({ open }) => {
  let server: TestServer
  let statistician: Browser
  let manager: Browser

  beforeAll(async () => {
    server = await startServer(open)
    const definition = builtInFamilies.protocols.get(PROTOCOL)
    const actor = systemActor({ part: 'test', studyId: null })
    await importFolder(server.store, actor, { studyKey: 'TWIN', definition, trial })
    statistician = await signedIn(server, [{ role: 'statistician', study: 'TWIN' }])
    manager = await signedIn(server, [{ role: 'data-manager', study: 'TWIN' }])
  })
  afterAll(() => server.stop())

  const take = async (file: string, query: string): Promise<string> => {
    const reply = await statistician.get(`${STUDY}/exports/csv/files/${file}?purpose=Test&${query}`)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    return reply.body as string
  }
  const listed = async (): Promise<readonly string[]> => {
    const { body } = await statistician.get(`${STUDY}/exports/csv?profile=deidentified`)
    return (body as { files: { name: string }[] }).files.map(({ name }) => name)
  }

  it('PR-03: hold no number, site or birth date of a subject in any file, and the same again', async () => {
    const names = await listed()
    expect(names.length).toBeGreaterThan(10)
    const files: string[] = []
    for (const name of names) files.push(await take(name, 'profile=deidentified'))
    const cells = new Set(files.join('\n').split(/[\n,]/))
    for (const subject of trial.subjects) {
      expect(cells.has(subject.subjid), subject.subjid).toBe(false)
      const born = rowsOf(subject, 'subjects')[0]?.['BRTHDAT'] ?? ''
      if (born.length === 10) expect(cells.has(born), born).toBe(false)
    }
    const again = await Promise.all(names.map((name) => take(name, 'profile=deidentified')))
    expect(again).toEqual(files)
  })

  it('PR-03: the key is a file apart, for data management alone, and each taking is in the trail', async () => {
    const refused = await statistician.get(`${STUDY}/export-key?purpose=Test`)
    expect(refused.status).toBe(403)
    const key = (await manager.get(`${STUDY}/export-key?purpose=Test`)).body as string
    const lines = key.trim().split('\n').slice(1)
    expect(lines).toHaveLength(trial.subjects.length)
    const subjects = await take('subjects.csv', 'profile=deidentified')
    const codes = subjects
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(',')[0])
    expect(lines.map((line) => line.split(',')[0]).sort()).toEqual([...codes].sort())
    expect(new Set(lines.map((line) => line.split(',')[1]))).toEqual(
      new Set(trial.subjects.map(({ subjid }) => subjid)),
    )
    const trail = await manager.get(`${STUDY}/audit?act=study.exportKey`)
    expect((trail.body as { entries: unknown[] }).entries).toHaveLength(1)
    const { coverSecret } = server.store.t
    const [row] = await server.store.read.select().from(coverSecret)
    const whole = await manager.get(`${STUDY}/audit`)
    expect(JSON.stringify(whole.body)).not.toContain(row?.secret)
    expect(server.log()).not.toContain(row?.secret)
  })

  it('PR-03: the key of a snapshot leads back to its dates, whatever was entered since', async () => {
    const made = await manager.post(`${STUDY}/snapshots`, { name: 'For the key' })
    const { id } = made.body as { id: string }
    const keyOf = async (query: string) =>
      (await manager.get(`${STUDY}/export-key?purpose=Test${query}`)).body as string
    const then = await keyOf('')
    const anywhere = await signedIn(server, [{ role: 'coordinator', study: 'TWIN' }])
    const values = { items: { CMTRT: 'Aspirin', CMSTDAT: '2024-02' }, rows: [] }
    const body = { form: 'concomitant', visit: null, values }
    // Without any partial date yet; who withdrew consent takes no further form.
    const byDays = then.split('\n').filter((line) => /,\d{1,3}$/.test(line))
    const statuses: number[] = []
    for (const line of byDays) {
      const path = `${STUDY}/subjects/${line.split(',')[1] ?? ''}/records`
      statuses.push((await anywhere.post(path, body)).status)
    }
    expect(statuses).toContain(201)
    expect(await keyOf(''), 'a month is moved by whole years').not.toBe(then)
    expect(await keyOf(`&snapshot=${id}`)).toBe(then)
  })

  it('PR-05, EX-04: exports are listed with recipient, country, purpose, fields, rows and hash', async () => {
    await take('labs.csv', 'recipient=Central%20statistics&country=DE&profile=deidentified')
    await take('labs.csv', '')
    const { body } = await manager.get(`${STUDY}/export-log`)
    const [plain, abroad] = (body as { rows: ExportLogRow[] }).rows
    expect(plain).toMatchObject({
      file: 'labs.csv',
      recipient: null,
      country: null,
      profile: 'full',
    })
    expect(abroad).toMatchObject({
      ...{ file: 'labs.csv', recipient: 'Central statistics', country: 'DE' },
      ...{ purpose: 'Test', profile: 'deidentified', role: 'statistician' },
    })
    expect(abroad?.rows).toBeGreaterThan(0)
    expect(abroad?.fields.slice(0, 3)).toEqual(['SUBJID', 'LBDAT', 'LBTESTCD'])
    expect(abroad?.sha256).toMatch(/^[0-9a-f]{64}$/)
    const wrong = await statistician.get(
      `${STUDY}/exports/csv/files/labs.csv?purpose=Test&country=Germany`,
    )
    expect(wrong.status).toBe(422)
    const ofOneSite = await signedIn(server, [{ role: 'statistician', study: 'TWIN', site: '01' }])
    expect((await ofOneSite.get(`${STUDY}/export-log`)).body).toEqual({ rows: [], next: null })
  })
})
