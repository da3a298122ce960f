import { useRef, useState } from 'react'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormValues } from '../../../shared/forms/define.ts'
import { useStateBoxes } from './boxes.ts'
import { differencesOf } from './differences.ts'
import { useDraft, type Boxes, type DraftOptions, type FormDraft } from './use-draft.ts'

export interface StateDraftOptions extends Pick<DraftOptions, 'form' | 'place' | 'part'> {
  readonly record: RecordView | null
  /** What the boxes of a new form begin with. */
  readonly prefilled: FormValues
  /** What stands in the boxes, as it is stored. */
  readonly values: FormValues
  /** Puts stored values into the boxes. */
  readonly fill: (values: FormValues) => void
}

export interface StateDraft {
  readonly draft: FormDraft
  readonly boxes: Boxes
  /** Whether the boxes differ from what they were filled from. */
  readonly dirty: boolean
  /** The record that the boxes were filled from. */
  readonly basis: RecordView | null
}

/** Keeps what is typed into boxes that are a component's own state, as a draft of a form's part. */
export function useStateDraft(options: StateDraftOptions): StateDraft {
  const { form, values } = options
  const [opened] = useState(() => ({ record: options.record, prefilled: options.prefilled }))
  const basis = useRef(opened.record)
  const boxes = useStateBoxes(options)
  const draft = useDraft({ ...options, ...opened, readOnly: false, boxes, basis })
  const stored = opened.record?.values ?? opened.prefilled
  const dirty = differencesOf(form, { stored, mine: values, basis: null }).length > 0
  return { draft, boxes, dirty, basis: opened.record }
}

/** When the draft was saved that goes with a save, as far as it is known; null: none does. */
interface KeptIn {
  readonly draft?: string | null
}

/** A save with which the form ends: while it is under way no draft goes out, and after it none is kept. */
export async function endBySaving<T>(
  { typing }: Pick<FormDraft, 'typing'>,
  save: (kept: KeptIn) => Promise<T>,
): Promise<T> {
  await typing.hold()
  try {
    const draft = typing.draft()
    const saved = await save(draft === undefined ? {} : { draft })
    typing.ended()
    return saved
  } catch (error) {
    typing.refused()
    throw error
  }
}
