import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { downloadExportKey } from '../../shared/api/routes/exports.ts'
import { isSaid, NO_REASON, ReasonBoxes, saidOf } from '../kit/export-reason.tsx'
import { ProblemNotice } from '../kit/problem-notice.tsx'
import { usePermissions } from '../kit/session.ts'
import { takeFile } from '../kit/take-file.ts'
import { useTexts } from '../kit/texts.ts'

interface KeyDownloadProps {
  readonly study: string
  /** Whose copies the key belongs to; null: those of the present data. */
  readonly snapshot: string | null
}

/** The key that leads back from de-identified copies, for those who may have it, with a purpose of its own. */
export function KeyDownload({ study, snapshot }: KeyDownloadProps): ReactNode {
  const { t } = useTexts()
  const may = usePermissions()
  const [opened, setOpened] = useState(false)
  const [reason, setReason] = useState(NO_REASON)
  const taking = useMutation({
    mutationFn: () => {
      const data = snapshot === null ? {} : { snapshot }
      return takeFile(downloadExportKey, {
        params: { study },
        query: { ...data, ...saidOf(reason) },
      })
    },
  })
  if (!may('export.key', { study })) return null
  return (
    <div>
      <Button
        variant="default"
        size="compact-sm"
        my={6}
        aria-expanded={opened}
        onClick={() => {
          setOpened(!opened)
        }}
      >
        {t('export.keyWanted')}
      </Button>
      {opened && (
        <>
          <ReasonBoxes reason={reason} onChange={setReason} />
          <Button
            size="xs"
            my={6}
            disabled={!isSaid(reason)}
            loading={taking.isPending}
            onClick={() => {
              taking.mutate()
            }}
          >
            {t('export.key')}
          </Button>
          <ProblemNotice error={taking.error} />
        </>
      )}
    </div>
  )
}
