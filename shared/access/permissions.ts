/** Roles of a study's people. An account has none until a grant gives it, per study and site, from-to. */
export const ROLES = [
  'coordinator',
  'investigator',
  'monitor',
  'data-manager',
  'statistician',
  'administrator',
] as const
export type Role = (typeof ROLES)[number]

/**
 * Who may do what: one row per permission, the roles that hold it. Administrators hold no clinical
 * right; monitors, data managers and statisticians never write site data.
 */
export const PERMISSIONS = {
  'study.read': [
    'coordinator',
    'investigator',
    'monitor',
    'data-manager',
    'statistician',
    'administrator',
  ],
  'study.manage': ['administrator'],
  'subject.read': ['coordinator', 'investigator', 'monitor', 'data-manager', 'statistician'],
  'subject.enrol': ['coordinator', 'investigator'],
  'record.write': ['coordinator', 'investigator'],
  /** Laboratories and their normal ranges: at one site by its staff, for all sites by data management. */
  'laboratory.manage': ['coordinator', 'data-manager'],
  'record.verify': ['monitor', 'data-manager'],
  'query.open': ['monitor', 'data-manager'],
  'query.answer': ['coordinator', 'investigator'],
  'query.settle': ['monitor', 'data-manager'],
  'query.comment': ['coordinator', 'investigator', 'monitor', 'data-manager'],
  'review.write': ['investigator'],
  'analysis.read': ['coordinator', 'investigator', 'monitor', 'data-manager', 'statistician'],
  'data.export': ['investigator', 'data-manager', 'statistician'],
  'audit.read': ['coordinator', 'investigator', 'monitor', 'data-manager', 'statistician'],
  'audit.redact': ['data-manager'],
  /** Packages of everything a site has: made by data management, received by the site itself. */
  'archive.make': ['data-manager'],
  'archive.read': ['investigator', 'data-manager'],
  'archive.receive': ['investigator'],
  /** Dictionaries of the study, and the codes of its free texts. */
  'coding.write': ['data-manager'],
  'account.manage': ['administrator'],
} as const satisfies Readonly<Record<string, readonly Role[]>>

export type Permission = keyof typeof PERMISSIONS

/** Whether a role holds a permission. Study, site and dates of the grant are checked by the server. */
export function can(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission]
  return roles.includes(role)
}
