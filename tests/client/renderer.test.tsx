import { act, cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { useState } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { RecordForm } from '../../client/kit/form/record-form.tsx'
import { defineForm, type FormDefinition } from '../../shared/forms/define.ts'
import type { RecordView } from '../../shared/api/routes/subjects.ts'
import { draw } from './rendering.tsx'

const label = (en: string) => ({ en, zh: `${en}（中文）` })
const form = defineForm({
  key: 'toy',
  title: label('Toy'),
  scope: 'log',
  owner: 'site',
  file: 'toy',
  items: [
    { key: 'TDAT', kind: 'date', label: label('Date'), required: true },
    { key: 'TEND', kind: 'date', label: label('End') },
    { key: 'TDOSE', kind: 'number', unit: 'mg', min: 0, max: 100, label: label('Dose') },
    {
      key: 'TYN',
      kind: 'code',
      label: label('Given'),
      codes: [
        { value: 'Y', label: { en: 'Yes', zh: '是' } },
        { value: 'N', label: { en: 'No', zh: '否' } },
      ],
    },
    { key: 'TWHY', kind: 'text', label: label('Why not'), showIf: { item: 'TYN', in: ['N'] } },
  ],
})
const place = { study: 's', subjid: '1', form: 'toy', visit: null }
const stored: RecordView = {
  id: 'r1',
  form: 'toy',
  visit: null,
  rowKey: '',
  values: { items: { TDAT: '2024-03-10', TDOSE: '20' }, rows: [] },
  version: 3,
  completeness: 'complete',
  definitionVersion: '1',
  removed: false,
  findings: [],
  derivation: null,
  updatedAt: '2024-03-10T06:00:00Z',
  updatedBy: 'Li Wei',
}

interface Sent {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: {
    readonly values?: unknown
    readonly reason?: string
    readonly typedAgoMs?: number
  }
}

/** A server that answers every save, and what was sent to it. */
function answering(answer: { status: number; body: unknown }): Sent[] {
  const sent: Sent[] = []
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    sent.push({
      url,
      method: init.method ?? '',
      headers: init.headers as Record<string, string>,
      body: JSON.parse(typeof init.body === 'string' ? init.body : '{}') as Sent['body'],
    })
    return Promise.resolve(new Response(JSON.stringify(answer.body), { status: answer.status }))
  })
  return sent
}

async function drawForm(record: RecordView | null, definition: FormDefinition = form) {
  await draw(
    <RecordForm
      form={definition}
      place={place}
      record={record}
      readOnly={false}
      visitDate="2024-03-12"
      anchorDate="2024-03-01"
      lesions={[]}
    />,
  )
}

/** A form that gets another record after it was drawn. */
async function drawFormTwice(first: RecordView | null, second: RecordView | null) {
  let show: (record: RecordView | null) => void = () => undefined
  function Changing() {
    const [record, setRecord] = useState(first)
    show = setRecord
    const dates = { visitDate: null, anchorDate: null }
    const rest = { form, place, readOnly: false, lesions: [], ...dates }
    return <RecordForm {...rest} record={record} />
  }
  await draw(<Changing />)
  return {
    rerender: () => {
      act(() => {
        show(second)
      })
    },
  }
}

const box = (name: RegExp): HTMLInputElement => screen.getByRole('textbox', { name })
function type(name: RegExp, text: string): void {
  fireEvent.focus(box(name))
  fireEvent.change(box(name), { target: { value: text } })
  fireEvent.blur(box(name))
}
const save = (): void => {
  fireEvent.keyDown(window, { key: 's', ctrlKey: true })
}

