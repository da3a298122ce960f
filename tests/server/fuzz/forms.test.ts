import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { problemSchema } from '../../../shared/api/problem.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { openTestStore } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { startServer, type Reply, type TestServer } from '../support/test-server.ts'
import { formValues } from './form-values.ts'
import { fuzzRuns } from './runs.ts'

const PROTOCOL = 'toripalimab-donafenib'
const FORMS = builtInFamilies.protocols.get(PROTOCOL).forms
const RUNS = fuzzRuns(12)

const recordSchema = z.object({ id: z.string(), version: z.number(), removed: z.boolean() })

describe('whatever is typed into a form', () => {
  let server: TestServer
  let study: SeededStudy
  let subjects = 0
  const answered = { saved: 0, refused: 0 }

  beforeAll(async () => {
    server = await startServer(openTestStore)
    study = await seedStudy(server, PROTOCOL)
  })
  afterAll(() => server.stop())

  it.each(FORMS)(
    '$key is saved whole, or refused at its fields and nothing is kept',
    async (form) => {
      subjects += 1
      const subject = await seedSubject(study, `2${String(subjects).padStart(3, '0')}`)
      const visit = form.scope === 'visit' ? 'W6' : null
      await fc.assert(
        fc.asyncProperty(formValues(form), formValues(form), async (first, second) => {
          const created = await whole(server, () =>
            study.investigator.post(`${subject}/records`, { form: form.key, visit, values: first }),
          )
          note(answered, created)
          if (created.status !== 201) return
          const { id, version } = recordSchema.parse(created.body)
          const amended = await whole(server, () =>
            study.investigator.put(
              `${subject}/records/${id}`,
              { values: second, reason: 'typed wrongly' },
              { 'If-Match': `"${version}"` },
            ),
          )
          note(answered, amended)
          await remove(study, subject, id)
        }),
        { numRuns: RUNS },
      )
      expect(server.log()).not.toContain('"level":50')
    },
  )

  it('was both saved and refused many times, so that the cases above mean something', () => {
    expect(answered.saved).toBeGreaterThan(100)
    expect(answered.refused).toBeGreaterThan(100)
  })
})

/** Runs a save: done or refused in words; a refusal leaves trail and records as they were. */
async function whole(server: TestServer, save: () => Promise<Reply>): Promise<Reply> {
  const before = await counts(server)
  const reply = await save()
  const told = JSON.stringify(reply.body).slice(0, 2000)
  expect(reply.status, told).not.toBe(500)
  if (reply.status < 400) return reply
  expect(problemSchema.safeParse(reply.body).success, `${reply.status} ${told}`).toBe(true)
  expect(await counts(server)).toEqual(before)
  return reply
}

async function counts({ store }: TestServer): Promise<readonly number[]> {
  const { auditEntry, record, query, checkFiring } = store.t
  const found: number[] = []
  for (const table of [auditEntry, record, query, checkFiring])
    found.push(await store.read.$count(table))
  return found
}

function note(answered: { saved: number; refused: number }, { status }: Reply): void {
  if (status < 400) answered.saved += 1
  else answered.refused += 1
}

/** Frees the place for the next case. */
async function remove(study: SeededStudy, subject: string, id: string): Promise<void> {
  const { body } = await study.investigator.get(subject)
  const { records } = z.object({ records: z.array(recordSchema) }).parse(body)
  const record = records.find((one) => one.id === id)
  if (record === undefined || record.removed) return
  await study.investigator.post(
    `${subject}/records/${id}/removal`,
    { reason: 'next case' },
    { 'If-Match': `"${record.version}"` },
  )
}
