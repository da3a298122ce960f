import { describe, expect, it } from 'vitest'
import type { Role } from '../../../shared/access/permissions.ts'
import { settlementBar, settlersOf, settlingRole } from '../../../shared/queries/settlers.ts'

const asked = (openedRole: string, kind: 'manual' | 'system' = 'manual') => ({
  ...{ kind, openedRole, openedBy: kind === 'system' ? null : 'asker' },
})
const person = (roles: readonly Role[], name = 'other') => ({ roles, person: name })

describe('who settles whose queries', () => {
  // asker -> roles that settle
  it.each([
    ['monitor', ['monitor', 'data-manager']],
    ['data-manager', ['data-manager']],
  ] as const)('DC-03: those of a %s are settled by %s', (asker, expected) => {
    const roles = [
      'coordinator',
      'investigator',
      'monitor',
      'data-manager',
      'statistician',
    ] as const
    const settling = roles.filter((role) => settlementBar(asked(asker), person([role])) === null)
    expect(settling).toEqual(expected)
    expect(settlersOf(asked(asker))).toEqual(expected)
  })

  it('DC-03: those of an edit check by monitor and data manager', () => {
    for (const role of ['monitor', 'data-manager'] as const) {
      expect(settlementBar(asked('edit-checks', 'system'), person([role]))).toBeNull()
    }
    expect(settlementBar(asked('edit-checks', 'system'), person(['coordinator']))).toBe('role')
  })

  it('a role that asks no longer leaves its queries to nobody by mistake: they are refused, not open to all', () => {
    expect(settlementBar(asked('statistician'), person(['monitor', 'data-manager']))).toBe('role')
  })

  it('AC-04: who administers the study does not settle their own, but those of others', () => {
    const builder = person(['administrator', 'data-manager'], 'asker')
    expect(settlementBar(asked('data-manager'), builder)).toBe('own')
    expect(settlementBar({ ...asked('data-manager'), openedBy: 'somebody' }, builder)).toBeNull()
    expect(settlementBar(asked('edit-checks', 'system'), builder)).toBeNull()
    expect(settlementBar(asked('data-manager'), person(['data-manager'], 'asker'))).toBeNull()
  })

  it('acts in the role that may, of several', () => {
    expect(settlingRole(asked('data-manager'), ['monitor', 'data-manager'])).toBe('data-manager')
    expect(settlingRole(asked('data-manager'), ['monitor'])).toBeNull()
  })
})
