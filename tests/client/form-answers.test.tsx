import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { RecordForm } from '../../client/kit/form/record-form.tsx'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import type { FormDefinition, FormValues } from '../../shared/forms/define.ts'
import { forms } from '../../shared/forms/registry.ts'
import { protocols } from '../../shared/protocol/registry.ts'
import { draw } from './rendering.tsx'

const vitals = forms.get('vitals')
const laboratory = forms.get('laboratory')
const { schedule } = protocols.get('toripalimab-donafenib')

interface Sent {
  readonly values?: FormValues
  readonly reason?: string
}

function answering(): Sent[] {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', (_url: string, init: RequestInit) => {
    const body = JSON.parse(typeof init.body === 'string' ? init.body : '{}') as Sent
    sent.push(body)
    const answer = recordOf(body.values ?? { items: {}, rows: [] })
    return Promise.resolve(new Response(JSON.stringify(answer), { status: 201 }))
  })
  return sent
}

function recordOf(values: FormValues): RecordView {
  return {
    id: 'r1',
    form: 'vitals',
    visit: 'W6',
    rowKey: '',
    values: { items: { ...values.items }, rows: values.rows.map((row) => ({ ...row })) },
    version: 1,
    completeness: 'partial',
    definitionVersion: '1',
    removed: false,
    findings: [],
    derivation: null,
    updatedAt: '2024-03-10T06:00:00Z',
    updatedBy: 'Li Wei',
  }
}

interface Drawn {
  readonly values?: FormValues
  readonly stored?: FormValues
  readonly visit?: string
  readonly language?: 'en' | 'zh'
}

async function drawForm(form: FormDefinition, given: Drawn = {}): Promise<void> {
  const { values, stored, visit = 'W6', language = 'en' } = given
  await draw(
    <RecordForm
      form={form}
      place={{ study: 's', subjid: '1', form: form.key, visit }}
      record={stored === undefined ? null : recordOf(stored)}
      {...(values === undefined ? {} : { prefilled: values })}
      readOnly={false}
      visitDate="2024-04-12"
      anchorDate="2024-03-01"
      schedule={schedule}
    />,
    language,
  )
}

const box = (name: RegExp): HTMLInputElement => screen.getByRole('textbox', { name })
function type(name: RegExp, text: string): void {
  fireEvent.focus(box(name))
  fireEvent.change(box(name), { target: { value: text } })
}
const save = (): void => {
  fireEvent.keyDown(window, { key: 's', ctrlKey: true })
}
const answer = (question: RegExp, of: string): void => {
  const group = screen.getByRole('radiogroup', { name: question })
  fireEvent.click(within(group).getByRole('radio', { name: of }))
}
const press = async (name: string | RegExp): Promise<void> => {
  fireEvent.click(await screen.findByRole('button', { name }))
}

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 0))
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const FILLED: FormValues = { items: { VSPERF: 'Y', PULSE: '72', TEMP: '36.8' }, rows: [] }

