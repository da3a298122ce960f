import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { formatTime } from '../format.ts'
import { useTexts } from '../texts.ts'
import css from './form.module.css'
import { ReasonBox } from './reason-box.tsx'

interface SaveBarProps {
  readonly dirty: boolean
  readonly saving: boolean
  /** The form was saved before: a change needs its reason. */
  readonly amending: boolean
  readonly reason: string
  readonly onReason: (reason: string) => void
  readonly reasonMissing: boolean
  readonly reasonId: string
  readonly savedAt: string | null
  readonly faults: number
  readonly aside?: ReactNode
}

/** The foot of a form: what state it is in, the reason for a change, and the save button. */
export function SaveBar(props: SaveBarProps): ReactNode {
  const { t } = useTexts()
  return (
    <div className={css['bar']}>
      <Button type="submit" loading={props.saving} disabled={props.amending && !props.dirty}>
        {t('form.save')}
      </Button>
      {props.amending && props.dirty && (
        <div className={css['barReason']}>
          <ReasonBox
            id={props.reasonId}
            value={props.reason}
            onChange={props.onReason}
            missing={props.reasonMissing}
          />
        </div>
      )}
      <span className={css['barState']} role="status">
        {stateText(props, t)}
      </span>
      {props.aside}
    </div>
  )
}

function stateText(props: SaveBarProps, t: ReturnType<typeof useTexts>['t']): string {
  if (props.faults > 0) return t('form.faults', { count: props.faults })
  if (props.saving) return t('form.saving')
  if (props.dirty) return t('form.unsaved')
  return props.savedAt === null ? '' : t('form.savedAt', { time: formatTime(props.savedAt) })
}
