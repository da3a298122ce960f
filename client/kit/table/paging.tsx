import { Button } from '@mantine/core'
import type { ReactNode } from 'react'
import { useSearchParams } from 'react-router'
import page from '../page.module.css'
import { useTexts } from '../texts.ts'

/** Turns the pages of a list that does not come whole; the place in it is kept in the address. */
export function Paging({ next }: { readonly next: string | null }): ReactNode {
  const { t } = useTexts()
  const [address, setAddress] = useSearchParams()
  const turn = (cursor: string | null): void => {
    const turned = new URLSearchParams(address)
    if (cursor === null) turned.delete('cursor')
    else turned.set('cursor', cursor)
    setAddress(turned)
  }
  return (
    <p className={page['inline']}>
      {address.has('cursor') && (
        <Button
          variant="default"
          onClick={() => {
            turn(null)
          }}
        >
          {t('paging.first')}
        </Button>
      )}
      {next !== null && (
        <Button
          variant="default"
          onClick={() => {
            turn(next)
          }}
        >
          {t('paging.next')}
        </Button>
      )}
    </p>
  )
}
