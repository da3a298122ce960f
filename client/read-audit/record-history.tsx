import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { historyQuery } from '../kit/data-queries/data-queries.ts'
import { EmptyState, Section } from '../kit/page.tsx'
import { useRouteParam } from '../kit/route-params.ts'
import { findForm, useSubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { EntryTable } from './entry-table.tsx'

/** The history of one filled form: every version, newest first. */
export function RecordHistory(): ReactNode {
  const { t, say } = useTexts()
  const { study, subject, records } = useSubjectScreen()
  const id = useRouteParam('record')
  const { entries } = useSuspenseQuery(historyQuery(study.id, subject.subjid, id)).data
  const record = records.find((candidate) => candidate.id === id)
  const form = record === undefined ? undefined : findForm(study, record.form)
  const title = [record?.visit, form === undefined ? null : say(form.title)]
    .filter((part) => part !== null && part !== undefined)
    .join(' · ')
  return (
    <Section title={t('audit.history', { title })}>
      {entries.length === 0 ? (
        <EmptyState>{t('audit.none')}</EmptyState>
      ) : (
        <EntryTable study={study} entries={entries} />
      )}
    </Section>
  )
}
