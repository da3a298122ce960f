/** The zone of the machine: of a site that is opened without one, and of what belongs to no single site. */
export function serverTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}
