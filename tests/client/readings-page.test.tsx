import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ReadingsPage } from '../../client/read-images/readings-page.tsx'
import type { AssessmentToRead } from '../../shared/api/routes/readings.ts'
import { draw } from './rendering.tsx'
import { session } from './subject-server.ts'

let assessments: AssessmentToRead[] = []
let planned = true
const writes: { readonly url: string; readonly body: unknown; readonly version: string | null }[] =
  []

beforeEach(() => {
  writes.length = 0
  planned = true
  const at = { subjid: '1001', criteria: 'RECIST 1.1', date: '2024-03-02' }
  assessments = [
    { ...at, visit: 'W8', own: null },
    { ...at, visit: 'W16', own: { response: 'SD', date: '2024-05-01', version: 3 } },
  ]
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    if (url === '/api/session') return Promise.resolve(Response.json(session('central-reader')))
    if (init.method === 'PUT') {
      const version = new Headers(init.headers).get('If-Match')
      writes.push({ url, body: JSON.parse(init.body as string) as unknown, version })
      return Promise.resolve(Response.json(assessments[0]))
    }
    const title = { en: 'Study', zh: '研究' }
    return Promise.resolve(Response.json({ title, planned, assessments }))
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const open = () =>
  draw(<ReadingsPage />, 'en', {
    route: '/studies/:study/readings',
    address: '/studies/s/readings',
  })

describe('the page of a second reader', () => {
  it('LK-06: shows the assessments with the own readings, and no other response', async () => {
    await open()
    expect(await screen.findByText('1 of 2 read')).toBeDefined()
    expect(screen.getByText(/You read blind/)).toBeDefined()
    expect(screen.queryByText('Derived')).toBeNull()
    expect(screen.queryByText('Investigator')).toBeNull()
  })

  it('says that the protocol plans no second reading, and asks for none', async () => {
    planned = false
    assessments = []
    await open()
    expect(await screen.findByText(/plans no second reading/)).toBeDefined()
    expect(screen.queryByText(/You read blind/)).toBeNull()
    expect(screen.queryByText('0 of 0 read')).toBeNull()
  })

  it('records a reading once a response is chosen', async () => {
    await open()
    fireEvent.click(await screen.findByRole('button', { name: 'Read' }))
    fireEvent.click(screen.getByRole('button', { name: 'Record the reading' }))
    expect(screen.getByText('Choose the response.')).toBeDefined()
    expect(writes).toEqual([])
    fireEvent.change(screen.getByLabelText('Overall response'), { target: { value: 'PD' } })
    fireEvent.click(screen.getByRole('button', { name: 'Record the reading' }))
    await waitFor(() => {
      expect(writes).toMatchObject([{ body: { response: 'PD' }, version: null }])
    })
    expect(writes[0]?.url).toBe('/api/studies/s/readings/1001/W8/RECIST%201.1')
  })

  it('asks why an earlier reading is changed, and names the version that was read', async () => {
    await open()
    fireEvent.click(await screen.findByRole('button', { name: 'Change' }))
    fireEvent.change(screen.getByLabelText('Overall response'), { target: { value: 'PR' } })
    fireEvent.click(screen.getByRole('button', { name: 'Record the reading' }))
    expect(writes).toEqual([])
    const reason = screen.getByLabelText('Why is the earlier reading changed? *')
    fireEvent.change(reason, { target: { value: 'other phase' } })
    fireEvent.click(screen.getByRole('button', { name: 'Record the reading' }))
    await waitFor(() => {
      expect(writes).toMatchObject([
        { body: { response: 'PR', reason: 'other phase' }, version: '"3"' },
      ])
    })
  })
})
