import { cleanup, createEvent, fireEvent, screen, waitFor } from '@testing-library/react'
import { useRef } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { KeyboardHelp } from '../../client/app/keyboard-help.tsx'
import { KEYS, keyLines, keyNames, useShortcuts } from '../../client/kit/keys.ts'
import { RecordForm } from '../../client/kit/form/record-form.tsx'
import { parseDateEntry } from '../../shared/forms/date-entry.ts'
import { defineForm, type RowValues } from '../../shared/forms/define.ts'
import { dayOf } from '../../shared/kernel/dates.ts'
import { en } from '../../shared/texts/en.ts'
import { draw } from './rendering.tsx'

const label = (text: string) => ({ en: text, zh: `${text}（中文）` })
const yesNo = [
  { value: 'Y', label: { en: 'Yes', zh: '是' } },
  { value: 'N', label: { en: 'No', zh: '否' } },
]
const form = defineForm({
  key: 'toy',
  title: label('Toy'),
  scope: 'log',
  owner: 'site',
  file: 'toy',
  items: [
    { key: 'FIRST', kind: 'text', label: label('First') },
    { key: 'GIVEN', kind: 'code', codes: yesNo, label: label('Given') },
    { key: 'LAST', kind: 'number', label: label('Last') },
  ],
  group: {
    title: label('Rows'),
    file: 'toy-rows',
    identity: [],
    sortBy: [],
    items: [
      { key: 'NAME', kind: 'text', label: label('Name') },
      { key: 'WHEN', kind: 'date', label: label('When') },
      { key: 'OK', kind: 'code', codes: yesNo, label: label('Fasting') },
      { key: 'WHY', kind: 'text', label: label('Why'), showIf: { item: 'OK', in: ['N'] } },
    ],
  },
})

async function drawRows(
  rows: readonly RowValues[],
  anchorDate: string | null = null,
): Promise<void> {
  await draw(
    <RecordForm
      form={form}
      place={{ study: 's', subjid: '1', form: 'toy', visit: null }}
      record={null}
      prefilled={{ items: {}, rows }}
      readOnly={false}
      visitDate="2024-03-12"
      anchorDate={anchorDate}
      lesions={[]}
    />,
  )
}

const cell = (name: string, row: number): HTMLInputElement =>
  screen.getByLabelText(`${name}, row ${row}`, { selector: 'input' })
const box = (name: string): HTMLInputElement => screen.getByLabelText(name, { selector: 'input' })
const focused = (): string | null => document.activeElement?.getAttribute('aria-label') ?? null
const press = (key: string, more: KeyboardEventInit = {}): void => {
  fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more })
}
const rowCount = (): number =>
  screen.queryAllByLabelText(/^Name, row/, { selector: 'input' }).length

function paste(into: HTMLElement, text: string): void {
  const event = createEvent.paste(into)
  Object.assign(event, { clipboardData: { getData: () => text } })
  fireEvent(into, event)
}

beforeEach(() => {
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 0))
})

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const THREE = [{ NAME: 'a', OK: 'N' }, { NAME: 'b' }, { NAME: 'c', OK: 'N' }]

describe('E1 the keys of a grid', () => {
  it.each([
    ['Enter', {}, 'Name, row 2'],
    ['ArrowDown', {}, 'Name, row 2'],
    ['ArrowRight', {}, 'When, row 1'],
    ['End', {}, 'Why, row 1'],
    ['End', { ctrlKey: true }, 'Why, row 3'],
  ] as const)('%s leads on from the first cell', async (key, more, goal) => {
    await drawRows(THREE)
    cell('Name', 1).focus()
    cell('Name', 1).select()
    press(key, more)
    expect(focused()).toBe(goal)
  })

  it.each([
    ['Enter', { shiftKey: true }, 'Fasting, row 2'],
    ['ArrowUp', {}, 'Fasting, row 2'],
    ['ArrowLeft', {}, 'When, row 3'],
    ['Home', {}, 'Name, row 3'],
    ['Home', { ctrlKey: true }, 'Name, row 1'],
  ] as const)('%s leads back from a choice', async (key, more, goal) => {
    await drawRows(THREE)
    cell('Fasting', 3).focus()
    cell('Fasting', 3).select()
    press(key, more)
    expect(focused()).toBe(goal)
  })

  it('stays in the text while there is text that way', async () => {
    await drawRows([{ NAME: 'abc' }])
    cell('Name', 1).focus()
    cell('Name', 1).setSelectionRange(1, 1)
    press('ArrowRight')
    press('ArrowLeft')
    press('Home')
    expect(focused()).toBe('Name, row 1')
  })

  it('passes a row that does not ask the question', async () => {
    await drawRows(THREE)
    cell('Why', 1).focus()
    press('Enter')
    expect(focused()).toBe('Why, row 3')
  })

  it('adds a row below the last one by Enter, and by Alt+Insert', async () => {
    await drawRows([{ NAME: 'a' }])
    cell('When', 1).focus()
    press('Enter')
    await waitFor(() => {
      expect(focused()).toBe('Name, row 2')
    })
    press('Insert', { altKey: true })
    await waitFor(() => {
      expect(focused()).toBe('Name, row 3')
    })
  })

  it('E2 keeps the focus in the column when a row is removed, and on the page when none is left', async () => {
    await drawRows([{ NAME: 'a' }, { NAME: 'b' }])
    cell('When', 2).focus()
    press('Delete', { altKey: true })
    await waitFor(() => {
      expect(focused()).toBe('When, row 1')
    })
    press('Delete', { altKey: true })
    await waitFor(() => {
      expect(document.activeElement?.textContent).toBe('Add a row')
    })
    expect(rowCount()).toBe(0)
  })

  it('chooses an answer by its place, its first letter and its Chinese label', async () => {
    await drawRows([{}, {}, {}])
    for (const [at, typed] of ['2', 'y', '否'].entries()) {
      fireEvent.change(cell('Fasting', at + 1), { target: { value: typed } })
      fireEvent.blur(cell('Fasting', at + 1))
    }
    expect([1, 2, 3].map((row) => cell('Fasting', row).value)).toEqual(['No', 'Yes', 'No'])
  })

  it('keeps what is no answer as it was typed, and says so', async () => {
    await drawRows([{}])
    fireEvent.change(cell('Fasting', 1), { target: { value: 'perhaps' } })
    fireEvent.blur(cell('Fasting', 1))
    await screen.findByText(/“perhaps” is not one of the answers/)
    expect(cell('Fasting', 1).value).toBe('perhaps')
  })
})

