import type { TermView } from '../../shared/api/routes/coding.ts'

/** Levels that say most of where a term belongs, the narrower first. */
const LEVELS = ['PT', 'SOC', 'PREFERRED', 'ATC']

/** Where a term belongs in its dictionary: `PT Belly swelling › SOC Stomach things`. */
export function pathText(parents: TermView['parents']): string {
  return LEVELS.flatMap((level) => {
    const parent = parents[level]
    return parent === undefined ? [] : [`${level} ${parent.name}`]
  }).join(' › ')
}
