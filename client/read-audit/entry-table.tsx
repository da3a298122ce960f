import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { Study } from '../../shared/api/routes/studies.ts'
import type { AuditEntryView } from '../../shared/api/routes/trail.ts'
import { formatTime, NOTHING } from '../kit/format.ts'
import page from '../kit/page.module.css'
import { subjectPath } from '../kit/subject-paths.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { timeColumn } from '../kit/table/date-columns.ts'
import type { PartOfList } from '../kit/table/part-of-list.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import css from './audit.module.css'
import { changesText, fieldText, knownText, sideText } from './change-text.ts'
import { placeText } from './place-text.ts'
import { RedactBox } from './redact-box.tsx'

interface EntryTableProps {
  readonly study: Study
  readonly entries: readonly AuditEntryView[]
  /** The entries are a page of the trail. */
  readonly part?: PartOfList
}

/** Entries of the trail with their changes field by field. */
export function EntryTable({ study, entries, part }: EntryTableProps): ReactNode {
  const texts = useTexts()
  return (
    <SortableTable name="entries" rows={entries} columns={columnsOf(study, texts)} part={part}>
      {(entry) => <EntryRow key={entry.seq} study={study} entry={entry} />}
    </SortableTable>
  )
}

function columnsOf(study: Study, texts: Texts): readonly TableColumn<AuditEntryView>[] {
  const { t, say } = texts
  return [
    { key: 'seq', head: t('audit.seq'), numeric: true, value: ({ seq }) => seq },
    timeColumn({ key: 'when', head: t('audit.when'), of: ({ at }) => at }),
    {
      key: 'who',
      head: t('audit.who'),
      value: (entry) => `${entry.displayName} (${personText(entry, texts)})`,
      code: ({ username, role }) => `${username} ${role ?? ''}`,
    },
    {
      key: 'act',
      head: t('audit.act'),
      value: ({ act }) => knownText(texts, `act.${act}`, act),
      code: ({ act }) => act,
    },
    {
      key: 'where',
      head: t('audit.where'),
      value: (entry) => [entry.subjid, placeText(study, entry, say)].filter(Boolean).join(' · '),
    },
    {
      key: 'changes',
      head: t('audit.changes'),
      value: (entry) => changesText(study, entry, texts),
    },
    { key: 'reason', head: t('audit.reason'), value: (entry) => reasonText(entry, texts) },
  ]
}

function personText({ username, role, origin }: AuditEntryView, texts: Texts): string {
  const roleName = role === null ? '' : knownText(texts, `role.${role}`, role)
  return [username, roleName, texts.t(`origin.${origin}`)].filter(Boolean).join(' · ')
}

function reasonText({ reason, reasonRedacted }: AuditEntryView, { t }: Texts): string {
  return reasonRedacted ? t('redact.done') : (reason ?? '')
}

function EntryRow({
  study,
  entry,
}: {
  readonly study: Study
  readonly entry: AuditEntryView
}): ReactNode {
  const texts = useTexts()
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
        <div className={page['soft']}>{personText(entry, texts)}</div>
      </td>
      <td className={css['act']}>{knownText(texts, `act.${entry.act}`, entry.act)}</td>
      <td className={css['place']}>
        {entry.subjid !== null && (
          <Link to={subjectPath(study.id, entry.subjid)}>{entry.subjid}</Link>
        )}
        <div className={page['soft']}>{placeText(study, entry, texts.say)}</div>
      </td>
      <td>
        <Changes study={study} entry={entry} />
      </td>
      <td className={css['reason']}>
        {reasonText(entry, texts)}
        {entry.reason !== null && <RedactBox study={study.id} entry={entry} pointer="/reason" />}
      </td>
    </tr>
  )
}

function Changes({
  study,
  entry,
}: {
  readonly study: Study
  readonly entry: AuditEntryView
}): ReactNode {
  const texts = useTexts()
  if (entry.changes.length === 0) return NOTHING
  const list = (
    <ul className={css['changes']}>
      {entry.changes.map((change) => (
        <li key={change.pointer}>
          <span className={page['soft']}>{fieldText(study, entry, change, texts)}</span>{' '}
          <Sides study={study} entry={entry} change={change} />
          <RedactBox study={study.id} entry={entry} pointer={change.pointer} />
        </li>
      ))}
    </ul>
  )
  if (entry.changes.length <= 6) return list
  return (
    <details>
      <summary>{texts.t('audit.count', { count: entry.changes.length })}</summary>
      {list}
    </details>
  )
}

interface SidesProps {
  readonly study: Study
  readonly entry: AuditEntryView
  readonly change: AuditEntryView['changes'][number]
}

/** The values before and after. */
function Sides({ study, entry, change }: SidesProps): ReactNode {
  const texts = useTexts()
  const was = sideText(study, entry, { change, side: 'before' }, texts)
  const is = sideText(study, entry, { change, side: 'after' }, texts)
  return (
    <>
      {was !== null && <del>{was}</del>} {was !== null && '→ '}
      <ins>{is ?? NOTHING}</ins>
    </>
  )
}
