import { Button } from '@mantine/core'
import { useId, useRef, useState, type ReactNode } from 'react'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import { ProblemNotice } from '../problem-notice.tsx'
import { useTexts } from '../texts.ts'
import css from './log.module.css'
import { moveFocus } from './move-focus.ts'
import { ReasonBox } from './reason-box.tsx'
import { useRemoveRecord } from './save-record.ts'

interface RemovalBoxProps {
  readonly study: string
  readonly subjid: string
  readonly record: RecordView
  readonly onRemoved: () => void
}

/** Removes a row with its reason; the content stays readable in the trail. */
export function RemovalBox({ study, subjid, record, onRemoved }: RemovalBoxProps): ReactNode {
  const { t } = useTexts()
  const id = useId()
  const opener = useRef<HTMLButtonElement>(null)
  const [opened, setOpened] = useState(false)
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const removing = useRemoveRecord(study, subjid)
  const remove = (): void => {
    setMissing(reason.trim() === '')
    if (reason.trim() === '') return
    removing.mutate({ record, reason: reason.trim() }, { onSuccess: onRemoved })
  }
  if (!opened) {
    return (
      <Button
        ref={opener}
        variant="default"
        size="compact-xs"
        mb={10}
        onClick={(event) => {
          setOpened(true)
          moveFocus(event.currentTarget, [() => document.getElementById(id)])
        }}
      >
        {t('log.remove')}
      </Button>
    )
  }
  return (
    <>
      <div className={css['removal']}>
        <ReasonBox id={id} value={reason} onChange={setReason} missing={missing} />
        <Button variant="default" loading={removing.isPending} onClick={remove}>
          {t('log.removeNow')}
        </Button>
        <Button
          variant="subtle"
          onClick={(event) => {
            setOpened(false)
            moveFocus(event.currentTarget, [() => opener.current])
          }}
        >
          {t('frame.cancel')}
        </Button>
      </div>
      <ProblemNotice error={removing.error} />
    </>
  )
}
