import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { builtInFamilies } from '../../../shared/families.ts'
import type { FormDefinition, FormValues } from '../../../shared/forms/define.ts'
import { ONE_ENGINE, openTestStore } from '../../db/open-stores.ts'
import { filledForms } from '../../shared/forms/filled-forms.ts'
import { CONSENT, seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type TestServer } from '../support/test-server.ts'

const PROTOCOL = 'toripalimab-donafenib'
const FORMS = builtInFamilies.protocols.get(PROTOCOL).forms
/** Responses are saved by the review; the enrolment form is there from registration on. */
const ENTERED = FORMS.filter(({ key }) => key !== 'responses' && key !== 'subjects')

const subjectSchema = z.object({
  records: z.array(
    z.object({
      id: z.string(),
      form: z.string(),
      version: z.number(),
      removed: z.boolean(),
      values: z.object({
        items: z.record(z.string(), z.string()),
        rows: z.array(z.record(z.string(), z.string())),
      }),
    }),
  ),
})

describe.each(ONE_ENGINE)('every form over HTTP on $engine', ({ open }) => {
  let server: TestServer
  let study: SeededStudy
  let subject: string

  beforeAll(async () => {
    server = await startServer(open)
    study = await seedStudy(server, PROTOCOL)
    subject = await seedSubject(study, '1001')
  })
  afterAll(() => server.stop())

  it.each(ENTERED)('$key is read back with the values it was created with', async (form) => {
    const visit = form.scope === 'visit' ? 'W6' : null
    for (const values of filledForms(form)) {
      const created = await study.investigator.post(`${subject}/records`, {
        form: form.key,
        visit,
        values,
      })
      expect(created.status, JSON.stringify(created.body)).toBe(201)
      const stored = await present(form)
      expect(stored.values).toEqual(values)
      const removal = { reason: 'next case' }
      const path = `${subject}/records/${stored.id}/removal`
      await study.investigator.post(path, removal, { 'If-Match': `"${stored.version}"` })
    }
  })

  const present = async ({ key }: FormDefinition) => {
    const { records } = subjectSchema.parse((await study.investigator.get(subject)).body)
    const found = records.find(({ form, removed }) => form === key && !removed)
    if (found === undefined) throw new Error(`${key} is not there`)
    return found
  }

  it('the enrolment form is read back as it was registered, its computed age left out', async () => {
    const values: FormValues = {
      items: { ...CONSENT.items, SCRNFAIL_REASND: 'PENDING', AGE: '64' },
      rows: [],
    }
    const registered = await study.coordinator.post(`${study.path}/subjects`, {
      subjid: '1002',
      site: 'S1',
      values,
    })
    expect(registered.status, JSON.stringify(registered.body)).toBe(201)
    const { records } = subjectSchema.parse(
      (await study.coordinator.get(`${study.path}/subjects/1002`)).body,
    )
    expect(records[0]?.values.items).toEqual({ ...CONSENT.items, SCRNFAIL_REASND: 'PENDING' })
  })
})

describe('DC-07 a planned assessment that was not done', () => {
  let server: TestServer
  let study: SeededStudy
  let subject: string

  beforeAll(async () => {
    server = await startServer(openTestStore)
    study = await seedStudy(server, PROTOCOL)
    subject = await seedSubject(study, '1001')
  })
  afterAll(() => server.stop())

  const ASSESSMENTS = FORMS.filter(({ performed }) => performed !== undefined)

  it.each(ASSESSMENTS)(
    '$key is complete with no and a reason, and shows as not done',
    async (form) => {
      const { item = '', reason = '' } = form.performed ?? {}
      const saved = await study.coordinator.post(`${subject}/records`, {
        form: form.key,
        visit: 'W6',
        values: { items: { [item]: 'N', [reason]: 'SUBJECT REFUSED' }, rows: [] },
      })
      expect(saved.status, JSON.stringify(saved.body)).toBe(201)
      expect(saved.body).toMatchObject({ completeness: 'complete', findings: [] })
      expect(await stateAt(form.key)).toBe('not-done')
    },
  )

  it('is incomplete while the reason is missing', async () => {
    const saved = await study.coordinator.post(`${subject}/records`, {
      form: 'vitals',
      visit: 'W9',
      values: { items: { VSPERF: 'N' }, rows: [] },
    })
    expect(saved.body).toMatchObject({
      completeness: 'partial',
      findings: [{ pointer: '/items/VSREASND', kind: 'missing' }],
    })
  })

  it('stands in the export with its reason', async () => {
    const statistician = await signedIn(server, [{ role: 'statistician', study: study.key }])
    const file = await statistician.get(`${study.path}/exports/csv/files/vitals.csv?purpose=Test`)
    expect(file.status).toBe(200)
    expect(String(file.body)).toContain('1001,W6,N,SUBJECT REFUSED,')
  })

  const stateAt = async (key: string) => {
    const { body } = await study.coordinator.get(subject)
    const { cells } = z
      .object({
        cells: z.array(
          z.object({
            visit: z.string(),
            forms: z.array(z.object({ form: z.string(), state: z.string() })),
          }),
        ),
      })
      .parse(body)
    return cells.find(({ visit }) => visit === 'W6')?.forms.find(({ form }) => form === key)?.state
  }
})

describe.each(ONE_ENGINE)(
  'DC-13 values cleared because an answer hides them, on $engine',
  ({ open }) => {
    it('are gone from record and export, and each stands in the history', async () => {
      const server = await startServer(open)
      const study = await seedStudy(server, PROTOCOL)
      const subject = await seedSubject(study, '1001')
      const filled = { VSPERF: 'Y', PULSE: '72', TEMP: '36.8' }
      const created = await study.coordinator.post(`${subject}/records`, {
        form: 'vitals',
        visit: 'W6',
        values: { items: filled, rows: [] },
      })
      const { id } = z.object({ id: z.string() }).parse(created.body)
      const path = `${subject}/records/${id}`
      const leftOver = await study.coordinator.put(
        path,
        { values: { items: { ...filled, VSPERF: 'N' }, rows: [] }, reason: 'typed wrongly' },
        { 'If-Match': '"1"' },
      )
      expect(leftOver.body).toMatchObject({
        findings: expect.arrayContaining([
          expect.objectContaining({ key: 'finding.notAsked', pointer: '/items/PULSE' }),
        ]) as unknown,
      })
      const cleared = await study.coordinator.put(
        path,
        {
          values: { items: { VSPERF: 'N', VSREASND: 'SUBJECT REFUSED' }, rows: [] },
          reason: 'not measured after all',
        },
        { 'If-Match': '"2"' },
      )
      expect(cleared.status).toBe(200)
      const { entries } = z
        .object({
          entries: z.array(
            z.object({
              reason: z.string().nullable(),
              changes: z.array(
                z.object({
                  item: z.string(),
                  before: z.string().nullable(),
                  after: z.string().nullable(),
                }),
              ),
            }),
          ),
        })
        .parse((await study.monitor.get(`${path}/history`)).body)
      const last = entries.find(({ reason }) => reason === 'not measured after all')
      expect(last?.changes.map(({ item, before, after }) => [item, before, after])).toEqual(
        expect.arrayContaining([
          ['PULSE', '72', null],
          ['TEMP', '36.8', null],
          ['VSREASND', null, 'SUBJECT REFUSED'],
        ]),
      )
      await server.stop()
    })
  },
)