describe('E1 pasting from a spreadsheet', () => {
  it('fills the grid from the focused cell on, and takes it back by Ctrl+Z', async () => {
    await drawRows([{ NAME: 'old' }])
    cell('Name', 1).focus()
    paste(cell('Name', 1), 'x\t10mar2024\tyes\ny\t31 feb 2024\tno\twhy\tbeyond\n')
    await screen.findByText('Pasted: 7 cells; 1 row added. Nothing is saved yet.')
    expect(cell('When', 1).value).toBe('2024-03-10')
    expect(cell('Fasting', 2).value).toBe('No')
    expect(cell('When', 2).value).toBe('31 feb 2024')
    await screen.findByText('1 cell could not be placed:')
    const listed = screen.getAllByRole('listitem').map(({ textContent }) => textContent)
    expect(listed).toEqual(['row 2, When: 31 feb 2024', 'row 2, no column: beyond'])
    await waitFor(() => {
      expect(cell('When', 2).getAttribute('aria-invalid')).toBe('true')
      expect(focused()).toBe('Name, row 1')
    })
    press('z', { ctrlKey: true })
    await waitFor(() => {
      expect([rowCount(), cell('Name', 1).value]).toEqual([1, 'old'])
    })
  })

  it('leaves a single text to the box it is pasted into', async () => {
    await drawRows([{ NAME: 'a' }])
    const event = createEvent.paste(cell('Name', 1))
    Object.assign(event, { clipboardData: { getData: () => 'one text' } })
    fireEvent(cell('Name', 1), event)
    expect(event.defaultPrevented).toBe(false)
  })

  it('copies the grid as a table when no text is marked', async () => {
    await drawRows([{ NAME: 'a', WHEN: '2024-03' }])
    const setData = vi.fn()
    cell('Name', 1).focus()
    cell('Name', 1).setSelectionRange(0, 0)
    const event = createEvent.copy(cell('Name', 1))
    Object.assign(event, { clipboardData: { setData } })
    fireEvent(cell('Name', 1), event)
    expect(setData).toHaveBeenCalledWith('text/plain', 'Name\tWhen\tFasting\tWhy\na\t2024-03\t\t')
  })
})

describe('E1 the keys of a plain form', () => {
  it('goes to the next field by Enter, to the save button at the end, and never saves', async () => {
    const fetch = vi.fn()
    vi.stubGlobal('fetch', fetch)
    await drawRows([])
    box('First').focus()
    press('Enter')
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Yes' }))
    press('Enter')
    expect(document.activeElement).toBe(box('Last'))
    press('Enter', { shiftKey: true })
    expect(document.activeElement).toBe(screen.getByRole('radio', { name: 'Yes' }))
    box('Last').focus()
    press('Enter')
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Save' }))
    expect(fetch).not.toHaveBeenCalled()
  })

  it('gives a box back by Escape what it held when it was entered', async () => {
    await drawRows([{ NAME: 'before' }])
    cell('Name', 1).focus()
    fireEvent.change(cell('Name', 1), { target: { value: 'after' } })
    press('Escape')
    expect(cell('Name', 1).value).toBe('before')
  })
})

