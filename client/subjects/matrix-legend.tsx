import type { ReactNode } from 'react'
import { CELL_SIGNS } from '../../shared/protocol/cell-signs.ts'
import { SignMark } from '../kit/state-sign.tsx'
import { useTexts } from '../kit/texts.ts'
import css from './matrix.module.css'

/** What the signs mean, always on screen, in the order in which one goes before another. */
export function MatrixLegend(): ReactNode {
  const { t } = useTexts()
  const parts = [
    { kind: 'overlay', text: t('subjects.legendOverlays') },
    { kind: 'state', text: t('subjects.legendStates') },
  ]
  return (
    <div className={css['legend']} role="group" aria-label={t('subjects.legend')}>
      {parts.map(({ kind, text }) => (
        <div key={kind}>
          <span>{text}</span>
          <ol>
            {CELL_SIGNS.filter((sign) => sign.kind === kind).map(({ key, text: name }) => (
              <li key={key} data-sign={key}>
                <SignMark of={key} /> {t(name)}
              </li>
            ))}
          </ol>
        </div>
      ))}
    </div>
  )
}
