import { Checkbox } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { ResponseOf } from '../../shared/api/define.ts'
import {
  listChecks,
  listFirings,
  type CheckRow,
  type FiringView,
} from '../../shared/api/routes/checks.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import { formatTime } from '../kit/format.ts'
import { call } from '../kit/http.ts'
import { itemLabel } from '../kit/item-label.ts'
import { EmptyState, Loading, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import type { Query } from '../kit/query.ts'
import { findForm, useStudy } from '../kit/subject-data.ts'
import { studyPath, subjectPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import css from './clean-data.module.css'
import { OpeningRow } from './opening-row.tsx'

function checksQuery(study: string): Query<ResponseOf<typeof listChecks>> {
  return {
    queryKey: ['study', study, 'checks'],
    queryFn: ({ signal }) => call(listChecks, { params: { study }, signal }),
  }
}

function firingsQuery(study: string, check: string): Query<ResponseOf<typeof listFirings>> {
  return {
    queryKey: ['study', study, 'firings', check],
    queryFn: ({ signal }) =>
      call(listFirings, { params: { study }, query: { check, limit: 200 }, signal }),
  }
}

/** The edit checks of a study: what each looks at and why, how often it fired, and how that ended. */
export function ChecksPage(): ReactNode {
  const { t } = useTexts()
  const study = useStudy()
  const [address] = useSearchParams()
  const firedOnly = isFiredOnly(address)
  const { data, error } = useQuery(checksQuery(study.id))
  const checks = data?.checks.filter(({ fired }) => !firedOnly || fired > 0) ?? []
  return (
    <Page
      crumbs={[
        { label: t('nav.work'), to: '/' },
        { label: study.id, to: studyPath(study.id) },
      ]}
      title={t('nav.checks')}
      state={
        data === undefined
          ? undefined
          : t('check.count', { shown: checks.length, total: data.checks.length })
      }
    >
      <FiredOnly />
      <ProblemNotice error={error} />
      {data === undefined && error === null && <Loading />}
      {data !== undefined && <CheckTable study={study} checks={checks} all={data.checks.length} />}
    </Page>
  )
}

function isFiredOnly(address: URLSearchParams): boolean {
  return address.get('fired') === '1'
}

function FiredOnly(): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  return (
    <div className={page['filters']} role="search">
      <Checkbox
        label={t('check.firedOnly')}
        checked={isFiredOnly(address)}
        onChange={(event) => {
          const next = new URLSearchParams(address)
          if (event.currentTarget.checked) next.set('fired', '1')
          else next.delete('fired')
          setAddress(next, { replace: true })
        }}
      />
    </div>
  )
}

interface CheckTableProps {
  readonly study: Study
  readonly checks: readonly CheckRow[]
  /** Those that never fired included. */
  readonly all: number
}

function CheckTable({ study, checks, all }: CheckTableProps): ReactNode {
  const texts = useTexts()
  if (checks.length === 0) return <EmptyState>{texts.t('check.noneFired')}</EmptyState>
  return (
    <SortableTable
      name="checks"
      rows={checks}
      all={all}
      columns={columnsOf(study, texts)}
      actions={texts.t('check.firings')}
    >
      {(check) => <CheckRows key={`${check.form} ${check.key}`} study={study} check={check} />}
    </SortableTable>
  )
}

const NUMBERS = ['fired', 'open', 'corrected', 'confirmed'] as const

function columnsOf(study: Study, { t, say }: Texts): readonly TableColumn<CheckRow>[] {
  return [
    { key: 'check', head: t('check.check'), value: ({ key }) => key },
    { key: 'looksAt', head: t('check.looksAt'), value: (check) => say(placeIn(study, check)) },
    { key: 'why', head: t('check.why'), value: ({ rationale }) => say(rationale) },
    ...NUMBERS.map((name) => ({
      key: name,
      head: t(`check.${name}`),
      numeric: true,
      value: (check: CheckRow) => check[name],
    })),
  ]
}

/** Form and item that a check looks at, as one text. */
function placeIn(study: Study, { form: key, item }: CheckRow): Bilingual {
  const form = findForm(study, key)
  const title = form?.title ?? { en: key, zh: key }
  if (item === '') return title
  const label = itemLabel(form, item)
  return { en: `${title.en}: ${label.en}`, zh: `${title.zh}：${label.zh}` }
}

interface CheckRowsProps {
  readonly study: Study
  readonly check: CheckRow
}

const COLUMNS = 8

function CheckRows({ study, check }: CheckRowsProps): ReactNode {
  const { t } = useTexts()
  return (
    <OpeningRow
      cells={<CheckCells study={study} check={check} />}
      columns={COLUMNS}
      show={t('check.showFirings')}
      hide={t('check.hideFirings')}
      opens={check.fired === 0 ? null : <Firings study={study.id} check={check.key} />}
    />
  )
}

function CheckCells({ study, check }: CheckRowsProps): ReactNode {
  const { t, say } = useTexts()
  const form = findForm(study, check.form)
  return (
    <>
      <td className={page['nowrap']}>
        {check.key}
        <div className={page['soft']}>
          {t(`check.level.${check.level}`)} · {t(`check.severity.${check.severity}`)}
        </div>
      </td>
      <td>
        {form === undefined ? t('check.everyForm') : say(form.title)}
        {check.item !== '' && (
          <div className={page['soft']}>{say(itemLabel(form, check.item))}</div>
        )}
      </td>
      <td className={css['asked']}>
        {say(check.rationale)}
        {check.rule !== null && (
          <details className={css['rule']}>
            <summary>{t('check.rule')}</summary>
            <code>{check.rule}</code>
          </details>
        )}
        {check.retire && <div className={css['retire']}>△ {t('check.retire')}</div>}
      </td>
      {NUMBERS.map((name) => (
        <td key={name} className={page['number']}>
          {check[name]}
        </td>
      ))}
    </>
  )
}

/** Where a check fired, on which values, and the reasons of those who confirmed it. */
function Firings({ study, check }: { readonly study: string; readonly check: string }): ReactNode {
  const { t } = useTexts()
  const { data, error } = useQuery(firingsQuery(study, check))
  if (error !== null) return <ProblemNotice error={error} />
  if (data === undefined) return <Loading />
  return (
    <>
      <ul className={css['firings']}>
        {data.firings.map((firing) => (
          <FiringLine key={firing.id} study={study} firing={firing} />
        ))}
      </ul>
      {data.filtered > data.firings.length && (
        <p className={page['soft']}>
          {t('check.cut', { shown: data.firings.length, total: data.filtered })}
        </p>
      )}
    </>
  )
}

function FiringLine({
  study,
  firing,
}: {
  readonly study: string
  readonly firing: FiringView
}): ReactNode {
  const { t, say } = useTexts()
  const { subjid, visit, state, message, reason, settledBy, settledAt } = firing
  return (
    <li>
      <Link to={subjectPath(study, subjid)}>{subjid}</Link>
      {visit !== null && ` · ${visit}`} · <strong>{t(`check.state.${state}`)}</strong> ·{' '}
      {formatTime(firing.firedAt)}
      <div>{say(message)}</div>
      {reason !== null && (
        <div className={page['soft']}>
          {t('check.confirmedBy', { who: settledBy ?? '', when: formatTime(settledAt), reason })}
        </div>
      )}
    </li>
  )
}
