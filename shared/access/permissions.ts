/** Roles of a study's people. An account has none until a grant gives it, per study and site, from-to. */
export const ROLES = [
  'coordinator',
  'investigator',
  'monitor',
  'data-manager',
  'statistician',
  'administrator',
  'inspector',
  'central-reader',
] as const
export type Role = (typeof ROLES)[number]

const STUDY_PEOPLE = [
  'coordinator',
  'investigator',
  'monitor',
  'data-manager',
  'statistician',
] as const satisfies readonly Role[]

/**
 * Who may do what: one row per permission, the roles that hold it. Administrators hold no clinical
 * right; monitors, data managers and statisticians never write site data; inspectors read alone.
 */
export const PERMISSIONS = {
  'study.read': [
    'coordinator',
    'investigator',
    'monitor',
    'data-manager',
    'statistician',
    'administrator',
    'inspector',
  ],
  'study.manage': ['administrator'],
  'subject.read': [...STUDY_PEOPLE, 'inspector'],
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
  'signature.sign': ['investigator'],
  /** What left the product, to whom; and the key that leads back from de-identified copies. */
  'export.log': ['data-manager', 'statistician'],
  'export.key': ['data-manager'],
  /** Keeping the state of the data at a moment: it covers every site. */
  'snapshot.make': ['data-manager', 'statistician'],
  'analysis.read': [...STUDY_PEOPLE, 'inspector'],
  /** Decisions of the committee on the dose: they rest on the subjects of every site. */
  'dose.decide': ['investigator', 'data-manager'],
  'data.export': ['investigator', 'data-manager', 'statistician', 'inspector'],
  'audit.read': [...STUDY_PEOPLE, 'inspector'],
  /** Second reading of images, blind to everybody else's: its holder sees nothing but own readings. */
  'reading.read': ['central-reader'],
  'reading.write': ['central-reader'],
  'audit.redact': ['data-manager'],
  /** Packages of everything a site has: made by data management, received by the site itself. */
  'archive.make': ['data-manager'],
  'archive.read': ['investigator', 'data-manager'],
  'archive.receive': ['investigator'],
  /** Dictionaries of the study, and the codes of its free texts. */
  'coding.write': ['data-manager'],
  'lock.freeze': ['monitor', 'data-manager'],
  'lock.set': ['data-manager'],
  /** The special right to release a freeze or a lock. @source LK-03 */
  'lock.release': ['data-manager'],
  'account.manage': ['administrator'],
  /** Who held which right on which day, and who is trained. */
  'access.read': ['investigator', 'data-manager', 'administrator', 'inspector'],
} as const satisfies Readonly<Record<string, readonly Role[]>>

export type Permission = keyof typeof PERMISSIONS

const READS: readonly Permission[] = [
  'study.read',
  'subject.read',
  'analysis.read',
  'audit.read',
  'data.export',
  'access.read',
  'archive.read',
  'export.log',
  'reading.read',
]

/** Whether a permission is one to read. It stays with those whose training is missing. */
export function isRead(permission: Permission): boolean {
  return READS.includes(permission)
}

/** Whether a role holds a permission. Study, site and dates of the grant are checked by the server. */
export function can(role: Role, permission: Permission): boolean {
  const roles: readonly Role[] = PERMISSIONS[permission]
  return roles.includes(role)
}
