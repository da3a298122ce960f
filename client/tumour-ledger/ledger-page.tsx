import { useMemo, useState, type ReactNode } from 'react'
import { responseCriteria } from '../../shared/response/registry.ts'
import { RecordForm } from '../kit/form/record-form.tsx'
import { LeaveGuard } from '../kit/form/leave-guard.tsx'
import { EmptyState, Section } from '../kit/page.tsx'
import { Button } from '@mantine/core'
import { findForm, useSubjectScreen, type SubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { deriveLedger } from './derive-ledger.ts'
import { assessmentForm, toLedger } from './ledger.ts'
import type { Edits } from './ledger-edits.ts'
import { useLedgerChecks } from './ledger-checks.ts'
import { LedgerFindings } from './ledger-findings.tsx'
import { LedgerTable } from './ledger-table.tsx'
import { LedgerSave } from './ledger-save.tsx'
import css from './ledger.module.css'

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
  const checks = useLedgerChecks({ screen, form, ledger })
  if (form === null || ledger === null) return <EmptyState>{t('ledger.noForm')}</EmptyState>
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
            records={screen.present}
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
      {screen.mayWrite && <AddLesion screen={screen} />}
      <LeaveGuard dirty={ledger.columns.some(({ unsaved }) => unsaved)} />
    </Section>
  )
}

function AddLesion({ screen }: { readonly screen: SubjectScreen }): ReactNode {
  const { t } = useTexts()
  const [opened, setOpened] = useState(false)
  const form = findForm(screen.study, 'lesions')
  if (form === undefined) return null
  if (!opened) {
    return (
      <p>
        <Button
          variant="default"
          onClick={() => {
            setOpened(true)
          }}
        >
          {t('ledger.addLesion')}
        </Button>
      </p>
    )
  }
  return (
    <Section title={t('ledger.addLesion')}>
      <RecordForm
        form={form}
        place={{
          study: screen.study.id,
          subjid: screen.subject.subjid,
          form: form.key,
          visit: null,
        }}
        record={null}
        readOnly={false}
        visitDate={null}
        anchorDate={screen.subject.anchorDate}
        lesions={[]}
        checked={screen.checked}
        onSaved={() => {
          setOpened(false)
        }}
        aside={
          <Button
            variant="default"
            onClick={() => {
              setOpened(false)
            }}
          >
            {t('frame.cancel')}
          </Button>
        }
      />
    </Section>
  )
}
