import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { LaboratoriesPage } from '../../client/laboratories/laboratories-page.tsx'
import type { LaboratoryView } from '../../shared/api/routes/laboratories.ts'
import type { Role } from '../../shared/access/permissions.ts'
import { protocols } from '../../shared/protocol/registry.ts'
import { draw } from './rendering.tsx'

const definition = protocols.get('donafenib-switch')
const study = {
  ...{ id: 's', title: definition.title, protocol: definition.key, plannedSubjects: 1 },
  ...{
    enrolled: 0,
    environment: 'production',
    roles: ['coordinator'],
    definition,
    definitionVersion: '1',
  },
  ...{
    definitionHash: 'x',
    sites: [
      { code: 'S1', name: 'First Hospital', timeZone: 'Asia/Shanghai', country: null, version: 1 },
    ],
  },
}
const range = {
  ...{ id: 'r1', test: 'ALT', unit: 'U/L', sex: null, ageFrom: null, ageTo: null },
  ...{ low: '9', high: '50', validFrom: '2025-01-01', validTo: null, version: 1 },
}
const own: LaboratoryView = {
  ...{ id: 'l1', site: 'S1', code: 'L1', name: 'Own laboratory', version: 1, units: {} },
  ...{ mappings: [], ranges: [range] },
}
const central: LaboratoryView = { ...own, id: 'l2', site: null, code: 'C', name: 'Central' }

interface Sent {
  readonly method: string
  readonly url: string
  readonly body: unknown
}

async function drawAs(role: Role, address = ''): Promise<readonly Sent[]> {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    const method = init.method ?? 'GET'
    if (method.toUpperCase() !== 'GET') {
      sent.push({ method, url, body: JSON.parse(init.body as string) as unknown })
    }
    return Promise.resolve(
      new Response(JSON.stringify(answerOf(url, method, role)), {
        headers: { 'content-type': 'application/json' },
      }),
    )
  })
  const at = { route: '/studies/:study/laboratories', address: `/studies/s/laboratories${address}` }
  await draw(<LaboratoriesPage />, 'en', at)
  await screen.findByRole('heading', { name: 'Laboratories' })
  return sent
}

function answerOf(url: string, method: string, role: Role): object {
  if (url.endsWith('/session')) {
    const grant = { id: 'g', role, study: 's', site: role === 'coordinator' ? 'S1' : null }
    const grants = [
      { ...grant, from: '2025-01-01T00:00:00.000Z', to: null, timeZone: 'Asia/Shanghai' },
    ]
    const account = { id: 'a', username: 'li', displayName: 'Li Wei', mustChangePassword: false }
    return { account, grants, idleMinutes: 30, expiresAt: '2026-12-31T00:00:00.000Z' }
  }
  if (url.endsWith('/studies/s')) return study
  if (method.toUpperCase() === 'GET') return { laboratories: [own, central] }
  return { laboratory: own, flags: { results: 7, changed: 2 } }
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('DC-11 the page of laboratories', () => {
  it('adds a range from a date on with the reason, and says which flags moved', async () => {
    const sent = await drawAs('coordinator')
    const fill = (label: string, value: string): void => {
      const form = within(screen.getByRole('form', { name: 'New range' }))
      fireEvent.change(form.getByLabelText(label), { target: { value } })
    }
    fill('Test', 'TBIL')
    fill('Upper limit', '23')
    fill('Valid from *', '2026-02-01')
    fill('Reason *', 'certificate of 2026')
    fireEvent.click(screen.getByRole('button', { name: 'Add the range' }))
    await screen.findByText(
      /Of 7 saved results without limits of their own, 2 have another flag now/,
    )
    expect(sent).toEqual([
      {
        method: expect.stringMatching(/post/i) as unknown,
        url: '/api/studies/s/laboratories/l1/ranges',
        body: {
          ...{ test: 'TBIL', unit: 'umol/L', sex: null, ageFrom: null, ageTo: null },
          ...{ low: null, high: '23', validFrom: '2026-02-01', reason: 'certificate of 2026' },
        },
      },
    ])
  })

  it('corrects a range only with a reason', async () => {
    const sent = await drawAs('coordinator')
    fireEvent.click(screen.getByRole('button', { name: /^Correct the range of Alanine/ }))
    const correct = screen.getByRole<HTMLButtonElement>('button', { name: 'Correct the range' })
    expect(correct.disabled).toBe(true)
    const [reason] = screen.getAllByLabelText('Reason *')
    if (reason === undefined) throw new Error('no reason asked')
    fireEvent.change(reason, { target: { value: 'misread' } })
    fireEvent.click(correct)
    await waitFor(() => {
      expect(sent).toHaveLength(1)
    })
    expect(sent[0]?.body).toEqual({
      ...{ low: '9', high: '50', validFrom: '2025-01-01', validTo: null, reason: 'misread' },
    })
    await screen.findByText(/2 have another flag now/)
  })

  it.each([
    ['a coordinator, a laboratory of every site', 'coordinator', '?laboratory=l2'],
    ['a monitor, any', 'monitor', ''],
  ] as const)('shows %s without anything to change', async (_who, role, address) => {
    await drawAs(role, address)
    expect(screen.getByText('1 Jan 2025')).toBeTruthy()
    expect(screen.queryByRole('button', { name: /Correct/ })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Add the range' })).toBeNull()
  })
})