const giveReason = (value: string): void => {
  const reason = screen.getByLabelText(/Reason for the change/, { selector: 'input' })
  fireEvent.change(reason, { target: { value } })
}
/** What the server says to the second of two savers, but for what the first one stored. */
const REFUSAL = {
  type: 'urn:problem:version-conflict',
  status: 409,
  title: 'conflict',
  expected: 3,
  submitted: null,
}

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the form renderer', () => {
  it('ties every label to its box and says what is required', async () => {
    await drawForm(null)
    expect(box(/^Date/)).toBeTruthy()
    expect(screen.getAllByText(/required/)).toHaveLength(1)
    expect(screen.getByText('mg')).toBeTruthy()
  })

  it('ties the messages of an item to its box', async () => {
    await drawForm(null)
    type(/^Dose/, '200')
    const message = await screen.findByText(/outside the expected range/)
    const described = document.getElementById(box(/^Dose/).getAttribute('aria-describedby') ?? '')
    expect(described?.contains(message)).toBe(true)
  })

  it('asks a conditional question only when its condition holds', async () => {
    await drawForm(null)
    expect(screen.queryByRole('textbox', { name: /^Why not/ })).toBeNull()
    fireEvent.click(screen.getByRole('radio', { name: 'No' }))
    await waitFor(() => {
      expect(box(/^Why not/)).toBeTruthy()
    })
  })

  it('keeps a value in sight whose question no longer applies', async () => {
    await drawForm(null)
    fireEvent.click(screen.getByRole('radio', { name: 'No' }))
    await waitFor(() => box(/^Why not/))
    type(/^Why not/, 'refused')
    fireEvent.click(screen.getByRole('radio', { name: 'Yes' }))
    expect(box(/^Why not/).value).toBe('refused')
    expect(screen.getByText(/this is not asked/)).toBeTruthy()
  })

  it('chooses a coded answer by its digit', async () => {
    await drawForm(null)
    fireEvent.keyDown(screen.getByRole('radio', { name: 'Yes' }), { key: '2' })
    await waitFor(() => {
      expect(screen.getByRole<HTMLInputElement>('radio', { name: 'No' }).checked).toBe(true)
    })
  })

  it('warns in place of a value outside its range, and saves it all the same', async () => {
    const sent = answering({ status: 201, body: stored })
    await drawForm(null)
    type(/^Date/, '20240310')
    type(/^Dose/, '200')
    await screen.findByText(/outside the expected range/)
    save()
    await waitFor(() => {
      expect(sent).toHaveLength(1)
    })
    expect(sent[0]?.method).toBe('POST')
    expect(sent[0]?.body.values).toEqual({ items: { TDAT: '2024-03-10', TDOSE: '200' }, rows: [] })
  })

  it('stops what is no number, and sends nothing', async () => {
    const sent = answering({ status: 201, body: stored })
    await drawForm(null)
    type(/^Dose/, 'twenty')
    save()
    await screen.findByText(/is not a number/)
    expect(box(/^Dose/).getAttribute('aria-invalid')).toBe('true')
    expect(sent).toHaveLength(0)
  })

  it('asks the reason for a change, and sends it with the version it was made on', async () => {
    const sent = answering({ status: 200, body: { ...stored, version: 4 } })
    await drawForm(stored)
    type(/^Dose/, '25')
    save()
    await screen.findByText('Give the reason.')
    expect(sent).toHaveLength(0)
    fireEvent.change(screen.getByLabelText(/Reason for the change/, { selector: 'input' }), {
      target: { value: 'Entry error corrected' },
    })
    save()
    await waitFor(() => {
      expect(sent).toHaveLength(1)
    })
    expect(sent[0]?.headers['if-match']).toBe('"3"')
    expect(sent[0]?.body.reason).toBe('Entry error corrected')
  })

  it("shows a colleague's value beside the own one, and overwrites neither", async () => {
    const theirs = {
      ...stored,
      version: 4,
      values: { items: { TDAT: '2024-03-10', TDOSE: '30' }, rows: [] },
    }
    answering({ status: 409, body: { ...REFUSAL, current: theirs } })
    await drawForm(stored)
    type(/^Dose/, '25')
    giveReason('x')
    save()
    await screen.findByText(/Li Wei saved this form/)
    const row = screen.getByRole('row', { name: /Dose/ })
    expect(row.textContent).toContain('30')
    expect(row.textContent).toContain('25')
    const goOn = screen.getByRole<HTMLButtonElement>('button', { name: /Go on with the chosen/ })
    expect(goOn.disabled).toBe(true)
    fireEvent.click(screen.getByRole('radio', { name: '30' }))
    fireEvent.click(goOn)
    expect(box(/^Dose/).value).toBe('30')
    expect(screen.queryByText(/Li Wei saved this form/)).toBeNull()
  })

  it('E8: keeps what a colleague alone changed, and what one changed oneself, on the stored version', async () => {
    const values = { items: { TDAT: '2024-03-11', TDOSE: '20' }, rows: [] }
    const theirs = { ...stored, version: 4, values }
    answering({ status: 409, body: { ...REFUSAL, current: theirs } })
    await drawForm(stored)
    type(/^Dose/, '25')
    giveReason('x')
    save()
    await screen.findByText(/Li Wei saved this form/)
    fireEvent.click(screen.getByRole('button', { name: /Go on with the chosen/ }))
    expect([box(/^Date/).value, box(/^Dose/).value]).toEqual(['2024-03-11', '25'])
    const sent = answering({ status: 200, body: { ...theirs, version: 5 } })
    save()
    await waitFor(() => {
      expect(sent).toHaveLength(1)
    })
    expect(sent[0]?.headers['if-match']).toBe('"4"')
    expect(sent[0]?.body.values).toEqual({
      items: { TDAT: '2024-03-11', TDOSE: '25' },
      rows: [],
    })
  })

  it('E8: shows the other record when two people fill a form for the first time', async () => {
    const taken = { type: 'urn:problem:already-exists', status: 409, title: 'taken' }
    answering({ status: 409, body: { ...taken, entity: 'record', key: 'toy' } })
    const { rerender } = await drawFormTwice(null, stored)
    type(/^Dose/, '25')
    save()
    await screen.findByText(/exists already/)
    rerender()
    await screen.findByText(/Li Wei saved this form/)
    const row = screen.getByRole('row', { name: /Dose/ })
    expect(row.textContent).toMatch(/20.*25/)
  })

  it('sends a first save whose answer was lost again under the same key', async () => {
    const keys: (string | undefined)[] = []
    const bodies: unknown[] = []
    vi.stubGlobal('fetch', (_url: string, init: RequestInit) => {
      bodies.push(init.body)
      keys.push((init.headers as Record<string, string>)['idempotency-key'])
      return Promise.reject(new TypeError('network'))
    })
    await drawForm(null)
    type(/^Dose/, '25')
    for (const attempts of [1, 2]) {
      save()
      await waitFor(() => {
        expect(keys).toHaveLength(attempts)
      })
      await screen.findByText(/it is not certain whether it was stored/)
    }
    type(/^Dose/, '26')
    save()
    await waitFor(() => {
      expect(keys).toHaveLength(3)
    })
    expect(new Set(keys).size).toBe(1)
    expect(new Set(bodies).size).toBe(1)
  })

  it('AT-18, TM-01: tells how long ago the first was typed, never a time of day', async () => {
    const sent = answering({ status: 201, body: stored })
    await drawForm(null)
    type(/^Dose/, '25')
    save()
    await waitFor(() => {
      expect(sent).toHaveLength(1)
    })
    const { typedAgoMs, ...rest } = sent[0]?.body ?? {}
    expect(typedAgoMs).toBeGreaterThanOrEqual(0)
    expect(typedAgoMs).toBeLessThan(60_000)
    expect(Object.keys(rest).sort()).toEqual(['form', 'values', 'visit'])
  })

  it('stores the reason of an empty item beside it', async () => {
    const sent = answering({ status: 201, body: stored })
    await drawForm(null)
    fireEvent.keyDown(box(/^Date/), { key: 'm', altKey: true })
    fireEvent.click(await screen.findByRole('menuitem', { name: 'Unknown' }))
    save()
    await waitFor(() => {
      expect(sent[0]?.body.values).toEqual({ items: { TDAT_REASND: 'UNKNOWN' }, rows: [] })
    })
  })
})

describe('the date box', () => {
  it.each([
    ['20240310', '2024-03-10'],
    ['10mar2024', '2024-03-10'],
    ['3/2024', '2024-03'],
    ['2024', '2024'],
    ['v', '2024-03-12'],
  ])('understands %s as %s', async (typed, understood) => {
    await drawForm(null)
    type(/^Date/, typed)
    expect(box(/^Date/).value).toBe(understood)
  })

  it('counts +7 from the date before', async () => {
    await drawForm(null)
    type(/^Date/, '20240310')
    type(/^End/, '+7')
    expect(box(/^End/).value).toBe('2024-03-17')
  })

  it('echoes the date in words with its study day', async () => {
    await drawForm(null)
    type(/^Date/, '20240310')
    await screen.findByText(/10 Mar 2024 · day 10/)
  })

  it('leaves what it does not understand as it was typed, and says so', async () => {
    await drawForm(null)
    type(/^Date/, '2024-02-31')
    expect(box(/^Date/).value).toBe('2024-02-31')
    await screen.findByText(/is not a date/)
  })
})
