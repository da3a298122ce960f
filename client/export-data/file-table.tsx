import type { ReactNode } from 'react'
import page from '../kit/page.module.css'
import { useTexts } from '../kit/texts.ts'
import { fileAddress, type Source } from './file-address.ts'
import type { ListedFile } from './queries.ts'

interface FileTableProps {
  readonly source: Source
  readonly files: readonly ListedFile[]
}

/** The files with their row counts, each with its link. */
export function FileTable({ source, files }: FileTableProps): ReactNode {
  const { t } = useTexts()
  return (
    <div className={page['tableWrap']}>
      <table className={page['table']} style={{ maxWidth: 760 }}>
        <thead>
          <tr>
            <th scope="col">{t('export.file')}</th>
            <th scope="col" className={page['number']}>
              {t('export.rows')}
            </th>
            <th scope="col" className={page['number']}>
              {t('export.download')}
            </th>
          </tr>
        </thead>
        <tbody>
          {files.map(({ name, rows }) => (
            <tr key={name}>
              <th scope="row" style={{ overflowWrap: 'anywhere' }}>
                {name}
              </th>
              <td className={page['number']}>{rows}</td>
              <td className={page['number']}>
                <a
                  href={fileAddress(source, name)}
                  download={name}
                  aria-label={t('export.downloadFile', { name })}
                >
                  {t('export.download')}
                </a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
