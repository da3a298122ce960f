import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { formatDate, NOTHING } from '../kit/format.ts'
import { EmptyState, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { CellSigns } from '../kit/state-sign.tsx'
import {
  shownForms,
  useSubjectScreen,
  visitTitle,
  type SubjectScreen,
} from '../kit/subject-data.ts'
import { formPath, visitPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import css from './enter-visit.module.css'
import { UnscheduledVisit } from './unscheduled-visit.tsx'

/** One subject at a glance: the visits with their states, and the logs. */
export function SubjectOverview(): ReactNode {
  const { t } = useTexts()
  const screen = useSubjectScreen()
  return (
    <div className={css['overview']}>
      <Section title={t('subject.visits')}>
        <VisitTable screen={screen} />
        {screen.mayWrite && <UnscheduledVisit screen={screen} />}
      </Section>
      <Section title={t('subject.logs')}>
        <LogList screen={screen} />
      </Section>
    </div>
  )
}

function VisitTable({ screen }: { readonly screen: SubjectScreen }): ReactNode {
  const { t, say, language } = useTexts()
  const { study, subject, cells } = screen
  if (cells.length === 0) return <EmptyState>{t('subject.noVisits')}</EmptyState>
  return (
    <div className={page['tableWrap']}>
      <table className={page['table']}>
        <thead>
          <tr>
            <th scope="col">{t('visit.visit')}</th>
            <th scope="col">{t('subjects.state')}</th>
            <th scope="col">{t('visit.planned')}</th>
            <th scope="col">{t('visit.date')}</th>
            <th scope="col" className={page['number']}>
              {t('visit.forms')}
            </th>
          </tr>
        </thead>
        <tbody>
          {cells.map((cell) => {
            const title = say(visitTitle(study, cell.visit))
            const done = cell.forms.filter(
              ({ state }) => state !== 'empty' && state !== 'partial',
            ).length
            return (
              <tr key={cell.visit}>
                <th scope="row">
                  <Link to={visitPath(study.id, subject.subjid, cell.visit)}>{cell.visit}</Link>
                  {title !== cell.visit && <span className={page['soft']}> {title}</span>}
                </th>
                <td>
                  <CellSigns cell={cell} />
                </td>
                <td className={page['nowrap']}>{formatDate(cell.targetDate, language)}</td>
                <td className={page['nowrap']}>
                  {cell.date === null ? NOTHING : formatDate(cell.date, language)}
                </td>
                <td className={page['number']}>
                  {done}/{cell.forms.length}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function LogList({ screen }: { readonly screen: SubjectScreen }): ReactNode {
  const { say } = useTexts()
  const { study, subject, present } = screen
  const count = (form: FormDefinition): number =>
    present.filter((record) => record.form === form.key).length
  const forms = shownForms(study).filter(
    (form) => form.scope !== 'visit' && form.key !== 'eligibility',
  )
  return (
    <ul className={css['list']}>
      {forms.map((form) => (
        <li key={form.key}>
          <Link to={formPath(study.id, subject.subjid, form.key)}>
            <span>{say(form.title)}</span>
            <span className={css['count']}>{count(form)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
