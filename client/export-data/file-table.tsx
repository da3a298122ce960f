import type { ReactNode } from 'react'
import { isSaid, type Reason } from '../kit/export-reason.tsx'
import page from '../kit/page.module.css'
import type { TableColumn } from '../kit/table/columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { useTexts } from '../kit/texts.ts'
import { fileAddress, type Source } from './file-address.ts'
import type { ListedFile } from './queries.ts'

interface FileTableProps {
  readonly source: Source
  readonly reason: Reason
  readonly files: readonly ListedFile[]
}

/** The files with their row counts, each with its link once it is said what they are for. */
export function FileTable({ source, reason, files }: FileTableProps): ReactNode {
  const { t } = useTexts()
  const columns: readonly TableColumn<ListedFile>[] = [
    { key: 'file', head: t('export.file'), value: ({ name }) => name },
    { key: 'rows', head: t('export.rows'), numeric: true, value: ({ rows }) => rows },
  ]
  return (
    <SortableTable
      name="files"
      rows={files}
      columns={columns}
      actions={t('export.download')}
      width={760}
    >
      {({ name, rows }) => (
        <tr key={name}>
          <th scope="row" style={{ overflowWrap: 'anywhere' }}>
            {name}
          </th>
          <td className={page['number']}>{rows}</td>
          <td className={page['number']}>
            <a
              {...(isSaid(reason)
                ? { href: fileAddress(source, name, reason), download: name }
                : { role: 'link', 'aria-disabled': true, className: page['soft'] })}
              aria-label={t('export.downloadFile', { name })}
            >
              {t('export.download')}
            </a>
          </td>
        </tr>
      )}
    </SortableTable>
  )
}
