import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { StoryPage } from '../../client/review-subject/story-page.tsx'
import { placePath } from '../../client/review-subject/story-places.ts'
import { spanAfter, stepOfKey } from '../../client/review-subject/story-steps.ts'
import { StoryZoom } from '../../client/review-subject/story-zoom.tsx'
import { between, spanOfAddress, type TimeSpan } from '../../client/review-subject/story-view.ts'
import type { StoryView } from '../../shared/api/routes/subject-story.ts'
import {
  PROTOCOL,
  dayOf,
  figuresOf,
  fullSubject,
  onDay,
  record,
} from '../shared/course/made-story.ts'
import { draw } from './rendering.tsx'
import { SubjectServer } from './subject-server.ts'

let server: SubjectServer
let view: StoryView
const asked: string[] = []

beforeEach(() => {
  server = new SubjectServer()
  server.role = 'coordinator'
  asked.length = 0
  const origin = {
    study: { key: 's', title: 'S' },
    ...{ mark: null, snapshot: null, stateAt: '2026-01-01T00:00:00.000Z' },
    ...{ programVersion: '1', deidentified: false },
  }
  view = { ...figuresOf(fullSubject()), cutoff: '2030-01-01', origin }
  const serveSubject = globalThis.fetch
  vi.stubGlobal('fetch', (url: string, init: RequestInit) => {
    if (url.split('?')[0]?.endsWith('/story') !== true) return serveSubject(url, init)
    asked.push(url)
    return Promise.resolve(Response.json(view))
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const open = async (search = '', language: 'en' | 'zh' = 'en'): Promise<void> => {
  await draw(<StoryPage />, language, {
    route: '/studies/:study/subjects/:subjid/story',
    address: `/studies/s/subjects/1/story${search}`,
  })
}
/** The link of a mark, found by what it says: looking for roles among hundreds of marks takes its time. */
const markOf = (words: RegExp): HTMLElement => {
  const links = [...document.querySelectorAll<HTMLElement>('a[data-item]')]
  const found = links.find((link) => words.test(link.getAttribute('aria-label') ?? ''))
  if (found === undefined) throw new Error(`no mark: ${words.source}`)
  return found
}
const drawn = (words: RegExp): Promise<HTMLElement> =>
  waitFor(() => markOf(words), { timeout: 4000 })
const EVENT = /^Hypertension: grade 3, serious/

describe("the page of a subject's story", () => {
  it('R8: shows every mark as a link to its record, and the same things as a table', async () => {
    await open()
    const mark = await drawn(EVENT)
    expect(mark.getAttribute('href')).toBe('/studies/s/subjects/1/adverse-events')
    expect(markOf(/derived: W24, PD/).getAttribute('href')).toBe('/studies/s/subjects/1/responses')
    expect(screen.getAllByText('grade 3, serious')).toHaveLength(1)
    // What lies before the view is in the table alone.
    expect(screen.getAllByText(/16 Mar 2023/).length).toBeGreaterThan(0)
    expect(screen.queryByText('PNG')).toBeNull()
    // What was derived leads to its proof, what was entered to its form alone.
    const rows = [...document.querySelectorAll('details tbody > tr')]
    const whyOf = (words: RegExp) =>
      rows.find(({ textContent }) => words.test(textContent))?.querySelector('button')?.textContent
    expect(whyOf(/derivedW24, PD/)).toContain('Why?')
    expect(whyOf(/grade 3, serious/)).toBeUndefined()
  })

  it('goes from mark to mark by arrow keys, and zooms by key and button', async () => {
    await open()
    const mark = await drawn(EVENT)
    mark.focus()
    fireEvent.keyDown(mark, { key: 'ArrowDown' })
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/^(Nausea|Fatigue)/)
    const from = (): string => screen.getByLabelText<HTMLInputElement>('From').value
    const before = from()
    fireEvent.keyDown(document.activeElement ?? mark, { key: '+' })
    await waitFor(() => {
      expect(from()).not.toBe(before)
    })
    fireEvent.click(screen.getByRole('button', { name: 'From screening' }))
    await waitFor(() => {
      expect(from()).toBe(before)
    })
    fireEvent.click(screen.getByRole('button', { name: 'Whole time' }))
    await waitFor(() => {
      expect(from()).toBe(onDay(-300))
    })
  })

  it('asks for the cut-off of the address, and shows lesions alone where the address does', async () => {
    await open('?cutoff=2024-05-01&figure=lesions', 'zh')
    expect(await screen.findByRole('group', { name: /病灶时间线/ })).toBeDefined()
    expect(asked[0]).toContain('cutoff=2024-05-01')
    expect(screen.queryByText(/每个术语单独一行/)).toBeNull()
  })

  it('P8: shows the liver values where a dot of liver safety led, and offers them beside the others', async () => {
    const values = { LBTESTCD: 'ALT', LBORRES: '400', LBORRESU: 'U/L', LBORNRHI: '40' }
    const result = record('laboratory', {}, 'W4', [{ ...values, LBDAT: onDay(20) }])
    view = { ...view, ...figuresOf([...fullSubject(), result]) }
    await open('?figure=liver')
    const mark = await drawn(/^Alanine aminotransferase: 10\.00× \(400 U\/L/)
    expect(mark.getAttribute('href')).toBe('/studies/s/subjects/1/visits/W4?form=laboratory')
    const chosen = screen.getByLabelText<HTMLInputElement>('Liver values over time')
    expect(chosen.checked).toBe(true)
    fireEvent.click(screen.getByLabelText('Lesion time line'))
    await drawn(/^Sum of targets/)
  })

  it('P8: shows multiples of the baseline where that is asked for, in its title too', async () => {
    const values = { LBTESTCD: 'ALT', LBORRESU: 'U/L', LBORNRHI: '40' }
    const results = [-3, 20].map((day) =>
      record('laboratory', {}, `D${day}`, [
        { ...values, LBORRES: day < 0 ? '80' : '400', LBDAT: onDay(day) },
      ]),
    )
    view = { ...view, ...figuresOf([...fullSubject(), ...results]) }
    await open('?figure=liver')
    await drawn(/^Alanine aminotransferase: 10\.00× \(400 U\/L/)
    fireEvent.click(screen.getByLabelText('multiples of the baseline'))
    await drawn(/^Alanine aminotransferase: 5\.00× \(400 U\/L, baseline 80 U\/L\)/)
    expect(
      screen.getByRole('heading', { name: /Liver values over time, multiples of the baseline/ }),
    ).toBeDefined()
  })

  it('says what will stand there while nothing is dated', async () => {
    view = { ...view, ...figuresOf([]) }
    await open()
    expect(await screen.findByText(/will stand here on one time axis/)).toBeDefined()
  })

  it('offers files to those who may export', async () => {
    server.role = 'investigator'
    await open()
    expect(await screen.findByRole('button', { name: 'PNG' })).toBeDefined()
  })
})

describe('the part of the time that is drawn', () => {
  const whole: TimeSpan = { from: dayOf('2024-01-01'), to: dayOf('2024-12-31') }
  const part: TimeSpan = { from: dayOf('2024-03-01'), to: dayOf('2024-05-01') }

  it('stays within the whole, and a week long at least', () => {
    expect(spanAfter('out', whole, whole)).toEqual(whole)
    let span: TimeSpan = part
    for (let step = 0; step < 12; step += 1) span = spanAfter('in', span, whole) ?? whole
    expect(span.to - span.from).toBe(7)
    for (let step = 0; step < 99; step += 1) span = spanAfter('later', span, whole) ?? whole
    expect(span.to).toBe(whole.to)
    expect(between(part.to, part.from, whole)).toEqual(part)
    expect(spanAfter('usual', part, whole)).toBeNull()
  })

  it('is none where the address has no time', () => {
    const of = (text: string) => spanOfAddress(new URLSearchParams(text))
    expect(of('from=2024-03-01&to=2024-05-01')).toEqual(part)
    for (const text of ['', 'from=2024-03-01', 'from=2024-05-01&to=2024-03-01', 'from=x&to=y'])
      expect(of(text), text).toBeNull()
  })
})

it('refuses a beginning behind the end, and an end before the beginning, and says so', async () => {
  const spans: TimeSpan[] = []
  const span = { from: dayOf('2024-03-01'), to: dayOf('2024-05-01') }
  const onSpan = (next: TimeSpan): void => void spans.push(next)
  const nothing = (): void => undefined
  await draw(
    <StoryZoom {...{ span, onSpan }} onStep={nothing} everyTerm={null} onEveryTerm={nothing} />,
  )
  const type = (label: string, text: string): void => {
    const box = screen.getByLabelText(label)
    fireEvent.change(box, { target: { value: text } })
    fireEvent.blur(box)
  }
  type('From', '2024-06-01')
  expect(
    await screen.findByText('1 Jun 2024 is not before the end: the time shown is as it was.'),
  ).toBeDefined()
  type('To', '2024-02-01')
  expect(
    await screen.findByText('1 Feb 2024 is not after the beginning: the time shown is as it was.'),
  ).toBeDefined()
  expect(spans).toEqual([])
  type('To', '2024-04-01')
  await waitFor(() => {
    expect(spans).toEqual([{ ...span, to: dayOf('2024-04-01') }])
  })
  expect(screen.queryByText(/as it was/)).toBeNull()
})

it('leaves strokes with a modifier to the browser', () => {
  const stroke = { key: '+', ctrlKey: false, metaKey: false, altKey: false }
  expect(stepOfKey(stroke)).toBe('in')
  expect(stepOfKey({ ...stroke, ctrlKey: true })).toBeNull()
  expect(stepOfKey({ ...stroke, metaKey: true })).toBeNull()
})

it('finds the page of a record: lesions in the ledger, visits at their form', () => {
  const of = { study: 's', subjid: '1' }
  const path = (form: string, visit: string | null) =>
    placePath(of, PROTOCOL.forms, { form, visit })
  expect(path('tumour-assessment', 'W8')).toBe('/studies/s/subjects/1/tumour')
  expect(path('visits', 'W8')).toBe('/studies/s/subjects/1/visits/W8?form=visits')
  expect(path('exposure', null)).toBe('/studies/s/subjects/1/forms/exposure')
})
