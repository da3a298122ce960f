import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { formatDate, NOTHING } from '../kit/format.ts'
import { CellSigns } from '../kit/state-sign.tsx'
import { usePermissions } from '../kit/session.ts'
import { visitTitle, type SubjectScreen } from '../kit/subject-data.ts'
import { signPath, visitPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import { WindowLine } from './window-line.tsx'
import css from './enter-visit.module.css'

interface VisitHeadProps {
  readonly screen: SubjectScreen
  readonly visit: string
}

/** Which visit this is, where it stands in the schedule, and the visits around it. */
export function VisitHead({ screen, visit }: VisitHeadProps): ReactNode {
  const { t, say, language } = useTexts()
  const may = usePermissions()
  const { study, subject, cells, present } = screen
  const place = cells.findIndex((cell) => cell.visit === visit)
  const cell = cells[place]
  const title = say(visitTitle(study, visit))
  const around = [
    { sign: '←', label: t('visit.former'), cell: cells[place - 1] },
    { sign: '→', label: t('visit.next'), cell: place === -1 ? undefined : cells[place + 1] },
  ]
  return (
    <div className={css['visitHead']}>
      <h2>
        {visit}
        {title !== visit && ` · ${title}`}
      </h2>
      {cell !== undefined && (
        <span>
          <CellSigns cell={cell} /> ·{' '}
          {t('visit.dates', {
            date: cell.date === null ? NOTHING : formatDate(cell.date, language),
            target: formatDate(cell.targetDate, language),
          })}
        </span>
      )}
      <WindowLine screen={screen} visit={visit} />
      {present.some((record) => record.visit === visit) &&
        may('signature.sign', { study: study.id, site: subject.site }) && (
          <Link to={signPath(study.id, subject.subjid, visit)}>{t('sign.signVisit')}</Link>
        )}
      <span className={css['around']}>
        {around.map(({ sign, label, cell: other }) =>
          other === undefined ? null : (
            <Link
              key={label}
              to={visitPath(study.id, subject.subjid, other.visit)}
              aria-label={`${label}: ${other.visit}`}
            >
              {sign === '←' ? `← ${other.visit}` : `${other.visit} →`}
            </Link>
          ),
        )}
      </span>
    </div>
  )
}
