import type { ReactNode } from 'react'
import type { AuditEntryView } from '../../shared/api/routes/subjects.ts'
import type { RecordNotes, ValueNote, ValueStep } from '../../shared/casebook/value-note.ts'
import type { FormDefinition, ItemDefinition } from '../../shared/forms/define.ts'
import { formatTime } from '../kit/format.ts'
import { itemLabel } from '../kit/item-label.ts'
import { useTexts, type Texts } from '../kit/texts.ts'
import css from './casebook.module.css'
import { storedText } from './stored-text.ts'

interface RecordChangesProps {
  readonly notes: RecordNotes
  readonly form: FormDefinition | null
}

/** The notes of the changed values: every former value with who changed it, when and why. */
export function RecordChanges({ notes, form }: RecordChangesProps): ReactNode {
  const texts = useTexts()
  const { t, tKnown, say } = texts
  if (notes.values.length + notes.entries.length === 0) return null
  return (
    <div className={css['said']}>
      <h4>{t('book.notes')}</h4>
      <ul>
        {notes.values.map((note) => (
          <li key={note.number}>
            <b>△{note.number}</b> {note.row === null ? '' : `${note.row} · `}
            {say(itemLabel(form ?? undefined, note.item))}
            <ul>
              {note.steps.map((step) => (
                <li key={`${step.entry.seq} ${String(step.ofReason)}`}>
                  {stepText(texts, { step, note, item: itemOf(form, note) })} ·{' '}
                  {whoText(texts, step.entry)}
                </li>
              ))}
            </ul>
          </li>
        ))}
        {notes.entries.map((entry) => (
          <li key={entry.seq}>
            {tKnown(`act.${entry.act}`)} · {whoText(texts, entry)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function itemOf(form: FormDefinition | null, { row, item }: ValueNote): ItemDefinition | null {
  const items = row === null ? form?.items : form?.group?.items
  return items?.find(({ key }) => key === item) ?? null
}

interface Told {
  readonly step: ValueStep
  readonly note: ValueNote
  readonly item: ItemDefinition | null
}

function stepText({ t, language }: Texts, { step, note, item }: Told): string {
  const side = (name: 'before' | 'after'): string => {
    const text = step[name]
    if (step.redacted.includes(name)) return t('redact.done')
    if (text === null || text === '') return t('book.nothing')
    const [value, reason] = step.ofReason ? ['', text] : [text, '']
    return storedText({ key: note.item, item, value, reason }, language)
  }
  const sides = { before: side('before'), after: side('after') }
  return t(step.ofReason ? 'book.noteReasonStep' : 'book.noteStep', sides)
}

/** Who, in what role, when by the server's clock, and why. */
function whoText({ t, tKnown }: Texts, entry: AuditEntryView): string {
  const { displayName, role, at, reason, reasonRedacted } = entry
  const why = reasonRedacted ? t('redact.done') : reason
  return [
    displayName,
    ...(role === null || entry.origin === 'program' ? [] : [tKnown(`role.${role}`)]),
    formatTime(at),
    ...(why === null ? [] : [t('book.noteWhy', { reason: why })]),
  ].join(' · ')
}
