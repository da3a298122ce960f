import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { DraftMark } from '../kit/form/draft-mark.tsx'
import css from '../kit/form/form.module.css'
import { ReasonBox } from '../kit/form/reason-box.tsx'
import { useShortcuts } from '../kit/keys.ts'
import { Notice } from '../kit/page.tsx'
import type { SubjectScreen } from '../kit/subject-data.ts'
import { visitPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { LedgerRefusal } from './ledger-refusal.tsx'
import { useLedgerSave, type LedgerSaveProps } from './ledger-saving.ts'

/** Saves every edited assessment; assessments that were saved before need the reason for the change. */
export function LedgerSave(props: LedgerSaveProps): ReactNode {
  const { t } = useTexts()
  const { screen, form } = props
  const saving = useLedgerSave(props)
  const { unsaved, pending, amending, reason, drafts, save, discard } = saving
  useShortcuts(unsaved.length === 0 ? {} : { 'ctrl+s': save })
  if (unsaved.length === 0) {
    return (
      <>
        <WaitingDrafts screen={screen} form={form} visits={drafts.waiting} />
        <p role="status">{saving.saved ? t('ledger.saved') : ''}</p>
      </>
    )
  }
  return (
    <>
      <WaitingDrafts screen={screen} form={form} visits={drafts.waiting} />
      <LedgerRefusal {...props} saving={saving} />
      <div className={css['bar']}>
        <Button loading={pending} onClick={save}>
          {t('form.save')}
        </Button>
        {amending && (
          <div className={css['barReason']}>
            <ReasonBox
              id={reason.id}
              value={reason.text}
              onChange={reason.set}
              missing={reason.missing}
            />
          </div>
        )}
        <span className={css['barState']} role="status">
          {t('ledger.unsaved', { visits: unsaved.map(({ visit }) => visit).join(', ') })}
        </span>
        <DraftMark state={drafts.state} />
        <Button variant="default" disabled={pending} onClick={discard}>
          {t('ledger.discard')}
        </Button>
      </div>
    </>
  )
}

interface WaitingDraftsProps {
  readonly screen: SubjectScreen
  readonly form: FormDefinition
  readonly visits: readonly string[]
}

/** Assessments typed before and never saved: each is offered at its visit. */
function WaitingDrafts({ screen, form, visits }: WaitingDraftsProps): ReactNode {
  const { t } = useTexts()
  const { study, subject } = screen
  if (visits.length === 0) return null
  return (
    <Notice kind="warning">
      <p className={css['lead']}>{t('draft.inLedger')}</p>
      <div className={css['decide']}>
        {visits.map((visit) => (
          <Link key={visit} to={visitPath(study.id, subject.subjid, visit, form.key)}>
            {visit}
          </Link>
        ))}
      </div>
    </Notice>
  )
}
