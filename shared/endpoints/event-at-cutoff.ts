import type { Day } from '../kernel/brand.ts'
import { rowsOf, type Row, type TrialSubject } from '../trial/trial.ts'
import { readDate } from './known-date.ts'

/** What is known of the subject's death at a cut-off. */
export interface KnownAtCutoff {
  readonly cutoff: Day
  /** A death exists at the cut-off. */
  readonly dead: boolean
}

export const SERIOUSNESS = [
  'AESDTH',
  'AESLIFE',
  'AESHOSP',
  'AESDISAB',
  'AESCONG',
  'AESMIE',
] as const
const ONGOING = 'NOT RECOVERED/NOT RESOLVED'

/**
 * The answers of an adverse event as they stood at a cut-off: what its end, a stay in hospital or the
 * death after it made of them is undone, and a later end is left out. The very row where nothing is.
 * The grade before a fatal one is recorded nowhere and becomes empty (`analysedGrade` says what counts
 * for it); relation and action are judgements without a date and stay.
 * @source protocol conventions, "Data cut-off"
 */
export function eventAtCutoff(row: Row, subject: TrialSubject, known: KnownAtCutoff): Row {
  const changed = {
    ...outcomeAt(row, known),
    ...(diesLater(row, subject, known) ? withoutDeath(row, known) : {}),
    ...hospitalAt(row, known),
  }
  return Object.keys(changed).length === 0
    ? row
    : { ...row, ...changed, ...seriousAt(row, changed) }
}

/**
 * The grade that an event counts with at a cut-off, from the row as entered and as it stood: instead of
 * a 5 whose death came later the highest that a living subject has. A worsening is a row of its own, so
 * the row is the one that killed; left out, it would miss from every count of severe events.
 * @source protocol conventions, "Treatment-emergent AE"; CTCAE v5.0, grades
 */
export function analysedGrade(entered: Row, known: Row): string {
  const isBeforeDeath = entered['AETOXGR'] === '5' && known['AETOXGR'] === ''
  return (isBeforeDeath ? '4' : known['AETOXGR']) ?? ''
}

/** What was resolved by an end after the cut-off was not resolved at it. */
function outcomeAt(row: Row, known: KnownAtCutoff): Row {
  if (!isLater(row['AEENDAT'], known)) return {}
  const isResolved = row['AEOUT']?.startsWith('RECOVERED/RESOLVED') === true
  return isResolved ? { AEENDAT: '', AEOUT: ONGOING } : { AEENDAT: '' }
}

/** Of a fatal event: the death is recorded, and lies after the cut-off. */
function diesLater(row: Row, subject: TrialSubject, known: KnownAtCutoff): boolean {
  if (known.dead || !saysFatal(row)) return false
  return isLater(row['AEENDAT'], known) || isDeathLater(subject, known)
}

function saysFatal(row: Row): boolean {
  return row['AEOUT'] === 'FATAL' || row['AETOXGR'] === '5' || row['AESDTH'] === 'Y'
}

function isDeathLater(subject: TrialSubject, known: KnownAtCutoff): boolean {
  return (
    rowsOf(subject, 'deaths').some((row) => isLater(row['DTHDAT'], known)) ||
    rowsOf(subject, 'survival').some(
      (row) => row['SSORRES'] === 'DEAD' && isLater(row['SSDAT'], known),
    )
  )
}

function withoutDeath(row: Row, known: KnownAtCutoff): Row {
  // An end before the death contradicts it: how the event stood is then not known.
  const hasEnded = (row['AEENDAT'] ?? '') !== '' && !isLater(row['AEENDAT'], known)
  return {
    ...(row['AEOUT'] === 'FATAL' ? { AEOUT: hasEnded ? 'UNKNOWN' : ONGOING } : {}),
    ...(row['AETOXGR'] === '5' ? { AETOXGR: '' } : {}),
    ...(row['AESDTH'] === 'Y' ? { AESDTH: 'N' } : {}),
  }
}

function hospitalAt(row: Row, known: KnownAtCutoff): Row {
  return row['AESHOSP'] === 'Y' && isLater(row['AEHOSDAT'], known) ? { AESHOSP: 'N' } : {}
}

/** Serious while a criterion is met: not yet where the only ones came after the cut-off. */
function seriousAt(row: Row, changed: Row): Row {
  const undone = SERIOUSNESS.some((criterion) => changed[criterion] !== undefined)
  if (!undone || row['AESER'] !== 'Y') return {}
  const isMet = SERIOUSNESS.some((criterion) => (changed[criterion] ?? row[criterion]) === 'Y')
  return isMet ? {} : { AESER: 'N' }
}

function isLater(text: string | undefined, { cutoff }: KnownAtCutoff): boolean {
  const date = readDate(text)
  return date !== null && date.earliest > cutoff
}
