import type { ReactNode } from 'react'
import type { RecordNotes } from '../../shared/casebook/value-note.ts'
import { noteText, stepText, whoText } from '../../shared/casebook/wording.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import css from './casebook.module.css'
import { useWording } from './use-wording.ts'

interface RecordChangesProps {
  readonly notes: RecordNotes
  readonly form: FormDefinition | null
}

/** The notes of the changed values: every former value with who changed it, when and why. */
export function RecordChanges({ notes, form }: RecordChangesProps): ReactNode {
  const wording = useWording()
  const { t, tKnown } = wording
  if (notes.values.length + notes.entries.length === 0) return null
  return (
    <div className={css['said']}>
      <h4>{t('book.notes')}</h4>
      <ul>
        {notes.values.map((note) => (
          <li key={note.number}>
            <b>△{note.number}</b> {noteText(wording, form, note)}
            <ul>
              {note.steps.map((step) => (
                <li key={`${step.entry.seq} ${String(step.ofReason)}`}>
                  {stepText(wording, form, { step, note })}
                </li>
              ))}
            </ul>
          </li>
        ))}
        {notes.entries.map((entry) => (
          <li key={entry.seq}>
            {tKnown(`act.${entry.act}`)} · {whoText(wording, entry)}
          </li>
        ))}
      </ul>
    </div>
  )
}
