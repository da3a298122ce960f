import type { ReactNode } from 'react'
import type { ItemDefinition } from '../../shared/forms/define.ts'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import { RecordLog } from '../kit/form/record-log.tsx'
import { GradeMark } from '../kit/grade-mark.tsx'
import { EmptyState, Section } from '../kit/page.tsx'
import { findForm, useSubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { EventForm } from './event-form.tsx'

const COLUMNS = [
  'AETERM',
  'AEDECOD',
  'AETOXGR',
  'AESER',
  'AEREL',
  'AESTDAT',
  'AEENDAT',
  'AEACN',
  'AEOUT',
]

/** A subject's adverse events: the list, and the form with the CTCAE term, its grades and codes. */
export function AdverseEventsPage(): ReactNode {
  const { t } = useTexts()
  const screen = useSubjectScreen()
  const form = findForm(screen.study, 'adverse-events')
  if (form === undefined) return <EmptyState>{t('visit.noForms')}</EmptyState>
  const records = screen.present.filter((record) => record.form === form.key)
  return (
    <Section title={t('ae.title')} aside={t('ae.count', { count: records.length })}>
      <RecordLog
        form={form}
        records={records}
        screen={screen}
        readOnly={!screen.mayWrite}
        columns={COLUMNS}
        draw={drawColumn}
        body={<EventForm form={form} />}
      />
    </Section>
  )
}

function drawColumn(item: ItemDefinition, record: RecordView): ReactNode {
  const { items } = record.values
  if (item.key === 'AETOXGR') return <GradeMark grade={items['AETOXGR'] ?? ''} />
  if (item.key === 'AEENDAT' && (items['AEENDAT'] ?? '') === '') return <Ongoing />
  return null
}

function Ongoing(): ReactNode {
  const { t } = useTexts()
  return <>→ {t('ae.ongoing')}</>
}
