import { useState, type ReactNode } from 'react'
import { formatClock } from '../kit/format.ts'
import { useTexts } from '../kit/texts.ts'
import type { Hearing } from './study-changes.ts'
import css from './watch-study.module.css'

interface LiveStatusProps {
  readonly hearing: Hearing
  /** Mark of the data shown, and when they came; undefined: none yet. */
  readonly mark: string | null | undefined
  readonly at: number
  /** Name of the snapshot shown; null: the present data. */
  readonly snapshot: string | null
  readonly children: ReactNode
}

/** Whether the page is live, and how often it changed by itself; said when the reader pauses. */
export function LiveStatus({ hearing, mark, at, snapshot, children }: LiveStatusProps): ReactNode {
  const { t } = useTexts()
  const [seen, setSeen] = useState<{ mark: string | null; count: number }>({ mark: null, count: 0 })
  const isNew = mark !== undefined && mark !== null && mark !== seen.mark
  if (isNew) setSeen({ mark, count: seen.mark === null ? 0 : seen.count + 1 })
  return (
    <div className={css['status']}>
      {children}
      <span className={css['hearing']} data-hearing={hearing} role="status">
        {snapshot === null ? t(SENTENCES[hearing]) : t('live.ofSnapshot', { name: snapshot })}{' '}
        {seen.count > 0 && snapshot === null && (
          <>{t('live.updated', { n: seen.count, time: formatClock(new Date(at).toISOString()) })}</>
        )}
      </span>
    </div>
  )
}

const SENTENCES = {
  starting: 'live.starting',
  hearing: 'live.watching',
  lost: 'live.reconnecting',
  off: 'live.notWatching',
} as const
