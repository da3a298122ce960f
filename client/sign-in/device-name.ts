/** In this order: several programs name those they descend from as well. */
const BROWSERS = [
  ['Edg', 'Edge'],
  ['OPR', 'Opera'],
  ['Firefox', 'Firefox'],
  ['Chrome', 'Chrome'],
  ['Safari', 'Safari'],
] as const
const SYSTEMS = [
  ['Windows', 'Windows'],
  ['Android', 'Android'],
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Mac OS', 'macOS'],
  ['Linux', 'Linux'],
] as const

/** Browser and system behind a user agent, such as `Firefox · Windows`; else its first words; null without one. */
export function deviceName(agent: string | null): string | null {
  if (agent === null || agent.trim() === '') return null
  const find = (names: readonly (readonly [string, string])[]): string[] => {
    const found = names.find(([sign]) => agent.includes(sign))
    return found === undefined ? [] : [found[1]]
  }
  const known = [...find(BROWSERS), ...find(SYSTEMS)]
  return known.length > 0 ? known.join(' · ') : agent.slice(0, 40)
}
