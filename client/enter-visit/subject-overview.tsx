import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { MatrixCell } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { cellSign } from '../../shared/protocol/cell-signs.ts'
import { ChangedMark } from '../kit/changed-mark.tsx'
import { changedAt, useChanges } from '../kit/changes-query.ts'
import { formatDate } from '../kit/format.ts'
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
import type { TableColumn } from '../kit/table/columns.ts'
import { dateColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
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
  const texts = useTexts()
  const { t, language } = texts
  const { study, subject, cells } = screen
  const changes = useChanges(study.id, subject.subjid)
  if (cells.length === 0) return <EmptyState>{t('subject.noVisits')}</EmptyState>
  return (
    <SortableTable name="visits" rows={cells} columns={columnsOf(study, texts)}>
      {(cell) => {
        const title = texts.say(visitTitle(study, cell.visit))
        return (
          <tr key={cell.visit}>
            <th scope="row">
              <Link to={visitPath(study.id, subject.subjid, cell.visit)}>{cell.visit}</Link>
              <ChangedMark changed={changedAt(changes, { visit: cell.visit }).length > 0} />
              {title !== cell.visit && <span className={page['soft']}> {title}</span>}
            </th>
            <td>
              <CellSigns cell={cell} />
            </td>
            <td className={page['nowrap']}>{formatDate(cell.targetDate, language)}</td>
            <td className={page['nowrap']}>{formatDate(cell.date, language)}</td>
            <td className={page['number']}>
              {doneForms(cell)}/{cell.forms.length}
            </td>
          </tr>
        )
      }}
    </SortableTable>
  )
}

function columnsOf(study: Study, { t, say, language }: Texts): readonly TableColumn<MatrixCell>[] {
  return [
    {
      key: 'visit',
      head: t('visit.visit'),
      value: ({ visit }) => [...new Set([visit, say(visitTitle(study, visit))])].join(' '),
    },
    {
      key: 'state',
      head: t('subjects.state'),
      value: ({ state, overlays }) =>
        [state, ...overlays].map((key) => t(cellSign(key).text)).join(' · '),
      code: ({ state, overlays }) => [state, ...overlays].join(' '),
    },
    dateColumn({ key: 'planned', head: t('visit.planned'), of: (one) => one.targetDate }, language),
    dateColumn({ key: 'date', head: t('visit.date'), of: ({ date }) => date }, language),
    {
      key: 'forms',
      head: t('visit.forms'),
      numeric: true,
      value: (cell) => `${doneForms(cell)} / ${cell.forms.length}`,
      order: doneForms,
    },
  ]
}

function doneForms({ forms }: MatrixCell): number {
  return forms.filter(({ state }) => state !== 'empty' && state !== 'partial').length
}

function LogList({ screen }: { readonly screen: SubjectScreen }): ReactNode {
  const { say } = useTexts()
  const { study, subject, present } = screen
  const changes = useChanges(study.id, subject.subjid)
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
            <span>
              {say(form.title)}
              <ChangedMark changed={changedAt(changes, { form: form.key }).length > 0} />
            </span>
            <span className={css['count']}>{count(form)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
