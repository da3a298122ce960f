import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { downloadArchive, type SiteArchiveView } from '../../shared/api/routes/archives.ts'
import { formatNumber, formatTime } from '../kit/format.ts'
import page from '../kit/page.module.css'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { invalidateStudyData } from '../kit/queries.ts'
import { usePermissions } from '../kit/session.ts'
import type { TableColumn } from '../kit/table/columns.ts'
import { timeColumn } from '../kit/table/date-columns.ts'
import { SortableTable } from '../kit/table/sortable-table.tsx'
import { takeFile } from '../kit/take-file.ts'
import { useTexts, type Texts } from '../kit/texts.ts'
import css from './archives.module.css'
import { ReceiptBox } from './receipt-box.tsx'

interface ArchiveTableProps {
  readonly study: string
  readonly archives: readonly SiteArchiveView[]
}

/** The archives with what they hold, their hash and their receipt. */
export function ArchiveTable({ study, archives }: ArchiveTableProps): ReactNode {
  const texts = useTexts()
  return (
    <SortableTable
      name="archives"
      rows={archives}
      columns={columnsOf(texts)}
      actions={texts.t('archive.download')}
    >
      {(archive) => <ArchiveRow key={archive.id} study={study} archive={archive} />}
    </SortableTable>
  )
}

function columnsOf({ t }: Texts): readonly TableColumn<SiteArchiveView>[] {
  return [
    { key: 'site', head: t('archive.site'), value: ({ site }) => site },
    { key: 'number', head: t('archive.number'), numeric: true, value: ({ number }) => number },
    timeColumn({ key: 'made', head: t('archive.madeAt'), of: ({ madeAt }) => madeAt }),
    { key: 'holds', head: t('archive.holds'), value: (archive) => holdsText(archive, t) },
    { key: 'file', head: t('archive.file'), value: ({ sha256 }) => sha256 },
    { key: 'receipt', head: t('archive.receipt'), value: (archive) => receiptText(archive, t) },
  ]
}

function holdsText({ counts, seq }: SiteArchiveView, t: Texts['t']): string {
  return t('archive.holdsThat', { ...counts, seq })
}

function receiptText({ receipt }: SiteArchiveView, t: Texts['t']): string {
  if (receipt === null) return t('archive.waiting')
  return t('archive.received', { name: receipt.by, when: formatTime(receipt.at) })
}

const MEGABYTE = 1_000_000

function ArchiveRow(props: {
  readonly study: string
  readonly archive: SiteArchiveView
}): ReactNode {
  const { study, archive } = props
  const { t } = useTexts()
  const { site, number, madeAt, madeBy, size, sha256 } = archive
  const maker = madeBy === null ? t('archive.byProgram') : t('archive.madeBy', { name: madeBy })
  return (
    <tr>
      <th scope="row">{site}</th>
      <td className={page['number']}>{number}</td>
      <td>
        {formatTime(madeAt)}
        <div className={page['soft']}>{maker}</div>
      </td>
      <td>{holdsText(archive, t)}</td>
      <td className={css['file']}>
        {t('archive.size', { size: formatNumber(size / MEGABYTE, 2) })}
        <div className={css['hash']}>
          {t('archive.hash')} {sha256}
        </div>
      </td>
      <td>
        <Receipt study={study} archive={archive} />
      </td>
      <td>
        <Download study={study} archive={archive} />
      </td>
    </tr>
  )
}

function Receipt({ study, archive }: Parameters<typeof ArchiveRow>[0]): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  const [opened, setOpened] = useState(false)
  const { receipt, site, number } = archive
  const mayConfirm = receipt === null && may('archive.receive', { study, site })
  return (
    <>
      {receiptText(archive, t)}
      {mayConfirm && !opened && (
        <div>
          <Button
            variant="default"
            size="compact-sm"
            mt={4}
            aria-label={t('archive.confirmOf', { site, number })}
            onClick={() => {
              setOpened(true)
            }}
          >
            {t('archive.confirm')}
          </Button>
        </div>
      )}
      {mayConfirm && opened && <ReceiptBox study={study} archive={archive} />}
    </>
  )
}

function Download({ study, archive }: Parameters<typeof ArchiveRow>[0]): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const { id, site, number, stored, withdrawn } = archive
  const taking = useMutation({
    mutationFn: () => takeFile(downloadArchive, { params: { study, archive: id } }),
    onError: () => invalidateStudyData(client, study),
  })
  if (withdrawn && taking.error === null) return <span>{t('archive.withdrawn')}</span>
  if (!stored && taking.error === null) return <span>{t('archive.gone')}</span>
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t('archive.downloadOf', { site, number })}
        loading={taking.isPending}
        onClick={() => {
          taking.mutate()
        }}
      >
        {t('archive.download')}
      </Button>
      <ProblemNotice error={taking.error} />
    </>
  )
}
