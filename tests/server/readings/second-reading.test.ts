import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eq } from 'drizzle-orm'
import { unitOfWork } from '../../../server/audit/unit-of-work.ts'
import { verify } from '../../../server/audit/verify.ts'
import { openStudy } from '../../../server/studies/service.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { ROUTES } from '../../../shared/api/routes.ts'
import { permissionOf } from '../../../shared/api/define.ts'
import { can } from '../../../shared/access/permissions.ts'
import type { AssessmentToRead } from '../../../shared/api/routes/readings.ts'
import type {
  ReviewedAssessment,
  ReviewedBestResponse,
} from '../../../shared/api/routes/reviews.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, CONSENT, seedStudy } from '../support/seed.ts'
import { looked, newSigner, signaturesOf, signed } from '../signatures/signing-support.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const STUDY = 'read-twice'
const PATH = `/api/studies/${STUDY}`
const SUBJECT = `${PATH}/subjects/1001`
const CRITERIA = 'RECIST%201.1'
/** No other text of the study holds it. */
const WHY = 'necrosis-not-counted-by-diameters'

describe.each(ENGINES)('second reading on $engine', ({ open }) => {
  let server: TestServer
  let reader: Browser
  let coordinator: Browser
  let investigator: Browser

  beforeAll(async () => {
    server = await startServer(open)
    const definition = {
      ...builtInFamilies.protocols.get('lenvatinib-toripalimab'),
      secondReading: true,
    }
    const sites = [
      { code: 'S1', name: 'First Hospital' },
      { code: 'S2', name: 'Second Hospital' },
    ]
    const actor = systemActor({ part: 'test', studyId: null })
    await openStudy(server.store, actor, { studyKey: STUDY, definition, sites })
    reader = await signedIn(server, [{ role: 'central-reader', study: STUDY }], 'reader-one')
    coordinator = await signedIn(server, [{ role: 'coordinator', study: STUDY, site: 'S1' }])
    investigator = await signedIn(server, [{ role: 'investigator', study: STUDY, site: 'S1' }])
    const subject = { subjid: '1001', site: 'S1', values: CONSENT }
    expect((await coordinator.post(`${PATH}/subjects`, subject)).status).toBe(201)
    const dose = { EXTRT: 'LENVATINIB', EXSTDAT: '2026-01-07', EXDOSE: '8', EXDOSU: 'mg' }
    await enter('exposure', null, { items: dose, rows: [] })
    const lesion = {
      TULNKID: 'T01',
      TUGRPID: 'TARGET',
      TULOC: 'LIVER',
      TUNODE: 'N',
      TUDAT: '2026-01-06',
    }
    await enter('lesions', null, { items: lesion, rows: [] })
    for (const [visit, date, size] of [
      ['BASELINE', '2026-01-06', '50'],
      ['W8', '2026-03-02', '45'],
      ['W16', '2026-04-27', '46'],
    ] as const) {
      const rows = [{ TRLNKID: 'T01', TRDAT: date, LDIAM: size }]
      await enter('tumour-assessment', visit, { items: {}, rows })
    }
    const review = { response: 'PR', date: '2026-03-03', differenceReason: WHY }
    const saved = await investigator.put(`${SUBJECT}/reviews/W8/${CRITERIA}`, review)
    expect(saved.status, JSON.stringify(saved.body)).toBe(200)
  })
  afterAll(() => server.stop())

  const enter = async (form: string, visit: string | null, values: object): Promise<void> => {
    const reply = await coordinator.post(`${SUBJECT}/records`, { form, visit, values })
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
  }
  const read = (visit: string, body: object, headers = {}, who = reader) =>
    who.put(`${PATH}/readings/1001/${visit}/${CRITERIA}`, body, headers)
  const listed = async (): Promise<readonly AssessmentToRead[]> => {
    const reply = await reader.get(`${PATH}/readings`)
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    return (reply.body as { assessments: AssessmentToRead[] }).assessments
  }
  const responses = async () =>
    (await investigator.get(`${PATH}/responses`)).body as {
      assessments: ReviewedAssessment[]
      best: ReviewedBestResponse[]
    }
  const analysis = async (): Promise<unknown> => (await investigator.get(`${PATH}/analysis`)).body
  const asked = async (): Promise<number> =>
    (await actsOf(server, STUDY)).filter(({ act }) => act === 'query.open').length

  it('LK-06: shows the reader which assessments there are, and nothing that anybody made of them', async () => {
    const reply = await reader.get(`${PATH}/readings`)
    expect(reply.body).toMatchObject({
      assessments: [
        { subjid: '1001', visit: 'W8', criteria: 'RECIST 1.1', date: '2026-03-02', own: null },
        { visit: 'W16', own: null },
      ],
    })
    const text = JSON.stringify((reply.body as { assessments: unknown }).assessments)
    expect(text).not.toMatch(/"(?:PR|SD|derived|recorded|investigator)"|necrosis|45|50/)
  })

  it('LK-06: is refused to the reader on every route that could show a response', async () => {
    const OWN = new Set(['listReadings', 'saveReading'])
    const routes = ROUTES.filter(
      (route) => route.path.includes('/:study') && permissionOf(route) !== null,
    )
    expect(routes.length).toBeGreaterThan(40)
    for (const route of routes) {
      const permission = permissionOf(route)
      if (permission === null || OWN.has(route.id)) continue
      expect(can('central-reader', permission), route.id).toBe(false)
      const path = route.path
        .replace(':study', STUDY)
        .replace(':subjid', '1001')
        .replace(':visit', 'W8')
        .replace(':criteria', CRITERIA)
        .replace(':format', 'csv')
        .replace(':file', 'responses.csv')
        .replace(/:\w+/g, 'none')
      const body = route.method === 'get' ? {} : { body: {} }
      const reply = await reader.send(route.method.toUpperCase(), path, {
        headers: { 'If-Match': '"1"' },
        ...body,
      })
      expect(reply.status, route.id).toBe(403)
      expect(JSON.stringify(reply.body)).not.toContain(WHY)
    }
    for (const open of ['/api/studies', '/api/notices', '/api/session']) {
      const { body } = await reader.get(open)
      expect(JSON.stringify(body), open).not.toContain(WHY)
      expect(JSON.stringify(body), open).not.toMatch(/"(?:PR|SD)"/)
    }
  })

  it('LK-06: keeps the reading as a record of its own, attributed, and out of every analysis', async () => {
    const before = await analysis()
    const queries = await asked()
    const first = await read('W8', { response: 'PD' })
    expect(first.status, JSON.stringify(first.body)).toBe(200)
    expect(first.body).toMatchObject({ own: { response: 'PD', date: '2026-03-02', version: 1 } })
    expect((await read('W16', { response: 'PD' })).status).toBe(200)
    expect(await analysis()).toEqual(before)
    const acts = (await actsOf(server, STUDY)).filter(({ act }) => act.startsWith('reading.'))
    expect(acts).toMatchObject([
      { act: 'reading.record', username: 'reader-one' },
      { act: 'reading.record', username: 'reader-one' },
    ])
    const { body } = await investigator.get(`${PATH}/work`)
    const { items } = body as { items: { kind: string; visit: string; form: string }[] }
    expect(items.filter(({ kind }) => kind === 'review-missing')).toMatchObject([{ visit: 'W16' }])
    expect(
      items.filter(({ kind, form }) => kind === 'form-partial' && form === 'responses'),
    ).toEqual([])
    expect(await asked()).toBe(queries)
  })

  it('R6: stands beside the derived and the recorded response, per assessment and for the best one', async () => {
    const { assessments, best } = await responses()
    expect(assessments).toMatchObject([
      {
        ...{ visit: 'W8', derived: 'SD', recorded: 'PR', state: 'differs', discordant: true },
        reason: WHY,
        readings: [{ reader: 'reader-one', response: 'PD' }],
      },
      { visit: 'W16', derived: 'SD', recorded: null, discordant: true },
    ])
    expect(best).toMatchObject([{ derived: 'SD', read: 'PD', discordant: true }])
  })

  it('R6: goes out beside the reviews, in the file that the layout has for readings', async () => {
    const manager = await signedIn(server, [{ role: 'data-manager', study: STUDY }])
    const { body } = await manager.get(`${PATH}/exports/csv/files/responses.csv?purpose=Test`)
    const lines = String(body).split('\n')
    expect(lines.filter((line) => line.includes('INDEPENDENT ASSESSOR'))).toHaveLength(2)
    expect(lines.filter((line) => line.includes('reader-one'))).toHaveLength(2)
    expect(lines.filter((line) => line.includes(WHY))).toHaveLength(1)
  })

  it('asks why a reading is changed, and refuses a version that is not the last', async () => {
    expect((await read('W8', { response: 'SD' })).status).toBe(428)
    const silent = await read('W8', { response: 'SD' }, { 'If-Match': '"1"' })
    expect(silent.body).toMatchObject({ type: 'urn:problem:reason-required' })
    const told = { response: 'SD', reason: 'read on the other phase' }
    expect((await read('W8', told, { 'If-Match': '"1"' })).body).toMatchObject({
      own: { response: 'SD', version: 2 },
    })
    expect((await read('W8', told, { 'If-Match': '"1"' })).status).toBe(409)
    expect((await listed())[0]).toMatchObject({ own: { response: 'SD', version: 2 } })
  })

  it('keeps the readings of two readers apart, and each blind to the other', async () => {
    const second = await signedIn(server, [{ role: 'central-reader', study: STUDY }], 'reader-two')
    const { body } = await second.get(`${PATH}/readings`)
    expect(body).toMatchObject({ assessments: [{ own: null }, { own: null }] })
    expect((await read('W8', { response: 'NE' }, {}, second)).status).toBe(200)
    expect((await listed())[0]).toMatchObject({ own: { response: 'SD' } })
    const { assessments } = await responses()
    expect(assessments[0]?.readings).toHaveLength(2)
  })

  it('ES-08: neither stands among what an investigator signs nor breaks the signature', async () => {
    const visit = 'UNS-2026-05-20'
    const items = { SVSTDAT: '2026-05-20' }
    await enter('visits', visit, { items, rows: [] })
    const rows = [{ TRLNKID: 'T01', TRDAT: '2026-05-20', LDIAM: '46' }]
    await enter('tumour-assessment', visit, { items: {}, rows })
    const signer = await newSigner(server, STUDY)
    const at = { scope: 'visit', visit } as const
    await signed(signer, SUBJECT, at)
    expect((await read(visit, { response: 'SD' })).status).toBe(200)
    const changed = { response: 'PD', reason: 'read again' }
    expect((await read(visit, changed, { 'If-Match': '"1"' })).status).toBe(200)
    expect(await signaturesOf(investigator, SUBJECT)).toMatchObject([{ state: 'valid' }])
    const { covered, standing } = await looked(signer, SUBJECT, at)
    expect(covered.map(({ form }) => form).sort()).toEqual(['tumour-assessment', 'visits'])
    expect(standing).toEqual(['responsibility'])
    expect((await verify(server.store)).faults).toEqual([])
  })

  it('LK-06: refuses a reading by anybody who sees the data in another role, or ever saw them', async () => {
    const both = await signedIn(server, [
      { role: 'central-reader', study: STUDY },
      { role: 'monitor', study: STUDY },
    ])
    for (const reply of [
      await read('W16', { response: 'SD' }, {}, both),
      await both.get(`${PATH}/readings`),
    ]) {
      expect(reply.body).toMatchObject({
        type: 'urn:problem:wrong-order',
        requires: ['reader.blind'],
      })
    }
  })

  it('LK-01: refuses a reading inside a lock, and keeps the one that stood', async () => {
    const before = await listed()
    const { dataLock, subject, study } = server.store.t
    const [row] = await server.store.read.select().from(subject)
    const [{ id: studyId } = { id: '' }] = await server.store.read.select().from(study)
    const [{ accountId } = { accountId: '' }] = await server.store.read
      .select()
      .from(server.store.t.accountGrant)
    const actor = systemActor({ part: 'test', studyId })
    const id = server.store.newId()
    await unitOfWork(server.store, actor, async (tx, { at }) => {
      await tx.insert(dataLock).values({
        ...{ id, studyId, level: 'subject', kind: 'lock', setBy: accountId, setAt: at },
        ...{ subjectId: row?.id ?? '', siteId: row?.siteId ?? '', reason: 'close-out' },
      })
      const entity = { entity: 'dataLock', entityId: id } as const
      return { result: null, audit: [{ act: 'lock.set', ...entity, before: null, after: {} }] }
    })
    const reply = await read(
      'W16',
      { response: 'SD', reason: 'looked again' },
      { 'If-Match': '"1"' },
    )
    expect(reply.body).toMatchObject({ type: 'urn:problem:locked', status: 409 })
    expect(await listed()).toEqual(before)
    await unitOfWork(server.store, actor, async (tx, { at }) => {
      const released = { releasedBy: accountId, releasedAt: at, releaseReason: 'test' }
      await tx.update(dataLock).set(released).where(eq(dataLock.id, id))
      const entity = { entity: 'dataLock', entityId: id } as const
      return { result: null, audit: [{ act: 'lock.release', ...entity, before: null, after: {} }] }
    })
  })

  it('refuses a reading of what is not there, of another site, by others, and where none is foreseen', async () => {
    expect((await read('W24', { response: 'SD' })).body).toMatchObject({
      requires: ['assessment.dated'],
    })
    expect((await read('W8', { response: 'BETTER' })).status).toBe(422)
    const unknown = await reader.put(`${PATH}/readings/9999/W8/${CRITERIA}`, { response: 'SD' })
    expect(unknown.body).toMatchObject({ status: 404, entity: 'subject' })
    const away = await signedIn(server, [{ role: 'central-reader', study: STUDY, site: 'S2' }])
    expect((await read('W8', { response: 'SD' }, {}, away)).body).toMatchObject({
      status: 404,
      entity: 'subject',
    })
    expect((await away.get(`${PATH}/readings`)).body).toMatchObject({ assessments: [] })
    expect((await read('W8', { response: 'SD' }, {}, investigator)).status).toBe(403)
    const plain = await seedStudy(server)
    const idle = await signedIn(server, [{ role: 'central-reader', study: plain.key }])
    const { body } = await idle.get(`${plain.path}/readings`)
    expect(body).toMatchObject({ planned: false, assessments: [] })
    const reading = `${plain.path}/readings/1001/W8/RECIST%201.1`
    expect((await idle.put(reading, { response: 'PD' })).status).toBe(404)
  })
})
