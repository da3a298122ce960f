import { Button, TextInput } from '@mantine/core'
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
      state={t('audit.state')}
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
  return Object.fromEntries(filled)
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
    { key: 'who', head: t('audit.who'), value: (entry) => whoText(entry) },
    { key: 'address', head: t('system.address'), value: ({ address }) => address },
    { key: 'act', head: t('audit.act'), value: ({ act }) => texts.tKnown(`act.${act}`) },
    { key: 'about', head: t('system.about'), value: ({ about }) => about },
    { key: 'changes', head: t('audit.changes'), value: (entry) => changesOf(entry).join('; ') },
    { key: 'reason', head: t('audit.reason'), value: ({ reason }) => reason },
  ]
}

function whoText({ username, displayName }: SystemEntry): string {
  return displayName === username ? username : `${displayName} (${username})`
}

/** Field, value before and value after; names of fields as the entry has them. */
function changesOf({ changes }: SystemEntry): readonly string[] {
  return changes.map(({ pointer, before, after }) => {
    const was = before === null ? '' : `${before} → `
    return `${pointer.slice(1)}: ${was}${after ?? NOTHING}`
  })
}

function EntryTable({ entries }: { readonly entries: readonly SystemEntry[] }): ReactNode {
  const texts = useTexts()
  return (
    <SortableTable
      name="system"
      rows={entries}
      columns={columnsOf(texts)}
      part={{ total: null, sorting: { key: 'seq', descending: true } }}
    >
      {(entry) => (
        <tr key={entry.seq}>
          <td className={page['number']}>{entry.seq}</td>
          <td className={page['nowrap']}>{formatTime(entry.at)}</td>
          <td>{whoText(entry)}</td>
          <td>{entry.address ?? NOTHING}</td>
          <td>{texts.tKnown(`act.${entry.act}`)}</td>
          <td>{entry.about ?? NOTHING}</td>
          <td style={{ overflowWrap: 'anywhere', minWidth: 180 }}>
            {changesOf(entry).map((line) => (
              <div key={line}>{line}</div>
            ))}
          </td>
          <td>{entry.reason ?? NOTHING}</td>
        </tr>
      )}
    </SortableTable>
  )
}

function Paging({ next }: { readonly next: string | null }): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  const turn = (cursor: string | null): void => {
    const turned = new URLSearchParams(address)
    if (cursor === null) turned.delete('cursor')
    else turned.set('cursor', cursor)
    setAddress(turned)
  }
  return (
    <p className={page['inline']}>
      {address.has('cursor') && (
        <Button
          variant="default"
          onClick={() => {
            turn(null)
          }}
        >
          {t('paging.first')}
        </Button>
      )}
      {next !== null && (
        <Button
          variant="default"
          onClick={() => {
            turn(next)
          }}
        >
          {t('paging.next')}
        </Button>
      )}
    </p>
  )
}
