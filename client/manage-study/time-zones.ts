import type { Language } from '../../shared/kernel/bilingual.ts'
import { remembered } from '../../shared/kernel/remembered.ts'

/** The zone in which the reader sits. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

export interface ZoneChoice {
  readonly value: string
  readonly label: string
}

/** Every zone that the browser knows, UTC, and the one chosen, each with its name in the reader's words. */
export function zoneChoices(language: Language, chosen: string): readonly ZoneChoice[] {
  const known = knownChoices(language)
  if (known.some(({ value }) => value === chosen)) return known
  return [{ value: chosen, label: chosen }, ...known]
}

const knownChoices = remembered(
  (language: Language): readonly ZoneChoice[] => {
    const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', ownTimeZone()])
    return [...zones].sort().map((zone) => ({ value: zone, label: labelOf(zone, language) }))
  },
  (language) => language,
  2,
)

/** `Asia/Shanghai · China Standard Time` */
function labelOf(timeZone: string, language: Language): string {
  const format = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: 'longGeneric' })
  const name = format.formatToParts(0).find(({ type }) => type === 'timeZoneName')?.value
  return name === undefined ? timeZone : `${timeZone} · ${name}`
}
