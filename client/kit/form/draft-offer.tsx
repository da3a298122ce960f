import type { ReactNode } from 'react'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues } from '../../../shared/forms/define.ts'
import type { FoundDraft } from '../drafts/outbox.ts'
import { formatTime } from '../format.ts'
import { Notice } from '../page.tsx'
import { useTexts } from '../texts.ts'
import { DifferenceTable } from './difference-table.tsx'
import { differencesOf, mergedValues } from './differences.ts'
import css from './form.module.css'

interface DraftOfferProps {
  readonly form: FormDefinition
  readonly draft: FoundDraft
  /** The record as it is stored now; null: none yet. */
  readonly record: RecordView | null
  /** What stands in the boxes. */
  readonly inForm: FormValues
  readonly onDecided: (values: FormValues) => void
}

/** Typing that was kept and never saved: offered field by field beside what is stored. */
export function DraftOffer({ form, draft, record, inForm, onDecided }: DraftOfferProps): ReactNode {
  const { t } = useTexts()
  const { baseVersion } = draft
  const moved = record !== null && record.version !== baseVersion
  const sides = { stored: inForm, mine: draft.values, basis: moved ? null : inForm }
  const when = draft.stored === null ? null : formatTime(draft.stored.savedAt)
  return (
    <Notice kind="warning">
      <p className={css['lead']}>
        {when === null ? t('draft.foundHere') : t('draft.found', { when })} {t('draft.decide')}
      </p>
      {moved && (
        <p className={css['lead']}>
          {t('draft.moved', { who: record.updatedBy, when: formatTime(record.updatedAt) })}
        </p>
      )}
      <DifferenceTable
        form={form}
        differences={differencesOf(form, sides)}
        storedTitle={t('draft.inForm')}
        mineTitle={t('draft.draft')}
        allStored={t('draft.chooseForm')}
        allMine={t('draft.chooseDraft')}
        onDecided={(choices) => {
          onDecided(mergedValues(form, sides, choices))
        }}
      />
    </Notice>
  )
}
