import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { historyQuery } from '../kit/data-queries/data-queries.ts'
import { EmptyState, Section } from '../kit/page.tsx'
import { useRouteParam } from '../kit/route-params.ts'
import { findForm, useSubjectScreen } from '../kit/subject-data.ts'
import { historyPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { EntryTable } from './entry-table.tsx'
import { rowTrail } from './row-trail.ts'

/** The history of one filled form, or of one of its rows: every version, newest first. */
export function RecordHistory(): ReactNode {
  const { t, say } = useTexts()
  const { study, subject, records } = useSubjectScreen()
  const id = useRouteParam('record')
  const row = useSearchParams()[0].get('row')
  const { entries: all } = useSuspenseQuery(historyQuery(study.id, subject.subjid, id)).data
  const entries = row === null ? all : rowTrail(all, row)
  const record = records.find((candidate) => candidate.id === id)
  const form = record === undefined ? undefined : findForm(study, record.form)
  const title = [record?.visit, form === undefined ? null : say(form.title), row]
    .filter((part) => part !== null && part !== undefined)
    .join(' · ')
  return (
    <Section
      title={t('audit.history', { title })}
      aside={
        row !== null && (
          <Link to={historyPath(study.id, subject.subjid, id)}>{t('audit.wholeForm')}</Link>
        )
      }
    >
      {entries.length === 0 ? (
        <EmptyState>{t('audit.none')}</EmptyState>
      ) : (
        <EntryTable study={study} entries={entries} />
      )}
    </Section>
  )
}
