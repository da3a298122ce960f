import { useMemo, useState, type ReactNode } from 'react'
import { responseCriteria } from '../../shared/response/registry.ts'
import { LeaveGuard } from '../kit/form/leave-guard.tsx'
import { heldAt } from '../kit/locks.ts'
import { EmptyState, Section } from '../kit/page.tsx'
import { findForm, mayFill, useSubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { AddLesion } from './add-lesion.tsx'
import { deriveLedger } from './derive-ledger.ts'
import { assessmentForm, toLedger } from './ledger.ts'
import type { Edits } from './ledger-edits.ts'
import { useLedgerChecks } from './ledger-checks.ts'
import { LedgerFindings } from './ledger-findings.tsx'
import { LedgerTable } from './ledger-table.tsx'
import { LedgerSave } from './ledger-save.tsx'
import css from './ledger.module.css'

const LESION_FORM = 'lesions'

/** Lesions against assessments, entered in place; sums and responses follow while one types. */
export function LedgerPage(): ReactNode {
  const { t } = useTexts()
  const screen = useSubjectScreen()
  const form = assessmentForm(screen.study.definition.forms)
  const [edits, setEdits] = useState<Edits>({})
  const ledger = useMemo(
    () => (form === null ? null : toLedger(form, screen.present, screen.cells, edits)),
    [form, screen.present, screen.cells, edits],
  )
  const bands = useMemo(() => {
    if (form === null || ledger === null) return []
    const { study, subject, present } = screen
    const source = { definition: study.definition, subject, records: present, form, ledger }
    return deriveLedger(source, responseCriteria)
  }, [form, ledger, screen])
  const lesions = findForm(screen.study, LESION_FORM)
  const mayAddLesion = lesions !== undefined && mayFill(screen, lesions, null)
  const checks = useLedgerChecks({ screen, form, ledger })
  if (form === null || ledger === null) return <EmptyState>{t('ledger.noForm')}</EmptyState>
  const unsaved = ledger.columns.some((column) => column.unsaved)
  return (
    <Section title={t('ledger.title')} aside={t('ledger.aside')}>
      {ledger.lesions.length === 0 ? (
        <EmptyState>{t('ledger.noLesions')}</EmptyState>
      ) : (
        <>
          <LedgerTable
            form={form}
            ledger={ledger}
            bands={bands}
            onEdits={setEdits}
            readOnly={!screen.mayWrite}
            isHeld={(visit) => heldAt(screen.locks, { visit, form: form.key }) !== null}
            records={screen.present}
            forms={screen.study.definition.forms}
            saved={unsaved ? null : { study: screen.study.id, subject: screen.subject.subjid }}
            timeZone={screen.checked.timeZone}
            isOdd={(visit, lesion) =>
              checks.findings.some(
                (one) => one.lesion === lesion && one.fired.place.visit === visit,
              )
            }
          />
          <p className={css['legend']}>{t('ledger.keys')}</p>
          <LedgerFindings checks={checks} />
          <LedgerSave
            screen={screen}
            checks={checks}
            form={form}
            ledger={ledger}
            edits={edits}
            onEdits={setEdits}
          />
        </>
      )}
      {mayAddLesion && <AddLesion screen={screen} />}
      <LeaveGuard dirty={unsaved} />
    </Section>
  )
}
