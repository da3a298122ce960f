import type { QualifierName } from './define.ts'

const MAX_NAME = 8
const MAX_LABEL = 40

/** Hands out names and labels of supplemental qualifiers: each once within its domain. */
export interface QualifierNames {
  /** The name that a definition chose; two items may share one. */
  named(domain: string, name: string, label: string): QualifierName
  /** A free name like the one given. */
  free(domain: string, like: string, label: string): QualifierName
}

/** `isTaken`: names that the domain's own variables have. Names come out the same for the same calls. */
export function qualifierNames(isTaken: (domain: string, name: string) => boolean): QualifierNames {
  const names = new Map<string, QualifierName>()
  const labels = new Set<string>()
  const keep = (domain: string, name: string, label: string): QualifierName => {
    const made = { name, label: freeOf(cutLabel(label), (one) => labels.has(`${domain} ${one}`)) }
    labels.add(`${domain} ${made.label}`)
    names.set(`${domain} ${name}`, made)
    return made
  }
  return {
    named: (domain, name, label) => names.get(`${domain} ${name}`) ?? keep(domain, name, label),
    free: (domain, like, label) => {
      const base = cleanName(like)
      const taken = (one: string): boolean => names.has(`${domain} ${one}`) || isTaken(domain, one)
      return keep(domain, freeName(base, taken), label)
    },
  }
}

/** Letters and digits in capitals, a letter first, at most eight. */
export function cleanName(text: string): string {
  const name = text.toUpperCase().replaceAll(/[^A-Z0-9]/g, '')
  return (/^[A-Z]/.test(name) ? name : `X${name}`).slice(0, MAX_NAME)
}

/** The name, or with the lowest number behind it (2, 3, …) that makes it free. */
export function freeName(base: string, isTaken: (name: string) => boolean): string {
  for (let count = 1; ; count += 1) {
    const end = count === 1 ? '' : String(count)
    const name = `${base.slice(0, MAX_NAME - end.length)}${end}`
    if (!isTaken(name)) return name
  }
}

function freeOf(label: string, isTaken: (label: string) => boolean): string {
  for (let count = 1; ; count += 1) {
    const end = count === 1 ? '' : ` ${count}`
    const one = `${label.slice(0, MAX_LABEL - end.length)}${end}`
    if (!isTaken(one)) return one
  }
}

/** A label of at most 40 characters, cut between words where that leaves at least half of it. */
export function cutLabel(text: string): string {
  const label = text.trim()
  if (label.length <= MAX_LABEL) return label
  const cut = label.slice(0, MAX_LABEL + 1)
  const space = cut.lastIndexOf(' ')
  return cut.slice(0, space > MAX_LABEL / 2 ? space : MAX_LABEL).trimEnd()
}
