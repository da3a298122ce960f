import { Select } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { DeviationView } from '../../shared/api/routes/deviations.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { formatDate } from '../kit/format.ts'
import { EmptyState, Page, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { findForm, useStudy } from '../kit/subject-data.ts'
import { formPath, studyPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { dateColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { codeLabel } from './deviation-text.ts'
import { deviationsQuery } from './queries.ts'
import { Suggestions } from './suggestions.tsx'

interface Filter {
  readonly site: string | null
  readonly subjid: string | null
  readonly kind: string | null
  readonly weight: string | null
}

const NO_FILTER: Filter = { site: null, subjid: null, kind: null, weight: null }

/** Protocol deviations of a study: those on record, and what the data suggest. */
export function DeviationsPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const { deviations, suggestions } = useSuspenseQuery(deviationsQuery(study.id)).data
  const [filter, setFilter] = useState(NO_FILTER)
  const form = findForm(study, 'deviations')
  const isAt = (one: { readonly site: string; readonly subjid: string; readonly kind: string }) =>
    (filter.site ?? one.site) === one.site &&
    (filter.subjid ?? one.subjid) === one.subjid &&
    (filter.kind ?? one.kind) === one.kind
  const shown = deviations.filter(
    (one) => isAt(one) && (filter.weight ?? one.weight) === one.weight,
  )
  return (
    <Page
      crumbs={[
        { label: study.id, to: studyPath(study.id) },
        { label: t('deviations.title'), to: studyPath(study.id, '/deviations') },
      ]}
      title={t('deviations.title')}
      state={t('deviations.state', { count: deviations.length, open: suggestions.length })}
    >
      <Filters
        filter={filter}
        onChange={setFilter}
        form={form}
        rows={[...deviations, ...suggestions]}
      />
      <Section title={t('deviations.suggested')}>
        <p>{t('deviations.suggestedIntro')}</p>
        <Suggestions
          study={study}
          suggestions={suggestions.filter(isAt)}
          all={suggestions.length}
        />
      </Section>
      <Section title={t('deviations.recorded')}>
        <DeviationTable study={study.id} deviations={shown} form={form} all={deviations.length} />
      </Section>
    </Page>
  )
}

interface FiltersProps {
  readonly filter: Filter
  readonly onChange: (filter: Filter) => void
  readonly form: FormDefinition | undefined
  readonly rows: readonly {
    readonly site: string
    readonly subjid: string
    readonly kind: string
    readonly weight?: string
  }[]
}

function Filters({ filter, onChange, form, rows }: FiltersProps): ReactNode {
  const { t, say } = useTexts()
  const boxes = [
    { key: 'site', label: t('deviations.site'), item: null },
    { key: 'subjid', label: t('deviations.subject'), item: null },
    { key: 'kind', label: t('deviations.kind'), item: 'DVDECOD' },
    { key: 'weight', label: t('deviations.weight'), item: 'DVCAT' },
  ] as const
  return (
    <div className={page['filters']}>
      {boxes.map(({ key, label, item }) => {
        const values = [...new Set(rows.map((row) => row[key] ?? ''))].filter((one) => one !== '')
        return (
          <Select
            key={key}
            label={label}
            w={180}
            clearable
            placeholder={t('deviations.all')}
            value={filter[key]}
            data={values.sort().map((value) => ({
              value,
              label: item === null ? value : say(codeLabel(form, item, value)),
            }))}
            onChange={(value) => {
              onChange({ ...filter, [key]: value })
            }}
          />
        )
      })}
    </div>
  )
}

function DeviationTable(props: {
  readonly study: string
  readonly deviations: readonly DeviationView[]
  readonly form: FormDefinition | undefined
  /** Those outside the filters of the page included. */
  readonly all: number
}): ReactNode {
  const { study, deviations, form } = props
  const texts = useTexts()
  const { say, language } = texts
  if (deviations.length === 0) return <EmptyState>{texts.t('deviations.none')}</EmptyState>
  return (
    <SortableTable
      name="recorded"
      rows={deviations}
      columns={columnsOf(form, texts)}
      all={props.all}
    >
      {({ record, subjid, site, date, term, weight, kind, action }) => (
        <tr key={record}>
          <td className={page['nowrap']}>{formatDate(date, language)}</td>
          <td>{site}</td>
          <th scope="row">
            <Link to={formPath(study, subjid, 'deviations')}>{subjid}</Link>
          </th>
          <td>{say(codeLabel(form, 'DVDECOD', kind))}</td>
          <td>{say(codeLabel(form, 'DVCAT', weight))}</td>
          <td>{term}</td>
          <td>{action}</td>
        </tr>
      )}
    </SortableTable>
  )
}

function columnsOf(
  form: FormDefinition | undefined,
  { t, say, language }: Texts,
): readonly TableColumn<DeviationView>[] {
  return [
    dateColumn({ key: 'date', head: t('deviations.date'), of: ({ date }) => date }, language),
    { key: 'site', head: t('deviations.site'), value: ({ site }) => site },
    { key: 'subject', head: t('deviations.subject'), value: ({ subjid }) => subjid },
    {
      key: 'kind',
      head: t('deviations.kind'),
      value: ({ kind }) => say(codeLabel(form, 'DVDECOD', kind)),
      code: ({ kind }) => kind,
    },
    {
      key: 'weight',
      head: t('deviations.weight'),
      value: ({ weight }) => say(codeLabel(form, 'DVCAT', weight)),
      code: ({ weight }) => weight,
    },
    { key: 'term', head: t('deviations.term'), value: ({ term }) => term },
    { key: 'action', head: t('deviations.action'), value: ({ action }) => action },
  ]
}
