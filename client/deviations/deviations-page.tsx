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
import { useTexts } from '../kit/texts.ts'
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
        <Suggestions study={study} suggestions={suggestions.filter(isAt)} />
      </Section>
      <Section title={t('deviations.recorded')}>
        <DeviationTable study={study.id} deviations={shown} form={form} />
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
}): ReactNode {
  const { study, deviations, form } = props
  const { t, say, language } = useTexts()
  if (deviations.length === 0) return <EmptyState>{t('deviations.none')}</EmptyState>
  const heads = ['date', 'site', 'subject', 'kind', 'weight', 'term', 'action'] as const
  return (
    <div className={page['tableWrap']}>
      <table className={page['table']}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {t(`deviations.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {deviations.map(({ record, subjid, site, date, term, weight, kind, action }) => (
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
          ))}
        </tbody>
      </table>
    </div>
  )
}
