import { Fragment, useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { EndpointDefinition } from '../../shared/endpoints/define.ts'
import { FACTS } from '../../shared/kernel/facts.ts'
import { partOf } from '../../shared/live/row-parts.ts'
import type { LiveRow } from '../../shared/live/rows.ts'
import { wordText } from '../../shared/proof/words.ts'
import type { AnalysisView } from '../kit/derivation-query.ts'
import { formatMonths } from '../kit/format.ts'
import page from '../kit/page.module.css'
import { Proof } from '../kit/proof.tsx'
import { ResponseMark } from '../kit/response-mark.tsx'
import { formPath, subjectPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { dateColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { WhyButton } from '../kit/why-button.tsx'

interface RowsTableProps {
  readonly study: Study
  readonly rows: readonly LiveRow[]
  /** Null: the subjects alone. */
  readonly endpoint: EndpointDefinition | null
  /** As of when, and by whose responses; null: values of a snapshot, whose records may have changed since. */
  readonly view: AnalysisView | null
  /** Of the state of the data that the values are of. */
  readonly mark?: string | undefined
}

/** The subjects with their values; each number of a subject leads to its record, and opens its proof. */
export function RowsTable({ study, rows, endpoint, view, mark }: RowsTableProps): ReactNode {
  const texts = useTexts()
  const [opened, setOpened] = useState<string | null>(null)
  const columns = columnsOf({ study, rows, endpoint }, texts)
  const proves = endpoint !== null && view !== null
  return (
    <SortableTable
      name="rows"
      rows={rows}
      columns={columns}
      {...(proves ? { actions: texts.t('form.rowActions') } : {})}
      keep={({ subject }) => subject === opened}
    >
      {(row) => (
        <Fragment key={row.subject}>
          <tr>
            {columns.map((column) => (
              <Cell
                key={column.key}
                study={study.id}
                row={row}
                endpoint={endpoint}
                column={column}
              />
            ))}
            {proves && (
              <td className={page['number']}>
                <WhyButton
                  opened={opened === row.subject}
                  onToggle={() => {
                    setOpened(opened === row.subject ? null : row.subject)
                  }}
                />
              </td>
            )}
          </tr>
          {proves && opened === row.subject && (
            <tr>
              <td colSpan={columns.length + 1}>
                <Proof
                  study={study.id}
                  subject={row.subject}
                  fact={FACTS.endpoint(endpoint.id)}
                  view={view}
                  mark={mark}
                />
              </td>
            </tr>
          )}
        </Fragment>
      )}
    </SortableTable>
  )
}

interface CellProps {
  readonly study: string
  readonly row: LiveRow
  readonly endpoint: EndpointDefinition | null
  readonly column: TableColumn<LiveRow>
}

function Cell({ study, row, endpoint, column }: CellProps): ReactNode {
  const value = column.value(row)
  switch (column.key) {
    case 'subject':
      return (
        <th scope="row">
          <Link to={subjectPath(study, row.subject)}>{value}</Link>
        </th>
      )
    case 'what':
      return (
        <td>
          <Link to={recordPath(study, row, endpoint)}>{value}</Link>
        </td>
      )
    case 'best':
    case 'confirmed':
      return (
        <td>
          <ResponseMark response={value === null ? null : String(value)} />
        </td>
      )
    default:
      return <td className={classOf(column)}>{value}</td>
  }
}

function classOf({ key, numeric }: TableColumn<LiveRow>): string | undefined {
  if (numeric === true) return page['number']
  return key === 'date' ? page['nowrap'] : undefined
}

/** Where the value is recorded: adverse events, deaths, or the tumour ledger. */
function recordPath(
  study: string,
  { subject, value }: LiveRow,
  endpoint: EndpointDefinition | null,
): string {
  if (value?.kind === 'events') return formPath(study, subject, 'adverse-events')
  if (endpoint?.kind === 'dose-limiting-toxicity') {
    return formPath(study, subject, 'adverse-events')
  }
  if (value?.kind === 'time' && value.reason === 'death') {
    return formPath(study, subject, 'deaths')
  }
  const isOfResponse = endpoint !== null && endpoint.criteria !== null
  return subjectPath(study, subject, isOfResponse ? '/tumour' : '')
}

function columnsOf(
  { study, rows, endpoint }: Omit<RowsTableProps, 'view' | 'mark'>,
  texts: Texts,
): readonly TableColumn<LiveRow>[] {
  const { t } = texts
  const hasCohorts = study.definition.cohorts.length > 0
  return [
    { key: 'subject', head: t('subjects.subject'), value: ({ subject }) => subject },
    { key: 'site', head: t('live.site'), value: ({ site }) => site },
    ...(hasCohorts
      ? [{ key: 'cohort', head: t('live.cohort'), value: ({ cohort }: LiveRow) => cohort }]
      : []),
    { key: 'sets', head: t('results.populations'), value: setsOf },
    ...(endpoint === null ? [] : valueColumns(study, rows, endpoint, texts)),
    ...(rows.some(({ bor }) => bor !== null)
      ? [
          { key: 'best', head: t('results.bor'), value: ({ bor }: LiveRow) => bor },
          {
            key: 'confirmed',
            head: t('results.confirmedBor'),
            value: ({ confirmedBor }: LiveRow) => confirmedBor,
          },
        ]
      : []),
  ]
}

function setsOf({ populations }: LiveRow): string {
  const inside = Object.entries(populations).filter(([, is]) => is)
  return inside.map(([key]) => key).join(', ')
}

function valueColumns(
  { definition }: Study,
  rows: readonly LiveRow[],
  endpoint: EndpointDefinition,
  texts: Texts,
): readonly TableColumn<LiveRow>[] {
  const { t, language } = texts
  const { monthDays } = definition.conventions
  const what: TableColumn<LiveRow> = {
    key: 'what',
    head: t('live.rowsWhy'),
    value: (row) => whatOf(row, endpoint, monthDays, texts),
  }
  if (!rows.some(({ value }) => value?.kind === 'time')) return [what]
  const days = ({ value }: LiveRow): number | null => (value?.kind === 'time' ? value.days : null)
  return [
    what,
    { key: 'days', head: t('results.days'), numeric: true, value: days },
    {
      key: 'months',
      head: t('live.rowsMonths'),
      numeric: true,
      value: (row) => {
        const time = days(row)
        return time === null ? null : formatMonths(time, monthDays)
      },
      order: days,
    },
    dateColumn(
      {
        key: 'date',
        head: t('visit.date'),
        of: ({ value }) => (value?.kind === 'time' ? value.date : null),
      },
      language,
    ),
  ]
}

/** What a subject adds to an endpoint, in words. */
function whatOf(
  row: LiveRow,
  endpoint: EndpointDefinition,
  monthDays: number,
  texts: Texts,
): string {
  const { t } = texts
  const { value } = row
  if (value?.kind === 'not-at-risk') return wordText(texts, value.reason)
  if (value === null || row.counted !== true) return t('live.outside')
  if (value.kind === 'time') {
    const end = t(value.event ? 'results.event' : 'results.censored')
    return `${end}: ${wordText(texts, value.reason)}`
  }
  if (value.kind === 'events') return t('live.termsCount', { count: value.events.length })
  if (value.kind === 'category') return value.category
  return t(partOf(row, endpoint, monthDays) === 'hit' ? 'live.hit' : 'live.noHit')
}