describe('E39 an input method', () => {
  it.each([
    ['while it composes', { isComposing: true }],
    ['at the stroke that ends it', { keyCode: 229 }],
  ])('keeps every key of a form and a grid for itself %s', async (_when, composing) => {
    const fetch = vi.fn()
    vi.stubGlobal('fetch', fetch)
    await drawRows([{ NAME: 'a' }, { NAME: 'b' }])
    const strokes: readonly (readonly [string, KeyboardEventInit])[] = [
      ['Enter', {}],
      ['ArrowDown', {}],
      ['Insert', { altKey: true }],
      ['Delete', { altKey: true }],
      ['s', { ctrlKey: true }],
      ['Escape', {}],
    ]
    for (const at of [cell('Name', 1), box('First'), screen.getByRole('radio', { name: 'Yes' })]) {
      at.focus()
      for (const [key, more] of strokes) press(key, { ...more, ...composing })
      press('1', composing)
      expect(document.activeElement).toBe(at)
    }
    expect(rowCount()).toBe(2)
    expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Yes' }).checked).toBe(false)
    expect(fetch).not.toHaveBeenCalled()
  })
})

describe('a key for which several parts of a page listen', () => {
  function Part({ name, acts }: { readonly name: string; readonly acts: string[] }) {
    const part = useRef<HTMLDivElement>(null)
    useShortcuts({ 'ctrl+s': () => acts.push(name) }, part)
    return (
      <div ref={part}>
        <input aria-label={name} />
      </div>
    )
  }
  function Page({ acts }: { readonly acts: string[] }) {
    useShortcuts({ 'ctrl+s': () => acts.push('page') })
    return <button>elsewhere</button>
  }

  it('is heard by the part with the focus, else by the page', async () => {
    const acts: string[] = []
    await draw(
      <>
        <Part name="first" acts={acts} />
        <Part name="second" acts={acts} />
        <Page acts={acts} />
      </>,
    )
    for (const name of ['second', 'first']) {
      screen.getByRole('textbox', { name }).focus()
      press('s', { ctrlKey: true })
    }
    screen.getByRole('button', { name: 'elsewhere' }).focus()
    press('s', { ctrlKey: true })
    expect(acts).toEqual(['second', 'first', 'page'])
  })
})

describe('E1 the sheet of keys', () => {
  it('lists every key of the table, and opens by ?', async () => {
    await draw(<KeyboardHelp />)
    fireEvent.keyDown(document.body, { key: '?' })
    await screen.findByRole('dialog', { name: 'Keys' })
    const texts: Readonly<Record<string, string>> = en
    for (const { text, strokes, ...line } of KEYS) {
      const meaning = texts[text] ?? ''
      const row = screen.getByRole('cell', { name: meaning }).closest('tr')
      const names = 'typed' in line ? strokes : strokes.flatMap(keyNames)
      for (const name of names) expect(row?.textContent).toContain(name)
    }
  })

  it('E40: turns off the keys that are pressed alone, and remembers it', async () => {
    const acts: string[] = []
    function Page() {
      useShortcuts({ v: () => acts.push('v'), 'ctrl+s': () => acts.push('ctrl+s') })
      return <KeyboardHelp />
    }
    const strokes = (): void => {
      fireEvent.keyDown(document.body, { key: 'v' })
      fireEvent.keyDown(document.body, { key: 's', ctrlKey: true })
    }
    await draw(<Page />)
    strokes()
    fireEvent.keyDown(document.body, { key: '?' })
    fireEvent.click(await screen.findByRole('switch', { name: /Keys pressed alone act/ }))
    strokes()
    expect(acts).toEqual(['v', 'ctrl+s', 'ctrl+s'])
    cleanup()
    await draw(<Page />)
    fireEvent.keyDown(document.body, { key: '?' })
    expect(screen.queryByRole('dialog')).toBeNull()
    fireEvent(window, new Event('hepatrial:keys'))
    fireEvent.click(await screen.findByRole('switch', { name: /Keys pressed alone act/ }))
    strokes()
    expect(acts.slice(3)).toEqual(['v', 'ctrl+s'])
  })

  it('names no stroke twice in one context', () => {
    for (const context of ['page', 'form', 'grid', 'answer', 'date', 'ledger'] as const) {
      const strokes = keyLines(context).flatMap((line) => line.strokes)
      expect(new Set(strokes).size).toBe(strokes.length)
    }
  })

  it('names only shortcuts that a date understands', () => {
    const days = { today: dayOf(2024, 3, 1), visit: dayOf(2024, 2, 1), previous: dayOf(2024, 1, 1) }
    const typed = keyLines('date').flatMap(({ strokes }) => strokes)
    expect(typed.filter((text) => parseDateEntry(text, days) === null)).toEqual([])
  })
})

describe('E12 a date in a grid', () => {
  it('says where it lies, or which days it may mean, when one points at its box', async () => {
    await drawRows([{ WHEN: '2024-03-20' }, { WHEN: '2024-03' }, { NAME: 'x' }], '2024-03-11')
    expect(cell('When', 1).title).toBe('20 Mar 2024 · day 10')
    expect(cell('When', 2).title).toBe('Mar 2024 · 1 Mar 2024 to 31 Mar 2024')
    expect(cell('When', 3).title).toBe('')
    fireEvent.change(cell('When', 1), { target: { value: '20240321' } })
    await waitFor(() => {
      expect(cell('When', 1).title).toBe('21 Mar 2024 · day 11')
    })
  })
})
