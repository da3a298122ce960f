import type { AuditEntryRow } from '../../../db/rows.ts'
import { fieldsOf, type Field } from '../../../shared/exports/odm/fields.ts'
import type { Flags } from '../../../shared/exports/odm/flags.ts'
import type { FormDefinition, FormValues } from '../../../shared/forms/define.ts'
import { canonicalJson } from '../../../shared/kernel/canonical-json.ts'
import type { RecordContent } from '../../audit/audit-draft.ts'
import type { OdmState } from './state.ts'

type Members = Readonly<Record<string, unknown>>

/** What an entry holds before or after, without the texts that were redacted. */
export function membersOf(json: string | null, hide: (text: string) => string): Members | null {
  if (json === null) return null
  const parsed: unknown = JSON.parse(json)
  const hidden = hiddenIn(parsed, hide)
  return typeof hidden === 'object' && hidden !== null ? (hidden as Members) : null
}

function hiddenIn(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value)
  if (Array.isArray(value)) return value.map((one) => hiddenIn(one, hide))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, hiddenIn(one, hide)]))
}

/** What a record held after an entry; null before its first one. Nothing is hidden in it. */
export function recordIn(json: string | null): RecordContent | null {
  return json === null ? null : (JSON.parse(json) as RecordContent)
}

export function textIn(members: Members | null, name: string): string | null {
  const value = members?.[name]
  return typeof value === 'string' && value !== '' ? value : null
}

/** A field as it is shown, and the text it stands for: a change between two hidden texts is one too. */
export interface HeldField extends Field {
  readonly stored: string
}

/** The fields of a record, each with its stored text beside what is shown of it. */
export function heldFields(
  form: FormDefinition,
  values: FormValues,
  hide: (text: string) => string,
): readonly HeldField[] {
  const stored = fieldsOf(form, values)
  const shown = fieldsOf(form, hiddenIn(values, hide) as FormValues)
  return shown.map((field, at) => ({ ...field, stored: stored[at]?.text ?? field.text }))
}

/** What the flags of an entry's annotation tell. */
export function flagsOf(entry: AuditEntryRow, after: Members | null): Flags {
  const { entity, act, entityId, form } = entry
  const released = after?.['released'] === true ? 'released' : null
  const state = released ?? textIn(after, 'state') ?? textIn(after, 'kind')
  return { KIND: entity, ACT: act, STATE: state, ID: entityId, FORM: form }
}

/** The words of a query's step, in every language they were said in; null where an entry says none. */
export function wordsOf(after: Members | null): string | null {
  const text = textIn(after, 'text')
  if (text !== null) return text
  const said = after?.['said']
  if (typeof said !== 'object' || said === null) return null
  return Object.values(said)
    .filter((one) => typeof one === 'string')
    .join('\n')
}

interface Told {
  readonly entry: AuditEntryRow
  readonly before: Members | null
  readonly after: Members | null
  readonly reason: string | null
}

/** Everything that an entry says beside its audit record, as JSON: nothing of the trail is left out. */
export function contentText({ entry, before, after, reason }: Told): string {
  const { seq, at, username, role, programVersion, act, entity, entityId } = entry
  const { visit, form, rowKey, enteredAt, previousHash, hash } = entry
  return canonicalJson({
    ...{ seq, at, username, role, programVersion, act, entity, entityId, visit, form, rowKey },
    ...{ enteredAt, before, after, reason, previousHash, hash },
  })
}

/** What an entry says with what was redacted of its subject taken out. */
export function toldBy({ hide }: OdmState, entry: AuditEntryRow, subjid: string | null): Told {
  const shown = (text: string): string => hide(subjid, text)
  return {
    entry,
    before: membersOf(entry.before, shown),
    after: membersOf(entry.after, shown),
    reason: entry.reason === null ? null : shown(entry.reason),
  }
}
