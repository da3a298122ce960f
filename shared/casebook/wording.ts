import type { SignatureView } from '../api/routes/signatures.ts'
import type { FiringView } from '../api/routes/checks.ts'
import type { QueryView } from '../api/routes/queries.ts'
import type { AuditEntryView } from '../api/routes/trail.ts'
import type { VerificationView } from '../api/routes/verification.ts'
import { reasonKey, type FormDefinition, type ItemDefinition } from '../forms/define.ts'
import { labelOfItem } from '../forms/label-of-item.ts'
import { shownValue } from '../forms/shown-value.ts'
import type { Language } from '../kernel/bilingual.ts'
import { momentText } from '../kernel/time-zone.ts'
import { brokenText } from '../signatures/broken-text.ts'
import type { Speaker } from '../texts/speaker.ts'
import type { BookRecord, BookValue } from './record.ts'
import type { ValueNote, ValueStep } from './value-note.ts'

/** A language, and how a server time is written: on paper in the reader's zone, in a file in the site's. */
export interface Wording extends Speaker {
  readonly time: (iso: string | null) => string
}

/** What stands where nothing is stored. */
const NOTHING = '–'

interface Stored {
  readonly key: string
  readonly item: ItemDefinition | null
  readonly value: string
  readonly reason: string
}

/**
 * A stored value on paper: as the screen shows it, with its unit, and a code beside its label, so that
 * the copy can be compared with the database field by field. @source EX-01
 */
export function storedText({ key, item, value, reason }: Stored, language: Language): string {
  if (item === null) return value === '' ? NOTHING : value
  const text = shownValue(item, { [key]: value, [reasonKey(key)]: reason }, language)
  if (value === '') return text
  if (item.kind === 'code') return text === value ? text : `${text} [${value}]`
  return 'unit' in item ? `${text} ${item.unit}` : text
}

/** What stands at a question on paper: what is stored, and beside it what the form computes instead. */
export function valueText({ t, language }: Words, value: BookValue): string {
  return besideComputed(t, value, (one) => storedText(one, language))
}

/** The same in a cell: the unit stands in the head of its column. */
export function cellText({ t, language }: Words, value: BookValue): string {
  return besideComputed(t, value, (one) => {
    const { key, item } = one
    if (item === null || !('unit' in item)) return storedText(one, language)
    return shownValue(item, { [key]: one.value, [reasonKey(key)]: one.reason }, language)
  })
}

type Words = Pick<Speaker, 't' | 'language'>

function besideComputed(
  t: Speaker['t'],
  value: BookValue,
  textOf: (value: Stored) => string,
): string {
  if (value.computed === null) return textOf(value)
  const { value: computed, version } = value.computed
  const text = t('book.computedValue', {
    value: textOf({ ...value, value: computed, reason: '' }),
    version,
  })
  if (value.value === '' && value.reason === '') return text
  return t('book.storedAndComputed', { stored: textOf(value), computed: text })
}

/** Which version of a record this is, who saved it, and whether it is complete. */
export function recordText({ t, time }: Wording, { record }: BookRecord): string {
  const { version, updatedAt, updatedBy, completeness } = record
  const saved = t('book.savedBy', { version, when: time(updatedAt), who: updatedBy })
  return `${saved} · ${t(completeness === 'complete' ? 'book.complete' : 'book.partial')}`
}

/** What the program had derived where a review was given; null where the record is none. */
export function derivationText({ t }: Wording, { record }: BookRecord): string | null {
  const { derivation } = record
  if (derivation === null) return null
  const derived = t('book.derived', { derived: derivation.derived })
  return derivation.reopened ? `${derived} · ${t('book.reopened')}` : derived
}

/** The field that a note speaks of, with its row. */
export function noteText({ say }: Wording, form: FormDefinition | null, note: ValueNote): string {
  const label = say(labelOfItem(form ?? undefined, note.item))
  return note.row === null ? label : `${note.row} · ${label}`
}

