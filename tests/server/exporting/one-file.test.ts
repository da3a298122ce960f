import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder } from '../../../server/importing/service.ts'
import { serverFormats } from '../../../server/exporting/service.ts'
import type { ExportFormat } from '../../../shared/exports/define.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const made: string[] = []

/** Three files, each of which says when its text is made. */
const noting: ExportFormat = {
  key: 'noting',
  title: { en: 'Noting', zh: '记录' },
  mediaType: 'text/plain',
  *files({ subjects }) {
    for (const name of ['a.txt', 'b.txt', 'c.txt']) {
      yield {
        name,
        rows: subjects.length,
        get text() {
          made.push(name)
          return `text of ${name}`
        },
      }
    }
  },
}
const families = { ...builtInFamilies, exports: builtInFamilies.exports.with(noting) }
const STUDY = '/api/studies/E1'

describe.each(ENGINES)('files of an export on $engine', ({ open }) => {
  let server: TestServer
  let statistician: Browser

  beforeAll(async () => {
    server = await startServer(open, families)
    const definition = builtInFamilies.protocols.get('toripalimab-donafenib')
    const actor = systemActor({ part: 'test', studyId: null })
    const trial = { subjects: [] }
    await importFolder(server.store, actor, { studyKey: 'E1', definition, trial })
    statistician = await signedIn(server, [{ role: 'statistician', study: 'E1' }])
  })
  afterAll(() => server.stop())

  it('are offered in every registered format, to those who may export only', async () => {
    const { body } = await statistician.get(`${STUDY}/exports`)
    const { formats } = body as { formats: { key: string; description: { en: string } | null }[] }
    expect(formats.map(({ key }) => key)).toEqual([...families.exports.keys, ...serverFormats.keys])
    expect(formats[0]?.description?.en).toContain('UTF-8')
    expect(formats.find(({ key }) => key === 'noting')).toEqual({
      ...{ key: 'noting', title: noting.title, description: null },
      ...{ deidentifies: true, single: true },
    })
    const coordinator = await signedIn(server, [{ role: 'coordinator', study: 'E1' }])
    expect((await coordinator.get(`${STUDY}/exports`)).status).toBe(403)
  })

  it('are listed without making a text, and handed out without making the others', async () => {
    made.length = 0
    const { body } = await statistician.get(`${STUDY}/exports/noting`)
    expect(body).toEqual({
      files: ['a.txt', 'b.txt', 'c.txt'].map((name) => ({ name, rows: 0 })),
      withdrawn: [],
    })
    expect(made).toEqual([])
    const reply = await statistician.get(`${STUDY}/exports/noting/files/b.txt?purpose=Test`)
    expect(reply.body).toBe('text of b.txt')
    expect(made).toEqual(['b.txt'])
  })

  it('that do not exist are not found, and nothing is said in the trail', async () => {
    const entries = async (): Promise<unknown> =>
      (await statistician.get(`${STUDY}/audit?act=study.export`)).body
    const before = await entries()
    expect(
      (await statistician.get(`${STUDY}/exports/noting/files/d.txt?purpose=Test`)).status,
    ).toBe(404)
    expect(await entries()).toEqual(before)
  })
})
