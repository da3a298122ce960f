import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { formatTime } from '../kit/format.ts'
import { Notice } from '../kit/page.tsx'
import { useTexts } from '../kit/texts.ts'
import { clockAlertsQuery } from './queries.ts'

/** Tells administrators that the server's clock went backward; nothing while it never did. */
export function ClockAlert(): ReactNode {
  const { t } = useTexts()
  const alerts = useQuery(clockAlertsQuery).data?.alerts ?? []
  const [last] = alerts
  if (last === undefined) return null
  return (
    <Notice kind="warning">
      {t('clock.alert', {
        count: alerts.length,
        at: formatTime(last.at),
        before: formatTime(last.before),
        after: formatTime(last.after),
      })}
    </Notice>
  )
}
