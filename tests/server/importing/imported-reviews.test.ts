import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { systemActor } from '../../../server/http/actor.ts'
import { importFolder, loadFolder } from '../../../server/importing/service.ts'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { openTestStore } from '../../db/open-stores.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const PROTOCOL = 'lenvatinib-toripalimab'
const SUBJECT = '/api/studies/IMPORTED/subjects/1068'

describe('reviews that came with an import', () => {
  let server: TestServer
  let coordinator: Browser

  beforeAll(async () => {
    server = await startServer(openTestStore)
    const definition = protocols.get(PROTOCOL)
    const { trial, faults } = loadFolder(path.resolve('tests/golden/trials', PROTOCOL), definition)
    expect(faults).toEqual([])
    const actor = systemActor({ part: 'import', studyId: null })
    await importFolder(server.store, actor, { studyKey: 'IMPORTED', definition, trial })
    coordinator = await signedIn(server, [{ role: 'coordinator', study: 'IMPORTED' }])
  })
  afterAll(() => server.stop())

  const records = async (): Promise<readonly RecordView[]> => {
    const reply = await coordinator.get(SUBJECT)
    return (reply.body as { records: RecordView[] }).records
  }
  const reviews = async (): Promise<readonly RecordView[]> =>
    (await records()).filter(({ form }) => form === 'responses')

  it('carry the response that the rules derived from the imported data', async () => {
    const imported = await reviews()
    expect(imported.length).toBeGreaterThan(1)
    for (const { derivation, values } of imported) {
      expect(derivation).toMatchObject({ reopened: false, derived: values.items['OVRLRESP'] })
    }
  })

  it('are reopened when a later change of a measurement moves that response', async () => {
    const assessment = (await records()).find(
      ({ form, visit }) => form === 'tumour-assessment' && visit === 'W8',
    )
    if (assessment === undefined) throw new Error('The subject has no assessment at W8.')
    const rows = assessment.values.rows.map((row) =>
      'LDIAM' in row ? { ...row, LDIAM: '200' } : row,
    )
    const reply = await coordinator.put(
      `${SUBJECT}/records/${assessment.id}`,
      { values: { ...assessment.values, rows }, reason: 'Read again' },
      { 'If-Match': `"${assessment.version}"` },
    )
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    const w8 = (await reviews()).find(({ visit }) => visit === 'W8')
    expect(w8?.derivation?.reopened).toBe(true)
  })
})
