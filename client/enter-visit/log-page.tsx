import type { ReactNode } from 'react'
import { HeldNote } from '../kit/lock-note.tsx'
import { EmptyState, Section } from '../kit/page.tsx'
import { RecordForm } from '../kit/form/record-form.tsx'
import { VersionNote } from '../kit/form/version-note.tsx'
import { RecordLog } from '../kit/form/record-log.tsx'
import { useRouteParam } from '../kit/route-params.ts'
import { findForm, formOfRecord, mayFill, useSubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { ownScreen } from './own-screen.tsx'
import { WayToForms } from './way-to-forms.tsx'
import { RecordMarks } from '../kit/form/record-marks.tsx'

/** A form outside the visits: a log with its rows as a table, or a form filled once. */
export function LogPage(): ReactNode {
  const { t, say } = useTexts()
  const screen = useSubjectScreen()
  const { study, subject, present } = screen
  const named = useRouteParam('form')
  const form = findForm(study, named)
  if (form === undefined) {
    return (
      <EmptyState action={<WayToForms screen={screen} />}>
        {t('visit.noSuchForm', { form: named })}
      </EmptyState>
    )
  }
  const records = present.filter((record) => record.form === form.key)
  const readOnly = !mayFill(screen, form, null)
  const record = records[0] ?? null
  return (
    <Section title={say(form.title)}>
      <HeldNote screen={screen} visit={null} form={form.key} />
      {form.scope === 'log' ? (
        <RecordLog form={form} records={records} screen={screen} readOnly={readOnly} />
      ) : (
        <>
          <VersionNote screen={screen} form={form} record={record} />
          <RecordForm
            key={form.key}
            form={formOfRecord(screen, form.key, record) ?? form}
            place={{ study: study.id, subjid: subject.subjid, form: form.key, visit: null }}
            record={record}
            readOnly={readOnly}
            visitDate={null}
            anchorDate={subject.anchorDate}
            lesions={screen.lesions}
            checked={screen.checked}
            aside={<RecordMarks study={study.id} subjid={subject.subjid} record={record} />}
          >
            {ownScreen({ form, screen, visit: null })}
          </RecordForm>
        </>
      )}
    </Section>
  )
}
