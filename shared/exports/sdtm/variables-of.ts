import { SDTM_STANDARD, type StandardVariable } from '../standard/standard.ts'
import type { SdtmDomain } from './define.ts'

/** The variables of a domain in their order: those of the standard, or its own. */
export function tableOfDomain({ key, variables }: SdtmDomain): readonly StandardVariable[] {
  return variables ?? SDTM_STANDARD.get(key) ?? []
}

const names = new WeakMap<SdtmDomain, ReadonlySet<string>>()

/** Names of the variables of a domain, in their order. */
export function namesOfDomain(domain: SdtmDomain): ReadonlySet<string> {
  const known = names.get(domain) ?? new Set(tableOfDomain(domain).map(({ name }) => name))
  names.set(domain, known)
  return known
}

const numeric = new Map<string, ReadonlySet<string>>()

/** Whether a variable of the standard's tables holds numbers. */
export function isNumeric(domain: string, variable: string): boolean {
  const known = numeric.get(domain) ?? numbersOf(domain)
  numeric.set(domain, known)
  return known.has(variable)
}

function numbersOf(domain: string): ReadonlySet<string> {
  const table = SDTM_STANDARD.get(domain) ?? []
  return new Set(table.flatMap(({ name, type }) => (type === 'Num' ? [name] : [])))
}

const standard = new Map<string, ReadonlySet<string>>()

/** Names of the variables that the standard has for a domain. */
export function namesOfStandard(domain: string): ReadonlySet<string> {
  const known =
    standard.get(domain) ?? new Set((SDTM_STANDARD.get(domain) ?? []).map(({ name }) => name))
  standard.set(domain, known)
  return known
}
