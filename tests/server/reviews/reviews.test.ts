import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type Reply, type TestServer } from '../support/test-server.ts'

const PROTOCOL = 'lenvatinib-toripalimab'
const CRITERIA = 'RECIST%201.1'

describe.each(ENGINES)('reviews of the response on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let subject: string
  let week8 = ''

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server, PROTOCOL)
    subject = await seedSubject(study, '1001')
    await enter('lesions', null, {
      items: {
        TULNKID: 'T01',
        TUGRPID: 'TARGET',
        TULOC: 'LIVER',
        TUNODE: 'N',
        TUDAT: '2026-01-06',
      },
      rows: [],
    })
    await enter('tumour-assessment', 'BASELINE', measured('2026-01-06', '50'))
    week8 = await enter('tumour-assessment', 'W8', measured('2026-03-02', '45'))
  })
  afterAll(() => server.stop())

  const measured = (date: string, LDIAM: string) => ({
    items: {},
    rows: [{ TRLNKID: 'T01', TRDAT: date, LDIAM }],
  })
  const enter = async (form: string, visit: string | null, values: object): Promise<string> => {
    const body = { form, visit, values }
    const reply = await study.coordinator.post(`${subject}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return (reply.body as { id: string }).id
  }
  const review = (body: object, headers = {}): Promise<Reply> =>
    study.investigator.put(`${subject}/reviews/W8/${CRITERIA}`, body, headers)

  it('AT-15: keeps the derived response, the hash of its inputs and the engine with the review', async () => {
    const reply = await review({ response: 'SD', date: '2026-03-03' })
    expect(reply.status, JSON.stringify(reply.body)).toBe(200)
    expect(reply.body).toMatchObject({
      form: 'responses',
      rowKey: 'RECIST 1.1',
      version: 1,
      values: { items: { RSCAT: 'RECIST 1.1', OVRLRESP: 'SD' } },
      derivation: { derived: 'SD', engineVersion: '0.1.0', reopened: false },
    })
    const acts = (await actsOf(server, study.key)).filter(({ actorKind }) => actorKind === 'person')
    expect(acts.at(-1)?.act).toBe('review.record')
  })

  it('asks why when the investigator differs, and why an earlier review is changed', async () => {
    expect((await review({ response: 'PR', date: '2026-03-03' })).status).toBe(428)
    const version = { 'If-Match': '"1"' }
    const noReason = await review({ response: 'PR', date: '2026-03-03' }, version)
    expect(noReason.body).toMatchObject({ errors: [{ pointer: '/reason' }] })
    const change = { response: 'PR', date: '2026-03-03', reason: 'second look' }
    expect((await review(change, version)).body).toMatchObject({
      type: 'urn:problem:reason-required',
      errors: [{ pointer: '/differenceReason', params: { derived: 'SD' } }],
    })
    const told = { ...change, differenceReason: 'clear shrinkage on the arterial phase' }
    expect((await review(told, version)).body).toMatchObject({
      version: 2,
      values: { items: { OVRLRESP: 'PR', RSREASON: told.differenceReason } },
      derivation: { derived: 'SD' },
    })
    expect((await review(told, version)).status).toBe(409)
    const back = { response: 'SD', date: '2026-03-03', reason: 'agreed with the rule' }
    const agreed = await review(back, { 'If-Match': '"2"' })
    const { values } = agreed.body as { values: { items: object } }
    expect(values.items).not.toHaveProperty('RSREASON')
  })

  it('points at the field of the review that cannot be stored', async () => {
    const wrong = { response: 'BETTER', date: '2026-13-01', reason: 'x' }
    const { body } = await review(wrong, { 'If-Match': '"3"' })
    const { errors } = body as { errors: { pointer: string }[] }
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['/date', '/response'])
  })

  it('reopens the review when a later change of a measurement moves the derived response', async () => {
    const amend = (LDIAM: string, version: number): Promise<Reply> =>
      study.coordinator.put(
        `${subject}/records/${week8}`,
        { values: measured('2026-03-02', LDIAM), reason: 'measured again' },
        { 'If-Match': `"${version}"` },
      )
    const before = (await actsOf(server, study.key)).length
    expect((await amend('46', 1)).status).toBe(200)
    expect((await actsOf(server, study.key)).slice(before).map(({ act }) => act)).toEqual([
      'record.amend',
    ])
    expect((await amend('20', 2)).status).toBe(200)
    const acts = (await actsOf(server, study.key)).slice(before + 1)
    expect(acts).toMatchObject([
      { act: 'record.amend', actorKind: 'person' },
      { act: 'review.reopen', actorKind: 'system', username: 'system' },
      // The response recorded is another than the one derived now, and no reason is recorded.
      { act: 'check.fire', actorKind: 'system' },
      { act: 'query.open', actorKind: 'system' },
    ])
    const { body } = await study.monitor.get(`${study.path}/audit?act=review.reopen`)
    expect(body).toMatchObject({ entries: [{ displayName: 'response-derivation 0.1.0' }] })
    const work = await study.investigator.get(`${study.path}/work`)
    const { items } = work.body as { items: { kind: string }[] }
    expect(items.filter(({ kind }) => kind.startsWith('review-'))).toMatchObject([
      { kind: 'review-reopened', visit: 'W8' },
    ])
    const asked = (await actsOf(server, study.key)).length
    const again = { response: 'PR', date: '2026-03-04', reason: 'measured again' }
    expect((await review(again, { 'If-Match': '"4"' })).body).toMatchObject({
      derivation: { derived: 'PR', reopened: false },
    })
    const settled = (await actsOf(server, study.key)).slice(asked).map(({ act }) => act)
    for (const act of ['check.correct', 'query.close']) expect(settled).toContain(act)
  })

  it('refuses a review without an assessment, of another criterion, and by others', async () => {
    const body = { response: 'SD', date: '2026-05-01' }
    const none = await study.investigator.put(`${subject}/reviews/W16/${CRITERIA}`, body)
    expect(none.body).toMatchObject({ type: 'urn:problem:wrong-order' })
    const other = await study.investigator.put(`${subject}/reviews/W8/Choi`, body)
    expect(other.status).toBe(404)
    const coordinator = await study.coordinator.put(`${subject}/reviews/W8/${CRITERIA}`, body)
    expect(coordinator.status).toBe(403)
  })
})
