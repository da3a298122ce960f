import type { ReactNode } from 'react'
import type { StoredBackup } from '../../shared/api/routes/system.ts'
import { formatTime } from '../kit/format.ts'
import { EmptyState, Notice, Section } from '../kit/page.tsx'
import page from '../kit/page.module.css'
import type { TableColumn } from '../kit/table/columns.ts'
import { timeColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts } from '../kit/texts.ts'
import type { Backups } from './queries.ts'
import { sizeText } from './size-text.ts'

/** The backups of this installation that lie in its folder. */
export function StoredBackups({
  backups: { settings, stored },
}: {
  readonly backups: Backups
}): ReactNode {
  const { t } = useTexts()
  return (
    <Section title={t('backups.stored')}>
      {stored === null && <Notice kind="warning">{t('backups.unreadable')}</Notice>}
      {stored !== null && stored.length === 0 && (
        <EmptyState>
          {t(settings.folder === '' ? 'backups.noFolder' : 'backups.noneStored')}
        </EmptyState>
      )}
      {stored !== null && stored.length > 0 && <StoredTable stored={stored} />}
    </Section>
  )
}

function StoredTable({ stored }: { readonly stored: readonly StoredBackup[] }): ReactNode {
  const { t } = useTexts()
  const columns: readonly TableColumn<StoredBackup>[] = [
    timeColumn({ key: 'when', head: t('system.when'), of: ({ madeAt }) => madeAt }),
    { key: 'file', head: t('system.file'), value: ({ name }) => name },
    {
      ...{ key: 'size', head: t('backups.size'), numeric: true },
      value: ({ size }) => sizeText(size),
      order: ({ size }) => size,
    },
  ]
  return (
    <SortableTable name="stored" rows={stored} columns={columns}>
      {({ name, madeAt, size }) => (
        <tr key={name}>
          <td className={page['nowrap']}>{formatTime(madeAt)}</td>
          <td>
            <code>{name}</code>
          </td>
          <td className={page['number']}>{sizeText(size)}</td>
        </tr>
      )}
    </SortableTable>
  )
}
