import type { FormDefinition, FormValues } from '../../../shared/forms/define.ts'
import { completeRow, toInput, type FormInput, type RecordFormState } from './form-input.ts'

type Row = Readonly<Record<string, string>>

/**
 * Makes what was stored the beginning of the boxes. What was typed since `sent` was read from them
 * stays as it stands; elsewhere the stored value is shown, as the server normalised it. No box is
 * drawn anew, so that one being typed in keeps the focus.
 */
export function goOnFrom(
  form: FormDefinition,
  methods: RecordFormState,
  { stored, sent }: { readonly stored: FormValues; readonly sent: FormInput },
): void {
  const { getValues, setValue, reset } = methods
  const now = getValues()
  const begun = toInput(form, stored)
  for (const [key, text] of Object.entries(begun.items)) {
    const held = now.items[key] ?? ''
    if (held !== text && held === (sent.items[key] ?? '')) setValue(`items.${key}`, text)
  }
  const rows = storedBeside(form, sent.rows, begun.rows)
  if (rows === null) {
    // The server kept other rows than were sent: none is taken for another.
    if (now.rows.every((row, at) => isSameRow(row, sent.rows[at]))) setValue('rows', begun.rows)
  } else {
    now.rows.forEach((held, at) => {
      const shown = shownRow(held, at, { sent: sent.rows, rows })
      for (const [key, text] of Object.entries(shown)) {
        if ((held[key] ?? '') !== text) setValue(`rows.${at}.${key}`, text)
      }
    })
  }
  reset(
    { items: begun.items, rows: (rows ?? begun.rows).map((row) => ({ ...row })) },
    { keepValues: true, keepFieldsRef: true, keepErrors: true },
  )
}

/**
 * For each row that was sent, what is stored of it; rows without a value are sent and not stored.
 * null: other rows are stored than were sent.
 */
function storedBeside(
  form: FormDefinition,
  sent: readonly Row[],
  stored: readonly Row[],
): readonly Row[] | null {
  const filled = sent.filter((row) => !isBlank(row))
  if (filled.length !== stored.length) return null
  const empty = completeRow(form.group?.items ?? [], {})
  return sent.map((row) => (isBlank(row) ? empty : (stored[filled.indexOf(row)] ?? empty)))
}

function isBlank(row: Row): boolean {
  return Object.values(row).every((text) => text.trim() === '')
}

/** A row untouched since it was sent is shown as stored; of another one, the values that were not typed over. */
function shownRow(
  held: Row,
  at: number,
  { sent, rows }: { readonly sent: readonly Row[]; readonly rows: readonly Row[] },
): Row {
  const same = isSameRow(held, sent[at]) ? at : sent.findIndex((row) => isSameRow(held, row))
  const whole = rows[same]
  if (whole !== undefined) return whole
  const former = sent[at] ?? {}
  const unchanged = Object.keys(held).filter(
    (key) => (former[key] ?? '') !== '' && held[key] === former[key],
  )
  return { ...held, ...Object.fromEntries(unchanged.map((key) => [key, rows[at]?.[key] ?? ''])) }
}

function isSameRow(row: Row, other: Row | undefined): boolean {
  if (other === undefined) return false
  const keys = new Set([...Object.keys(row), ...Object.keys(other)])
  return [...keys].every((key) => (row[key] ?? '') === (other[key] ?? ''))
}
