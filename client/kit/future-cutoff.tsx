import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { addDays, parseDay, toIsoDate } from '../../shared/kernel/dates.ts'
import { formatDate } from './format.ts'
import { Notice } from './page.tsx'
import { studyPath } from './subject-paths.ts'
import { useTexts } from './texts.ts'
import { today } from './today.ts'

interface FutureCutoffProps {
  readonly study: string
  /** The cut-off in force where none was chosen; empty: not known yet. */
  readonly cutoff: string
}

/**
 * Says that the latest date recorded, up to which a page computes, has not come yet: somebody mistyped it.
 * Nothing where it is no later than tomorrow, which it may be already where a site lies.
 */
export function FutureCutoff({ study, cutoff }: FutureCutoffProps): ReactNode {
  const { t, language } = useTexts()
  const now = parseDay(today())
  if (now === null || cutoff <= toIsoDate(addDays(now, 1))) return null
  return (
    <Notice kind="warning">
      {t('home.futureCutoff', { date: formatDate(cutoff, language) })}{' '}
      <Link to={studyPath(study, '/queries')}>{t('nav.queries')}</Link>
    </Notice>
  )
}
