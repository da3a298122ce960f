import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { ChangedRecord } from '../../shared/api/routes/changes.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import { changesQuery, type SubjectChanges } from '../kit/changes-query.ts'
import { formatTime } from '../kit/format.ts'
import { itemLabel } from '../kit/item-label.ts'
import { Loading, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { findForm, type SubjectScreen } from '../kit/subject-data.ts'
import { formPath, historyPath, visitPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { timeColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'

/** What of the subject is other than at the reader's own last review or signature. */
export function Changes({ screen }: { readonly screen: SubjectScreen }): ReactNode {
  const { t } = useTexts()
  const { study, subject } = screen
  const { data, error } = useQuery(changesQuery(study.id, subject.subjid))
  return (
    <Section
      title={t('changes.title')}
      aside={
        data === undefined || data.since === null
          ? undefined
          : t('changes.count', { count: data.records.length })
      }
    >
      <ProblemNotice error={error} />
      {data === undefined && error === null && <Loading />}
      {data !== undefined && <ChangeList screen={screen} changes={data} />}
    </Section>
  )
}

function ChangeList(props: {
  readonly screen: SubjectScreen
  readonly changes: SubjectChanges
}): ReactNode {
  const { screen, changes } = props
  const texts = useTexts()
  const { t, tKnown } = texts
  const { since, records } = changes
  if (since === null) return <p>{t('changes.never')}</p>
  return (
    <>
      <p className={page['soft']}>
        {t('changes.since', {
          act: [tKnown(`act.${since.act}`), since.visit].filter((part) => part !== null).join(' '),
          at: formatTime(since.at),
        })}
      </p>
      {records.length === 0 ? (
        <p>{t('changes.none')}</p>
      ) : (
        <SortableTable name="changes" rows={records} columns={columnsOf(screen, texts)}>
          {(record) => <ChangeRow key={record.record} screen={screen} changed={record} />}
        </SortableTable>
      )}
    </>
  )
}

const KIND_SIGNS = { new: '+', changed: '≠', removed: '−' } as const

function ChangeRow(props: {
  readonly screen: SubjectScreen
  readonly changed: ChangedRecord
}): ReactNode {
  const { screen, changed } = props
  const { study, subject } = screen
  const texts = useTexts()
  const { t } = texts
  const { record, form, visit, kind, by, at, reason } = changed
  const path =
    kind === 'removed'
      ? historyPath(study.id, subject.subjid, record)
      : visit === null
        ? formPath(study.id, subject.subjid, form)
        : visitPath(study.id, subject.subjid, visit, form)
  return (
    <tr>
      <td className={page['nowrap']}>
        <span aria-hidden="true">{KIND_SIGNS[kind]}</span> {t(`changes.${kind}`)}
      </td>
      <td>
        <Link to={path}>{placeText(screen, changed, texts)}</Link>
      </td>
      <td>
        {fieldTexts(screen, changed, texts).map((text) => (
          <div key={text}>{text}</div>
        ))}
      </td>
      <td>
        {by}
        {reason !== null && <div className={page['soft']}>{reason}</div>}
      </td>
      <td className={page['nowrap']}>{formatTime(at)}</td>
    </tr>
  )
}

function columnsOf(screen: SubjectScreen, texts: Texts): readonly TableColumn<ChangedRecord>[] {
  const { t } = texts
  return [
    {
      key: 'kind',
      head: t('changes.kind'),
      value: ({ kind }) => t(`changes.${kind}`),
      code: ({ kind }) => kind,
    },
    {
      key: 'where',
      head: t('changes.where'),
      value: (changed) => placeText(screen, changed, texts),
    },
    {
      key: 'fields',
      head: t('changes.fields'),
      value: (changed) => fieldTexts(screen, changed, texts).join('; '),
    },
    {
      key: 'who',
      head: t('changes.who'),
      value: ({ by, reason }) => [by, reason].filter((part) => part !== null).join(': '),
    },
    timeColumn({ key: 'at', head: t('changes.when'), of: ({ at }) => at }),
  ]
}

function placeText(
  { study }: SubjectScreen,
  { form, visit, rowKey }: ChangedRecord,
  { say }: Texts,
): string {
  const found = findForm(study, form)
  const parts = [visit, found === undefined ? form : say(found.title)]
  const isNumbered = found?.scope === 'log'
  return [...parts, isNumbered ? `#${rowKey}` : rowKey]
    .filter((part) => part !== null && part !== '')
    .join(' · ')
}

/** Each changed field in words: what it was and what it is; of a new record what it is. */
function fieldTexts(
  { study }: SubjectScreen,
  { form, kind, fields }: ChangedRecord,
  texts: Texts,
): readonly string[] {
  if (kind === 'removed') return []
  const { t } = texts
  const found = findForm(study, form)
  return fields.map((field) => {
    const shown = (side: 'before' | 'after'): string =>
      field.redacted.includes(side) ? t('changes.hidden') : (field[side] ?? t('changes.nothing'))
    const name = fieldName(found, field, texts)
    return kind === 'new'
      ? t('changes.newValue', { field: name, after: shown('after') })
      : t('changes.field', { field: name, before: shown('before'), after: shown('after') })
  })
}

/** The question, with the row of its group before it. */
function fieldName(
  form: FormDefinition | undefined,
  { pointer, item }: ChangedRecord['fields'][number],
  { say }: Texts,
): string {
  const label = say(itemLabel(form, item))
  const row = /^\/rows\/([^/]+)\//.exec(pointer)?.[1]
  if (row === undefined) return label
  return `${row.replaceAll('~1', '/').replaceAll('~0', '~')} · ${label}`
}
