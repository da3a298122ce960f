const LENGTH = 8

/**
 * A code for each name: eight capitals, digits and underscores at most, beginning with a letter, no
 * two alike. A name that is such a code already keeps it; of the others the later ones give way.
 */
export function distinctCodes(names: readonly string[]): ReadonlyMap<string, string> {
  const codes = new Map<string, string>()
  const taken = new Set<string>()
  const take = (name: string, code: string): void => {
    codes.set(name, code)
    taken.add(code)
  }
  for (const name of names) if (cleanCode(name) === name && name.length <= LENGTH) take(name, name)
  for (const name of names) {
    if (codes.has(name)) continue
    const clean = cleanCode(name)
    let code = clean.slice(0, LENGTH)
    for (let next = 2; taken.has(code); next += 1) {
      const end = String(next)
      code = `${clean.slice(0, LENGTH - end.length)}${end}`
    }
    take(name, code)
  }
  return codes
}

/**
 * A code for a name that may be any, the same in every study: itself where it is one, else its first
 * letters with three signs made from the whole of it.
 */
export function shortCode(name: string): string {
  const clean = cleanCode(name)
  if (clean === name && clean.length <= LENGTH) return clean
  let sum = 7
  for (let at = 0; at < name.length; at += 1) sum = (sum * 31 + name.charCodeAt(at)) % 46_656
  return `${clean.slice(0, LENGTH - 3)}${sum.toString(36).toUpperCase().padStart(3, '0')}`
}

function cleanCode(name: string): string {
  const clean = name.toUpperCase().replace(/[^A-Z0-9_]/g, '')
  return /^[A-Z]/.test(clean) ? clean : `P${clean}`
}
