import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { isSaid, type Reason } from '../kit/export-reason.tsx'
import page from '../kit/page.module.css'
import { useTexts } from '../kit/texts.ts'
import { downloadAll } from './download-all.ts'
import { fileAddress, type Source } from './file-address.ts'
import type { ListedFile } from './queries.ts'

interface AllFilesProps {
  readonly source: Source
  readonly reason: Reason
  readonly files: readonly ListedFile[]
}

/** Asks for every file, one after the other, and says so. */
export function AllFiles({ source, reason, files }: AllFilesProps): ReactNode {
  const { t } = useTexts()
  const [state, setState] = useState<'idle' | 'asking' | 'asked'>('idle')
  const ask = (): void => {
    setState('asking')
    const downloads = files.map(({ name }) => ({
      name,
      address: fileAddress(source, name, reason),
    }))
    void downloadAll(downloads).then(() => {
      setState('asked')
    })
  }
  return (
    <>
      <span role="status" className={page['soft']}>
        {state === 'asked' && t('export.allAsked', { count: files.length })}
      </span>
      <Button disabled={!isSaid(reason)} loading={state === 'asking'} onClick={ask}>
        {t('export.all')}
      </Button>
    </>
  )
}
