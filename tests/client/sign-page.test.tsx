import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { Suspense } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { SignPage } from '../../client/sign-data/sign-page.tsx'
import type { Signing, SignatureView } from '../../shared/api/routes/signatures.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { BREAKING_CASES } from '../../shared/signatures/breaking-cases.ts'
import { draw } from './rendering.tsx'
import { session, STUDY, SUBJECT } from './subject-server.ts'
import { toyRecord } from './toy-form.ts'

const record = {
  ...toyRecord({ items: { PULSE: '76' }, rows: [] }, 3),
  ...{ form: 'vitals', visit: 'W8' },
}
const changed = {
  ...{ pointer: '/items/PULSE', item: 'PULSE', row: '', before: '70', after: '76', redacted: [] },
  ...{ by: 'Li Wei', role: 'coordinator', at: '2024-03-11T06:00:00Z', reason: 'misread' },
}
const given: SignatureView = {
  ...{ id: 'g1', record: null, form: null, visit: 'W8', scope: 'visit', meaning: 'responsibility' },
  ...{ signer: 'Wang Li', role: 'investigator', signedAt: '2024-03-10T06:00:00Z' },
  ...{ timeZone: 'Asia/Shanghai', forms: 1, values: 12, state: 'broken', contentHash: 'h' },
  broken: {
    ...{ cause: 'record-changed', at: '2024-03-11T06:00:00Z', seq: 9, act: 'record.amend' },
    ...{ by: 'Li Wei', role: 'coordinator', form: 'vitals', visit: 'W8' },
  },
}

let signing: Signing
let refusal: { readonly type: string; readonly status: number } | null
let sent: Record<string, unknown>[]

function answer(url: string, init: RequestInit): Promise<Response> {
  const reply = (body: unknown, status = 200): Promise<Response> =>
    Promise.resolve(new Response(JSON.stringify(body), { status }))
  if (url === '/api/session') return reply(session('investigator'))
  if (url === '/api/studies/s') return reply(STUDY)
  if (url.includes('/signing?')) return reply(signing)
  if (url.endsWith('/signatures') && init.method === 'POST') {
    sent.push(JSON.parse(typeof init.body === 'string' ? init.body : '{}') as (typeof sent)[number])
    if (refusal !== null)
      return reply(
        { ...refusal, title: 't', expected: 0, current: {}, submitted: {} },
        refusal.status,
      )
    signing = { ...signing, standing: ['responsibility'], components: 'password' }
    return reply({ ...given, state: 'valid', broken: null }, 201)
  }
  if (url.endsWith('/signatures')) return reply({ signatures: [given] })
  const cells = [
    { visit: 'W8', state: 'complete', overlays: [], date: null, targetDate: null, forms: [] },
  ]
  const file = { subject: SUBJECT, definitionVersion: '1', former: null, next: null, cells }
  return reply({ ...file, records: [record], locks: [] })
}

const open = (language: Language = 'en', query = '?visit=W8'): Promise<unknown> =>
  draw(
    <Suspense>
      <SignPage />
    </Suspense>,
    language,
    {
      route: '/studies/:study/subjects/:subjid/sign',
      address: `/studies/s/subjects/1/sign${query}`,
    },
  )
const dialog = async () => {
  const button = await screen.findByRole('button', { name: 'Sign …' })
  fireEvent.click(button)
  return within(await screen.findByRole('dialog', { name: 'Electronic signature' }))
}

