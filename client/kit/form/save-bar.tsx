import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatTime } from '../format.ts'
import { useTexts } from '../texts.ts'
import css from './form.module.css'
import type { Saving } from './saving.ts'
import { ReasonBox } from './reason-box.tsx'

interface SaveBarProps {
  readonly dirty: boolean
  /** A form that was saved before needs the reason for its change. */
  readonly amending: boolean
  /** When it was last saved here; null: not since it was opened. */
  readonly savedAt: string | null
  readonly saving: Saving
  readonly faults: number
  /** Where the typing is kept until it is saved. */
  readonly draft: ReactNode
  readonly aside?: ReactNode
}

/** The foot of a form: what state it is in, the reason for a change, and the save button. */
export function SaveBar(props: SaveBarProps): ReactNode {
  const { t } = useTexts()
  const { saving, dirty, amending } = props
  return (
    <div className={css['bar']}>
      <Button type="submit" loading={saving.pending} disabled={amending && !dirty}>
        {t('form.save')}
      </Button>
      {amending && dirty && (
        <div className={css['barReason']}>
          <ReasonBox
            id={saving.reason.id}
            value={saving.reason.text}
            onChange={saving.reason.set}
            missing={saving.reason.missing}
          />
        </div>
      )}
      <span className={css['barState']} role="status">
        {stateText(props, t)}
      </span>
      {props.draft}
      {props.aside}
    </div>
  )
}

function stateText(props: SaveBarProps, t: ReturnType<typeof useTexts>['t']): string {
  if (props.faults > 0) return t('form.faults', { count: props.faults })
  const { saving, dirty, savedAt } = props
  if (saving.pending) return t('form.saving')
  const time = savedAt === null ? null : formatTime(savedAt)
  if (dirty) return time === null ? t('form.unsaved') : t('form.unsavedSince', { time })
  if (saving.foundNothing) return t('form.nothingToSave')
  return time === null ? '' : t('form.savedAt', { time })
}
