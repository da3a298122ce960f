import type { ReactNode } from 'react'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormDefinition } from '../../../shared/forms/define.ts'
import { DraftOffer } from './draft-offer.tsx'
import type { Boxes, FormDraft } from './use-draft.ts'

interface OfferedDraftProps {
  readonly form: FormDefinition
  readonly record: RecordView | null
  readonly boxes: Boxes
  readonly draft: FormDraft
}

/** The draft that waits for a decision, if there is one. */
export function OfferedDraft({ form, record, boxes, draft }: OfferedDraftProps): ReactNode {
  const { offered } = draft
  if (offered === null) return null
  return (
    <DraftOffer
      key={offered.stored?.savedAt}
      form={form}
      draft={offered}
      record={record}
      inForm={boxes.read()}
      onDecided={draft.decide}
    />
  )
}
