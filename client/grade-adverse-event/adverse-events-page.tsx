import type { ReactNode } from 'react'
import type { ItemDefinition } from '../../shared/forms/define.ts'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import { termWords } from '../../shared/safety/term-words.ts'
import { useQuery } from '@tanstack/react-query'
import { RecordLog } from '../kit/form/record-log.tsx'
import { ChangedMark } from '../kit/changed-mark.tsx'
import { useChanges } from '../kit/changes-query.ts'
import { GradeMark } from '../kit/grade-mark.tsx'
import { HeldNote, SeriousUnderLock } from '../kit/lock-note.tsx'
import { EmptyState, Section } from '../kit/page.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { safetyCasesQuery } from '../kit/safety-queries.ts'
import page from '../kit/page.module.css'
import { findForm, mayFill, useSubjectScreen, type SubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { DerivedEvents } from './derived-events.tsx'
import { EventForm } from './event-form.tsx'
import { ReportPanel } from './report-panel.tsx'
import { Suggestions } from './suggestions.tsx'

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
  const changes = useChanges(screen.study.id, screen.subject.subjid)
  if (form === undefined) return <EmptyState>{t('visit.noForms')}</EmptyState>
  const records = screen.present.filter((record) => record.form === form.key)
  const isChanged = (id: string): boolean => changes.some(({ record }) => record === id)
  return (
    <>
      <Reports screen={screen} />
      <HeldNote screen={screen} visit={null} form={form.key} />
      <SeriousUnderLock screen={screen} />
      <Section title={t('ae.title')} aside={t('ae.count', { count: records.length })}>
        <RecordLog
          form={form}
          records={records}
          screen={screen}
          readOnly={!mayFill(screen, form, null)}
          columns={COLUMNS}
          draw={(item, record) => drawColumn(item, record, isChanged(record.id))}
          offers={(start) => <Suggestions screen={screen} onStart={start} />}
          body={<EventForm form={form} />}
        />
      </Section>
      <DerivedEvents screen={screen} />
    </>
  )
}

function Reports({ screen }: { readonly screen: SubjectScreen }): ReactNode {
  const { study, subject, mayReport } = screen
  const { data, error } = useQuery(safetyCasesQuery(study.id))
  if (data === undefined) return <ProblemNotice error={error} />
  const cases = data.cases.filter(({ subjid }) => subjid === subject.subjid)
  return <ReportPanel study={study.id} cases={cases} now={data.now} mayReport={mayReport} />
}

function drawColumn(item: ItemDefinition, record: RecordView, changed: boolean): ReactNode {
  const { items } = record.values
  if (item.key === 'AETERM' && changed) {
    return (
      <>
        <ChangedMark changed /> {items['AETERM']}
      </>
    )
  }
  if (item.key === 'AEDECOD') return <Term term={items['AEDECOD'] ?? ''} />
  if (item.key === 'AETOXGR') return <GradeMark grade={items['AETOXGR'] ?? ''} />
  if (item.key === 'AEENDAT' && (items['AEENDAT'] ?? '') === '') return <Ongoing />
  return null
}

/** In Chinese with the coded term beneath. */
function Term({ term }: { readonly term: string }): ReactNode {
  const { say } = useTexts()
  const name = say(termWords(term))
  return (
    <>
      {name === '' ? '–' : name}
      {name !== term && <div className={page['soft']}>{term}</div>}
    </>
  )
}

function Ongoing(): ReactNode {
  const { t } = useTexts()
  return <>→ {t('ae.ongoing')}</>
}
