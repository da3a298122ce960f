import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import type { AuditEntryView } from '../../shared/api/routes/subjects.ts'
import { formatTime, NOTHING } from '../kit/format.ts'
import page from '../kit/page.module.css'
import { findForm } from '../kit/subject-data.ts'
import { subjectPath } from '../kit/subject-paths.ts'
import { isTextKey, useTexts, type Texts } from '../kit/texts.ts'
import css from './audit.module.css'
import { itemLabel } from '../kit/item-label.ts'
import { RedactBox } from './redact-box.tsx'

interface EntryTableProps {
  readonly study: Study
  readonly entries: readonly AuditEntryView[]
}

/** Entries of the trail with their changes field by field. */
export function EntryTable({ study, entries }: EntryTableProps): ReactNode {
  const { t } = useTexts()
  return (
    <div className={page['tableWrap']}>
      <table className={page['table']}>
        <thead>
          <tr>
            <th scope="col" className={page['number']}>
              {t('audit.seq')}
            </th>
            <th scope="col">{t('audit.when')}</th>
            <th scope="col">{t('audit.who')}</th>
            <th scope="col">{t('audit.act')}</th>
            <th scope="col">{t('audit.where')}</th>
            <th scope="col">{t('audit.changes')}</th>
            <th scope="col">{t('audit.reason')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <EntryRow key={entry.seq} study={study} entry={entry} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function EntryRow({
  study,
  entry,
}: {
  readonly study: Study
  readonly entry: AuditEntryView
}): ReactNode {
  const texts = useTexts()
  const form = entry.form === null ? undefined : findForm(study, entry.form)
  const role = entry.role === null ? '' : knownText(texts, `role.${entry.role}`, entry.role)
  return (
    <tr>
      <td className={page['number']} title={entry.hash}>
        {entry.seq}
      </td>
      <td className={page['nowrap']}>
        {formatTime(entry.at)}
        {entry.enteredAt !== null && (
          <div className={page['soft']}>
            {texts.t('audit.typed', { time: formatTime(entry.enteredAt) })}
          </div>
        )}
      </td>
      <td>
        {entry.displayName}
        <div className={page['soft']}>
          {[entry.username, role, texts.t(`origin.${entry.origin}`)].filter(Boolean).join(' · ')}
        </div>
      </td>
      <td>{knownText(texts, `act.${entry.act}`, entry.act)}</td>
      <td>
        {entry.subjid !== null && (
          <Link to={subjectPath(study.id, entry.subjid)}>{entry.subjid}</Link>
        )}
        <div className={page['soft']}>
          {[entry.visit, form === undefined ? entry.form : texts.say(form.title)]
            .filter((part) => part !== null)
            .join(' · ')}
        </div>
      </td>
      <td>
        <Changes study={study} entry={entry} />
      </td>
      <td className={css['reason']}>
        {entry.reasonRedacted ? texts.t('redact.done') : (entry.reason ?? '')}
        {entry.reason !== null && <RedactBox study={study.id} entry={entry} pointer="/reason" />}
      </td>
    </tr>
  )
}

/** The sentence of a key that came from outside; else what came. */
function knownText({ t }: Texts, key: string, otherwise: string): string {
  return isTextKey(key) ? t(key) : otherwise
}

function Changes({
  study,
  entry,
}: {
  readonly study: Study
  readonly entry: AuditEntryView
}): ReactNode {
  const texts = useTexts()
  const { t, say } = texts
  if (entry.changes.length === 0) return NOTHING
  const form = entry.form === null ? undefined : findForm(study, entry.form)
  const list = (
    <ul className={css['changes']}>
      {entry.changes.map((change) => (
        <li key={change.pointer}>
          <span className={page['soft']}>
            {knownText(texts, `field.${change.item}`, say(itemLabel(form, change.item)))}
          </span>{' '}
          <Sides change={change} />
          <RedactBox study={study.id} entry={entry} pointer={change.pointer} />
        </li>
      ))}
    </ul>
  )
  if (entry.changes.length <= 6) return list
  return (
    <details>
      <summary>{t('audit.count', { count: entry.changes.length })}</summary>
      {list}
    </details>
  )
}

/** What the product itself says of a record, in words; all else is shown as it is stored. */
const COMPLETENESS: Readonly<Record<string, TextKey>> = {
  complete: 'book.complete',
  partial: 'book.partial',
}

/** The values before and after; a redacted one is named as such. */
function Sides({ change }: { readonly change: AuditEntryView['changes'][number] }): ReactNode {
  const { t } = useTexts()
  const { item, before, after, redacted } = change
  const shown = (side: 'before' | 'after', text: string | null): string | null => {
    if (redacted.includes(side)) return t('redact.done')
    const named = item === 'completeness' ? COMPLETENESS[text ?? ''] : undefined
    return named === undefined ? text : t(named)
  }
  const was = shown('before', before)
  return (
    <>
      {was !== null && <del>{was}</del>} {was !== null && '→ '}
      <ins>{shown('after', after) ?? NOTHING}</ins>
    </>
  )
}
