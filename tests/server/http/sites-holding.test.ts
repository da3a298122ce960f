import { describe, expect, it } from 'vitest'
import type { Caller } from '../../../server/http/caller.ts'
import type { SiteFilter } from '../../../server/http/route-handler.ts'
import { sitesHolding } from '../../../server/http/scope.ts'
import type { TokenScope } from '../../../shared/access/token-scopes.ts'

const study = { id: 'study', key: 'S', mark: null }
const all: SiteFilter = { kind: 'all' }
const some = (...ids: string[]): SiteFilter => ({ kind: 'some', ids })

/** Somebody who reads the trail at these sites; null: at every one. */
const readerAt = (siteIds: readonly (string | null)[], scopes?: readonly TokenScope[]): Caller => ({
  ...{ sessionId: 's', accountId: 'a', username: 'ada', displayName: 'Ada', expiresAt: '' },
  mustChangePassword: false,
  grants: siteIds.map((siteId) => ({
    ...{ id: 'g', role: 'monitor', studyId: study.id, siteId, validFrom: '', validTo: null },
  })),
  ...(scopes === undefined ? {} : { token: { name: 'nightly', scopes } }),
})
const held = (caller: Caller, sites: SiteFilter): SiteFilter =>
  sitesHolding(caller, { study, sites }, 'audit.read')

describe('AC-02: what needs two permissions', () => {
  it('reaches the sites of both', () => {
    expect(held(readerAt([null]), all)).toEqual(all)
    expect(held(readerAt([null]), some('1'))).toEqual(some('1'))
    expect(held(readerAt(['1', '2']), all)).toEqual(some('1', '2'))
    expect(held(readerAt(['1', '2']), some('2', '3'))).toEqual(some('2'))
  })

  it('is refused where they meet nowhere, and to a script whose token names one alone', () => {
    expect(() => held(readerAt(['1']), some('2'))).toThrow()
    expect(() => held(readerAt([]), all)).toThrow()
    expect(() => held(readerAt([null], ['export']), all)).toThrow()
    expect(held(readerAt([null], ['export', 'audit']), all)).toEqual(all)
  })
})
