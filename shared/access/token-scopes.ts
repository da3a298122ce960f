import type { Permission } from './permissions.ts'

/**
 * What an access token may read, each a group of permissions. There is none to write, to sign or to
 * administer: a script reads within the rights that its owner holds at that moment.
 */
export const TOKEN_SCOPES = {
  studies: ['study.read'],
  subjects: ['study.read', 'subject.read'],
  analysis: ['study.read', 'analysis.read'],
  export: ['study.read', 'data.export'],
  audit: ['study.read', 'audit.read'],
} as const satisfies Readonly<Record<string, readonly Permission[]>>

export type TokenScope = keyof typeof TOKEN_SCOPES
export const TOKEN_SCOPE_NAMES = Object.keys(TOKEN_SCOPES) as TokenScope[]

/** Whether one of the scopes holds the permission. */
export function scopesHold(scopes: readonly TokenScope[], permission: Permission): boolean {
  return scopes.some((scope) => (TOKEN_SCOPES[scope] as readonly Permission[]).includes(permission))
}
