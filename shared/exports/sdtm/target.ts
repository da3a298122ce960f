import type { Target } from './define.ts'

const TARGET = /^(?:SUPP([A-Z][A-Z0-9])|([A-Z][A-Z0-9]))\.([A-Z][A-Z0-9]{0,7})(?:\[([^\]]+)\])?$/

/**
 * Reads where an item goes: `AE.AESTDTC`, `VS.VSORRES[SYSBP]`, `SUPPAE.DLTFL`, `CO.COVAL` (a comment
 * about the row, whose domain is `home`). `null` for any other text.
 */
export function parseTarget(text: string, home: string): Target | null {
  const match = TARGET.exec(text)
  if (match === null) return null
  const [, parent, domain = '', name = '', test = null] = match
  if (parent !== undefined) return { kind: 'supplemental', domain: parent, name, test }
  if (domain === 'CO') return name === 'COVAL' ? { kind: 'comment', domain: home } : null
  return { kind: 'variable', domain, variable: name, test }
}

/** Domain that a mapping names for the row itself; null where it names none. */
export function namedDomain(text: string | undefined): string | null {
  const target = text === undefined ? null : parseTarget(text, '')
  return target === null || target.kind === 'comment' ? null : target.domain
}
