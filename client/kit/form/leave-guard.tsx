import { Button } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import { useBlocker } from 'react-router'
import { useTexts } from '../texts.ts'
import css from './form.module.css'

interface LeaveGuardProps {
  readonly dirty: boolean
  /** What was typed stays as a draft. */
  readonly draftKept?: boolean
}

/** Asks before a page with unsaved typing is left; no dialog, the page stays usable. */
export function LeaveGuard({ dirty, draftKept = false }: LeaveGuardProps): ReactNode {
  const { t } = useTexts()
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      dirty &&
      currentLocation.pathname + currentLocation.search !==
        nextLocation.pathname + nextLocation.search,
  )
  useEffect(() => {
    if (!dirty) return undefined
    const ask = (event: BeforeUnloadEvent): void => {
      event.preventDefault()
    }
    window.addEventListener('beforeunload', ask)
    return () => {
      window.removeEventListener('beforeunload', ask)
    }
  }, [dirty])
  if (blocker.state !== 'blocked') return null
  return (
    <div className={css['leave']} role="alertdialog" aria-label={t('leave.question')}>
      <span>
        {t('leave.question')} {draftKept && t('draft.leave')}
      </span>
      <Button
        autoFocus
        variant="default"
        onClick={() => {
          blocker.reset()
        }}
      >
        {t('leave.stay')}
      </Button>
      <Button
        variant="default"
        onClick={() => {
          blocker.proceed()
        }}
      >
        {t('leave.leave')}
      </Button>
    </div>
  )
}
