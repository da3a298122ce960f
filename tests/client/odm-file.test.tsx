import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { NewStudy } from '../../client/manage-study/new-study.tsx'
import { StudyPage } from '../../client/manage-study/study-page.tsx'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { protocols } from '../../shared/protocol/registry.ts'
import { draw } from './rendering.tsx'

const definition = protocols.get('tace-systemic')
const report = [
  {
    ...{ kind: 'lost', place: 'ItemRef I_AGE', line: 42, key: 'odm.report.method' },
    params: { method: 'M_AGE' },
  },
]
const study = {
  ...{ id: 's', title: definition.title, protocol: definition.key, plannedSubjects: 1 },
  ...{
    enrolled: 0,
    environment: 'production',
    roles: ['administrator'],
    definition,
    definitionVersion: '1',
  },
  ...{ definitionHash: 'ab'.repeat(32), sites: [] },
}
const version = {
  ...{ number: 1, version: '1.0', hash: 'ab'.repeat(32), note: null, publishedBy: null },
  ...{ publishedAt: '2026-01-01T00:00:00.000Z', sites: [] },
}

interface Sent {
  readonly url: string
  readonly body: Readonly<Record<string, unknown>>
}

function answerOf(url: string, faults: readonly object[]): object {
  if (url.endsWith('/odm-definitions')) return { definition, report, faults }
  if (url.endsWith('/protocols')) {
    return { protocols: [{ key: definition.key, title: definition.title }] }
  }
  if (url.endsWith('/versions')) return { versions: [version] }
  if (url.endsWith('/versions/1')) return { number: 1, definition }
  return study
}

interface Opened {
  readonly page?: 'new' | 'set-up'
  readonly language?: Language
  readonly faults?: readonly object[]
}

async function open({ page = 'new', language = 'en', faults = [] }: Opened = {}) {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    if ((init.method ?? 'GET').toUpperCase() !== 'GET') {
      sent.push({ url, body: JSON.parse(init.body as string) as Sent['body'] })
    }
    const headers = { 'content-type': 'application/json' }
    return Promise.resolve(new Response(JSON.stringify(answerOf(url, faults)), { headers }))
  })
  const at = { route: '/studies/:study/set-up', address: '/studies/s/set-up' }
  await draw(page === 'new' ? <NewStudy /> : <StudyPage />, language, at)
  await screen.findByRole('heading', { level: 1 }, { timeout: 5_000 })
  return sent
}

function choose(name: string, text: string): void {
  const input = document.querySelector('input[type=file]')
  if (input === null) throw new Error('There is no place for a file.')
  const file = new File([text], name)
  const bytes = new TextEncoder().encode(text)
  Object.defineProperty(file, 'arrayBuffer', { value: () => Promise.resolve(bytes.buffer) })
  fireEvent.change(input, { target: { files: [file] } })
}

const box = (name: string): HTMLElement =>
  screen.getByLabelText(name, { selector: 'input, select' })
const buttonNamed = (name: string): HTMLElement =>
  screen.getByText(name, { selector: 'button *' }).closest('button') ?? document.body
function fillStudy(): void {
  for (const [name, text] of [
    ['Study code *', 'LIVER-1'],
    ['Code', 'S1'],
    ['Name', 'First Hospital'],
  ] as const) {
    fireEvent.change(box(name), { target: { value: text } })
  }
}
const SEEN = 'I have read the report, and the definition is to be used as it is'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('a definition from a file', () => {
  it('of another system is shown with its report, and used only once that is confirmed', async () => {
    const sent = await open()
    fillStudy()
    choose('other.xml', '<ODM/>')
    expect(
      await screen.findByText(/The rule M_AGE that computes the value cannot be read/),
    ).toBeTruthy()
    expect(screen.getByText('ItemRef I_AGE')).toBeTruthy()
    expect(sent.map(({ url }) => url)).toEqual(['/api/odm-definitions'])
    expect(sent[0]?.body).toEqual({ text: '<ODM/>' })
    fireEvent.click(buttonNamed('Open the study'))
    expect(await screen.findByText('Read the report and confirm.')).toBeTruthy()
    expect(sent).toHaveLength(1)
    fireEvent.click(screen.getByLabelText(SEEN))
    fireEvent.click(buttonNamed('Open the study'))
    await waitFor(() => {
      expect(sent).toHaveLength(2)
    })
    expect(sent[1]?.url).toBe('/api/studies')
    expect(sent[1]?.body['protocol']).toBeUndefined()
    expect(sent[1]?.body['definition']).toEqual(definition)
  })

  it('cannot be confirmed while faults stand against it, and they are named', async () => {
    const faults = [
      { pointer: '/forms', key: 'definition.noEnrolmentForm', params: { items: 'RFICDAT' } },
    ]
    await open({ faults })
    choose('other.xml', '<ODM/>')
    expect(await screen.findByText('/forms')).toBeTruthy()
    expect(screen.queryByLabelText(SEEN)).toBeNull()
    expect(screen.getByText('Save the definition (JSON)')).toBeTruthy()
  })

  it('as JSON is read at once; one with faults opens nothing', async () => {
    const sent = await open()
    fillStudy()
    choose('own.json', '{')
    expect(await screen.findByText('The file is no JSON.')).toBeTruthy()
    fireEvent.click(buttonNamed('Open the study'))
    choose('own.json', JSON.stringify({ ...definition, forms: [] }))
    expect(await screen.findByText('/forms')).toBeTruthy()
    fireEvent.click(buttonNamed('Open the study'))
    expect(sent).toEqual([])
    choose('own.json', JSON.stringify(definition))
    await waitFor(() => {
      expect(screen.queryByText('/forms')).toBeNull()
    })
    fireEvent.click(buttonNamed('Open the study'))
    await waitFor(() => {
      expect(sent).toHaveLength(1)
    })
  })

  it('is shown in Chinese as well', async () => {
    await open({ language: 'zh' })
    choose('other.xml', '<ODM/>')
    expect(await screen.findByText(/无法读取计算规则M_AGE/)).toBeTruthy()
    expect(screen.getByText('未导入')).toBeTruthy()
  })

  it('adds to the present definition of a study, under the name of a new version', async () => {
    const sent = await open({ page: 'set-up' })
    choose('other.xml', '<ODM/>')
    fireEvent.click(await screen.findByLabelText(SEEN))
    expect(sent[0]?.body['definition']).toEqual(definition)
    const name = await screen.findByLabelText('Name of the new version')
    expect(screen.queryByText(/^Publish version/)).toBeNull()
    fireEvent.change(name, { target: { value: '2.0' } })
    expect(await screen.findByText(/2\.0/, { selector: 'button *' })).toBeTruthy()
  })
})