describe('E22 DC-13 an answer that hides what was entered', () => {
  it('asks first, names the values, and saves nothing before the decision', async () => {
    const sent = answering()
    await drawForm(vitals, { values: FILLED })
    answer(/^Vital signs taken/, 'No')
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('Pulse: 72')
    expect(alert.textContent).toContain('Temperature: 36.8')
    save()
    await waitFor(() => {
      expect(document.activeElement).toBe(alert)
    })
    expect(sent).toEqual([])
    expect(box(/^Pulse/).value).toBe('72')
  })

  it('clears them when told to, and only then', async () => {
    const sent = answering()
    await drawForm(vitals, { values: FILLED })
    answer(/^Vital signs taken/, 'No')
    await press('Clear them')
    await waitFor(() => {
      expect(screen.queryByRole('alert')).toBeNull()
    })
    expect(screen.queryByRole('textbox', { name: /^Pulse/ })).toBeNull()
    save()
    await waitFor(() => {
      expect(sent[0]?.values).toEqual({ items: { VSPERF: 'N' }, rows: [] })
    })
  })

  it('takes the answer back when told to', async () => {
    await drawForm(vitals, { values: FILLED })
    answer(/^Vital signs taken/, 'No')
    await press('Take the answer back')
    await waitFor(() => {
      expect(screen.queryByRole('alert')).toBeNull()
    })
    const group = screen.getByRole('radiogroup', { name: /^Vital signs taken/ })
    expect(within(group).getByRole<HTMLInputElement>('radio', { name: 'Yes' }).checked).toBe(true)
    expect(box(/^Pulse/).value).toBe('72')
  })

  it('asks for the rows of a grid as well, and clears them', async () => {
    const sent = answering()
    const rows = [{ LBDAT: '2024-03-10', LBTESTCD: 'ALT', LBORRES: '40' }]
    await drawForm(laboratory, { values: { items: { LBPERF: 'Y' }, rows } })
    answer(/^Samples taken/, 'No')
    expect((await screen.findByRole('alert')).textContent).toContain('Result, row 1: 40')
    await press('Clear them')
    await waitFor(() => {
      expect(screen.queryByRole('table')).toBeNull()
    })
    save()
    await waitFor(() => {
      expect(sent[0]?.values).toEqual({ items: { LBPERF: 'N' }, rows: [] })
    })
  })

  it('is silent about what a stored record hides already', async () => {
    await drawForm(vitals, { stored: { items: { VSPERF: 'N', PULSE: '72' }, rows: [] } })
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('speaks Chinese', async () => {
    await drawForm(vitals, { values: FILLED, language: 'zh' })
    answer(/^是否测量生命体征/, '否')
    expect((await screen.findByRole('alert')).textContent).toContain('脉搏')
  })
})

describe('E19 what keeps a form from being complete', () => {
  it('is listed on demand, and each line leads to its box', async () => {
    await drawForm(vitals, { values: { items: { VSPERF: 'Y', PULSE: '72' }, rows: [] } })
    await press(/What is missing \(3\)/)
    await press(/^Systolic pressure is empty/)
    expect(document.activeElement).toBe(box(/^Systolic pressure/))
  })

  it('leads to a question with radio buttons, and to the rows of a grid', async () => {
    await drawForm(laboratory)
    await press(/What is missing/)
    await press(/^Samples taken is empty/)
    expect(document.activeElement?.getAttribute('type')).toBe('radio')
    await press(/no row is entered/)
    expect(document.activeElement?.textContent).toBe('Add a row')
  })

  it('is nothing once every answer or reason stands', async () => {
    const items = { VSPERF: 'N', VSREASND: 'FORGOTTEN' }
    await drawForm(vitals, { values: { items, rows: [] } })
    expect(screen.getByText(/Nothing is missing/)).toBeTruthy()
  })
})

describe('E20 a reason for an empty box, by one key', () => {
  it('is chosen by its letter in a form, and takes the focus', async () => {
    const sent = answering()
    await drawForm(vitals)
    fireEvent.keyDown(box(/^Pulse/), { key: 'm', altKey: true })
    fireEvent.keyDown(await screen.findByRole('menu'), { key: 'r' })
    await waitFor(() => {
      expect(document.activeElement?.getAttribute('data-reason')).toBe('items.PULSE_REASND')
    })
    save()
    await waitFor(() => {
      expect(sent[0]?.values?.items).toEqual({ PULSE_REASND: 'REFUSED' })
    })
  })

  it('stands in a cell of a grid too, and can be taken away', async () => {
    const sent = answering()
    await drawForm(laboratory, { values: { items: {}, rows: [{ LBTESTCD: 'ALT' }] } })
    const cell = screen.getByRole('textbox', { name: 'Result, row 1' })
    fireEvent.keyDown(cell, { key: 'm', altKey: true })
    fireEvent.keyDown(await screen.findByRole('menu'), { key: 'p' })
    expect(await screen.findByText('Result pending')).toBeTruthy()
    expect(screen.queryByRole('textbox', { name: 'Result, row 1' })).toBeNull()
    save()
    await waitFor(() => {
      expect(sent[0]?.values?.rows).toEqual([{ LBTESTCD: 'ALT', LBORRES_REASND: 'PENDING' }])
    })
    fireEvent.click(screen.getByRole('button', { name: 'Take the reason away' }))
    expect(await screen.findByRole('textbox', { name: 'Result, row 1' })).toBeTruthy()
  })
})

describe('E21 a whole form left empty', () => {
  it('takes one reason for all questions, warns of none, and can be taken back', async () => {
    const sent = answering()
    await drawForm(forms.get('baseline'))
    await press(/^Leave the whole form empty/)
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Refused' }))
    expect(await screen.findByText(/The whole form is empty: Refused/)).toBeTruthy()
    expect(screen.getByText(/Nothing is missing/)).toBeTruthy()
    save()
    await waitFor(() => {
      expect(sent[0]?.values?.items).toMatchObject({
        BLDAT_REASND: 'REFUSED',
        AFP_REASND: 'REFUSED',
      })
    })
    await press('Take that back')
    expect(await screen.findByRole('textbox', { name: /^Date of staging/ })).toBeTruthy()
    expect(screen.queryByText(/The whole form is empty/)).toBeNull()
  })

  it('is not offered once something is entered', async () => {
    await drawForm(forms.get('baseline'), { values: { items: { AFP: '3' }, rows: [] } })
    expect(screen.queryByRole('button', { name: /^Leave the whole form empty/ })).toBeNull()
  })
})

describe('E18 computed values', () => {
  it('follow their inputs while typing, explain themselves, and go when an input goes', async () => {
    const sent = answering()
    await drawForm(vitals)
    type(/^Weight/, '70')
    type(/^Height/, '175')
    const value = await screen.findByRole('button', { name: /22\.9.*Body mass index/ })
    fireEvent.click(value)
    const panel = await screen.findByRole('region', { name: 'Body mass index' })
    expect(panel.textContent).toContain('Weight divided by the square')
    expect(panel.textContent).toContain('175')
    expect(screen.getAllByText(/rule version 1/)).toHaveLength(2)
    type(/^Height/, '')
    await waitFor(() => {
      expect(screen.queryByText('22.9')).toBeNull()
    })
    save()
    await waitFor(() => {
      expect(sent[0]?.values?.items).toEqual({ WEIGHT: '70' })
    })
  })

  it('change nothing of a record by being looked at', async () => {
    const stored = { items: { WEIGHT: '70', HEIGHT: '175' }, rows: [] }
    const sent = answering()
    await drawForm(vitals, { stored })
    expect(await screen.findByRole('button', { name: /22\.9/ })).toBeTruthy()
    save()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(sent).toEqual([])
    expect(screen.queryByText('Not saved yet')).toBeNull()
  })

  it('keep a value that came without its inputs', async () => {
    await drawForm(vitals, { stored: { items: { BMI: '23.1' }, rows: [] } })
    expect(screen.getByText(/23\.1/)).toBeTruthy()
  })

  it('suggest a stage and leave the chosen one alone', async () => {
    const items = { ECOG101: '1', CPS0107: 'A', BCLC: 'B' }
    await drawForm(forms.get('baseline'), { values: { items, rows: [] } })
    expect(await screen.findByRole('button', { name: /C \(advanced\)/ })).toBeTruthy()
    const stages = screen.getByRole('radiogroup', { name: /^BCLC stage$/ })
    const chosen = within(stages).getByRole<HTMLInputElement>('radio', { name: /^B / })
    expect(chosen.checked).toBe(true)
  })

  it('show the age of a subject without storing it', async () => {
    const items = { BRTHDAT: '1961', RFICDAT: '2026-01-05' }
    await drawForm(forms.get('subjects'), { values: { items, rows: [] } })
    expect(await screen.findByRole('button', { name: /64–65/ })).toBeTruthy()
  })
})

describe('E12 beside a date, while it is typed', () => {
  it.each([
    ['20240412', /12 Apr 2024 · day 43 · in the window 9 Apr 2024 to 15 Apr 2024/],
    ['v', /12 Apr 2024 · day 43/],
    ['20240420', /day 51 · △ 5 days after the window/],
    ['1apr2024', /day 32 · △ 8 days before the window/],
    ['２０２４０４１２', /12 Apr 2024 · day 43/],
  ])('%s says where it lies', async (typed, said) => {
    await drawForm(vitals)
    type(/^Date/, typed)
    expect(await screen.findByText(said)).toBeTruthy()
  })

  it('E10 says which days a partial date may mean', async () => {
    await drawForm(vitals)
    type(/^Date/, 'UN FEB 2024')
    expect(await screen.findByText(/Feb 2024 · 1 Feb 2024 to 29 Feb 2024/)).toBeTruthy()
  })
})

describe('the panels of a laboratory form', () => {
  it('add their tests by one press, with the day of the first sample, and each once', async () => {
    const rows = [{ LBDAT: '2024-03-10', LBTESTCD: 'PT' }]
    const sent = answering()
    await drawForm(laboratory, { values: { items: {}, rows } })
    await press('Coagulation (5)')
    save()
    await waitFor(() => {
      expect(sent[0]?.values?.rows.map((row) => row['LBTESTCD'])).toEqual([
        'PT',
        'INR',
        'APTT',
        'TT',
        'FIBRINO',
        'DDIMER',
      ])
    })
    expect(sent[0]?.values?.rows.every((row) => row['LBDAT'] === '2024-03-10')).toBe(true)
    expect(screen.queryByRole('button', { name: /^Coagulation/ })).toBeNull()
  })
})