/** One change of a value, or of the reason why it is empty; who, when and why. */
export function stepText(
  wording: Wording,
  form: FormDefinition | null,
  { step, note }: { readonly step: ValueStep; readonly note: ValueNote },
): string {
  const { t, language } = wording
  const items = note.row === null ? form?.items : form?.group?.items
  const item = items?.find(({ key }) => key === note.item) ?? null
  const side = (name: 'before' | 'after'): string => {
    const text = step[name]
    if (step.redacted.includes(name)) return t('redact.done')
    if (text === null || text === '') return t('book.nothing')
    const [value, reason] = step.ofReason ? ['', text] : [text, '']
    return storedText({ key: note.item, item, value, reason }, language)
  }
  const sides = { before: side('before'), after: side('after') }
  const change = t(step.ofReason ? 'book.noteReasonStep' : 'book.noteStep', sides)
  return `${change} · ${whoText(wording, step.entry)}`
}

/** Who, in what role, when by the server's clock, and why. */
export function whoText({ t, tKnown, time }: Wording, entry: AuditEntryView): string {
  const { displayName, role, at, reason, reasonRedacted } = entry
  const why = reasonRedacted ? t('redact.done') : reason
  return [
    displayName,
    ...(role === null || entry.origin === 'program' ? [] : [tKnown(`role.${role}`)]),
    time(at),
    ...(why === null ? [] : [t('book.noteWhy', { reason: why })]),
  ].join(' · ')
}

/** Which value is spoken of: its row and its question, or the whole form. */
export function placeText(
  { t, say }: Wording,
  form: FormDefinition | null,
  { item, groupRow }: { readonly item: string; readonly groupRow: string },
): string {
  const label = item === '' ? t('book.wholeForm') : say(labelOfItem(form ?? undefined, item))
  return groupRow === '' ? label : `${groupRow.replaceAll('|', ' ')} · ${label}`
}

/** One entry of a query's thread. */
export function entryText(
  { t, tKnown, say, time }: Wording,
  entry: QueryView['entries'][number],
): string {
  const { act, text, said, by, role, at } = entry
  const words = [...(said === null ? [] : [say(said)]), ...(text === null ? [] : [text])]
  const who = by === 'system' ? t('query.program') : `${by} · ${tKnown(`role.${role}`)}`
  return [t(`query.did.${act}`), who, time(at), ...words].join(' · ')
}

/** A check that fired: its sentence, and what became of it. */
export function firingText({ t, say, time }: Wording, firing: FiringView): string {
  const { severity, state, message, reason, settledBy, settledAt, firedAt } = firing
  return [
    t(`check.severity.${severity}`),
    say(message),
    time(firedAt),
    t(`check.state.${state}`),
    ...(reason === null ? [] : [t('book.checkReason', { reason })]),
    ...(settledBy === null ? [] : [settledBy]),
    ...(settledAt === null ? [] : [time(settledAt)]),
  ].join(' · ')
}

/** What was compared with the source, by whom, and whether that still holds. */
export function verificationText({ t, time }: Wording, one: VerificationView): string {
  return [t(`book.verified.${one.state}`), one.verifiedBy, time(one.verifiedAt)].join(' · ')
}

/** Printed name, role, time and meaning of a signature, and what broke it. @source 21 CFR 11.50 */
export function signatureText(wording: Wording, signature: SignatureView): string {
  const { t, tKnown, time } = wording
  const { scope, visit, meaning, signer, role, signedAt, timeZone, state } = signature
  const [mine, there] = [time(signedAt), momentText(signedAt, timeZone)]
  return [
    visit ?? t(`book.scope.${scope}`),
    signer,
    tKnown(`role.${role}`),
    mine === there ? mine : `${mine} (${there})`,
    t(`book.meaning.${meaning}`),
    brokenText(wording, signature) ?? t(`book.signed.${state}`),
  ].join(' · ')
}
