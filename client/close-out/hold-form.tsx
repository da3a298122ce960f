import { Button, Textarea } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import type { LockKind } from '../../shared/locks/meaning.ts'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { useTexts } from '../kit/texts.ts'
import { useHold, type Holding } from './queries.ts'
import css from './close-out.module.css'

interface HoldFormProps {
  readonly study: string
  readonly mayFreeze: boolean
  readonly mayLock: boolean
  /** Chooses the place. */
  readonly choice: ReactNode
  /** What the chosen place is, with its reason; null: none is chosen. */
  readonly holdingOf: (kind: LockKind, reason: string) => Holding | null
}

/** Freezes or locks a place, with the reason. A lock that is refused says what is still open. */
export function HoldForm(props: HoldFormProps): ReactNode {
  const { study, mayFreeze, mayLock, choice, holdingOf } = props
  const { t } = useTexts()
  const [reason, setReason] = useState('')
  const holding = useHold(study, () => {
    setReason('')
  })
  if (!mayFreeze && !mayLock) return null
  const incomplete = reason.trim() === '' || holdingOf('freeze', reason) === null
  const hold = (kind: LockKind): void => {
    const wish = holdingOf(kind, reason)
    if (wish !== null) holding.mutate(wish)
  }
  const buttonOf = (kind: LockKind): ReactNode => (
    <Button
      key={kind}
      variant={kind === 'lock' ? 'filled' : 'default'}
      disabled={incomplete}
      loading={holding.isPending && holding.variables.kind === kind}
      onClick={() => {
        hold(kind)
      }}
    >
      {t(`lock.${kind}`)}
    </Button>
  )
  return (
    <>
      <div className={page['filters']}>{choice}</div>
      <Textarea
        className={css['reason'] ?? ''}
        label={t('closeOut.reason')}
        autosize
        minRows={1}
        maxLength={2000}
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value)
        }}
      />
      <div className={css['buttons']}>
        {mayFreeze && buttonOf('freeze')}
        {mayLock && buttonOf('lock')}
      </div>
      <div role="status">{holding.isSuccess && t(`closeOut.done.${holding.data.kind}`)}</div>
      <ProblemNotice error={holding.error} />
    </>
  )
}
