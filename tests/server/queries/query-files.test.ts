import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  getQueryAgeing,
  previewQueryImport,
  querySchema,
} from '../../../shared/api/routes/queries.ts'
import { QUERY_COLUMNS } from '../../../shared/queries/export-rows.ts'
import { parseTableText } from '../../../shared/forms/table-text.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { actsOf, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

const idSchema = z.object({ id: z.string() })
const listSchema = z.object({ queries: z.array(querySchema), filtered: z.number() })
const HEADING = 'subjid,visit,form,row,item,text'

describe.each(ENGINES)('files of queries on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let subject: string
  let record: string
  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server)
    subject = await seedSubject(study, '7001')
    record = await saved('vitals', { items: { VSDAT: '2026-01-12', WEIGHT: '64.0' }, rows: [] })
    const result = { LBDAT: '2026-01-12', LBTESTCD: 'ALT', LBORRES: '40', LBORRESU: 'U/L' }
    await saved('laboratory', { items: {}, rows: [result] })
  })
  afterAll(() => server.stop())

  async function saved(form: string, values: object): Promise<string> {
    const body = { form, visit: 'BASELINE', values }
    const reply = await study.coordinator.post(`${subject}/records`, body)
    expect(reply.status, JSON.stringify(reply.body)).toBe(201)
    return idSchema.parse(reply.body).id
  }
  const list = async (filter: string, who: Browser = study.monitor) =>
    listSchema.parse((await who.get(`${study.path}/queries?${filter}`)).body)
  const preview = async (text: string, who: Browser = study.monitor) =>
    who.post(`${study.path}/queries/import-preview`, { text })
  const faultsOf = async (text: string): Promise<readonly string[]> => {
    const { rows } = previewQueryImport.response.parse((await preview(text)).body)
    return rows.map(({ line, faults }) =>
      [line, ...faults.map(({ column, fault }) => `${column} ${fault}`)].join(' '),
    )
  }
  let keys = 0
  const bring = (
    text: string,
    leaveOut: readonly number[] = [],
    { who = study.monitor, key = '' } = {},
  ) => {
    keys += 1
    const fresh = `c2b1c1de-0f30-4b12-9a05-${String(keys).padStart(12, '0')}`
    return who.post(
      `${study.path}/queries/import`,
      { text, fileName: 'findings.csv', leaveOut },
      { 'Idempotency-Key': key === '' ? fresh : key },
    )
  }
  const file = (...lines: readonly string[]): string => [HEADING, ...lines].join('\r\n')

  it('names every faulty row with line, column and reason, and stores nothing', async () => {
    const before = (await list('limit=500')).filtered
    const text = file(
      '7001,BASELINE,vitals,,WEIGHT,What does the source say?',
      '9999,BASELINE,vitals,,WEIGHT,Who is this?',
      '7001,BASELINE,nothing,,,Which form?',
      '7001,BASELINE,vitals,,NOTHING,Which item?',
      '7001,W4,vitals,,WEIGHT,Which visit?',
      '7001,BASELINE,laboratory,2026-01-12|AST,LBORRES,Which row?',
      '7001,BASELINE,vitals,,WEIGHT,',
      '7001,BASELINE,vitals,,WEIGHT,What does the source say?',
      ',BASELINE,vitals,,WEIGHT,Of whom?',
    )
    expect(await faultsOf(text)).toEqual([
      '2',
      '3 subjid unknownSubject',
      '4 form unknownForm',
      '5 item unknownItem',
      '6 visit noRecord',
      '7 row unknownRow',
      '8 text missing',
      '9 text twiceInFile',
      '10 subjid missing',
    ])
    const refused = await bring(text)
    expect(refused.status).toBe(422)
    expect(JSON.stringify(refused.body)).toContain('/text/3/subjid')
    expect((await list('limit=500')).filtered).toBe(before)
    const partly = await bring(text, [3, 4, 5, 6, 7, 8])
    expect(partly.status).toBe(422)
    expect((await list('limit=500')).filtered).toBe(before)
  })

  it('opens the rest once faulty rows are left out on purpose, in one act of the trail', async () => {
    const text = file(
      '7001,BASELINE,vitals,,WEIGHT,"Which scale, and when?"',
      '7001,BASELINE,laboratory,2026-01-12|ALT,LBORRES,Which report?',
      '7001,BASELINE,vitals,,,Who measured?',
      '9999,BASELINE,vitals,,WEIGHT,Who is this?',
    )
    const done = await bring(text, [5])
    expect(done).toMatchObject({ status: 201, body: { opened: 3, leftOut: 1 } })
    const { queries } = await list('kind=manual&limit=500')
    const places = queries.map(({ form, item, groupRow, entries }) => [
      ...[form, item, groupRow, entries[0]?.text],
    ])
    expect(places).toContainEqual(['vitals', 'WEIGHT', '', 'Which scale, and when?'])
    expect(places).toContainEqual(['laboratory', 'LBORRES', '2026-01-12|ALT', 'Which report?'])
    expect(places).toContainEqual(['vitals', '', '', 'Who measured?'])
    const acts = (await actsOf(server, study.key)).map(({ act }) => act)
    expect(acts.slice(-4)).toEqual(['query.import', 'query.open', 'query.open', 'query.open'])
  })

  it('asks nothing twice: a file brought again is all duplicates, a repeated request answers the same', async () => {
    const text = file('7001,BASELINE,vitals,,VSDAT,Which day?')
    const key = 'c2b1c1de-0f30-4b12-9a05-ffffffffffff'
    const first = await bring(text, [], { key })
    expect(first.status, JSON.stringify(first.body)).toBe(201)
    const repeated = await bring(text, [], { key })
    expect(repeated.body).toEqual(first.body)
    expect(await faultsOf(text)).toEqual(['2 text openAlready'])
    expect((await bring(text)).status).toBe(422)
    const { queries } = await list('kind=manual&limit=500')
    expect(queries.filter(({ item }) => item === 'VSDAT')).toHaveLength(1)
  })

  it('reads semicolons and tabs with a byte order mark, and refuses what is no file of queries', async () => {
    const lines = (separator: string): string =>
      '\uFEFF' +
      [HEADING, '7001,BASELINE,vitals,,PULSE,Was it taken?']
        .map((line) => line.replaceAll(',', separator))
        .join('\n')
    expect(await faultsOf(lines(';'))).toEqual(['2'])
    expect(await faultsOf(lines('\t'))).toEqual(['2'])
    const faultOf = async (text: string): Promise<string> =>
      JSON.stringify((await preview(text)).body)
    expect(await faultOf('subjid,form\n7001,vitals')).toContain('queryImport.columnsMissing')
    expect(await faultOf(`${HEADING},value\n7001,,,,,,`)).toContain('queryImport.columnsUnknown')
    expect(await faultOf(HEADING)).toContain('queryImport.noRows')
    const many = Array.from({ length: 2001 }, (_, at) => `7001,BASELINE,vitals,,,Question ${at}`)
    expect(await faultOf(file(...many))).toContain('queryImport.tooMany')
  })

  it('DC-04: warns in the preview where a text proposes the answer', async () => {
    const text = file(
      '7001,BASELINE,vitals,,PULSE,Please change to 80',
      '7001,BASELINE,vitals,,PULSE,What does the source say?',
    )
    const { rows } = previewQueryImport.response.parse((await preview(text)).body)
    expect(rows.map(({ leading, faults }) => [leading !== null, faults.length])).toEqual([
      [true, 0],
      [false, 0],
    ])
  })

  it('AC-02: is for who may ask, and knows no subject of a site that they do not see', async () => {
    const text = file('7001,BASELINE,vitals,,PULSE,Was it taken?')
    for (const who of [study.coordinator, study.investigator]) {
      expect((await preview(text, who)).status).toBe(403)
      expect((await bring(text, [], { who })).status).toBe(403)
    }
    const other = await signedIn(server, [{ role: 'monitor', study: study.key, site: 'S2' }])
    const { rows } = previewQueryImport.response.parse((await preview(text, other)).body)
    expect(rows[0]?.faults).toEqual([{ column: 'subjid', fault: 'unknownSubject' }])
    const manager = await signedIn(server, [{ role: 'data-manager', study: study.key }])
    expect((await bring(text, [], { who: manager })).status).toBe(201)
  })

  async function lived(): Promise<string> {
    const words = { record, item: 'WEIGHT', groupRow: '', text: '=1+1 What does the source say?' }
    const reply = await study.monitor.post(`${subject}/queries`, words)
    const { id } = idSchema.parse(reply.body)
    const path = `${subject}/queries/${id}`
    await study.coordinator.post(`${path}/answer`, { text: '64.0 kg' })
    const settle = (step: string, text: string | null) =>
      study.monitor.post(`${path}/settlement`, { step, text })
    await settle('reopen', 'Which page?')
    await study.coordinator.post(`${path}/answer`, { text: 'Page 3' })
    await settle('close', null)
    await settle('reopen', 'The page is missing')
    await settle('cancel', 'Found it')
    return id
  }

  it('DC-03: the export holds every step of the whole life, author, role, words and time, as CSV and JSON', async () => {
    const id = await lived()
    const reply = await study.monitor.get(`${study.path}/queries/export?format=csv`)
    expect(reply.headers.get('content-type')).toContain('text/csv')
    const text = String(reply.body).replace(/^\uFEFF/, '')
    const [heads = [], ...rows] = parseTableText(text, ',')
    expect(heads).toEqual(QUERY_COLUMNS)
    const cell = (row: readonly string[], column: (typeof QUERY_COLUMNS)[number]): string =>
      row[QUERY_COLUMNS.indexOf(column)] ?? ''
    const own = rows.filter((row) => cell(row, 'QUERY') === id)
    expect(own.map((row) => [cell(row, 'ACT'), cell(row, 'ROLE'), cell(row, 'TEXT')])).toEqual([
      ['open', 'monitor', "'=1+1 What does the source say?"],
      ['answer', 'coordinator', '64.0 kg'],
      ['reopen', 'monitor', 'Which page?'],
      ['answer', 'coordinator', 'Page 3'],
      ['close', 'monitor', ''],
      ['reopen', 'monitor', 'The page is missing'],
      ['cancel', 'monitor', 'Found it'],
    ])
    expect(own.map((row) => cell(row, 'STATE'))).toEqual(own.map(() => 'cancelled'))
    expect(own.every((row) => /^\d{4}-.*Z$/.test(cell(row, 'AT')))).toBe(true)
    expect(own.every((row) => cell(row, 'BY').startsWith('user-'))).toBe(true)

    const json = await study.monitor.get(`${study.path}/queries/export?format=json`)
    const all = z.array(querySchema).parse(json.body)
    expect(all).toHaveLength((await list('limit=500')).filtered)
    expect(all.find((query) => query.id === id)?.entries.map(({ act }) => act)).toEqual(
      own.map((row) => cell(row, 'ACT')),
    )
    const history = (await actsOf(server, study.key)).map(({ act }) => act)
    expect(history.slice(-9)).toEqual([
      ...['query.open', 'query.answer', 'query.reopen', 'query.answer', 'query.close'],
      ...['query.reopen', 'query.cancel', 'query.export', 'query.export'],
    ])
  })

  it('AC-02: the export holds the sites of the reader alone, and those that fit the filters', async () => {
    const elsewhere = await study.stranger.get(`${study.path}/queries/export?format=json`)
    expect(elsewhere.body).toEqual([])
    const some = await study.monitor.get(
      `${study.path}/queries/export?format=json&state=cancelled&form=vitals`,
    )
    const found = z.array(querySchema).parse(some.body)
    expect(found.length).toBeGreaterThan(0)
    expect(found.every(({ state, form }) => state === 'cancelled' && form === 'vitals')).toBe(true)
  })

  it('R8: ages are counted by site, form, state and who is to act; each number fits its filtered list', async () => {
    server.clock.advance({ hours: 24 * 9 })
    const monitor = await signedIn(server, [{ role: 'monitor', study: study.key }])
    const words = { record, item: 'PULSE', groupRow: '', text: 'Was the pulse taken?' }
    expect((await monitor.post(`${subject}/queries`, words)).status).toBe(201)
    const { body } = await monitor.get(`${study.path}/queries/ageing`)
    const { rows } = getQueryAgeing.response.parse(body)
    const groups = new Set(rows.map(({ group }) => group))
    expect([...groups].sort()).toEqual(['all', 'form', 'site', 'state', 'waiting'])
    const all = rows.find(({ group }) => group === 'all')
    expect(all?.ages['0-7']).toBe(1)
    expect(all?.ages['8-14']).toBeGreaterThan(3)
    for (const { group, key, ages, unsettled } of rows) {
      const place = group === 'all' ? '' : `&${group}=${key}`
      const fits = async (filter: string) =>
        (
          await list(
            `state=unsettled${place}${filter}`.replace('state=unsettled&state', 'state'),
            monitor,
          )
        ).filtered
      expect(await fits(''), `${group} ${key}`).toBe(unsettled)
      for (const [age, number] of Object.entries(ages)) {
        expect(await fits(`&age=${age}`), `${group} ${key} ${age}`).toBe(number)
      }
    }
    expect(all?.medianToAnswer).not.toBeNull()
  })
})
