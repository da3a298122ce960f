import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { Suspense } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { focusManager } from '@tanstack/react-query'
import { LedgerPage } from '../../client/tumour-ledger/ledger-page.tsx'
import type { RowValues } from '../../shared/forms/define.ts'
import { SubjectServer } from './subject-server.ts'
import { draw } from './rendering.tsx'

// The first drawing loads the component library; a busy machine takes more than the usual second.

const ASSESSMENT = 'tumour-assessment'
const measured = (id: string, LDIAM: string, more: RowValues = {}): RowValues => ({
  TRLNKID: id,
  TRDAT: '2024-01-05',
  LDIAM,
  ...more,
})

let server: SubjectServer

function stored(visit: string, ...rows: readonly RowValues[]): void {
  server.put(ASSESSMENT, visit, { items: {}, rows })
}

async function open(): Promise<void> {
  const page = (
    <Suspense>
      <LedgerPage />
    </Suspense>
  )
  const address = '/studies/s/subjects/1/tumour'
  await draw(page, 'en', { route: '/studies/:study/subjects/:subjid/tumour', address })
  await screen.findByRole('table')
}

const box = (name: string) => screen.getByLabelText<HTMLInputElement>(name)
const whole = (lesion: string, visit: string) => box(`${lesion} longest diameter, ${visit}`)
const viable = (lesion: string, visit: string) => box(`${lesion} viable diameter, ${visit}`)
const state = (lesion: string, visit: string) => box(`${lesion} state, ${visit}`)

/** Types a text stroke by stroke, as a keyboard does. */
function type(into: HTMLInputElement, text: string): void {
  into.focus()
  for (let length = 1; length <= text.length; length++) {
    fireEvent.change(into, { target: { value: text.slice(0, length) } })
  }
}

function leave(one: HTMLInputElement): void {
  act(() => {
    one.blur()
  })
}

function save(reason = 'misread'): void {
  const reasons = screen.queryByLabelText(/Reason for the change/, { selector: 'input' })
  if (reasons !== null) fireEvent.change(reasons, { target: { value: reason } })
  fireEvent.keyDown(window, { key: 's', ctrlKey: true })
}

async function saved(): Promise<void> {
  await waitFor(() => {
    expect(screen.getByText('Saved')).toBeTruthy()
  })
}

