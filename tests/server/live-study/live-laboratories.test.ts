import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder } from '../../../server/importing/service.ts'
import { readTrialFolder } from '../../../server/reference-cases/trial-folder.ts'
import { laboratorySchema } from '../../../shared/api/routes/laboratories.ts'
import type { LiveView } from '../../../shared/api/routes/live.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { Report } from '../../../shared/report/define.ts'
import type { Trial } from '../../../shared/trial/trial.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const PROTOCOL = 'donafenib-switch'
const STUDY = '/api/studies/RANGES'
const definition = builtInFamilies.protocols.get(PROTOCOL)
const golden = readTrialFolder(new URL(`../../golden/trials/${PROTOCOL}`, import.meta.url).pathname)

/** Results of one day after the first dose without limits of their own: the laboratory of the site has them. */
const trial: Trial = {
  subjects: golden.subjects.slice(0, 3).map((subject) => {
    const { subjid: SUBJID, files } = subject
    const dosed = files['exposure']?.[0]?.['EXSTDAT'] ?? ''
    const at = { SUBJID, VISIT: 'W4', LBDAT: `${dosed.slice(0, 7)}-28`, LBNAM: 'CENTRAL' }
    const labs = [
      { ...at, LBTESTCD: 'ALT', LBORRES: '400', LBORRESU: 'U/L' },
      { ...at, LBTESTCD: 'TBIL', LBORRES: '90', LBORRESU: 'umol/L' },
    ]
    return { ...subject, files: { ...files, labs } }
  }),
}
const TESTS = [
  { test: 'ALT', unit: 'U/L', high: '40' },
  { test: 'TBIL', unit: 'umol/L', high: '20' },
] as const
const LIVER = /^(liver|laboratory)/

function figuresOf({ sections }: Report): readonly unknown[] {
  return sections
    .flatMap(({ parts }) => parts)
    .filter(({ kind, key }) => kind === 'figure' && LIVER.test(key))
    .map((part) => {
      const { number, ...rest } = part
      expect(number).toBeDefined()
      return rest
    })
}

describe.each(ENGINES)('results without limits of their own on $engine', ({ open }) => {
  let server: TestServer
  let manager: Browser
  let statistician: Browser
  let range = ''

  beforeAll(async () => {
    server = await startServer(open)
    const actor = systemActor({ part: 'test', studyId: null })
    await importFolder(server.store, actor, { studyKey: 'RANGES', definition, trial })
    manager = await signedIn(server, [{ role: 'data-manager', study: 'RANGES' }])
    statistician = await signedIn(server, [{ role: 'statistician', study: 'RANGES' }])
  })
  afterAll(() => server.stop())

  const view = async (query = ''): Promise<LiveView> => {
    const reply = await statistician.get(`${STUDY}/live${query}`)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    return reply.body as LiveView
  }
  const figures = async (): Promise<readonly unknown[]> => {
    const { body } = await statistician.get(`${STUDY}/report?described=ENR`)
    const live = figuresOf((await view()).report)
    expect(live).toEqual(figuresOf((body as { report: Report }).report))
    return live
  }

  it('stand on the live page as in the report, and change with the ranges of their laboratory', async () => {
    const before = await view()
    const none = JSON.stringify(await figures())
    const path = `${STUDY}/laboratories`
    const made = await manager.post(path, { code: 'CENTRAL', name: 'Central', site: null })
    const { id } = laboratorySchema.parse(made.body)
    for (const { test, unit, high } of TESTS) {
      const of = { sex: null, ageFrom: null, ageTo: null, low: '0', validFrom: '2020-01-01' }
      const body = { test, unit, high, ...of, reason: 'certificate' }
      const reply = await manager.post(`${path}/${id}/ranges`, body)
      expect(reply.status, JSON.stringify(reply.body)).toBe(201)
      if (test === 'ALT') {
        const { laboratory } = reply.body as { laboratory: { ranges: { id: string }[] } }
        range = laboratory.ranges[0]?.id ?? ''
      }
    }
    const after = await view()
    expect(after.asOf.mark).not.toBe(before.asOf.mark)
    const ranged = JSON.stringify(await figures())
    expect(ranged).not.toBe(none)
    expect(none).toContain('"dots":[]')
    // 400 U/L and 90 umol/L are 10 and 4.5 times the upper limits.
    expect(ranged).toContain('"transaminase":10,"bilirubin":4.5')
    const withdrawn = await manager.post(
      `${path}/${id}/ranges/${range}/removal`,
      { reason: 'mistake' },
      { 'If-Match': '"1"' },
    )
    expect(withdrawn.status, JSON.stringify(withdrawn.body)).toBe(200)
    expect((await view()).asOf.mark).not.toBe(after.asOf.mark)
    expect(JSON.stringify(await figures())).not.toBe(ranged)
  })

  it('of a snapshot go by the ranges of then', async () => {
    const asked = { name: 'Now', reason: 'meeting', cutoff: '2024-06-30' }
    const made = await manager.post(`${STUDY}/snapshots`, asked)
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    const { id } = made.body as { id: string }
    const then = figuresOf((await view(`?snapshot=${id}`)).report)
    const { laboratories } = (await manager.get(`${STUDY}/laboratories`)).body as {
      laboratories: { id: string; version: number }[]
    }
    const [own] = laboratories
    const gone = await manager.post(
      `${STUDY}/laboratories/${own?.id ?? ''}/removal`,
      { reason: 'closed' },
      { 'If-Match': `"${own?.version ?? 1}"` },
    )
    expect(gone.status, JSON.stringify(gone.body)).toBe(200)
    expect(figuresOf((await view(`?snapshot=${id}`)).report)).toEqual(then)
    expect(figuresOf((await view('?cutoff=2024-06-30')).report)).not.toEqual(then)
  })
})
