import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  codingSchema,
  listCoding,
  searchTerms,
  type CodedAnswer,
  type CodingView,
} from '../../../shared/api/routes/coding.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { DRUGS, HIERARCHY, LLT } from '../../shared/coding/made-release.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const idSchema = z.object({ id: z.string() })
const MEDDRA_FILES = [
  { name: 'MedAscii/llt.asc', text: LLT },
  { name: 'MedAscii/MDHIER.ASC', text: HIERARCHY },
]

describe.each(ENGINES)('coding on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let manager: Browser
  let ofOtherSite: Browser
  let dictionary = ''

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    manager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
    const site = 'S2'
    ofOtherSite = await signedIn(server, [{ role: 'data-manager', study: study.key, site }])
    const loaded = await load('27.0', MEDDRA_FILES)
    expect(loaded.status, JSON.stringify(loaded.body)).toBe(201)
    dictionary = idSchema.parse(loaded.body).id
  })
  afterAll(() => server.stop())

  const load = (release: string, files: readonly object[], kind = 'MEDDRA', who = manager) =>
    who.post(`${study.path}/dictionaries`, { kind, release, files })
  const save = async (subject: string, term: string, more: object = {}): Promise<string> => {
    const items = { AETERM: term, AESTDAT: '2026-02-20', AESER: 'N', ...more }
    const body = { form: 'adverse-events', visit: null, values: { items, rows: [] } }
    const reply = await study.coordinator.post(`${subject}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return idSchema.parse(reply.body).id
  }
  const answers = async (record: string, who = manager): Promise<readonly CodedAnswer[]> => {
    const { body } = await who.get(`${study.path}/coding?limit=500`)
    return listCoding.response.parse(body).answers.filter((answer) => answer.record === record)
  }
  const propose = (record: string, verbatim: string, code: string, who = manager) =>
    who.post(`${study.path}/coding`, { record, item: 'AETERM', verbatim, dictionary, code })
  const proposed = async (record: string, verbatim: string, code: string): Promise<CodingView> => {
    const reply = await propose(record, verbatim, code)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return codingSchema.parse(reply.body)
  }
  const act = (coding: CodingView, what: string, body: object, who = manager) =>
    who.post(`${study.path}/coding/${coding.id}/${what}`, body, {
      'If-Match': `"${coding.version}"`,
    })

  it('a release is loaded by data management alone, once, and only when it is sound', async () => {
    expect((await load('27.1', MEDDRA_FILES, 'MEDDRA', study.coordinator)).status).toBe(403)
    expect((await load('27.0', MEDDRA_FILES)).status).toBe(409)
    const missing = await load('27.1', MEDDRA_FILES.slice(1))
    expect(missing.body).toMatchObject({
      errors: [{ key: 'coding.fault.file', params: { file: 'llt.asc' } }],
    })
    const broken = [{ name: 'llt.asc', text: `${LLT}\nx$` }, ...MEDDRA_FILES.slice(1)]
    const refused = await load('27.1', broken)
    expect(refused.body).toMatchObject({
      errors: [{ key: 'coding.fault.fields', params: { file: 'llt.asc', line: 5 } }],
    })
    const [, hierarchy = { name: '', text: '' }] = MEDDRA_FILES
    for (const character of ['\uFFFD', '\uD800']) {
      const damaged = { ...hierarchy, text: `${HIERARCHY}\n${character}` }
      expect((await load('27.1', [...MEDDRA_FILES.slice(0, 1), damaged])).status).toBe(422)
    }
    const unreadable = { ...hierarchy, text: `a\nb\uFFFD` }
    expect((await load('27.1', [...MEDDRA_FILES.slice(0, 1), unreadable])).body).toMatchObject({
      errors: [{ key: 'coding.fault.encoding', params: { file: 'mdhier.asc', line: 2 } }],
    })
    expect((await load('27.1', [...MEDDRA_FILES, hierarchy])).body).toMatchObject({
      errors: [{ key: 'coding.fault.name-twice', params: { file: 'mdhier.asc' } }],
    })
    const { body } = await study.monitor.get(`${study.path}/dictionaries`)
    expect(body).toMatchObject({ dictionaries: [{ release: '27.0', terms: 4, current: true }] })
    const acts = (await actsOf(server, study.key)).map((entry) => entry.act)
    expect(acts.filter((one) => one === 'dictionary.load')).toHaveLength(1)
  })

  it('a release larger than any form is taken on its own path alone', async () => {
    const filler = 'x'.repeat(1_200_000)
    const large = await load('99', [{ name: 'llt.asc', text: filler }])
    expect(large.status).toBe(422)
    const elsewhere = await manager.post(`${study.path}/coding`, { filler })
    expect(elsewhere.status).toBe(413)
    const stranger = await fetch(`${server.base}${study.path}/dictionaries`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ filler }),
    })
    expect(stranger.status).toBe(413)
  })

  it('terms are found by words or code, the same words first, without those not current', async () => {
    const search = async (words: string) => {
      const path = `${study.path}/dictionaries/${dictionary}/terms?search=${encodeURIComponent(words)}`
      const { terms } = searchTerms.response.parse((await manager.get(path)).body)
      return terms.map(({ name }) => name)
    }
    expect(await search('BELLY')).toEqual(['Belly swelling', 'Water in the belly'])
    expect(await search('99000004')).toEqual(['Tired'])
    expect(await search('old word')).toEqual([])
    expect(await search('%')).toEqual([])
    expect(await search(' ')).toEqual([])
  })

  it('an answer is proposed, approved and withdrawn with its trail, and stays as it was typed', async () => {
    const subject = await seedSubject(study, '1001')
    const record = await save(subject, 'Big belly')
    expect(await answers(record)).toMatchObject([{ state: 'to-code', suggestion: null }])
    const coding = await proposed(record, 'Big belly', '99000002')
    expect(coding).toMatchObject({ term: 'Water in the belly', state: 'proposed' })
    expect(coding.path['PT']).toEqual({ code: '99000001', name: 'Belly swelling' })
    expect((await propose(record, 'Big belly', '99000004')).status).toBe(409)
    const approved = codingSchema.parse((await act(coding, 'approval', {})).body)
    expect(approved).toMatchObject({ state: 'approved', version: 2 })
    expect((await act(coding, 'approval', {})).status).toBe(409)
    expect((await act(approved, 'approval', {})).status).toBe(409)
    expect((await act(approved, 'withdrawal', { reason: ' ' })).status).toBe(422)
    const reason = 'the source says tired'
    expect((await act(approved, 'withdrawal', { reason })).status).toBe(200)
    expect(await answers(record)).toMatchObject([{ state: 'to-code', verbatim: 'Big belly' }])
    await proposed(record, 'Big belly', '99000004')
    const acts = (await actsOf(server, study.key)).slice(-4)
    expect(acts.map((entry) => entry.act)).toEqual([
      'coding.propose',
      'coding.approve',
      'coding.withdraw',
      'coding.propose',
    ])
    expect(acts[2]?.reason).toBe(reason)
  })

  it('the same words, or the code of the form, are suggested and never taken by themselves', async () => {
    const subject = await seedSubject(study, '1002')
    const sameWords = await save(subject, 'water in the BELLY')
    const sameCode = await save(subject, 'Exhausted', { AELLTCD: '99000004' })
    expect(await answers(sameWords)).toMatchObject([
      { state: 'to-code', suggestion: { code: '99000002' } },
    ])
    expect(await answers(sameCode)).toMatchObject([
      { state: 'to-code', suggestion: { code: '99000004' } },
    ])
  })

  it('a change of the text, and the removal of its record, withdraw the code by the program', async () => {
    const subject = await seedSubject(study, '1003')
    const record = await save(subject, 'Tired')
    await proposed(record, 'Tired', '99000004')
    const path = `${subject}/records/${record}`
    const amend = (version: number, items: object) =>
      study.coordinator.put(
        path,
        { values: { items, rows: [] }, reason: 'misread' },
        { 'If-Match': `"${version}"` },
      )
    const items = { AETERM: 'Tired', AESTDAT: '2026-02-21', AESER: 'N' }
    expect((await amend(1, items)).status).toBe(200)
    expect(await answers(record)).toMatchObject([{ state: 'proposed' }])
    expect((await amend(2, { ...items, AETERM: 'Very tired' })).status).toBe(200)
    expect(await answers(record)).toMatchObject([{ state: 'to-code', verbatim: 'Very tired' }])
    expect((await propose(record, 'Tired', '99000004')).body).toMatchObject({
      requires: ['verbatim.unchanged'],
    })
    await proposed(record, 'Very tired', '99000004')
    await study.coordinator.post(`${path}/removal`, { reason: 'twice' }, { 'If-Match': '"3"' })
    expect(await answers(record)).toEqual([])
    const resets = (await actsOf(server, study.key)).filter((entry) => entry.act === 'coding.reset')
    expect(resets.map(({ username }) => username)).toEqual(['system', 'system'])
  })

  it('is refused to others, at other sites, and with terms or dictionaries that do not fit', async () => {
    const subject = await seedSubject(study, '1004')
    const record = await save(subject, 'Tired')
    const before = (await actsOf(server, study.key)).length
    expect((await propose(record, 'Tired', '99000004', study.coordinator)).status).toBe(403)
    expect((await propose(record, 'Tired', '99000004', ofOtherSite)).status).toBe(404)
    expect(await answers(record, ofOtherSite)).toEqual([])
    expect((await propose(record, 'Tired', '99000003')).status).toBe(422)
    expect((await propose(record, 'Tired', '1')).status).toBe(422)
    const other = await seedStudy(server)
    const foreign = await signedIn(server, [{ role: 'data-manager', study: other.key }])
    const path = `${other.path}/dictionaries/${dictionary}/terms?search=tired`
    expect((await foreign.get(path)).status).toBe(404)
    const stolen = { record, item: 'AETERM', verbatim: 'Tired', dictionary, code: '99000004' }
    expect((await foreign.post(`${other.path}/coding`, stolen)).status).toBe(404)
    expect((await actsOf(server, study.key)).length).toBe(before)
    const coding = await proposed(record, 'Tired', '99000004')
    expect((await act(coding, 'approval', {}, ofOtherSite)).status).toBe(404)
  })

  it('a new release asks for what was coded with the earlier one, which stays', async () => {
    const subject = await seedSubject(study, '1005')
    const record = await save(subject, 'Tired')
    await proposed(record, 'Tired', '99000004')
    const loaded = await load('28.0', MEDDRA_FILES)
    const earlier = dictionary
    dictionary = idSchema.parse(loaded.body).id
    expect(await answers(record)).toMatchObject([
      { state: 'outdated', coding: { release: '27.0' }, suggestion: { code: '99000004' } },
    ])
    const old = { record, item: 'AETERM', verbatim: 'Tired', dictionary: earlier, code: '99000004' }
    expect((await manager.post(`${study.path}/coding`, old)).body).toMatchObject({
      requires: ['dictionary.current'],
    })
    await proposed(record, 'Tired', '99000004')
    expect(await answers(record)).toMatchObject([
      { state: 'proposed', coding: { release: '28.0' } },
    ])
  })

  it('drugs are coded with a table of drug names beside MedDRA', async () => {
    const loaded = await load('2026-03', [{ name: 'whodrug.csv', text: DRUGS }], 'WHODRUG')
    expect(loaded.status, JSON.stringify(loaded.body)).toBe(201)
    const subject = await seedSubject(study, '1006')
    const items = { CMTRT: 'painaway', CMINDC: 'tired', CMSTDAT: '2026-02-01' }
    const reply = await study.coordinator.post(`${subject}/records`, {
      form: 'concomitant',
      visit: null,
      values: { items, rows: [] },
    })
    const found = await answers(idSchema.parse(reply.body).id)
    expect(found.map(({ item, suggestion }) => [item, suggestion?.code])).toEqual([
      ['CMINDC', '99000004'],
      ['CMTRT', 'D1'],
    ])
  })
})
