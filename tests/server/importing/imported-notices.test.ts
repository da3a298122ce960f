import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder, loadFolder, type ImportCount } from '../../../server/importing/service.ts'
import { openStudy } from '../../../server/studies/service.ts'
import { listNotices } from '../../../shared/api/routes/notices.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { rowsOf } from '../../../shared/trial/trial.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const PROTOCOL = 'donafenib-switch'
const definition = protocols.get(PROTOCOL)
const { trial } = loadFolder(path.resolve('tests/golden/trials', PROTOCOL), definition)
const SERIOUS = trial.subjects
  .flatMap((subject) => rowsOf(subject, 'adverse-events'))
  .filter((row) => row['AESER'] === 'Y').length

describe.each(ENGINES)('notices of serious events at an import on $engine', ({ open }) => {
  let server: TestServer
  beforeAll(async () => {
    server = await startServer(open)
  })
  afterAll(() => server.stop())

  const actor = systemActor({ part: 'import', studyId: null })
  const bring = (studyKey: string, more: object = {}): Promise<ImportCount> =>
    importFolder(server.store, actor, { studyKey, definition, trial, ...more })
  /** A study with an investigator for all its sites. */
  const staffed = async (studyKey: string): Promise<Browser> => {
    await openStudy(server.store, actor, { studyKey, definition, sites: [] })
    return signedIn(server, [{ role: 'investigator', study: studyKey }])
  }
  const noticesOf = async (who: Browser) =>
    listNotices.response.parse((await who.get('/api/notices?limit=500')).body).notices
  const actsNamed = async (study: string, act: string): Promise<number> =>
    (await actsOf(server, study)).filter((one) => one.act === act).length

  it('DC-17: are given to the set roles at the site, as for an event that is entered', async () => {
    expect(SERIOUS).toBeGreaterThan(0)
    const investigator = await staffed('TOLD')
    const dry = await bring('TOLD', { dryRun: true })
    expect(await noticesOf(investigator)).toEqual([])
    const count = await bring('TOLD')
    expect(count).toEqual(dry)
    expect(count).toMatchObject({ notices: SERIOUS, untold: 0 })
    const notices = await noticesOf(investigator)
    expect(notices).toHaveLength(SERIOUS)
    expect(notices[0]).toMatchObject({ study: 'TOLD', textKey: 'notice.serious.new', readAt: null })
    expect(await actsNamed('TOLD', 'notice.make')).toBe(SERIOUS)
  }, 120_000)

  it('are none where the import says that it brings the past', async () => {
    const investigator = await staffed('PAST')
    expect(await bring('PAST', { notices: 'none' })).toMatchObject({ notices: 0, untold: 0 })
    expect(await noticesOf(investigator)).toEqual([])
    const acts = (await actsOf(server, 'PAST')).map(({ act }) => act)
    expect(acts.filter((act) => act.startsWith('notice.'))).toEqual([])
  }, 120_000)

  it('are counted as untold where nobody holds such a role yet, and the trail says so', async () => {
    expect(await bring('NEW')).toMatchObject({ notices: 0, untold: SERIOUS })
    expect(await actsNamed('NEW', 'notice.nobody')).toBe(SERIOUS)
  }, 120_000)
})
