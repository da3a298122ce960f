import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { subjectDraftsQuery } from '../drafts/queries.ts'
import { formatTime } from '../format.ts'
import { Notice } from '../page.tsx'
import { useTexts } from '../texts.ts'
import css from './form.module.css'

interface LogDraftsProps {
  readonly study: string
  readonly subjid: string
  readonly form: string
  /** How a row of the log is called, by the id of its record; null: there is none. */
  readonly nameOf: (record: string) => string | null
  /** Opens a row, or a new entry for null: there its draft is offered. */
  readonly onOpen: (record: string | null) => void
}

/** Rows of a log of which the person kept drafts: they are offered where the row is opened. */
export function LogDrafts({ study, subjid, form, nameOf, onOpen }: LogDraftsProps): ReactNode {
  const { t } = useTexts()
  const { data } = useQuery(subjectDraftsQuery(study, subjid))
  const kept = (data?.drafts ?? []).flatMap(({ id, record, savedAt, ...draft }) => {
    const name = record === null ? t('log.new') : nameOf(record)
    return draft.form === form && name !== null ? [{ id, record, savedAt, name }] : []
  })
  if (kept.length === 0) return null
  return (
    <Notice kind="note">
      <p className={css['lead']}>{t('draft.inLog')}</p>
      <div className={css['decide']}>
        {kept.map(({ id, record, savedAt, name }) => (
          <Button
            key={id}
            variant="default"
            size="compact-sm"
            onClick={() => {
              onOpen(record)
            }}
          >
            {t('draft.openRow', { name, when: formatTime(savedAt) })}
          </Button>
        ))}
      </div>
    </Notice>
  )
}
