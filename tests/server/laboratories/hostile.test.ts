import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import * as routes from '../../../shared/api/routes/laboratories.ts'
import { ENGINES } from '../../db/open-stores.ts'
import { nearly, validFor } from '../fuzz/arbitrary-of.ts'
import { seedStudy, type SeededStudy } from '../support/seed.ts'
import { startServer, type TestServer } from '../support/test-server.ts'

const WORDS = ['ALT', 'U/L', '2026-01-05', '9', '50', '__proto__']
const { addRange, amendRange, amendLaboratory, rememberMappings } = routes
const answerSchema = z.object({ laboratory: routes.laboratorySchema })

describe.each(ENGINES)(
  'whatever is sent about a laboratory that exists, on $engine',
  ({ open }) => {
    let server: TestServer
    let study: SeededStudy
    let laboratory: string
    let range: string
    beforeAll(async () => {
      server = await startServer(open)
      study = await seedStudy(server)
      const path = `${study.path}/laboratories`
      const made = await study.coordinator.post(path, { code: 'L', name: 'Own', site: 'S1' })
      laboratory = routes.laboratorySchema.parse(made.body).id
      const added = await study.coordinator.post(`${path}/${laboratory}/ranges`, {
        ...{ test: 'ALT', unit: 'U/L', sex: null, ageFrom: null, ageTo: null },
        ...{ low: '9', high: '50', validFrom: '2025-01-01', reason: 'certificate' },
      })
      range = answerSchema.parse(added.body).laboratory.ranges[0]?.id ?? ''
    })
    afterAll(() => server.stop())

    it.each([addRange, amendRange, amendLaboratory, rememberMappings])(
      '$id answers with its result or a typed refusal, and the list can be read after it',
      async (route) => {
        const valid = validFor(route.body ?? z.never(), WORDS)
        await fc.assert(
          fc.asyncProperty(fc.oneof(valid, nearly(valid)), async (body) => {
            const path = route.path
              .replace(':study', study.key)
              .replace(':laboratory', laboratory)
              .replace(':range', range)
            const headers = { 'If-Match': '"1"' }
            const reply = await study.coordinator.send(route.method.toUpperCase(), path, {
              body,
              headers,
            })
            expect(reply.status, JSON.stringify(reply.body).slice(0, 500)).toBeLessThan(500)
            const list = await study.coordinator.get(`${study.path}/laboratories`)
            expect(list.status, JSON.stringify(list.body).slice(0, 500)).toBe(200)
          }),
          { numRuns: 60 },
        )
        expect(server.log()).not.toContain('"level":50')
      },
    )
  },
)
