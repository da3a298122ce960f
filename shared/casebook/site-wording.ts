import type { Language } from '../kernel/bilingual.ts'
import { momentText } from '../kernel/time-zone.ts'
import { speaker } from '../texts/speaker.ts'
import type { Wording } from './wording.ts'

/** Words of a language for a file: server times as clocks at the site show them, and in UTC. @source X3 */
export function siteWording(language: Language, timeZone: string): Wording {
  return {
    ...speaker(language),
    time: (iso) => (iso === null ? '–' : siteTime(iso, timeZone)),
  }
}

/** `2026-03-04 07:00 UTC+8 (2026-03-03 23:00 UTC)`; the day stands twice where it is another one. */
function siteTime(iso: string, timeZone: string): string {
  const local = momentText(iso, timeZone)
  if (local.endsWith(' UTC')) return local
  const utc = momentText(iso, 'UTC')
  const isSameDay = utc.slice(0, 10) === local.slice(0, 10)
  return `${local} (${isSameDay ? utc.slice(11) : utc})`
}
