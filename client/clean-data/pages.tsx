import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import { useTexts } from '../kit/texts.ts'
import css from './clean-data.module.css'
import { skipOf } from './query-filter.ts'

interface PagesProps {
  readonly filtered: number
  /** Rows of one page. */
  readonly size: number
}

/** Where the page stands in the whole of a list, and the ways to the others. */
export function Pages({ filtered, size }: PagesProps): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  const skip = skipOf(address)
  if (filtered <= size) return null
  const go = (to: number): void => {
    const next = new URLSearchParams(address)
    next.set('skip', String(to))
    setAddress(next)
  }
  return (
    <div className={css['pages']}>
      <Button
        variant="default"
        size="compact-sm"
        disabled={skip === 0}
        onClick={() => {
          go(Math.max(0, skip - size))
        }}
      >
        {t('query.earlierPage')}
      </Button>
      <span>
        {t('query.pageOf', {
          from: skip + 1,
          to: Math.min(filtered, skip + size),
          filtered,
        })}
      </span>
      <Button
        variant="default"
        size="compact-sm"
        disabled={skip + size >= filtered}
        onClick={() => {
          go(skip + size)
        }}
      >
        {t('query.laterPage')}
      </Button>
    </div>
  )
}
