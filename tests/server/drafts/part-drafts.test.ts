import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { DECISION_PART, draftSchema } from '../../../shared/api/routes/drafts.ts'
import { protocols } from '../../../shared/protocol/registry.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type Browser, type Reply, type TestServer } from '../support/test-server.ts'

const PROTOCOL = 'toripalimab-donafenib'
const { criteria, eligibility, cohorts } = protocols.get(PROTOCOL)
const CRITERION = criteria[0]?.key ?? ''
const sessionSchema = z.object({ account: z.object({ id: z.string() }) })
const listSchema = z.object({ drafts: z.array(draftSchema) })
const historySchema = z.object({
  entries: z.array(z.object({ act: z.string(), enteredAt: z.string().nullable() })),
})
const recordSchema = z.object({ id: z.string(), version: z.number() })

describe.each(ENGINES)('drafts of a review and of a decision on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server, PROTOCOL)
  })
  afterAll(() => server.stop())

  async function put(subject: string, typed: object, who: Browser): Promise<Reply> {
    const session = sessionSchema.parse((await who.get('/api/session')).body)
    return who.put(`${subject}/drafts`, {
      account: session.account.id,
      visit: null,
      record: null,
      baseVersion: null,
      typedAgoMs: 0,
      replaces: null,
      values: { items: {}, rows: [] },
      ...typed,
    })
  }
  const review = (more: object = {}) => ({
    form: 'responses',
    visit: 'W8',
    part: CRITERION,
    values: { items: { OVRLRESP: 'SD' }, rows: [] },
    ...more,
  })
  const decision = (more: object = {}) => ({
    form: 'subjects',
    part: DECISION_PART,
    values: { items: { DECISION: 'screen-failure', REASON: 'withdrew' }, rows: [] },
    ...more,
  })
  const mine = async (subject: string, who: Browser) =>
    listSchema.parse((await who.get(`${subject}/drafts`)).body).drafts
  const enter = async (subject: string, form: string, visit: string | null, values: object) => {
    const who = form === 'eligibility' ? study.investigator : study.coordinator
    const reply = await who.post(`${subject}/records`, { form, visit, values })
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
  }
  const lastEntry = async (subject: string, record: string) => {
    const { body } = await study.investigator.get(`${subject}/records/${record}/history`)
    return historySchema.parse(body).entries[0]
  }

  it('E6: a review is kept per visit and criterion, and goes away with the review', async () => {
    const subject = await seedSubject(study, '2001')
    const lesion = { TULNKID: 'T01', TUGRPID: 'TARGET', TULOC: 'LIVER', TUNODE: 'N' }
    await enter(subject, 'lesions', null, { items: lesion, rows: [] })
    const rows = [{ TRLNKID: 'T01', TRDAT: '2026-03-02', LDIAM: '45' }]
    await enter(subject, 'tumour-assessment', 'W8', { items: {}, rows })
    const who = study.investigator
    const kept = draftSchema.parse((await put(subject, review(), who)).body)
    expect(kept).toMatchObject({ part: CRITERION, visit: 'W8', record: null })
    expect((await put(subject, review({ visit: 'W16' }), who)).status).toBe(200)
    const path = `${subject}/reviews/W8/${encodeURIComponent(CRITERION)}`
    const body = { response: 'SD', date: '2026-03-03', differenceReason: 'seen at the workstation' }
    const saved = await who.put(path, body)
    expect(saved.status, JSON.stringify(saved.body)).toBe(200)
    const { id, version } = recordSchema.parse(saved.body)
    expect((await mine(subject, who)).map(({ visit }) => visit)).toEqual(['W16'])
    expect(await lastEntry(subject, id)).toMatchObject({
      act: 'review.record',
      enteredAt: kept.enteredAt,
    })
    const changed = review({ record: id, baseVersion: version })
    expect((await put(subject, changed, who)).status).toBe(200)
    const again = { ...body, response: 'PR', reason: 'second look' }
    expect((await who.put(path, again, { 'If-Match': `"${version}"` })).status).toBe(200)
    expect((await mine(subject, who)).map(({ visit }) => visit)).toEqual(['W16'])
  })

  it('E6: a review takes the draft it goes on from; what another window keeps stays', async () => {
    const subject = await seedSubject(study, '2004')
    const lesion = { TULNKID: 'T01', TUGRPID: 'TARGET', TULOC: 'LIVER', TUNODE: 'N' }
    await enter(subject, 'lesions', null, { items: lesion, rows: [] })
    const rows = [{ TRLNKID: 'T01', TRDAT: '2026-03-02', LDIAM: '45' }]
    await enter(subject, 'tumour-assessment', 'W8', { items: {}, rows })
    const who = study.investigator
    const other = draftSchema.parse((await put(subject, review(), who)).body)
    const path = `${subject}/reviews/W8/${encodeURIComponent(CRITERION)}`
    const body = { response: 'SD', date: '2026-03-03', differenceReason: 'seen', draft: null }
    const saved = await who.put(path, body)
    expect(saved.status, JSON.stringify(saved.body)).toBe(200)
    expect((await mine(subject, who)).map(({ id }) => id)).toEqual([other.id])
    const { id } = recordSchema.parse(saved.body)
    expect((await lastEntry(subject, id))?.enteredAt ?? null).toBeNull()
  })

  it('E6: a decision on enrolment is kept beside the form it fills, and goes away with it', async () => {
    const subject = await seedSubject(study, '2002')
    const who = study.coordinator
    const rows = eligibility.map(({ key, kind }) => ({
      IETESTCD: key,
      IEORRES: kind === 'inclusion' ? 'Y' : 'N',
    }))
    await enter(subject, 'eligibility', null, { items: {}, rows })
    const kept = draftSchema.parse((await put(subject, decision(), who)).body)
    const form = { form: 'subjects', values: { items: { SEX: 'F' }, rows: [] } }
    expect((await put(subject, form, who)).status).toBe(200)
    const cohort = cohorts[0]?.key ?? null
    const verdict = { decision: 'enrolled', date: '2026-02-02', cohort }
    expect((await who.post(`${subject}/enrolment`, verdict)).status).toBe(200)
    expect(await mine(subject, who)).toMatchObject([{ form: 'subjects', part: '' }])
    const { records } = z
      .object({ records: z.array(z.object({ id: z.string(), form: z.string() })) })
      .parse((await who.get(subject)).body)
    const record = records.find((one) => one.form === 'subjects')?.id ?? ''
    expect(await lastEntry(subject, record)).toMatchObject({ enteredAt: kept.enteredAt })
  })

  it('are refused for a part that the form does not have, and to who may not fill it', async () => {
    const subject = await seedSubject(study, '2003')
    const { coordinator, investigator } = study
    expect((await put(subject, review({ part: 'WHO 1979' }), investigator)).status).toBe(422)
    expect((await put(subject, review({ part: '' }), investigator)).status).toBe(422)
    expect((await put(subject, review(), coordinator)).status).toBe(403)
    expect((await put(subject, decision({ part: 'other' }), coordinator)).status).toBe(422)
    const vitals = { form: 'vitals', visit: 'W8', part: DECISION_PART }
    expect((await put(subject, vitals, coordinator)).status).toBe(422)
    expect(await mine(subject, coordinator)).toEqual([])
  })
})
