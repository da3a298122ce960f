/** Who or what a value comes from. @source FDA24 Q20; OR-05 */
export const ORIGINS = ['person', 'import', 'program'] as const
export type Origin = (typeof ORIGINS)[number]

/** The originator of what an audit entry holds: its act and its actor tell. */
export function originOf({
  act,
  isPerson,
}: {
  readonly act: string
  readonly isPerson: boolean
}): Origin {
  if (act.endsWith('.import')) return 'import'
  return isPerson ? 'person' : 'program'
}
