import type { ReactNode } from 'react'
import { toIsoDate } from '../../shared/kernel/dates.ts'
import { formatDate } from '../kit/format.ts'
import { Notice } from '../kit/page.tsx'
import type { SubjectScreen } from '../kit/subject-data.ts'
import { useTexts } from '../kit/texts.ts'
import { visitWindow } from '../kit/visit-window.ts'

interface WindowProps {
  readonly screen: SubjectScreen
  readonly visit: string
}

/** The window of the visit, and whether its date lies inside. */
export function WindowLine({ screen, visit }: WindowProps): ReactNode {
  const { t, language } = useTexts()
  const state = visitWindow(screen, visit)?.state
  const { from = null, to = null } = state ?? {}
  if (state === undefined || from === null || to === null) return null
  const shown = (day: typeof from): string => formatDate(toIsoDate(day), language)
  return (
    <span>
      {t('visit.window', { from: shown(from), to: shown(to) })}
      {state.date !== null && ` · ${t(state.outOfWindow ? 'visit.outOfWindow' : 'visit.inWindow')}`}
    </span>
  )
}

/** What a date outside the window means for the endpoints, in words. */
export function WindowMeaningNote({ screen, visit }: WindowProps): ReactNode {
  const { t, language } = useTexts()
  const meaning = visitWindow(screen, visit)?.meaning ?? []
  if (meaning.length === 0) return null
  const sentences = meaning.map(({ key, params }) =>
    t(key, {
      ...params,
      ...('date' in params ? { date: formatDate(String(params['date']), language) } : {}),
    }),
  )
  return <Notice kind="warning">{sentences.join(' ')}</Notice>
}
