import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { NewStudy } from '../../client/manage-study/new-study.tsx'
import { StudyPage } from '../../client/manage-study/study-page.tsx'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { protocols } from '../../shared/protocol/registry.ts'
import { draw } from './rendering.tsx'

const definition = protocols.get('donafenib-switch')
const site = {
  code: 'S1',
  name: 'First Hospital',
  timeZone: 'Asia/Shanghai',
  country: null,
  version: 4,
}
const study = {
  ...{ id: 's', title: definition.title, protocol: definition.key, plannedSubjects: 1 },
  ...{
    enrolled: 0,
    environment: 'production',
    roles: ['administrator'],
    definition,
    definitionVersion: '1',
  },
  ...{ definitionHash: 'ab'.repeat(32), sites: [site] },
}
const OWN = Intl.DateTimeFormat().resolvedOptions().timeZone

interface Sent {
  readonly method: string
  readonly url: string
  readonly body: unknown
  readonly headers: Headers
}

function answerOf(url: string, method: string): object {
  if (url.endsWith('/protocols')) {
    return { protocols: [{ key: definition.key, title: definition.title }] }
  }
  if (url.endsWith('/versions')) return { versions: [] }
  return method === 'GET' ? study : site
}

/** The page, and what it sends to be written. */
async function open(page: 'new' | 'set-up', language: Language = 'en'): Promise<readonly Sent[]> {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const method = (init.method ?? 'GET').toUpperCase()
    if (method !== 'GET') {
      const headers = new Headers(init.headers)
      sent.push({ method, url, headers, body: JSON.parse(init.body as string) as unknown })
    }
    const headers = { 'content-type': 'application/json' }
    return Promise.resolve(new Response(JSON.stringify(answerOf(url, method)), { headers }))
  })
  const at = { route: '/studies/:study/set-up', address: '/studies/s/set-up' }
  await draw(page === 'new' ? <NewStudy /> : <StudyPage />, language, at)
  await screen.findByRole('heading', { level: 1 }, { timeout: 5_000 })
  return sent
}

const box = (name: string): HTMLElement =>
  screen.getByLabelText(name, { selector: 'input, select' })
const fill = (name: string, text: string): void => {
  fireEvent.change(box(name), { target: { value: text } })
}
const buttonNamed = (name: string): HTMLElement =>
  screen.getByText(name, { selector: 'button *' }).closest('button') ?? document.body
const shown = (name: string): string | undefined => {
  const list = box(name)
  return list instanceof HTMLSelectElement ? list.selectedOptions[0]?.text : undefined
}

describe('the time zone of a site', () => {
  // A few of the hundreds that a browser knows: jsdom works out the role of each one.
  beforeAll(() => {
    vi.spyOn(Intl, 'supportedValuesOf').mockReturnValue(['Asia/Shanghai', 'Asia/Urumqi'])
  })
  afterAll(() => {
    vi.restoreAllMocks()
  })
  afterEach(() => {
    cleanup()
    vi.unstubAllGlobals()
  })

  it('is the reader’s own until another is chosen, in a new study', async () => {
    const sent = await open('new')
    fill('Study code *', 'LIVER-1')
    fireEvent.click(box('Protocol *'))
    fireEvent.click(await screen.findByText(definition.title.en))
    fill('Code', 'S1')
    fill('Name', 'First Hospital')
    fireEvent.click(buttonNamed('Open the study'))
    await waitFor(() => {
      expect(sent).toHaveLength(1)
    })
    expect(sent[0]?.body).toMatchObject({
      sites: [{ code: 'S1', name: 'First Hospital', timeZone: OWN }],
    })
  })

  it('is chosen for a site that is added, and told what it is for', async () => {
    const sent = await open('set-up')
    const hint = box('Time zone').getAttribute('aria-describedby')
    expect(document.getElementById(hint ?? '')?.textContent).toContain('when a visit is due')
    fill('Code', 'S2')
    fill('Name', 'Second Hospital')
    fill('Time zone', 'Asia/Shanghai')
    const adding = buttonNamed('Add a site').closest('form') ?? document.body
    const country = within(adding).getByLabelText('Country', { selector: 'input' })
    fireEvent.click(country)
    fireEvent.change(country, { target: { value: 'CHN' } })
    const list = document.getElementById(country.getAttribute('aria-controls') ?? '')
    fireEvent.click(within(list ?? document.body).getByText('China · CHN'))
    expect(shown('Time zone')).toBe('Asia/Shanghai · China Standard Time')
    fireEvent.click(buttonNamed('Add a site'))
    await waitFor(() => {
      expect(sent).toHaveLength(1)
    })
    expect(sent[0]?.body).toEqual({
      code: 'S2',
      name: 'Second Hospital',
      timeZone: 'Asia/Shanghai',
      country: 'CHN',
    })
  })

  it('has its name in Chinese as well', async () => {
    await open('set-up', 'zh')
    fill('时区', 'Asia/Shanghai')
    expect(shown('时区')).toBe('Asia/Shanghai · 中国标准时间')
    expect(screen.getByText(/该中心的日期和天数按此时区计算/)).toBeTruthy()
  })

  it('is changed with a reason, on the version that was seen', async () => {
    const sent = await open('set-up')
    const [row] = document.querySelectorAll('tbody tr')
    expect(row?.textContent).toBe('S1First HospitalAsia/ShanghaiNot recorded')
    fireEvent.click(screen.getByText('Change the time zone or country of a site'))
    const button = buttonNamed('Change the site')
    expect(button).toHaveProperty('disabled', true)
    fill('New time zone', 'Asia/Urumqi')
    expect(button).toHaveProperty('disabled', true)
    fill('Reason for the change *', 'It lies in the west')
    fireEvent.click(button)
    await waitFor(() => {
      expect(sent).toHaveLength(1)
    })
    expect(sent[0]).toMatchObject({
      url: expect.stringMatching(/\/studies\/s\/sites\/S1$/) as string,
      body: { timeZone: 'Asia/Urumqi', reason: 'It lies in the west' },
    })
    expect(sent[0]?.headers.get('if-match')).toBe('"4"')
  })
})
