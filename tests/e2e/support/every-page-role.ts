/** Clinical people see everything of a study; the administrator what belongs to no study. */
const OF_ADMINISTRATOR =
  /^\/(?:accounts|new-study|settings|system|backups|access-review|system-trail|setup)$|\/(?:set-up|rights)$/
/** What one role alone may open. */
const ROLE_OF: readonly (readonly [RegExp, string])[] = [
  [OF_ADMINISTRATOR, 'administrator'],
  [/\/(?:export|snapshots|audit|results|report|live|safety|sensitivity|cohorts)/, 'statistician'],
  [/\/sign$/, 'investigator'],
  [/\/(?:verification|queries\/import)$/, 'monitor'],
  [/\/archives/, 'investigator'],
]

/** The role in which the test of every page opens an address, and looks for barriers with axe. */
export function everyPageRole(address: string): string {
  return ROLE_OF.find(([of]) => of.test(address))?.[1] ?? 'coordinator'
}
