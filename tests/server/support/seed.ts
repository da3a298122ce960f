import { expect } from 'vitest'
import { openStudy } from '../../../server/studies/service.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { signedIn, type Browser, type TestServer } from './test-server.ts'

/** A study with two sites, and one person for each place in it. */
export interface SeededStudy {
  readonly key: string
  readonly path: string
  readonly coordinator: Browser
  readonly investigator: Browser
  readonly monitor: Browser
  /** Coordinator of the other site. */
  readonly stranger: Browser
}

let studies = 0

/** Opens a study of its own on a built-in protocol, with the sites `S1` and `S2`. */
export async function seedStudy(
  server: TestServer,
  protocol = 'donafenib-switch',
): Promise<SeededStudy> {
  studies += 1
  const key = `study-${studies}`
  const definition = builtInFamilies.protocols.get(protocol)
  const actor = systemActor({ part: 'test', studyId: null })
  const sites = [
    { code: 'S1', name: 'First Hospital' },
    { code: 'S2', name: 'Second Hospital' },
  ]
  await openStudy(server.store, actor, { studyKey: key, definition, sites })
  return {
    key,
    path: `/api/studies/${key}`,
    coordinator: await signedIn(server, [{ role: 'coordinator', study: key, site: 'S1' }]),
    investigator: await signedIn(server, [{ role: 'investigator', study: key, site: 'S1' }]),
    monitor: await signedIn(server, [{ role: 'monitor', study: key }]),
    stranger: await signedIn(server, [{ role: 'coordinator', study: key, site: 'S2' }]),
  }
}

export const CONSENT = {
  items: { SEX: 'M', BRTHDAT: '1961', RFICDAT: '2026-01-05' },
  rows: [],
}

/** Registers a subject at site `S1` and gives its path. */
export async function seedSubject(study: SeededStudy, subjid: string): Promise<string> {
  const reply = await study.coordinator.post(`${study.path}/subjects`, {
    subjid,
    site: 'S1',
    values: CONSENT,
  })
  expect(reply.status, JSON.stringify(reply.body)).toBe(201)
  return `${study.path}/subjects/${subjid}`
}

/** Acts of the chain of a study, oldest first. */
export async function actsOf(
  { store }: TestServer,
  studyKey: string,
): Promise<readonly { act: string; username: string; actorKind: string; reason: string | null }[]> {
  const { auditEntry, study } = store.t
  const entries = await store.read.select().from(auditEntry)
  const studyRows = await store.read.select().from(study)
  const id = studyRows.find((row) => row.studyKey === studyKey)?.id
  return entries
    .filter(({ chain }) => chain === id)
    .sort((a, b) => a.seq - b.seq)
    .map(({ act, username, actorKind, reason }) => ({ act, username, actorKind, reason }))
}

/** Acts of the installation's own chain, oldest first. */
export async function systemActs({ store }: TestServer): Promise<readonly string[]> {
  const { auditEntry } = store.t
  const entries = await store.read.select().from(auditEntry)
  return entries
    .filter(({ chain }) => chain === 'system')
    .sort((a, b) => a.seq - b.seq)
    .map(({ act }) => act)
}
