import { describe, expect, it } from 'vitest'
import { can } from '../../../shared/access/permissions.ts'
import { isSettled, QUERY_STATES, QUERY_STEPS, stepsFrom } from '../../../shared/queries/states.ts'

describe('DC-03: the life of a query', () => {
  it.each([
    ['open', ['answer', 'cancel', 'comment']],
    ['answered', ['close', 'reopen', 'cancel', 'comment']],
    ['closed', ['reopen', 'comment']],
    ['reopened', ['answer', 'cancel', 'comment']],
    ['cancelled', ['comment']],
  ] as const)('a query that is %s permits %j', (state, steps) => {
    expect(stepsFrom(state)).toEqual(steps)
  })

  it('is settled when closed or cancelled, and in no other state', () => {
    expect(QUERY_STATES.filter(isSettled)).toEqual(['closed', 'cancelled'])
  })

  it('lets nobody who answers settle, and nobody who settles answer', () => {
    for (const role of ['coordinator', 'investigator', 'monitor', 'data-manager'] as const) {
      const answers = can(role, QUERY_STEPS.answer.permission)
      const settles = can(role, QUERY_STEPS.close.permission)
      expect([answers, settles].filter(Boolean)).toHaveLength(1)
    }
    expect(can('statistician', 'query.comment')).toBe(false)
    expect(can('administrator', 'query.comment')).toBe(false)
  })

  it('ends every step in a state that exists, and a remark where it began', () => {
    for (const { from, to } of Object.values(QUERY_STEPS)) {
      expect(from.length).toBeGreaterThan(0)
      if (to !== null) expect(QUERY_STATES).toContain(to)
    }
    expect(QUERY_STEPS.comment.to).toBeNull()
  })
})
