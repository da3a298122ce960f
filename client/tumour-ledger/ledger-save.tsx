import { Button } from '@mantine/core'
import { useId, useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { DraftMark } from '../kit/form/draft-mark.tsx'
import css from '../kit/form/form.module.css'
import { ReasonBox } from '../kit/form/reason-box.tsx'
import { useSaveRecords, type PlacedSave } from '../kit/form/save-record.ts'
import { useShortcuts } from '../kit/keys.ts'
import { Notice } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import type { SubjectScreen } from '../kit/subject-data.ts'
import { visitPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import type { LedgerChecks } from './ledger-checks.ts'
import { useLedgerDrafts } from './ledger-drafts.ts'
import { rowsWithEdits, type Edits, type Ledger, type LedgerColumn } from './ledger.ts'

interface LedgerSaveProps {
  readonly screen: SubjectScreen
  readonly form: FormDefinition
  readonly ledger: Ledger
  readonly edits: Edits
  readonly checks: LedgerChecks
  readonly onEdits: (edits: Edits) => void
}

/** Saves every edited assessment; assessments that were saved before need the reason for the change. */
export function LedgerSave(props: LedgerSaveProps): ReactNode {
  const { t } = useTexts()
  const { screen, form, onEdits, checks } = props
  const { edited, amending, saving, drafts, save, ...asked } = useLedgerSave(props)
  const { reasonId, reason, setReason, missing } = asked
  useShortcuts(edited.length === 0 ? {} : { 'ctrl+s': save })
  if (edited.length === 0) {
    return (
      <>
        <WaitingDrafts screen={screen} form={form} visits={drafts.waiting} />
        <p role="status">{saving.isSuccess ? t('ledger.saved') : ''}</p>
      </>
    )
  }
  return (
    <>
      <WaitingDrafts screen={screen} form={form} visits={drafts.waiting} />
      <ProblemNotice error={saving.error} />
      <div className={css['bar']}>
        <Button loading={saving.isPending} onClick={save}>
          {t('form.save')}
        </Button>
        {amending && (
          <div className={css['barReason']}>
            <ReasonBox id={reasonId} value={reason} onChange={setReason} missing={missing} />
          </div>
        )}
        <span className={css['barState']} role="status">
          {t('ledger.unsaved', { visits: edited.map(({ visit }) => visit).join(', ') })}
        </span>
        <DraftMark state={drafts.state} />
        <Button
          variant="default"
          onClick={() => {
            onEdits({})
            checks.forget()
          }}
        >
          {t('ledger.discard')}
        </Button>
      </div>
    </>
  )
}

function useLedgerSave({ screen, form, ledger, edits, onEdits, checks }: LedgerSaveProps) {
  const reasonId = useId()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const { study, subject } = screen
  const saving = useSaveRecords(study.id, subject.subjid)
  const drafts = useLedgerDrafts({ screen, form, ledger, edits })
  const edited = ledger.columns.filter(({ visit }) => edits[visit] !== undefined)
  const amending = edited.some(({ record }) => record !== null)
  const save = (): void => {
    const lacking = amending && reason.trim() === ''
    setMissing(lacking)
    if (lacking) {
      document.getElementById(reasonId)?.focus()
      return
    }
    void drafts.held.hold().then(() => {
      const saves = toSaves(form, edited, edits, reason.trim())
      const timed = saves.map((one) => ({
        ...one,
        typedAgoMs: drafts.held.agoMs(one.visit ?? ''),
        confirmations: checks.waitingAt(one.visit ?? ''),
      }))
      saving.mutate(timed, {
        onSuccess: () => {
          drafts.held.saved()
          onEdits({})
          setReason('')
          checks.forget()
        },
        onError: drafts.held.refused,
      })
    })
  }
  return { edited, amending, saving, drafts, save, reasonId, reason, setReason, missing }
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

function toSaves(
  form: FormDefinition,
  edited: readonly LedgerColumn[],
  edits: Edits,
  reason: string,
): readonly PlacedSave[] {
  return edited.map((column) => ({
    form: form.key,
    visit: column.visit,
    basis: column.record,
    reason,
    values: {
      items: column.record?.values.items ?? {},
      rows: rowsWithEdits(column, edits[column.visit]),
    },
  }))
}
