import { Button, TextInput } from '@mantine/core'
import {
  useContext,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import type { FiredCheck } from '../../../shared/checks/define.ts'
import { UpToDateContext, type ShownFinding } from '../form/findings.ts'
import { pathOfPointer } from '../form/item-address.ts'
import { boxOf, moveFocus } from '../form/move-focus.ts'
import { formatTime } from '../format.ts'
import { isComposing } from '../keys.ts'
import { useTexts } from '../texts.ts'
import { useConfirming, type Said } from './confirmations.ts'
import css from './edit-checks.module.css'

/** What is odd, and the way to confirm it in place. The sign tells the kind, not the colour alone. */
export function FindingLine({ finding }: { readonly finding: ShownFinding }): ReactNode {
  const confirming = useConfirming()
  const line = useRef<HTMLDivElement>(null)
  const { text, severity, fired } = finding
  const said: Said = fired === null ? { kind: 'nothing' } : confirming.saidOf(fired)
  const isSettled = said.kind !== 'nothing'
  return (
    <div
      ref={line}
      tabIndex={-1}
      className={css['line']}
      data-severity={severity}
      data-settled={isSettled || undefined}
    >
      <div>
        <span aria-hidden="true">{isSettled ? '✓' : severity === 'note' ? 'ⓘ' : '△'}</span> {text}
      </div>
      {fired !== null && severity === 'warning' && (
        <Confirmation fired={fired} said={said} line={line} />
      )}
    </div>
  )
}

interface ConfirmationProps {
  readonly fired: FiredCheck
  readonly said: Said
  /** The line on the page. */
  readonly line: RefObject<HTMLElement | null>
}

function Confirmation({ fired, said, line }: ConfirmationProps): ReactNode {
  const { t } = useTexts()
  const { mayConfirm, takeBack } = useConfirming()
  const upToDate = useContext(UpToDateContext)
  const [asking, setAsking] = useState(false)
  const button = (): Element | null | undefined => line.current?.querySelector('button')
  if (said.kind === 'saved') {
    const { reason, by, at } = said
    return (
      <div className={css['said']}>
        {t('check.confirmedBy', { who: by, when: formatTime(at), reason })}
      </div>
    )
  }
  if (said.kind === 'unsaved') {
    return (
      <Unsaved
        reason={said.reason}
        onTakeBack={() => {
          takeBack(fired)
          moveFocus(line.current, [button, () => line.current])
        }}
      />
    )
  }
  if (!mayConfirm(fired)) return null
  if (asking) {
    return (
      <ReasonLine
        fired={fired}
        onConfirmed={() => {
          setAsking(false)
          const path = pathOfPointer(fired.place.pointer)
          moveFocus(line.current, [...(path === null ? [] : [boxOf(path)]), () => line.current])
        }}
        onCancel={() => {
          setAsking(false)
          moveFocus(line.current, [button])
        }}
      />
    )
  }
  return (
    <button
      type="button"
      // What may be gone in a moment is passed by: Tab, pressed right after a stroke, goes to the next box.
      tabIndex={upToDate ? 0 : -1}
      className={css['act']}
      onClick={() => {
        setAsking(true)
      }}
    >
      {t('check.confirm')}
    </button>
  )
}

interface UnsavedProps {
  readonly reason: string
  readonly onTakeBack: () => void
}

function Unsaved({ reason, onTakeBack }: UnsavedProps): ReactNode {
  const { t } = useTexts()
  return (
    <div className={css['said']}>
      {t('check.confirmedAtSave', { reason })}{' '}
      <button type="button" className={css['act']} onClick={onTakeBack}>
        {t('check.takeBack')}
      </button>
    </div>
  )
}

interface ReasonLineProps {
  readonly fired: FiredCheck
  readonly onConfirmed: () => void
  readonly onCancel: () => void
}

/** The reason in place: Enter confirms, Escape leaves. */
function ReasonLine({ fired, onConfirmed, onCancel }: ReasonLineProps): ReactNode {
  const { t } = useTexts()
  const { confirm } = useConfirming()
  const [reason, setReason] = useState('')
  const ready = reason.trim() !== ''
  const end = (): void => {
    if (!ready) return
    confirm(fired, reason.trim())
    onConfirmed()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return
    if (event.key !== 'Enter' && event.key !== 'Escape') return
    // The form's own keys would go to the next box, or restore this one.
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Enter') end()
    else onCancel()
  }
  return (
    <div className={css['reason']} onKeyDown={onKeyDown}>
      <TextInput
        size="xs"
        autoFocus
        aria-label={t('check.reason')}
        placeholder={t('check.reason')}
        value={reason}
        maxLength={2000}
        onChange={(event) => {
          setReason(event.currentTarget.value)
        }}
      />
      <Button size="compact-xs" variant="default" disabled={!ready} onClick={end}>
        {t('check.confirmNow')}
      </Button>
      <button type="button" className={css['act']} onClick={onCancel}>
        {t('frame.cancel')}
      </button>
    </div>
  )
}
