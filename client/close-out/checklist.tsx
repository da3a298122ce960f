import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { OpenItem } from '../../shared/api/held.ts'
import type { Study } from '../../shared/api/routes/studies.ts'
import {
  PRECONDITION_KINDS,
  settledOn,
  type PreconditionKind,
} from '../../shared/locks/preconditions.ts'
import { NOTHING } from '../kit/format.ts'
import { EmptyState } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { findForm } from '../kit/subject-data.ts'
import { formPath, studyPath, subjectPath, visitPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import css from './close-out.module.css'

/** The kind of the address, whose rows alone are listed. */
export function useChosenKind(): PreconditionKind | undefined {
  const [address] = useSearchParams()
  return PRECONDITION_KINDS.find((kind) => kind === address.get('kind'))
}

/** So many rows are listed before a kind is chosen. */
const SHOWN_UNASKED = 12

interface ChecklistProps {
  readonly study: Study
  readonly counts: readonly { readonly kind: PreconditionKind; readonly count: number }[]
  readonly open: readonly OpenItem[]
  /** How many places the list has in full. */
  readonly places: number
  /** The rows name their subject. */
  readonly withSubject: boolean
}

/** What is still open: each kind with its number, which lists the rows behind it. */
export function Checklist({ counts, ...rows }: ChecklistProps): ReactNode {
  const { t } = useTexts()
  const chosen = useChosenKind()
  if (counts.length === 0) return <EmptyState>{t('closeOut.nothingOpen')}</EmptyState>
  return (
    <>
      <ul className={css['kinds']}>
        {counts.map(({ kind, count }) => (
          <li key={kind}>
            <Link
              to={kind === chosen ? '?' : `?kind=${kind}`}
              className={css['kind']}
              aria-current={kind === chosen ? 'true' : undefined}
              preventScrollReset
            >
              <span>{t(`open.${kind}`)}</span>
              <strong>{count}</strong>
            </Link>
          </li>
        ))}
      </ul>
      {chosen !== undefined || rows.places <= SHOWN_UNASKED ? (
        <OpenRows {...rows} />
      ) : (
        <p className={page['soft']}>{t('closeOut.choose')}</p>
      )}
    </>
  )
}

function OpenRows(props: Omit<ChecklistProps, 'counts'>): ReactNode {
  const { study, open, places, withSubject } = props
  const texts = useTexts()
  const { t } = texts
  return (
    <>
      {open.length < places && (
        <p className={page['soft']}>{t('closeOut.items', { shown: open.length, total: places })}</p>
      )}
      <SortableTable name="open" rows={open} columns={columnsOf(study, withSubject, texts)}>
        {(item) => (
          <tr key={`${item.kind} ${item.subjid} ${item.visit ?? ''} ${item.form ?? ''}`}>
            {withSubject && (
              <td className={page['nowrap']}>
                <Link to={subjectPath(study.id, item.subjid, '/close-out')}>{item.subjid}</Link>
              </td>
            )}
            <td>{t(`open.${item.kind}`)}</td>
            <td className={page['nowrap']}>{item.visit ?? NOTHING}</td>
            <td>
              <Link to={pathOf(study.id, item)}>{formTitle(study, item, texts)}</Link>
            </td>
            <td className={page['number']}>{item.count}</td>
          </tr>
        )}
      </SortableTable>
    </>
  )
}

function columnsOf(
  study: Study,
  withSubject: boolean,
  texts: Texts,
): readonly TableColumn<OpenItem>[] {
  const { t } = texts
  const subject: TableColumn<OpenItem> = {
    key: 'subject',
    head: t('closeOut.subject'),
    value: ({ subjid }) => subjid,
  }
  return [
    ...(withSubject ? [subject] : []),
    {
      key: 'what',
      head: t('closeOut.kind'),
      value: ({ kind }) => t(`open.${kind}`),
      order: ({ kind }) => PRECONDITION_KINDS.indexOf(kind),
      code: ({ kind }) => kind,
    },
    { key: 'visit', head: t('closeOut.visit'), value: ({ visit }) => visit },
    { key: 'form', head: t('closeOut.form'), value: (item) => formTitle(study, item, texts) },
    { key: 'count', head: t('closeOut.count'), value: ({ count }) => count, numeric: true },
  ]
}

function formTitle(study: Study, { form }: OpenItem, { t, say }: Texts): string {
  if (form === null) return t('closeOut.wholeVisit')
  const found = findForm(study, form)
  return found === undefined ? form : say(found.title)
}

/** Where an open thing is settled. */
function pathOf(study: string, { kind, subjid, visit, form }: OpenItem): string {
  const on = settledOn(kind)
  if (on === 'queries') return studyPath(study, `/queries?subject=${encodeURIComponent(subjid)}`)
  if (on === 'coding') return studyPath(study, '/coding')
  if (on === 'responses') return subjectPath(study, subjid, '/responses')
  if (visit !== null) return visitPath(study, subjid, visit, form ?? undefined)
  return form === null ? subjectPath(study, subjid) : formPath(study, subjid, form)
}
