import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { TextKey } from '../../shared/texts/keys.ts'
import { formatDate, NOTHING } from '../kit/format.ts'
import page from '../kit/page.module.css'
import { subjectPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import type { SubjectWindowView } from './queries.ts'

interface WindowTableProps {
  readonly study: string
  readonly subjects: readonly SubjectWindowView[]
}

/** The window of each subject on a dose level, in order of entry. */
export function WindowTable({ study, subjects }: WindowTableProps): ReactNode {
  const texts = useTexts()
  const { t, language } = texts
  const shown = (date: string | undefined): string =>
    date === undefined ? NOTHING : formatDate(date, language)
  return (
    <SortableTable name="dose-windows" rows={subjects} columns={columnsOf(texts)} width={900}>
      {(one) => (
        <tr key={one.subject}>
          <th scope="row">
            <Link to={subjectPath(study, one.subject)}>{one.subject}</Link>
          </th>
          <td>{one.cohort}</td>
          <td className={page['nowrap']}>{shown(one.enrolled ?? undefined)}</td>
          <td className={page['nowrap']}>{shown(one.window?.first)}</td>
          <td className={page['nowrap']}>{shown(one.window?.last)}</td>
          <td>{t(stateKey(one))}</td>
          <td className={page['number']}>{one.daysLeft ?? NOTHING}</td>
        </tr>
      )}
    </SortableTable>
  )
}

function stateKey({ state, daysLeft }: SubjectWindowView): TextKey {
  if (state !== 'running') return `dose.state.${state}`
  if (daysLeft === null) return 'dose.state.notBegun'
  return daysLeft === 0 ? 'dose.state.over' : 'dose.state.running'
}

function columnsOf({ t, language }: Texts): readonly TableColumn<SubjectWindowView>[] {
  const date = (
    key: string,
    head: string,
    of: (one: SubjectWindowView) => string | null | undefined,
  ): TableColumn<SubjectWindowView> => ({
    ...{ key, head },
    value: (one) => formatDate(of(one) ?? null, language),
    order: (one) => of(one) ?? null,
  })
  return [
    { key: 'subject', head: t('dose.subject'), value: ({ subject }) => subject },
    { key: 'cohort', head: t('dose.level'), value: ({ cohort }) => cohort },
    date('enrolled', t('dose.entered'), ({ enrolled }) => enrolled),
    date('first', t('dose.from'), ({ window }) => window?.first),
    date('last', t('dose.to'), ({ window }) => window?.last),
    { key: 'state', head: t('dose.windowState'), value: (one) => t(stateKey(one)) },
    {
      ...{ key: 'left', head: t('dose.left'), numeric: true },
      value: ({ daysLeft }) => daysLeft,
    },
  ]
}
