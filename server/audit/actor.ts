/**
 * Who acts: a person in a role, or the program itself. `studyId` chooses the audit chain that the
 * acts join: the study's, or the installation's when null.
 */
export type Actor = {
  /** The role as it is at the time of the act, e.g. `coordinator`; for the system the part that acts, e.g. `edit-checks`. */
  readonly role: string
  readonly username: string
  readonly studyId: string | null
  /** The site the actor belongs to; null above sites. */
  readonly siteId: string | null
  readonly programVersion: string
  /** Network address of the request; null for acts that no request caused. */
  readonly sourceAddress: string | null
} & (
  | { readonly kind: 'person'; readonly accountId: string }
  | { readonly kind: 'system'; readonly accountId: null }
)

/** The chain of acts that belong to no study. */
export const SYSTEM_CHAIN = 'system'

/** The audit chain that the actor's acts join. */
export function chainOf(actor: Actor): string {
  return actor.studyId ?? SYSTEM_CHAIN
}