beforeEach(() => {
  refusal = null
  sent = []
  signing = {
    ...{ scope: 'visit', visit: 'W8', record: null, forms: 1, values: 12, digest: 'd'.repeat(64) },
    since: { signedAt: '2024-03-10T06:00:00Z', meaning: 'responsibility' },
    changes: [
      {
        ...{ record: record.id, form: 'vitals', visit: 'W8', rowKey: '', kind: 'changed' },
        items: [changed],
      },
    ],
    ...{ derivedChanges: [], missing: [], openQueries: [], reviews: [], standing: [] },
    covered: [{ record: record.id, form: 'vitals', visit: 'W8', rowKey: '', values: 12 }],
    ...{ components: 'all', code: false, identityVerified: true },
  }
  vi.stubGlobal('fetch', answer)
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the page where one signs', () => {
  it('ES-09, R2: shows first what changed since the last signature, with former and new value, who, when, why', async () => {
    await open()
    const table = await screen.findAllByRole('table')
    const [row] = within(table[0] ?? document.body)
      .getAllByRole('row')
      .slice(1)
    for (const text of ['W8 · Vital signs', '70', '76', 'Li Wei, Coordinator', 'misread']) {
      expect(row?.textContent).toContain(text)
    }
    expect(screen.getByText('1 value in 1 form changed.')).toBeTruthy()
    const folded = screen
      .getByText('Everything that is signed: 1 form, 12 values')
      .closest('details')
    expect(folded?.open).toBe(false)
  })

  it('ES-01: the manifest names signer, role, moment with zone, and meaning, and what broke it', async () => {
    await open()
    const signer = await screen.findByText(/Wang Li, Investigator/)
    const text = signer.closest('table')?.textContent ?? ''
    for (const part of [
      'Wang Li, Investigator',
      '2024-03-10 14:00 UTC+8',
      'Responsible for the data',
      'by Li Wei: A value of a signed form is changed.',
    ]) {
      expect(text).toContain(part)
    }
  })

  it('R4: states the meaning in a full sentence with forms and values, and what would break it', async () => {
    await open()
    const said = await screen.findByText(/As investigator I take responsibility/)
    expect(said.textContent).toContain('visit W8 of subject 1: 1 form with 12 values')
    expect(said.textContent).toContain('This signature breaks as soon as any of it changes.')
    fireEvent.click(screen.getByRole('radio', { name: 'Approved' }))
    expect(screen.getByText(/I approve the data of visit W8/)).toBeTruthy()
    cleanup()
    await open('zh')
    expect((await screen.findByText(/本人作为研究者/)).textContent).toContain('1 张表单、12 项数据')
  })

  it('ES-08: shows the whole written table of what breaks a signature', async () => {
    await open()
    const rules = (await screen.findByText('What breaks a signature')).closest('details')
    const text = rules?.textContent ?? ''
    for (const { when } of BREAKING_CASES) expect(text).toContain(when.en)
  })

  it('ES-02: asks for user name and password at first, and sends what the page showed', async () => {
    await open()
    const box = await dialog()
    fireEvent.click(box.getByRole('button', { name: 'Sign' }))
    await waitFor(() => {
      expect(box.getByText('Enter your user name.')).toBeTruthy()
    })
    fireEvent.change(box.getByLabelText('User name'), { target: { value: 'wang' } })
    fireEvent.change(box.getByLabelText('Password'), { target: { value: 'secret words' } })
    fireEvent.click(box.getByRole('button', { name: 'Sign' }))
    expect(await screen.findByText('Signed. The signature is valid.')).toBeTruthy()
    expect(sent).toEqual([
      {
        ...{ scope: 'visit', visit: 'W8', meaning: 'responsibility', digest: 'd'.repeat(64) },
        ...{ username: 'wang', password: 'secret words' },
      },
    ])
  })

  it('ES-02: asks for the password alone later in the session', async () => {
    signing = { ...signing, components: 'password' }
    await open()
    const box = await dialog()
    expect(box.queryByLabelText('User name')).toBeNull()
    fireEvent.change(box.getByLabelText('Password'), { target: { value: 'secret words' } })
    fireEvent.click(box.getByRole('button', { name: 'Sign' }))
    await waitFor(() => {
      expect(sent[0]).not.toHaveProperty('username')
    })
  })

  it('ES-10: says what a wrong component means, and empties the password', async () => {
    refusal = { type: 'urn:problem:sign-in-failed', status: 401 }
    signing = { ...signing, components: 'password' }
    await open()
    const box = await dialog()
    fireEvent.change(box.getByLabelText('Password'), { target: { value: 'wrong' } })
    fireEvent.click(box.getByRole('button', { name: 'Sign' }))
    expect(await box.findByText(/the fifth in a row locks the account/)).toBeTruthy()
    expect(box.getByLabelText<HTMLInputElement>('Password').value).toBe('')
  })

  it('signs nothing when the data changed meanwhile, and says so', async () => {
    refusal = { type: 'urn:problem:version-conflict', status: 409 }
    signing = { ...signing, components: 'password' }
    await open()
    const box = await dialog()
    fireEvent.change(box.getByLabelText('Password'), { target: { value: 'right' } })
    fireEvent.click(box.getByRole('button', { name: 'Sign' }))
    expect(await screen.findByText(/Nothing was signed/)).toBeTruthy()
  })

  it('AC-14, ES-05: offers no signature while forms are missing or the identity is not on record', async () => {
    signing = { ...signing, missing: [{ form: 'ecg', visit: 'W8' }], identityVerified: false }
    await open()
    expect(await screen.findByText(/these forms come first/)).toBeTruthy()
    expect(screen.getByText(/nobody has recorded that your identity was checked/)).toBeTruthy()
    const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Sign …' })
    expect(button.disabled).toBe(true)
  })
})
