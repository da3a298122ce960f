import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { receiveArchive, type SiteArchiveView } from '../../shared/api/routes/archives.ts'
import { call } from '../kit/http.ts'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { invalidateStudyData } from '../kit/queries.ts'
import { useTexts } from '../kit/texts.ts'
import css from './archives.module.css'

interface ReceiptBoxProps {
  readonly study: string
  readonly archive: SiteArchiveView
}

/** The investigator's statement of receipt, word for word as it is stored, and its confirmation. */
export function ReceiptBox({ study, archive }: ReceiptBoxProps): ReactNode {
  const { t } = useTexts()
  const client = useQueryClient()
  const { id, site, number, sha256 } = archive
  const confirming = useMutation({
    mutationFn: () => call(receiveArchive, { params: { study, archive: id }, body: { sha256 } }),
    onSettled: () => invalidateStudyData(client, study),
  })
  return (
    <div className={css['statement']}>
      <p>{t('archive.statement', { site, number, sha256 })}</p>
      <Button
        size="compact-sm"
        loading={confirming.isPending}
        onClick={() => {
          confirming.mutate()
        }}
      >
        {t('archive.confirmNow')}
      </Button>
      <ProblemNotice error={confirming.error} />
    </div>
  )
}
