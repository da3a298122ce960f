import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { studyDestinations } from '../../client/app/navigation.ts'
import { SingleFilesPage } from '../../client/export-data/single-files-page.tsx'
import { can } from '../../shared/access/permissions.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { draw } from './rendering.tsx'

// The first drawing loads the component library; a busy machine takes more than the usual second.

const ONE_BY_ONE = { deidentifies: true, single: true }
const FORMATS = {
  formats: [
    {
      key: 'csv',
      title: { en: 'Plain files', zh: '纯文本' },
      description: { en: 'One file a table.', zh: '每表一个文件。' },
      ...ONE_BY_ONE,
    },
    { key: 'toy', title: { en: 'Toy', zh: '玩具' }, description: null, ...ONE_BY_ONE },
    {
      ...{ key: 'whole', title: { en: 'Whole', zh: '整包' }, description: null },
      ...{ deidentifies: true, single: false },
    },
  ],
}
const CSV = {
  withdrawn: [],
  files: [
    { name: 'subjects.csv', rows: 12 },
    { name: 'a b.csv', rows: 3 },
  ],
}
const API = '/api/studies/T%201/exports'

const GRANT = {
  ...{ id: 'g', role: 'statistician', study: 'T 1', site: null, to: null },
  ...{ from: '2025-01-01T00:00:00.000Z', timeZone: 'Asia/Shanghai' },
}
const COMMON: Readonly<Record<string, unknown>> = {
  '/api/session': {
    account: { id: 'a', username: 'li', displayName: 'Li Wei', mustChangePassword: false },
    ...{ grants: [GRANT], idleMinutes: 30, expiresAt: '2030-01-01T00:00:00.000Z' },
  },
  '/api/studies/T%201/snapshots': { snapshots: [] },
}

/** A server with these answers by address; every other address does not exist. Gives what is asked. */
function serving(answers: Readonly<Record<string, unknown>>): readonly string[] {
  const asked: string[] = []
  vi.stubGlobal('fetch', (url: string) => {
    asked.push(url)
    const body = answers[url] ?? COMMON[url]
    const missing = { type: 'urn:problem:not-found', title: '', status: 404, entity: 'study' }
    return Promise.resolve(
      new Response(JSON.stringify(body ?? missing), { status: body === undefined ? 404 : 200 }),
    )
  })
  return asked
}

async function open(language: Language = 'en', query = ''): Promise<void> {
  const address = `/studies/T%201/export/files${query}`
  await draw(<SingleFilesPage />, language, { route: '/studies/:study/export/files', address })
}

const SAID = '?purpose=Interim+analysis'

/** Says what the files are for, without which none is handed out. */
async function sayPurpose(): Promise<void> {
  const box = await screen.findByRole('textbox', { name: 'Purpose' })
  fireEvent.change(box, { target: { value: 'Interim analysis' } })
}

const followed: string[] = []

function note(event: MouseEvent): void {
  if (!(event.target instanceof HTMLAnchorElement) || !event.target.hasAttribute('download')) return
  event.preventDefault()
  followed.push(event.target.getAttribute('href') ?? '')
}

beforeEach(() => {
  followed.length = 0
  document.addEventListener('click', note)
})
afterEach(() => {
  document.removeEventListener('click', note)
  cleanup()
  vi.unstubAllGlobals()
})

