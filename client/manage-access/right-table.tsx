import type { ReactNode } from 'react'
import type { RightOnDay } from '../../shared/api/routes/access.ts'
import { momentText } from '../../shared/kernel/time-zone.ts'
import { formatDate, NOTHING } from '../kit/format.ts'
import page from '../kit/page.module.css'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts, type Texts } from '../kit/texts.ts'

/** The rights of one day: of whom, where, from when to when, by whom, and whether the person signs. */
export function RightTable({ rights }: { readonly rights: readonly RightOnDay[] }): ReactNode {
  const texts = useTexts()
  return (
    <SortableTable name="rights" rows={rights} columns={columnsOf(texts)}>
      {(right) => (
        <tr key={right.id}>
          <th scope="row">
            {right.displayName}
            <div className={page['soft']}>{right.username}</div>
          </th>
          <td>{texts.t(`role.${right.role}`)}</td>
          <td>{right.site ?? texts.t('accounts.allSites')}</td>
          <td>{momentText(right.from, right.timeZone)}</td>
          <td>{toText(right)}</td>
          <td>{byText(right, texts)}</td>
          <td>{right.withdrawnBy ?? NOTHING}</td>
          <td>{signText(right, texts)}</td>
          <td>{lockText(right, texts) || NOTHING}</td>
        </tr>
      )}
    </SortableTable>
  )
}

function columnsOf(texts: Texts): readonly TableColumn<RightOnDay>[] {
  const { t } = texts
  return [
    {
      key: 'person',
      head: t('training.person'),
      value: (one) => `${one.displayName} (${one.username})`,
    },
    { key: 'role', head: t('accounts.role'), value: ({ role }) => t(`role.${role}`) },
    { key: 'site', head: t('subjects.site'), value: ({ site }) => site ?? t('accounts.allSites') },
    {
      key: 'from',
      head: t('audit.from'),
      value: ({ from, timeZone }) => momentText(from, timeZone),
      order: ({ from }) => from,
    },
    { key: 'to', head: t('audit.to'), value: toText, order: ({ to }) => to },
    { key: 'granted', head: t('rights.granted'), value: (right) => byText(right, texts) },
    { key: 'withdrawn', head: t('rights.withdrawn'), value: ({ withdrawnBy }) => withdrawnBy },
    { key: 'sign', head: t('accounts.sign'), value: (right) => signText(right, texts) },
    { key: 'locked', head: t('rights.locked'), value: (right) => lockText(right, texts) },
  ]
}

function toText({ to, timeZone }: RightOnDay): string {
  return to === null ? NOTHING : momentText(to, timeZone)
}

function byText({ grantedBy }: RightOnDay, { t }: Texts): string {
  return grantedBy ?? t('rights.commandLine')
}

function signText({ role, identity }: RightOnDay, { t, language }: Texts): string {
  if (role !== 'investigator') return NOTHING
  if (identity === undefined) return t('accounts.mayNotSign')
  const { by, method } = identity
  return t('accounts.maySign', { by, method, on: formatDate(identity.on, language) })
}

function lockText({ locks, timeZone }: RightOnDay, { t }: Texts): string {
  return locks
    .map(({ from, to }) =>
      to === null
        ? t('rights.lockedSince', { from: momentText(from, timeZone) })
        : t('rights.lockedFrom', {
            from: momentText(from, timeZone),
            to: momentText(to, timeZone),
          }),
    )
    .join('; ')
}
