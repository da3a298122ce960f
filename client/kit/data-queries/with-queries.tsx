import { useQuery } from '@tanstack/react-query'
import { useMemo, type ReactNode } from 'react'
import type { FormDefinition } from '../../../shared/forms/define.ts'
import { useTexts } from '../texts.ts'
import { FormQueriesContext, queriesOfSubject, type FormQueries } from './data-queries.ts'
import css from './data-queries.module.css'
import { QueryBadge } from './query-badge.tsx'

interface WithQueriesProps {
  readonly form: FormDefinition
  readonly study: string
  readonly subjid: string
  readonly site: string
  readonly record: string | null
  readonly children: ReactNode
}

/** Gives the boxes inside the queries of their record; those of the form as a whole stand above it. */
export function WithQueries(props: WithQueriesProps): ReactNode {
  const { form, study, subjid, site, record, children } = props
  const { say } = useTexts()
  const { data } = useQuery({ ...queriesOfSubject(study, subjid), enabled: record !== null })
  const own = useMemo(
    (): FormQueries => ({
      study,
      subjid,
      site,
      record,
      queries: data?.queries.filter((query) => query.record === record) ?? [],
    }),
    [study, subjid, site, record, data],
  )
  return (
    <FormQueriesContext value={own}>
      <div className={css['ofForm']}>
        <QueryBadge item="" groupRow="" label={say(form.title)} />
      </div>
      {children}
    </FormQueriesContext>
  )
}
