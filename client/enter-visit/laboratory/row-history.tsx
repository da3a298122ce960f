import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { Icon } from '../../kit/icon.tsx'
import { usePermissions } from '../../kit/session.ts'
import { rowHistoryPath } from '../../kit/subject-paths.ts'
import { useTexts } from '../../kit/texts.ts'
import css from './laboratory.module.css'

interface RowHistoryProps {
  readonly study: string
  readonly subjid: string
  readonly record: string
  /** What the trail calls the row: `2026-01-12 ALT`. */
  readonly row: string
}

/** The way from a result to its own history. */
export function RowHistory({ study, subjid, record, row }: RowHistoryProps): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  if (!may('audit.read', { study })) return null
  return (
    <Link className={css['history']} to={rowHistoryPath(study, subjid, record, row)}>
      <Icon name="history" /> <span aria-hidden="true">{t('lab.history')}</span>
      <span className="visually-hidden">{t('lab.historyOf', { row })}</span>
    </Link>
  )
}
