import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { HeldBy } from '../../shared/api/held.ts'
import { lockPlace } from '../../shared/locks/unlockings.ts'
import { subjectDraftsQuery } from './drafts/queries.ts'
import { formatTime, NOTHING } from './format.ts'
import { heldAt, type HeldPlace } from './locks.ts'
import { Notice } from './page.tsx'
import type { SubjectScreen } from './subject-data.ts'
import { studyPath } from './subject-paths.ts'
import { useTexts } from './texts.ts'

interface LockNoteProps {
  readonly screen: SubjectScreen
  readonly lock: HeldBy
}

/** Who froze or locked a place, since when and why, and what to do; the person's drafts that wait there. */
export function LockNote({ screen, lock }: LockNoteProps): ReactNode {
  const { t } = useTexts()
  return (
    <Notice kind="warning">
      {t(`lock.note.${lock.kind}`, {
        level: t(`lock.level.${lock.level}`),
        place: lock.level === 'study' ? screen.study.id : lockPlace(lock),
        at: formatTime(lock.setAt),
        by: lock.setBy,
        reason: lock.reason ?? NOTHING,
      })}
      {screen.mayReport && <WaitingDrafts screen={screen} lock={lock} />}
    </Notice>
  )
}

function WaitingDrafts({ screen, lock }: LockNoteProps): ReactNode {
  const { t } = useTexts()
  const { study, subject } = screen
  const { data } = useQuery(subjectDraftsQuery(study.id, subject.subjid))
  const waits = (data?.drafts ?? []).some((draft) => heldAt([lock], draft) !== null)
  return waits ? <p style={{ margin: '4px 0 0' }}>{t('lock.note.drafts')}</p> : null
}

interface HeldNoteProps extends HeldPlace {
  readonly screen: SubjectScreen
}

/** What holds a visit or a form alone; the subject's head says what holds all of it. */
export function HeldNote({ screen, visit, form }: HeldNoteProps): ReactNode {
  const lock = screen.held === null ? heldAt(screen.locks, { visit, form }) : null
  return lock === null ? null : <LockNote screen={screen} lock={lock} />
}

/** How a serious event goes its way although its form is held. */
export function SeriousUnderLock({ screen }: Pick<LockNoteProps, 'screen'>): ReactNode {
  const { t } = useTexts()
  const held = heldAt(screen.locks, { visit: null, form: 'adverse-events' })
  if (held === null || !screen.mayReport) return null
  return (
    <Notice kind="note">
      {t('lock.note.serious')}{' '}
      <Link to={studyPath(screen.study.id, '/casebook')}>{t('lock.note.blankForms')}</Link>
    </Notice>
  )
}
