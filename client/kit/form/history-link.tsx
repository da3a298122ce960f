import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import { Icon } from '../icon.tsx'
import { usePermissions } from '../session.ts'
import { historyPath } from '../subject-paths.ts'
import { useTexts } from '../texts.ts'
import css from './log.module.css'

interface HistoryLinkProps {
  readonly study: string
  readonly subjid: string
  readonly record: RecordView | null
  /** Only the version, for tables. */
  readonly compact?: boolean
}

/** The way from a form to its history; nothing while there is none. */
export function HistoryLink({ study, subjid, record, compact }: HistoryLinkProps): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  if (record === null || !may('audit.read', { study })) return null
  return (
    <Link className={css['history']} to={historyPath(study, subjid, record.id)}>
      <Icon name="history" />{' '}
      {compact === true ? (
        <>
          <span className="visually-hidden">{t('form.history', { version: record.version })}</span>
          <span aria-hidden="true">v{record.version}</span>
        </>
      ) : (
        t('form.history', { version: record.version })
      )}
    </Link>
  )
}
