import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  can,
  isRead,
  PERMISSIONS,
  ROLES,
  type Permission,
} from '../../../shared/access/permissions.ts'
import { permissionOf, type Route } from '../../../shared/api/define.ts'
import { ROUTES } from '../../../shared/api/routes.ts'
import { openTestStore } from '../../db/open-stores.ts'
import { seedStudy, seedSubject, type SeededStudy } from '../support/seed.ts'
import { signedIn, startServer, type Browser, type TestServer } from '../support/test-server.ts'

/** What writes values of the site: the investigator and the site's staff alone. */
const SITE_DATA: readonly Permission[] = [
  'subject.enrol',
  'record.write',
  'review.write',
  'query.answer',
]
const SITE_STAFF = ['coordinator', 'investigator'] as const
const SPONSOR = ['monitor', 'data-manager', 'statistician', 'administrator', 'inspector'] as const

const writesSiteData = (route: Route): boolean => {
  const permission = permissionOf(route)
  return route.method !== 'get' && permission !== null && SITE_DATA.includes(permission)
}

describe('separated duties', () => {
  let server: TestServer
  let study: SeededStudy
  const people = new Map<string, Browser>()

  beforeAll(async () => {
    server = await startServer(openTestStore)
    study = await seedStudy(server)
    await seedSubject(study, '1001')
    for (const role of ROLES) {
      people.set(role, await signedIn(server, [{ role, study: study.key }]))
    }
    people.set('root', await signedIn(server, [{ role: 'administrator', study: null }]))
  })
  afterAll(() => server.stop())

  const call = (route: Route, who: string) => {
    const path = route.path
      .replace(':study', study.key)
      .replace(':subjid', '1001')
      .replaceAll(/:\w+/g, 'none')
    const request = { body: {}, headers: { 'If-Match': '"1"' } }
    return people.get(who)?.send(route.method.toUpperCase(), path, request)
  }
  const records = () => server.store.read.select().from(server.store.t.record)

  it.each(ROUTES.filter(writesSiteData))(
    'OR-01: $id writes site data and is refused to every role of the sponsor',
    async (route) => {
      const before = await records()
      for (const role of [...SPONSOR, 'root']) {
        expect((await call(route, role))?.status, role).toBe(403)
      }
      expect(await records()).toEqual(before)
      for (const role of SITE_STAFF) {
        const permission = permissionOf(route)
        if (permission === null || !can(role, permission)) continue
        expect((await call(route, role))?.status, role).not.toBe(403)
      }
    },
  )

  it('OR-01: the table gives the writing of site data to site staff alone', () => {
    for (const permission of SITE_DATA) {
      const holders = ROLES.filter((role) => can(role, permission))
      expect(SITE_STAFF, permission).toEqual(expect.arrayContaining(holders))
    }
    expect(ROUTES.filter(writesSiteData).length).toBeGreaterThan(8)
  })

  it('OR-01: an inspector reads, and writes nothing at all', async () => {
    const held = (Object.keys(PERMISSIONS) as Permission[]).filter((one) => can('inspector', one))
    expect(held.filter((permission) => !isRead(permission))).toEqual([])
    for (const part of ['/subjects', '/subjects/1001', '/audit', '/queries', '/home']) {
      const reply = await people.get('inspector')?.get(study.path + part)
      expect(reply?.status, part).toBe(200)
    }
    const rights = await people.get('inspector')?.get(`${study.path}/rights?day=2026-03-02`)
    expect(rights?.status).toBe(200)
  })

  it('OR-01: every route that writes is refused to an inspector', async () => {
    for (const route of ROUTES) {
      const permission = permissionOf(route)
      if (route.method === 'get' || permission === null || isRead(permission)) continue
      expect((await call(route, 'inspector'))?.status, route.id).toBe(403)
    }
  })

  it('AC-03: a system administrator saves no form, sees no subject, and takes no export', async () => {
    const root = people.get('root')
    expect((await root?.post(`${study.path}/subjects/1001/records`, {}))?.status).toBe(403)
    for (const part of ['/subjects', '/subjects/1001', '/exports', '/audit']) {
      expect((await root?.get(study.path + part))?.status, part).toBe(403)
    }
    const clinical = ['subject.read', 'data.export', 'audit.read', ...SITE_DATA] as const
    for (const permission of clinical) expect(can('administrator', permission)).toBe(false)
  })

  it('AC-04: who administers alters no trail and closes no query; the attempt is refused and logged', async () => {
    const tried = [
      `${study.path}/audit/1/redaction`,
      `${study.path}/subjects/1001/queries/q/settlement`,
    ]
    for (const path of tried) {
      expect((await people.get('root')?.post(path, {}))?.status).toBe(403)
      const line = server
        .log()
        .split('\n')
        .findLast((one) => one.includes(path))
      expect(JSON.parse(line ?? '{}')).toMatchObject({
        ...{ path, status: 403, accountId: expect.stringMatching(/\S/) as string },
      })
    }
  })

  it('AC-04: no role both manages and settles, or both answers and settles queries', () => {
    for (const role of ROLES) {
      const manages = can(role, 'study.manage') || can(role, 'account.manage')
      const settles = can(role, 'query.settle') || can(role, 'audit.redact')
      expect(manages && settles, role).toBe(false)
      expect(can(role, 'query.answer') && can(role, 'query.settle'), role).toBe(false)
    }
  })
})
