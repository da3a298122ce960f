import type { Code } from '../../../shared/forms/define.ts'

/** Lists up to this length are drawn as radio buttons, longer ones as a searchable list. */
export const LONGEST_RADIO_LIST = 12

/** A multiple choice as it is stored, in the order of the list. */
export function joinCodes(codes: readonly Code[], chosen: readonly string[]): string {
  const known = codes.filter(({ value }) => chosen.includes(value)).map(({ value }) => value)
  const others = chosen.filter((value) => !known.includes(value))
  return [...known, ...others].join(';')
}
