import { useEffect, useState, type ReactNode } from 'react'
import type { SafetyCase } from '../../shared/api/routes/safety.ts'
import { formatTime } from './format.ts'
import css from './report-clock.module.css'
import { useTexts, type Texts } from './texts.ts'

const TICK_MS = 30_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const SHORT_HOURS = 6

interface ReportClockProps {
  readonly event: SafetyCase
  /** The server's time when the case was fetched. */
  readonly serverNow: string
}

/** Where the reporting of an event stands, and the time left or over, by the server's clock. */
export function ReportClock({ event, serverNow }: ReportClockProps): ReactNode {
  const { t } = useTexts()
  if (event.dueAt === null) return <span>{t(`safety.state.${event.state}`)}</span>
  return <RunningClock key={serverNow} event={event} dueAt={event.dueAt} serverNow={serverNow} />
}

function RunningClock(props: ReportClockProps & { readonly dueAt: string }): ReactNode {
  const texts = useTexts()
  const { t } = texts
  const { dueAt } = props
  const { state, awareFrom } = props.event
  const left = Date.parse(dueAt) - Date.parse(props.serverNow) - usePassed()
  return (
    <span className={css['clock']} data-urgency={urgencyOf(left)}>
      <span aria-hidden="true">{left < 0 ? '!' : '◔'}</span> {t(`safety.state.${state}`)}
      {' · '}
      <strong>{timeText(left, texts)}</strong>
      <span className={css['due']}>
        {t('safety.dueAt', { time: formatTime(dueAt) })}
        {awareFrom === 'saved' && state === 'due' ? ` · ${t('safety.noAwareness')}` : ''}
      </span>
    </span>
  )
}

function urgencyOf(left: number): 'over' | 'short' | undefined {
  if (left < 0) return 'over'
  return left < SHORT_HOURS * HOUR_MS ? 'short' : undefined
}

function timeText(left: number, { t }: Texts): string {
  const size = Math.abs(left)
  const params = {
    hours: Math.floor(size / HOUR_MS),
    minutes: Math.floor((size % HOUR_MS) / MINUTE_MS),
  }
  return t(left < 0 ? 'safety.over' : 'safety.left', params)
}

/** Milliseconds since the clock was drawn: the reader's own clock may be wrong, its pace is not. */
function usePassed(): number {
  const [passed, setPassed] = useState(0)
  useEffect(() => {
    const start = Date.now()
    const timer = setInterval(() => {
      setPassed(Date.now() - start)
    }, TICK_MS)
    return () => {
      clearInterval(timer)
    }
  }, [])
  return passed
}
