import type { Permission } from '../access/permissions.ts'

/** Life of a data query: GCDMP, conduct chapter. `closed` and `cancelled` settle it. */
export const QUERY_STATES = ['open', 'answered', 'closed', 'reopened', 'cancelled'] as const
export type QueryState = (typeof QUERY_STATES)[number]

export const QUERY_ACTS = ['open', 'answer', 'close', 'reopen', 'cancel', 'comment'] as const
export type QueryAct = (typeof QUERY_ACTS)[number]

/** What may be done to a query that stands already. */
export type QueryStep = Exclude<QueryAct, 'open'>

interface Step {
  /** States in which the step is permitted. */
  readonly from: readonly QueryState[]
  /** The state after it; null: the state stays. */
  readonly to: QueryState | null
  readonly permission: Permission
  /** Whether the step needs words of the person. */
  readonly needsText: boolean
}

/** Every step, with the states it leads from and to, and who may take it. */
export const QUERY_STEPS: Readonly<Record<QueryStep, Step>> = {
  answer: {
    from: ['open', 'reopened'],
    to: 'answered',
    permission: 'query.answer',
    needsText: true,
  },
  close: { from: ['answered'], to: 'closed', permission: 'query.settle', needsText: false },
  reopen: {
    from: ['answered', 'closed'],
    to: 'reopened',
    permission: 'query.settle',
    needsText: true,
  },
  cancel: {
    from: ['open', 'answered', 'reopened'],
    to: 'cancelled',
    permission: 'query.settle',
    needsText: true,
  },
  comment: { from: QUERY_STATES, to: null, permission: 'query.comment', needsText: true },
}

/** Whether nothing more is asked of the site. */
export function isSettled(state: QueryState): boolean {
  return state === 'closed' || state === 'cancelled'
}

/** The steps that a state permits, whoever takes them. */
export function stepsFrom(state: QueryState): readonly QueryStep[] {
  const steps = Object.keys(QUERY_STEPS) as QueryStep[]
  return steps.filter((step) => QUERY_STEPS[step].from.includes(state))
}
