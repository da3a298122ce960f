import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { ProblemNotice } from './problem-notice.tsx'
import { useTexts } from './texts.ts'

interface OlderProps {
  /** What an endless query says of itself. */
  readonly of: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly isFetchNextPageError: boolean
    readonly error: unknown
    readonly fetchNextPage: () => unknown
  }
}

/** Adds the next page of a list that comes newest first; nothing where all of it is there. */
export function Older({ of }: OlderProps): ReactNode {
  const { t } = useTexts()
  if (!of.hasNextPage) return null
  return (
    <>
      <Button
        variant="default"
        size="xs"
        my={8}
        loading={of.isFetchingNextPage}
        onClick={() => {
          void of.fetchNextPage()
        }}
      >
        {t('paging.older')}
      </Button>
      {of.isFetchNextPageError && <ProblemNotice error={of.error} />}
    </>
  )
}
