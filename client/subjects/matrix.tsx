import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { MatrixCell } from '../../shared/api/routes/subjects.ts'
import { formatDate, NOTHING } from '../kit/format.ts'
import page from '../kit/page.module.css'
import { signOf, stateTextKey } from '../kit/state-sign.tsx'
import { findForm } from '../kit/subject-data.ts'
import { subjectPath, visitPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
import css from './matrix.module.css'
import type { SubjectList } from './queries.ts'

interface MatrixProps {
  readonly study: Study
  readonly list: SubjectList
}

/** The matrix: head and first column stay while the rest scrolls. */
export function Matrix({ study, list }: MatrixProps): ReactNode {
  const { t } = useTexts()
  return (
    <div className={css['scroll']} tabIndex={0} role="region" aria-label={t('subjects.matrix')}>
      <table className={css['matrix']}>
        <thead>
          <tr>
            <th scope="col" className={css['first']}>
              {t('subjects.subject')}
            </th>
            <th scope="col">{t('subjects.site')}</th>
            {study.definition.cohorts.length > 0 && <th scope="col">{t('subjects.cohort')}</th>}
            <th scope="col">{t('subjects.state')}</th>
            <th scope="col" className={page['number']}>
              {t('subject.day')}
            </th>
            <th scope="col">{t('subject.lastContact')}</th>
            {list.visits.map((visit) => (
              <th scope="col" key={visit} className={css['cell']}>
                {visit}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.subjects.map((subject) => (
            <MatrixRow key={subject.subjid} study={study} subject={subject} visits={list.visits} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface MatrixRowProps {
  readonly study: Study
  readonly subject: SubjectList['subjects'][number]
  readonly visits: readonly string[]
}

function MatrixRow({ study, subject, visits }: MatrixRowProps): ReactNode {
  const { t, language } = useTexts()
  const cells = new Map(subject.cells.map((cell) => [cell.visit, cell]))
  const planned = new Set(visits)
  const others = subject.cells.filter(({ visit }) => !planned.has(visit))
  return (
    <tr>
      <th scope="row" className={css['first']}>
        <Link to={subjectPath(study.id, subject.subjid)}>{subject.subjid}</Link>
      </th>
      <td>{subject.site}</td>
      {study.definition.cohorts.length > 0 && <td>{subject.cohort ?? NOTHING}</td>}
      <td>{t(`subject.${subject.state}`)}</td>
      <td className={page['number']}>{subject.dayOnStudy ?? NOTHING}</td>
      <td>{formatDate(subject.lastContact, language)}</td>
      {visits.map((visit) => {
        const cell = cells.get(visit)
        return (
          <td key={visit} className={css['cell']}>
            {cell !== undefined && <CellLink study={study} subjid={subject.subjid} cell={cell} />}
          </td>
        )
      })}
      {others.map((cell) => (
        <td key={cell.visit} className={css['cell']}>
          <CellLink study={study} subjid={subject.subjid} cell={cell} />
        </td>
      ))}
    </tr>
  )
}

interface CellLinkProps {
  readonly study: Study
  readonly subjid: string
  readonly cell: MatrixCell
}

function CellLink({ study, subjid, cell }: CellLinkProps): ReactNode {
  const { t, say, language } = useTexts()
  const forms = cell.forms.map(({ form, state }) => {
    const title = findForm(study, form)?.title
    return `${title === undefined ? form : say(title)}: ${t(`form.${state}`)}`
  })
  const date = cell.date ?? cell.targetDate
  const open = cell.forms.find(({ state }) => state !== 'complete')
  const name = [
    `${subjid} ${cell.visit}`,
    t(stateTextKey(cell.state)),
    ...(cell.outOfWindow ? [t('state.outOfWindow')] : []),
    formatDate(date, language),
  ].join(', ')
  return (
    <Link
      className={css['link']}
      data-state={cell.state}
      to={visitPath(study.id, subjid, cell.visit, open?.form)}
      aria-label={name}
      title={[name, ...forms].join('\n')}
    >
      <span aria-hidden="true">{signOf(cell.state)}</span>
      {cell.outOfWindow && <span aria-hidden="true">↔</span>}
    </Link>
  )
}