beforeEach(() => {
  server = new SubjectServer()
  const lesion = (TULNKID: string, TUGRPID: string) =>
    server.put('lesions', null, { items: { TULNKID, TUGRPID, TUNODE: 'N' }, rows: [] }, TULNKID)
  lesion('T01', 'TARGET')
  lesion('T02', 'TARGET')
  lesion('NT01', 'NON-TARGET')
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('typing while a save is under way', () => {
  it('stays unsaved in its box, and goes out with the next save', async () => {
    stored('W8', measured('T01', '50'), measured('T02', '40'))
    await open()
    let answer: () => void = () => undefined
    server.gate = new Promise((done) => {
      answer = done
    })
    type(whole('T01', 'W8'), '79')
    leave(whole('T01', 'W8'))
    save()
    await waitFor(() => {
      expect(screen.getByRole('button', { name: 'Save' }).hasAttribute('data-loading')).toBe(true)
    })
    type(whole('T01', 'W8'), '61')
    leave(whole('T01', 'W8'))
    answer()
    await waitFor(() => {
      expect(server.rowsAt('W8')[0]).toMatchObject({ LDIAM: '79' })
    })
    await waitFor(() => {
      expect(screen.getByRole('button', { name: 'Save' }).hasAttribute('data-loading')).toBe(false)
    })
    expect(whole('T01', 'W8').value).toBe('61')
    screen.getByText('Not saved yet: W8')
    expect(screen.queryByText('Saved')).toBeNull()
    save()
    await saved()
    expect(server.rowsAt('W8')).toEqual([measured('T01', '61'), measured('T02', '40')])
  })
})

describe('E25, DC-02: a text that names no value', () => {
  const kept = [
    ['about 20', 'starts with the key for absent'],
    ['12.55', 'is finer than a tenth'],
    ['T09', 'names a lesion that is not there'],
    ['1,234', 'is no length with one decimal'],
    ['not seen', 'starts with the key for not evaluable'],
  ]
  it.each(kept)('%s (%s) stays in its box and nothing of it is stored', async (text) => {
    stored('W8', measured('T01', '50', { VDIAM: '30' }))
    await open()
    type(viable('T01', 'W8'), '25')
    leave(viable('T01', 'W8'))
    type(whole('T01', 'W8'), text)
    leave(whole('T01', 'W8'))
    expect(viable('T01', 'W8').value).toBe('25')
    save()
    const alert = await screen.findByRole('alert')
    within(alert).getByText(new RegExp(`T01 longest diameter, W8: “${text}” cannot be stored`))
    expect(document.activeElement).toBe(whole('T01', 'W8'))
    expect(whole('T01', 'W8').value).toBe(text)
    expect(whole('T01', 'W8').getAttribute('aria-invalid')).toBe('true')
    expect(server.writes).toEqual([])
    type(whole('T01', 'W8'), '20')
    save()
    await saved()
    expect(server.rowsAt('W8')).toEqual([measured('T01', '20', { VDIAM: '25' })])
  })

  it('a state that is none of the list is not the one it begins with', async () => {
    stored('W8', { TRLNKID: 'NT01', TRDAT: '2024-01-05', TUMSTATE: 'PRESENT' })
    await open()
    type(state('NT01', 'W8'), 'a?')
    leave(state('NT01', 'W8'))
    save()
    await screen.findByRole('alert')
    expect(document.activeElement).toBe(state('NT01', 'W8'))
    expect(server.writes).toEqual([])
    fireEvent.keyDown(state('NT01', 'W8'), { key: 'Escape' })
    expect(state('NT01', 'W8').value).toBe('Present')
    expect(screen.queryByText(/Not saved yet/)).toBeNull()
  })

  it('of several the first in reading order is gone to, and all are named', async () => {
    stored('W8', measured('T01', '50'))
    await open()
    type(whole('T02', 'BASELINE'), 'x')
    type(whole('T01', 'W8'), 'y')
    type(box('Date of scan, W16'), '2024-13-99')
    leave(box('Date of scan, W16'))
    save()
    await screen.findByText(/Date of scan, W16: “2024-13-99” cannot be stored/)
    screen.getByText(/T02 longest diameter, BASELINE: “x”/)
    screen.getByText(/T01 longest diameter, W8: “y”/)
    expect(document.activeElement).toBe(box('Date of scan, W16'))
  })

  it('what an input method composes is read when it is done', async () => {
    stored('W8', measured('T01', '50', { VDIAM: '30' }))
    await open()
    const one = whole('T01', 'W8')
    one.focus()
    fireEvent.compositionStart(one)
    fireEvent.change(one, { target: { value: 'n' } })
    expect(viable('T01', 'W8').value).toBe('30')
    fireEvent.change(one, { target: { value: '１２' } })
    fireEvent.compositionEnd(one)
    leave(one)
    expect(one.value).toBe('12')
    expect(viable('T01', 'W8').value).toBe('30')
  })

  it('a date without any finding has no place to be stored, and says so', async () => {
    await open()
    type(box('Date of scan, W8'), '20240301')
    leave(box('Date of scan, W8'))
    expect(box('Date of scan, W8').value).toBe('2024-03-01')
    save()
    await screen.findByText(/The date is stored with the lesions/)
    expect(server.writes).toEqual([])
    type(whole('T01', 'W8'), '44')
    save()
    await saved()
    expect(server.rowsAt('W8')).toEqual([measured('T01', '44', { TRDAT: '2024-03-01' })])
  })
})

describe('E8: a colleague saves an assessment that is being typed in', () => {
  it('the page that reads the records again still saves on the version it began with', async () => {
    stored('W8', measured('T01', '50'), measured('T02', '40'))
    await open()
    type(whole('T01', 'W8'), '42')
    leave(whole('T01', 'W8'))
    stored('W8', measured('T01', '55'), measured('T02', '41'))
    await act(async () => {
      focusManager.setFocused(true)
      await Promise.resolve()
    })
    expect(whole('T01', 'W8').value).toBe('42')
    save()
    await screen.findByText(/Li Wei saved this form at/)
    const both = screen.getByRole('row', { name: /Longest diameter.*T01/ })
    within(both).getByRole('radio', { name: '55' })
    within(both).getByRole('radio', { name: '42' })
    expect(server.rowsAt('W8')).toEqual([measured('T01', '55'), measured('T02', '41')])
    save()
    await waitFor(() => {
      expect(server.writes).toHaveLength(2)
    })
    expect(server.rowsAt('W8')[0]).toMatchObject({ LDIAM: '55' })
    fireEvent.click(await screen.findByRole('radio', { name: '42' }))
    fireEvent.click(screen.getByRole('button', { name: 'Go on with the chosen values' }))
    expect(whole('T02', 'W8').value).toBe('41')
    save()
    await saved()
    expect(server.rowsAt('W8')).toEqual([measured('T01', '42'), measured('T02', '41')])
  })

  it('an assessment that two people fill for the first time is decided field by field', async () => {
    await open()
    type(whole('T01', 'W8'), '42')
    leave(whole('T01', 'W8'))
    stored('W8', measured('T01', '55', { TRDAT: '2024-03-01' }))
    save()
    await screen.findByText(/Li Wei saved this form at/)
    fireEvent.click(screen.getByRole('button', { name: 'Choose all stored values' }))
    fireEvent.click(screen.getByRole('button', { name: 'Go on with the chosen values' }))
    expect(whole('T01', 'W8').value).toBe('55')
    expect(screen.queryByText(/Not saved yet/)).toBeNull()
  })

  it('what was stored before the refusal is not sent again', async () => {
    stored('BASELINE', measured('T01', '60'))
    stored('W8', measured('T01', '50'))
    await open()
    type(whole('T01', 'BASELINE'), '62')
    type(whole('T01', 'W8'), '42')
    leave(whole('T01', 'W8'))
    stored('W8', measured('T01', '55'))
    save()
    await screen.findByText(/Li Wei saved this form at/)
    screen.getByText('Not saved yet: W8')
    expect(server.rowsAt('BASELINE')).toEqual([measured('T01', '62')])
  })
})

describe('rows of an assessment that nobody edits', () => {
  it('stay: of a lesion recorded twice, with a date alone, and without a lesion', async () => {
    const rows = [
      measured('T01', '15'),
      measured('T01', '99'),
      { TRLNKID: 'T02', TRDAT: '2024-01-05' },
      { TRDAT: '2024-01-05', LDIAM: '7' },
      { TRDAT: '2024-01-05', LDIAM: '8' },
    ]
    const nonTarget = { TRLNKID: 'NT01', TRDAT: '2024-01-05', TUMSTATE: 'PRESENT' }
    stored('W8', ...rows, nonTarget)
    await open()
    expect(screen.queryByLabelText('T01 longest diameter, W8')).toBeNull()
    screen.getByText(/15 · 99/)
    screen.getByText(/2 rows/)
    type(state('NT01', 'W8'), 'a')
    save()
    await saved()
    expect(server.rowsAt('W8')).toEqual([...rows, { ...nonTarget, TUMSTATE: 'ABSENT' }])
  })

  it('go only where the last finding of a row was taken away', async () => {
    stored('W8', measured('T01', '15'), measured('T02', '40'))
    await open()
    const one = whole('T01', 'W8')
    one.focus()
    fireEvent.change(one, { target: { value: '' } })
    save()
    await saved()
    expect(server.rowsAt('W8')).toEqual([measured('T02', '40')])
  })

  it('are no change where what was typed is what was there', async () => {
    stored('W8', measured('T01', '15'), measured('T02', '40'))
    await open()
    const one = whole('T01', 'W8')
    one.focus()
    fireEvent.change(one, { target: { value: '' } })
    type(one, '15')
    expect(screen.queryByText(/Not saved yet/)).toBeNull()
  })
})

describe('a lesion that is being added', () => {
  it('is asked about before its form is closed, and does not hear the save of the ledger', async () => {
    stored('W8', measured('T01', '15'))
    await open()
    fireEvent.click(screen.getByRole('button', { name: 'Add a lesion' }))
    const id = await screen.findByRole('textbox', { name: /^Lesion/ })
    fireEvent.change(id, { target: { value: 'T07' } })
    type(whole('T01', 'W8'), '16')
    save()
    await saved()
    expect(server.writes.map(({ form }) => form)).toEqual([undefined])
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }))
    await screen.findByRole('alertdialog')
    expect(id.isConnected).toBe(true)
  })
})
