import { useEffect, useRef, type ReactNode } from 'react'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues } from '../../../shared/forms/define.ts'
import { formatTime } from '../format.ts'
import { Notice } from '../page.tsx'
import { useTexts } from '../texts.ts'
import { DifferenceTable } from './difference-table.tsx'
import { differencesOf, mergedValues } from './differences.ts'
import css from './form.module.css'

interface ConflictPanelProps {
  readonly form: FormDefinition
  /** As a colleague saved it meanwhile. */
  readonly stored: RecordView
  readonly mine: FormValues
  /** What both began with. */
  readonly basis: FormValues
  /** Goes on from the stored version with the values that were chosen. */
  readonly onDecided: (values: FormValues) => void
}

/**
 * Two people saved the same form: both values side by side for each field. What only one of them
 * changed is chosen beforehand, the rest must be; nothing is overwritten unseen.
 */
export function ConflictPanel({ form, onDecided, ...props }: ConflictPanelProps): ReactNode {
  const { t } = useTexts()
  const { stored, mine, basis } = props
  const panel = useRef<HTMLDivElement>(null)
  useEffect(() => {
    panel.current?.scrollIntoView({ block: 'center' })
  }, [])
  const sides = { stored: stored.values, mine, basis }
  return (
    <div ref={panel}>
      <Notice kind="warning">
        <p className={css['lead']}>
          {t('conflict.intro', { who: stored.updatedBy, when: formatTime(stored.updatedAt) })}
        </p>
        <DifferenceTable
          form={form}
          differences={differencesOf(form, sides)}
          storedTitle={t('conflict.stored')}
          mineTitle={t('conflict.mine')}
          allStored={t('conflict.takeAll')}
          allMine={t('conflict.keepMine')}
          onDecided={(choices) => {
            onDecided(mergedValues(form, sides, choices))
          }}
        />
      </Notice>
    </div>
  )
}
