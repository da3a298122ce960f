import { can, type Permission, type Role } from '../access/permissions.ts'

/** Whose question a query is: that of a role, or of an edit check. */
type Asker = Role | 'program'

/**
 * Which roles close, reopen and cancel whose queries. A monitor's question may be settled by data
 * management; a question of data management is settled by data management alone.
 */
const SETTLERS: Readonly<Partial<Record<Asker, readonly Role[]>>> = {
  monitor: ['monitor', 'data-manager'],
  'data-manager': ['data-manager'],
  program: ['monitor', 'data-manager'],
}

/** Whoever holds this in the study does not settle what they asked themselves. @source AC-04 */
const BARS_OWN: Permission = 'study.manage'

export interface AskedBy {
  readonly kind: 'manual' | 'system'
  /** Role in which it was opened. */
  readonly openedRole: string
  /** Who opened it, by the same name as the settler's; null: the program. */
  readonly openedBy: string | null
}

export interface Settler {
  /** Every role held at the subject's site. */
  readonly roles: readonly Role[]
  /** The person, by the same name as the opener's. */
  readonly person: string
}

/** Why somebody may not settle a query: their roles do not, or it is their own. */
export type SettlementBar = 'role' | 'own'

/** Null where nothing bars it, whatever the state of the query. */
export function settlementBar(
  { kind, openedRole, openedBy }: AskedBy,
  { roles, person }: Settler,
): SettlementBar | null {
  if (settlingRole({ kind, openedRole, openedBy }, roles) === null) return 'role'
  const isOwn = kind === 'manual' && openedBy === person
  return isOwn && roles.some((role) => can(role, BARS_OWN)) ? 'own' : null
}

/** The role, among those held, that may settle a query of this asker; null: none may. */
export function settlingRole({ kind, openedRole }: AskedBy, roles: readonly Role[]): Role | null {
  const settlers = settlersOf({ kind, openedRole })
  return roles.find((role) => settlers.includes(role)) ?? null
}

/** The roles that settle a query of this asker. */
export function settlersOf({
  kind,
  openedRole,
}: Pick<AskedBy, 'kind' | 'openedRole'>): readonly Role[] {
  const asker: string = kind === 'system' ? 'program' : openedRole
  return Object.entries(SETTLERS).find(([key]) => key === asker)?.[1] ?? []
}
