import type { ReactNode } from 'react'
import { VISIT_STATES } from '../kit/state-sign.tsx'
import { useTexts } from '../kit/texts.ts'
import css from './matrix.module.css'

/** What the signs mean, always on screen, from the lowest to the highest attention. */
export function MatrixLegend(): ReactNode {
  const { t } = useTexts()
  return (
    <ul className={css['legend']} aria-label={t('subjects.legend')}>
      {VISIT_STATES.map(({ state, sign, text }) => (
        <li key={state}>
          <span aria-hidden="true">{sign}</span> {t(text)}
        </li>
      ))}
      <li>
        <span aria-hidden="true">↔</span> {t('state.outOfWindow')}
      </li>
      <li>{t('subjects.precedence')}</li>
    </ul>
  )
}
