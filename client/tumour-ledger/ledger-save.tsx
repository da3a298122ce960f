import { Button } from '@mantine/core'
import { useId, useState, type ReactNode } from 'react'
import type { FormDefinition } from '../../shared/forms/define.ts'
import css from '../kit/form/form.module.css'
import { ReasonBox } from '../kit/form/reason-box.tsx'
import { useSaveRecords, type PlacedSave } from '../kit/form/save-record.ts'
import { useShortcuts } from '../kit/keys.ts'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import type { SubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { rowsWithEdits, type Edits, type Ledger, type LedgerColumn } from './ledger.ts'

interface LedgerSaveProps {
  readonly screen: SubjectScreen
  readonly form: FormDefinition
  readonly ledger: Ledger
  readonly edits: Edits
  readonly onEdits: (edits: Edits) => void
}

/** Saves every edited assessment; assessments that were saved before need the reason for the change. */
export function LedgerSave({ screen, form, ledger, edits, onEdits }: LedgerSaveProps): ReactNode {
  const { t } = useTexts()
  const reasonId = useId()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const { study, subject } = screen
  const saving = useSaveRecords(study.id, subject.subjid)
  const edited = ledger.columns.filter(({ visit }) => edits[visit] !== undefined)
  const amending = edited.some(({ record }) => record !== null)
  const save = (): void => {
    const lacking = amending && reason.trim() === ''
    setMissing(lacking)
    if (lacking) {
      document.getElementById(reasonId)?.focus()
      return
    }
    const saves = toSaves(form, edited, edits, reason.trim())
    saving.mutate(saves, {
      onSuccess: () => {
        onEdits({})
        setReason('')
      },
    })
  }
  useShortcuts(edited.length === 0 ? {} : { 'ctrl+s': save })
  if (edited.length === 0) {
    return <p role="status">{saving.isSuccess ? t('ledger.saved') : ''}</p>
  }
  return (
    <>
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
        <Button
          variant="default"
          onClick={() => {
            onEdits({})
          }}
        >
          {t('ledger.discard')}
        </Button>
      </div>
    </>
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
