import { useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { FormDefinition } from '../../shared/forms/define.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import { formatDate, NOTHING } from '../kit/format.ts'
import page from '../kit/page.module.css'
import { studyQuery } from '../kit/queries.ts'
import { formPath, signPath, subjectPath, visitPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { dateColumn } from '../kit/table/date-columns.ts'
import { partOf } from '../kit/table/part-of-list.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import css from './my-work.module.css'
import { workQuery, type WorkItem } from './queries.ts'

const SHOWN_AT_FIRST = 10

const KINDS: Readonly<Record<WorkItem['kind'], { sign: string; text: TextKey }>> = {
  'visit-overdue': { sign: '!', text: 'work.visitOverdue' },
  'visit-due': { sign: '◔', text: 'work.visitDue' },
  'form-partial': { sign: '◑', text: 'work.formPartial' },
  'review-missing': { sign: '✎', text: 'work.reviewMissing' },
  'review-reopened': { sign: '↺', text: 'work.reviewReopened' },
  'query-open': { sign: '?', text: 'work.queryOpen' },
  'result-pending': { sign: '…', text: 'work.resultPending' },
  'signature-broken': { sign: '✎\u0338', text: 'work.signatureBroken' },
  'signature-missing': { sign: '✎', text: 'work.toSign' },
}

/** What is to be done in one study, by date. */
export function WorkTable({ study }: { readonly study: string }): ReactNode {
  const texts = useTexts()
  const work = useSuspenseQuery(workQuery(study)).data
  const { forms } = useSuspenseQuery(studyQuery(study)).data.definition
  if (work.items.length === 0) return <p className={css['soft']}>{texts.t('work.nothing')}</p>
  return (
    <>
      <WorkCounts counts={work.counts} total={work.total} />
      <SortableTable
        name={`work-${study}`}
        rows={work.items}
        columns={columnsOf(forms, texts)}
        part={partOf(work.items.length, work.total)}
        first={SHOWN_AT_FIRST}
      >
        {(item) => <WorkRow key={keyOf(item)} study={study} item={item} forms={forms} />}
      </SortableTable>
    </>
  )
}

function columnsOf(forms: Forms, texts: Texts): readonly TableColumn<WorkItem>[] {
  const { t, language } = texts
  return [
    {
      key: 'what',
      head: t('work.what'),
      value: ({ kind }) => t(KINDS[kind].text),
      code: ({ kind }) => kind,
    },
    { key: 'subject', head: t('work.subject'), value: ({ subjid }) => subjid },
    { key: 'where', head: t('work.where'), value: (item) => whereText(item, forms, texts) },
    dateColumn({ key: 'date', head: t('work.date'), of: ({ date }) => date }, language),
    {
      key: 'window',
      head: t('work.window'),
      value: (item) => windowText(item, texts),
      order: ({ windowFrom }) => windowFrom,
    },
  ]
}

type Forms = readonly Pick<FormDefinition, 'key' | 'title'>[]

/** Visit, form and criteria of what is to be done. */
function whereText(item: WorkItem, forms: Forms, { t, say }: Texts): string {
  const { visit, form: key, criteria, count } = item
  if (count !== null) return t('work.signVisits', { count })
  if (visit === null && key === null) return t('sign.wholeSubject')
  const form = forms.find((one) => one.key === key)
  return [visit, form === undefined ? key : say(form.title), criteria]
    .filter((part) => part !== null)
    .join(' · ')
}

function windowText({ windowFrom, windowTo }: WorkItem, { language }: Texts): string | null {
  if (windowFrom === null) return null
  return `${formatDate(windowFrom, language)} – ${formatDate(windowTo, language)}`
}

function keyOf({ kind, subjid, visit, form, criteria }: WorkItem): string {
  return [kind, subjid, visit, form, criteria].join('|')
}

function WorkCounts(props: {
  readonly counts: readonly { readonly kind: WorkItem['kind']; readonly count: number }[]
  readonly total: number
}): ReactNode {
  const { t } = useTexts()
  return (
    <ul className={css['counts']}>
      {props.counts.map(({ kind, count }) => (
        <li key={kind}>
          <span aria-hidden="true">{KINDS[kind].sign}</span> {t(KINDS[kind].text)}{' '}
          <strong>{count}</strong>
        </li>
      ))}
      <li>{t('work.total', { count: props.total })}</li>
    </ul>
  )
}

interface WorkRowProps {
  readonly study: string
  readonly item: WorkItem
  readonly forms: Forms
}

function WorkRow({ study, item, forms }: WorkRowProps): ReactNode {
  const texts = useTexts()
  const { t, language } = texts
  const { sign, text } = KINDS[item.kind]
  return (
    <tr>
      <td className={page['nowrap']}>
        <span aria-hidden="true" className={css['sign']} data-kind={item.kind}>
          {sign}
        </span>{' '}
        {t(text)}
      </td>
      <td className={page['nowrap']}>
        <Link to={subjectPath(study, item.subjid)}>{item.subjid}</Link>
      </td>
      <td>
        <Link to={placeOf(study, item)}>{whereText(item, forms, texts)}</Link>
      </td>
      <td className={page['nowrap']}>{formatDate(item.date, language)}</td>
      <td className={page['nowrap']}>{windowText(item, texts) ?? NOTHING}</td>
    </tr>
  )
}

/** Work that is done on the page of responses. */
const REVIEWS: ReadonlySet<WorkItem['kind']> = new Set(['review-missing', 'review-reopened'])

/** Work that is done on the page where one signs. */
const SIGNATURES: ReadonlySet<WorkItem['kind']> = new Set(['signature-broken', 'signature-missing'])

function placeOf(study: string, { kind, subjid, visit, form, criteria }: WorkItem): string {
  if (SIGNATURES.has(kind)) return signPath(study, subjid, visit)
  if (REVIEWS.has(kind)) {
    const open = `?open=${encodeURIComponent(`${criteria ?? ''} ${visit ?? ''}`)}`
    return subjectPath(study, subjid, `/responses${open}`)
  }
  if (visit !== null) return visitPath(study, subjid, visit, form ?? undefined)
  return form === null ? subjectPath(study, subjid) : formPath(study, subjid, form)
}