describe('the export page', () => {
  it('lists the files of the first format with their rows and a plain link to each', async () => {
    serving({ [API]: FORMATS, [`${API}/csv`]: CSV })
    await open()
    await screen.findByRole('link', { name: 'Download a b.csv' })
    await sayPurpose()
    const link = screen.getByRole('link', { name: 'Download a b.csv' })
    expect(link.getAttribute('href')).toBe(`${API}/csv/files/a%20b.csv${SAID}`)
    expect(link.getAttribute('download')).toBe('a b.csv')
    const row = screen.getByRole('rowheader', { name: 'subjects.csv' }).closest('tr')
    expect(within(row ?? document.body).getByRole('cell', { name: '12' })).toBeTruthy()
    expect(screen.getByText('2 files, 15 rows')).toBeTruthy()
    expect(screen.getByText('One file a table.')).toBeTruthy()
    expect(screen.getByText(/recorded in the audit trail.*as entered/)).toBeTruthy()
  })

  it('EX-04: hands out nothing before it is said what for', async () => {
    serving({ [API]: FORMATS, [`${API}/csv`]: CSV })
    await open()
    const link = await screen.findByRole('link', { name: 'Download a b.csv' })
    expect(link.getAttribute('href')).toBeNull()
    expect(link.getAttribute('aria-disabled')).toBe('true')
    const all = screen.getByRole('button', { name: 'Download all files' })
    expect((all as HTMLButtonElement).disabled).toBe(true)
    expect(screen.getByText(/^Say what the data are for/)).toBeTruthy()
  })

  it('changes to another format, and says so when that has no files', async () => {
    serving({ [API]: FORMATS, [`${API}/csv`]: CSV, [`${API}/toy`]: { ...CSV, files: [] } })
    await open()
    fireEvent.click(await screen.findByRole('radio', { name: 'Toy' }))
    expect(await screen.findByText(/There is none in this format yet/)).toBeTruthy()
    expect(screen.queryByRole('link', { name: /^Download/ })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Download all files' })).toBeNull()
  })

  it('opens at the format of the address, and warns when no file holds a row', async () => {
    serving({ [API]: FORMATS, [`${API}/toy`]: { ...CSV, files: [{ name: 't.json', rows: 0 }] } })
    await open('en', '?format=toy')
    expect(await screen.findByRole('link', { name: 'Download t.json' })).toBeTruthy()
    expect(screen.getByText(/the files hold no rows/)).toBeTruthy()
  })

  it('PR-04: names the subjects who withdrew consent', async () => {
    const withdrawn = [
      { subjid: '1001', withdrawn: '2024-04-02' },
      { subjid: '1002', withdrawn: null },
    ]
    serving({ [API]: FORMATS, [`${API}/csv`]: { ...CSV, withdrawn } })
    await open()
    expect(await screen.findByText(/withdrew consent: 1001 \(2 Apr 2024\), 1002\./)).toBeTruthy()
  })

  it('follows every link, one after the other, behind one button', async () => {
    serving({ [API]: FORMATS, [`${API}/csv`]: CSV })
    await open()
    await sayPurpose()
    fireEvent.click(await screen.findByRole('button', { name: 'Download all files' }))
    const addresses = ['subjects.csv', 'a%20b.csv'].map((name) => `${API}/csv/files/${name}${SAID}`)
    expect(followed).toEqual(addresses.slice(0, 1))
    await waitFor(() => {
      expect(followed).toEqual(addresses)
    })
    expect(await screen.findByText(/2 files asked for/)).toBeTruthy()
  })

  it('says why there is nothing when the server refuses', async () => {
    serving({})
    await open()
    expect((await screen.findByRole('alert')).textContent).toContain('you may not see it')
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('keeps the choice of the format when only its files fail', async () => {
    serving({ [API]: FORMATS })
    await open()
    expect(await screen.findByRole('alert')).toBeTruthy()
    expect(screen.getByRole('radio', { name: 'Toy' })).toBeTruthy()
  })

  it('PR-03, PR-05: de-identified files are asked for by profile, with purpose, recipient and country', async () => {
    serving({
      [API]: FORMATS,
      [`${API}/csv`]: CSV,
      [`${API}/csv?profile=deidentified`]: { ...CSV, files: [{ name: 'subjects.csv', rows: 12 }] },
    })
    await open()
    await screen.findByRole('link', { name: 'Download a b.csv' })
    const set = (label: string, value: string): void => {
      fireEvent.change(screen.getByLabelText(new RegExp(`^${label}`)), { target: { value } })
    }
    set('Subjects', 'deidentified')
    set('Purpose', 'Interim analysis')
    set('Recipient', 'Central statistics')
    set('Country of the recipient', 'd')
    expect(screen.getByText('Two capital letters, as CN')).toBeTruthy()
    set('Country of the recipient', 'de')
    await waitFor(() => {
      expect(screen.queryByRole('link', { name: 'Download a b.csv' })).toBeNull()
    })
    const link = await screen.findByRole('link', { name: 'Download subjects.csv' })
    const address = new URL(link.getAttribute('href') ?? '', 'http://x')
    expect(Object.fromEntries(address.searchParams)).toEqual({
      ...{ profile: 'deidentified', purpose: 'Interim analysis' },
      ...{ recipient: 'Central statistics', country: 'DE' },
    })
    expect(screen.queryByRole('button', { name: /^Key/ }), 'no right to it').toBeNull()
  })

  it('PR-03: the key is taken apart from the files, with a purpose of its own', async () => {
    const grant = { ...GRANT, role: 'data-manager' }
    const session = { ...(COMMON['/api/session'] as object), grants: [grant] }
    const asked = serving({
      ...{ '/api/session': session, [API]: FORMATS, [`${API}/csv?profile=deidentified`]: CSV },
      [`/api/studies/T%201/export-key${SAID}`]: 'CODE,SUBJID,DAYS_BACK',
    })
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:key' }))
    await open('en', '?profile=deidentified')
    await screen.findByRole('link', { name: 'Download a b.csv' })
    fireEvent.click(screen.getByRole('button', { name: /^Key/ }))
    const take = screen.getByRole('button', { name: 'Download the key' })
    expect((take as HTMLButtonElement).disabled).toBe(true)
    const [own] = screen.getAllByRole('textbox', { name: 'Purpose' })
    if (own === undefined) throw new Error('no box')
    fireEvent.change(own, { target: { value: 'Interim analysis' } })
    fireEvent.click(take)
    await waitFor(() => {
      expect(asked).toContain(`/api/studies/T%201/export-key${SAID}`)
    })
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('speaks Chinese', async () => {
    serving({ [API]: FORMATS, [`${API}/csv`]: CSV })
    await open('zh')
    expect(await screen.findByRole('link', { name: '下载 subjects.csv' })).toBeTruthy()
    expect(screen.getByRole('heading', { level: 1, name: '单个文件' })).toBeTruthy()
    expect(screen.getByText('每表一个文件。')).toBeTruthy()
  })

  it('stands in the navigation under the right to export', () => {
    const entry = studyDestinations('T 1').find(({ label }) => label === 'nav.export')
    expect(entry).toMatchObject({ to: '/studies/T%201/export', permission: 'data.export' })
    expect(can('coordinator', 'data.export')).toBe(false)
  })
})
