import { cleanup, screen, within } from '@testing-library/react'
import { Suspense, type ReactNode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { EntryLagsPage } from '../../client/read-audit/entry-lags-page.tsx'
import { LagPage } from '../../client/read-audit/lag-page.tsx'
import { draw } from './rendering.tsx'
import { STUDY } from './subject-server.ts'
import { ANSWERS } from './tables/page-answers.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

/** Rows of the page's table, the head left out. */
async function rowsOf(page: ReactNode): Promise<readonly HTMLElement[]> {
  vi.stubGlobal('fetch', (url: string) => {
    const path = url.split('?')[0] ?? ''
    const answer = path.endsWith('/studies/s') ? STUDY : ANSWERS[path]
    return Promise.resolve(new Response(JSON.stringify(answer)))
  })
  await draw(<Suspense>{page}</Suspense>, 'en', { route: '/studies/:study', address: '/studies/s' })
  return within(await screen.findByRole('table'))
    .getAllByRole('row')
    .slice(1)
}
const linksIn = (row: HTMLElement | undefined): readonly (string | null)[] =>
  row === undefined
    ? []
    : within(row)
        .queryAllByRole('link')
        .map((link) => link.getAttribute('href'))

describe('OR-07: the lists behind the lags', () => {
  it('lead to the form, and to the history of one that was removed since', async () => {
    const rows = await rowsOf(<EntryLagsPage />)
    const [removed] = rows.filter(({ textContent }) => textContent.includes('Removed since'))
    const [kept] = rows.filter((row) => row !== removed)
    expect(rows).toHaveLength(2)
    expect(linksIn(removed)).toContain('/studies/s/subjects/1/history/r2')
    expect(linksIn(kept)).toContain('/studies/s/subjects/2/visits/W4?form=vitals')
  })

  it('are what the numbers of entries lead to; what is not listed or is none leads nowhere', async () => {
    const rows = await rowsOf(<LagPage />)
    const of = (site: string): readonly (string | null)[] =>
      linksIn(rows.find(({ textContent }) => textContent.startsWith(site)))
    const list = '/studies/s/audit/lags/entries'
    expect(of('02')).toEqual([`${list}?site=02`, `${list}?site=02&late=yes`])
    expect(of('01')).toEqual([`${list}?site=01`])
  })
})
