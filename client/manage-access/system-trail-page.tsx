import { TextInput } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import type { SystemEntry } from '../../shared/api/routes/access.ts'
import { PlainDateBox } from '../kit/form/plain-date-box.tsx'
import { formatTime, NOTHING } from '../kit/format.ts'
import { EmptyState, Loading, Page } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import type { TableColumn } from '../kit/table/columns.ts'
import { timeColumn } from '../kit/table/date-columns.ts'
import type { PartOfList } from '../kit/table/part-of-list.ts'
import { Paging } from '../kit/table/paging.tsx'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'
import { ActBox } from './act-box.tsx'
import { systemTrailQuery, type SystemFilter } from './queries.ts'

/** The installation's own trail: sign-ins, passwords, locks, rights, settings, clock. */
export function SystemTrailPage(): ReactNode {
  const { t } = useTexts()
  const [address] = useSearchParams()
  const trail = useQuery({
    ...systemTrailQuery(filterOf(address)),
    placeholderData: keepPreviousData,
  })
  const { data } = trail
  return (
    <Page
      crumbs={[{ label: t('nav.work'), to: '/' }]}
      title={t('nav.systemTrail')}
      state={t(isOldestFirst(address) ? 'audit.stateOldest' : 'audit.state')}
    >
      <Filters />
      <ProblemNotice error={trail.error} />
      {data === undefined && trail.error === null && <Loading />}
      {data?.entries.length === 0 && <EmptyState>{t('audit.none')}</EmptyState>}
      {data !== undefined && data.entries.length > 0 && (
        <>
          <EntryTable entries={data.entries} />
          <Paging next={data.next} />
        </>
      )}
    </Page>
  )
}

const NAMES = ['username', 'act', 'from', 'to', 'cursor'] as const

function filterOf(address: URLSearchParams): SystemFilter {
  const filled = NAMES.flatMap((name) => {
    const value = (address.get(name) ?? '').trim()
    return value === '' ? [] : [[name, value] as const]
  })
  const order = isOldestFirst(address) ? { order: 'oldest-first' as const } : {}
  return { ...Object.fromEntries(filled), ...order }
}

function isOldestFirst(address: URLSearchParams): boolean {
  return address.get('order') === 'oldest-first'
}

/** The trail is ordered by its numbers alone, by the server. */
function useOrder(): PartOfList {
  const [address, setAddress] = useSearchParams()
  const descending = !isOldestFirst(address)
  return {
    total: null,
    sorting: { key: 'seq', descending },
    sortable: ['seq'],
    onSort: () => {
      const next = new URLSearchParams(address)
      next.delete('cursor')
      if (descending) next.set('order', 'oldest-first')
      else next.delete('order')
      setAddress(next, { replace: true })
    },
  }
}

function Filters(): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  const set = (name: (typeof NAMES)[number], value: string): void => {
    const next = new URLSearchParams(address)
    next.delete('cursor')
    if (value === '') next.delete(name)
    else next.set(name, value)
    setAddress(next, { replace: true })
  }
  return (
    <div className={page['filters']} role="search">
      <TextInput
        label={t('audit.who')}
        w={160}
        defaultValue={address.get('username') ?? ''}
        onChange={(event) => {
          set('username', event.currentTarget.value.trim().toLowerCase())
        }}
      />
      <ActBox
        value={address.get('act')}
        onChange={(act) => {
          set('act', act ?? '')
        }}
      />
      {(['from', 'to'] as const).map((name) => (
        <PlainDateBox
          key={name}
          label={t(`audit.${name}`)}
          width={120}
          value={address.get(name) ?? ''}
          onChange={(value) => {
            set(name, value)
          }}
        />
      ))}
    </div>
  )
}

function columnsOf(texts: Texts): readonly TableColumn<SystemEntry>[] {
  const { t } = texts
  return [
    { key: 'seq', head: t('audit.seq'), numeric: true, value: ({ seq }) => seq },
    timeColumn({ key: 'when', head: t('audit.when'), of: ({ at }) => at }),
    { key: 'who', head: t('audit.who'), value: (entry) => whoText(entry, texts) },
    { key: 'address', head: t('system.address'), value: ({ address }) => address },
    { key: 'act', head: t('audit.act'), value: ({ act }) => texts.tKnown(`act.${act}`) },
    { key: 'about', head: t('system.about'), value: ({ about }) => about },
    {
      key: 'changes',
      head: t('audit.changes'),
      value: (entry) => changesOf(entry, texts).join('; '),
    },
    { key: 'reason', head: t('audit.reason'), value: ({ reason }) => reason },
  ]
}

/** A person; of the program, the part that acted. */
function whoText({ username, displayName, role }: SystemEntry, { tKnown }: Texts): string {
  const part = tKnown(`role.${role}`)
  if (username === 'system') return part === `role.${role}` ? role : part
  return displayName === username ? username : `${displayName} (${username})`
}

/** Ids say nothing to a reader: the account stands in a column of its own. */
const UNTOLD = new Set(['accountId', 'recipientId', 'recordId', 'identityVerifiedBy'])

/** Field, value before and value after, in words where the product has them. */
function changesOf({ changes }: SystemEntry, { tKnown }: Texts): readonly string[] {
  return changes.flatMap(({ pointer, before, after }) => {
    const [field = '', ...deeper] = pointer.slice(1).split('/')
    if (UNTOLD.has(field)) return []
    const known = tKnown(`field.${field}`)
    const name = known === `field.${field}` ? field : known
    const text = (value: string): string =>
      field === 'role' ? tKnown(`role.${value}`) : valueText(value)
    const was = before === null ? '' : `${text(before)} → `
    const place = [name, ...deeper].join(' ')
    return [`${place}: ${was}${after === null ? NOTHING : text(after)}`]
  })
}

function valueText(value: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value) ? formatTime(value) : value
}

function EntryTable({ entries }: { readonly entries: readonly SystemEntry[] }): ReactNode {
  const texts = useTexts()
  const part = useOrder()
  return (
    <SortableTable name="system" rows={entries} columns={columnsOf(texts)} part={part}>
      {(entry) => (
        <tr key={entry.seq}>
          <td className={page['number']}>{entry.seq}</td>
          <td className={page['nowrap']}>{formatTime(entry.at)}</td>
          <td>{whoText(entry, texts)}</td>
          <td>{entry.address ?? NOTHING}</td>
          <td>{texts.tKnown(`act.${entry.act}`)}</td>
          <td>{entry.about ?? NOTHING}</td>
          <td style={{ overflowWrap: 'anywhere', minWidth: 180 }}>
            {changesOf(entry, texts).map((line) => (
              <div key={line}>{line}</div>
            ))}
          </td>
          <td>{entry.reason ?? NOTHING}</td>
        </tr>
      )}
    </SortableTable>
  )
}
