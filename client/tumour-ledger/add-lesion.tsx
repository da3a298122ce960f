import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { ClosablePart, useClosing } from '../kit/form/leave-guard.tsx'
import { RecordForm } from '../kit/form/record-form.tsx'
import { Section } from '../kit/page.tsx'
import { findForm, type SubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'

/** The form of a lesion, opened below the ledger. */
export function AddLesion({ screen }: { readonly screen: SubjectScreen }): ReactNode {
  const { t } = useTexts()
  const [opened, setOpened] = useState(false)
  const closing = useClosing()
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
      <ClosablePart closing={closing}>
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
          checked={screen.checked}
          onSaved={() => {
            setOpened(false)
          }}
          aside={
            <Button
              variant="default"
              onClick={() => {
                closing.close(() => {
                  setOpened(false)
                })
              }}
            >
              {t('frame.cancel')}
            </Button>
          }
        />
      </ClosablePart>
    </Section>
  )
}
