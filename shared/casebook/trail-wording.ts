import type { Speaker } from '../texts/speaker.ts'
import type { ExportedEntry } from '../trail/export-entry.ts'

type Change = ExportedEntry['changes'][number]

/** A change of the trail: its field, and what stood there before and after, codes with their meaning. */
export function changeText(
  { t, say }: Speaker,
  { row, label, unit, before, after }: Change,
): string {
  const side = ({ value, meaning, redacted }: typeof before): string => {
    if (redacted) return t('redact.done')
    if (value === null || value === '') return t('book.nothing')
    const read = meaning === null ? value : `${say(meaning)} [${value}]`
    return unit === null ? read : `${read} ${unit}`
  }
  const place = row === '' ? say(label) : `${row} · ${say(label)}`
  return `${place}: ${side(before)} → ${side(after)}`
}

/** Who made an entry: the printed name, the user name and the role. */
export function personText(
  { say }: Speaker,
  { displayName, username, role }: Pick<ExportedEntry, 'displayName' | 'username' | 'role'>,
): string {
  return [displayName, username, ...(role === null ? [] : [say(role)])].join(' · ')
}

/** The visit and the form that an entry is about. */
export function whereText(
  { say }: Speaker,
  { visit, form }: Pick<ExportedEntry, 'visit' | 'form'>,
): string {
  return [visit, form === null ? null : say(form)].filter(Boolean).join(' · ')
}
