import { cleanup, fireEvent, screen, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { EntrancePage } from '../../../client/sign-in/entrance-page.tsx'
import { GuideText } from '../../../client/read-help/guide-text.tsx'
import { HelpPage } from '../../../client/read-help/help-page.tsx'
import type { Language } from '../../../shared/kernel/bilingual.ts'
import { draw } from '../rendering.tsx'

const PATIENCE = { timeout: 5_000 }

async function open(
  address: string,
  {
    language = 'en',
    contact = '',
  }: { readonly language?: Language; readonly contact?: string } = {},
) {
  const setup = { administratorNeeded: false, empty: false, environment: 'production', contact }
  const asked: string[] = []
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url)
    return Promise.resolve(Response.json(setup))
  })
  window.scrollTo = () => undefined
  await draw(<HelpPage />, language, { route: '/help/:chapter?', address })
  await screen.findByText(language === 'en' ? 'Contents' : '目录', {}, PATIENCE)
  return asked
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the help', () => {
  it('VA-08: opens for the version that runs, without signing in, with its contents', async () => {
    const asked = await open('/help')
    expect(
      screen.getByText(/For Hepatrial \d+\.\d+\.\d+, the version that is running/),
    ).toBeTruthy()
    const contents = within(screen.getByLabelText('Contents'))
    expect(contents.getByText('Export').getAttribute('href')).toBe('/help/export')
    expect(await screen.findByText(/Nobody is named yet/, {}, PATIENCE)).toBeTruthy()
    // Nothing is asked but what anybody may know.
    expect(new Set(asked)).toEqual(new Set(['/api/setup']))
  })

  it.each([
    ['en', 'Report wrong data or a fault', 'A suspected breach', 'Whom to turn to here'],
    ['zh', '报告数据错误或系统故障', '疑似信息泄露', '本系统联系人'],
  ] as const)('VA-08: says in %s how to report wrong data, and to whom', async (...said) => {
    const [language, title, last, whom] = said
    const contact = 'EDC desk, 0512-0000\nedc@hospital.example'
    await open('/help/report-wrong-data-or-a-fault', { language, contact })
    expect(screen.getByText(title, { selector: 'h2' })).toBeTruthy()
    expect(screen.getByText(last, { selector: 'h3' }).id).toBe('a-suspected-breach')
    expect(await screen.findByText(whom, {}, PATIENCE)).toBeTruthy()
    expect(screen.getByText(/edc@hospital\.example/)).toBeTruthy()
  })

  it('VA-08: opens its chapter also where the address names a place that is no code', async () => {
    await open('/help/export#%')
    expect(screen.getByText('Export', { selector: 'h2' })).toBeTruthy()
  })

  it('VA-08: a heading below another is one level lower', async () => {
    const heading = (level: number, text: string) =>
      ({ kind: 'heading', id: text, level, text: [text] }) as const
    await draw(<GuideText blocks={[heading(3, 'Above'), heading(4, 'Below')]} />)
    expect([screen.getByText('Above').tagName, screen.getByText('Below').tagName]).toEqual([
      'H3',
      'H4',
    ])
  })

  it('VA-08: finds words and leads to the heading below which they stand', async () => {
    await open('/help/export')
    fireEvent.change(screen.getByLabelText('Search the help'), {
      target: { value: 'recovery code' },
    })
    const hit = await screen.findByText('A lost device or password')
    expect(hit.getAttribute('href')).toBe(
      '/help/report-wrong-data-or-a-fault#a-lost-device-or-password',
    )
    fireEvent.click(hit)
    await screen.findByText('Report wrong data or a fault', { selector: 'h2' })
  })

  it('says of a chapter that this version does not have where to look', async () => {
    await open('/help/gone')
    expect(screen.getByText(/has no such chapter/)).toBeTruthy()
  })

  it('VA-08: is one link away before signing in', async () => {
    await draw(<EntrancePage title="Sign in">{null}</EntrancePage>)
    const link = screen.getByRole('link', { name: 'Help' })
    expect(link.getAttribute('href')).toBe('/help/sign-in')
  })
})
