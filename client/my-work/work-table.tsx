import { useSuspenseQuery } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { Link } from 'react-router'
import type { TextKey } from '../../shared/texts/keys.ts'
import { formatDate, NOTHING } from '../kit/format.ts'
import page from '../kit/page.module.css'
import { studyQuery } from '../kit/queries.ts'
import { formPath, subjectPath, visitPath } from '../kit/subject-paths.ts'
import { useTexts } from '../kit/texts.ts'
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
}

/** What is to be done in one study, by date. */
export function WorkTable({ study }: { readonly study: string }): ReactNode {
  const { t } = useTexts()
  const work = useSuspenseQuery(workQuery(study)).data
  const [all, setAll] = useState(false)
  if (work.items.length === 0) return <p className={css['soft']}>{t('work.nothing')}</p>
  const shown = all ? work.items : work.items.slice(0, SHOWN_AT_FIRST)
  return (
    <>
      <WorkCounts counts={work.counts} total={work.total} />
      <div className={page['tableWrap']}>
        <table className={page['table']}>
          <thead>
            <tr>
              <th scope="col">{t('work.what')}</th>
              <th scope="col">{t('work.subject')}</th>
              <th scope="col">{t('work.where')}</th>
              <th scope="col">{t('work.date')}</th>
              <th scope="col">{t('work.window')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((item) => (
              <WorkRow key={keyOf(item)} study={study} item={item} />
            ))}
          </tbody>
        </table>
      </div>
      {work.items.length > SHOWN_AT_FIRST && (
        <button
          type="button"
          className={css['more']}
          onClick={() => {
            setAll(!all)
          }}
        >
          {all ? t('work.fewer') : t('work.more', { count: work.items.length - SHOWN_AT_FIRST })}
        </button>
      )}
      {all && work.total > work.items.length && (
        <p className={css['soft']}>
          {t('work.cut', { shown: work.items.length, total: work.total })}
        </p>
      )}
    </>
  )
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

function WorkRow({ study, item }: { readonly study: string; readonly item: WorkItem }): ReactNode {
  const { t, say, language } = useTexts()
  const { forms } = useSuspenseQuery(studyQuery(study)).data.definition
  const { sign, text } = KINDS[item.kind]
  const form = forms.find(({ key }) => key === item.form)
  const where = [item.visit, form === undefined ? item.form : say(form.title), item.criteria]
  const window =
    item.windowFrom === null
      ? NOTHING
      : `${formatDate(item.windowFrom, language)} – ${formatDate(item.windowTo, language)}`
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
        <Link to={placeOf(study, item)}>{where.filter((part) => part !== null).join(' · ')}</Link>
      </td>
      <td className={page['nowrap']}>{formatDate(item.date, language)}</td>
      <td className={page['nowrap']}>{window}</td>
    </tr>
  )
}

/** Work that is done on the page of responses. */
const REVIEWS: ReadonlySet<WorkItem['kind']> = new Set(['review-missing', 'review-reopened'])

function placeOf(study: string, { kind, subjid, visit, form }: WorkItem): string {
  if (REVIEWS.has(kind)) return subjectPath(study, subjid, '/responses')
  if (visit !== null) return visitPath(study, subjid, visit, form ?? undefined)
  return form === null ? subjectPath(study, subjid) : formPath(study, subjid, form)
}
