import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Store } from '../../../db/store.ts'
import { createApp } from '../../../server/app.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { createLogger } from '../../../server/http/request-log.ts'
import { openStudy } from '../../../server/studies/service.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { signedIn, type Browser, type Reply } from '../support/test-server.ts'
import { vitals, type Person } from './writer.ts'

const STUDY = 'faults'

/** A study with a subject and saved vital signs for each writer, and somebody who asks queries. */
export async function seedWriters(store: Store, count: number): Promise<readonly Person[]> {
  const definition = builtInFamilies.protocols.get('donafenib-switch')
  const actor = systemActor({ part: 'test', studyId: null })
  const sites = [{ code: 'S1', name: 'First Hospital' }]
  await openStudy(store, actor, { studyKey: STUDY, definition, sites })
  const app = createApp({ store, families: builtInFamilies, logger: createLogger('silent') })
  const server = createServer(app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    const monitor = await signedIn({ store, base }, [{ role: 'monitor', study: STUDY }])
    const people: Person[] = []
    for (let n = 1; n <= count; n += 1) {
      const nurse = await signedIn({ store, base }, [
        { role: 'coordinator', study: STUDY, site: 'S1' },
      ])
      people.push(await seedWriter(nurse, { subjid: String(1000 + n), monitor }))
    }
    return people
  } finally {
    server.close()
    server.closeAllConnections()
  }
}

async function seedWriter(
  nurse: Browser,
  { subjid, monitor }: { readonly subjid: string; readonly monitor: Browser },
): Promise<Person> {
  const subjects = `/api/studies/${STUDY}/subjects`
  const consent = { items: { SEX: 'M', BRTHDAT: '1961', RFICDAT: '2026-01-05' }, rows: [] }
  expectStatus(await nurse.post(subjects, { subjid, site: 'S1', values: consent }), 201)
  const path = `${subjects}/${subjid}`
  const form = { form: 'vitals', visit: 'BASELINE', values: vitals(0) }
  const saved = expectStatus(await nurse.post(`${path}/records`, form), 201)
  const { id } = saved.body as { id: string }
  const cookies = { nurse: nurse.cookie ?? '', monitor: monitor.cookie ?? '' }
  return { name: subjid, path, record: id, cookies }
}

function expectStatus(reply: Reply, status: number): Reply {
  if (reply.status === status) return reply
  throw new Error(`${reply.status} in place of ${status}: ${JSON.stringify(reply.body)}`)
}
