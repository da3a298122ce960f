import { act, cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DraftKeeper } from '../../../client/kit/drafts/outbox-context.tsx'
import { RecordForm } from '../../../client/kit/form/record-form.tsx'
import type { FormValues } from '../../../shared/forms/define.ts'
import type { RecordView } from '../../../shared/api/routes/subjects.ts'
import { draw } from '../rendering.tsx'
import { label, TOY_PLACE, toyForm, toyRecord } from '../toy-form.ts'
import { DraftServer, type Loss, type Refusal } from './draft-server.ts'

const form = toyForm([
  { key: 'PULSE', kind: 'integer', unit: '/min', label: label('Pulse') },
  { key: 'TEMP', kind: 'number', unit: '°C', label: label('Temperature') },
])
const PAUSE = 2_000

let server: DraftServer
let closed: number

async function open(stored: RecordView | null, prefilled?: FormValues): Promise<void> {
  await draw(
    <DraftKeeper account="anna" signedIn>
      <RecordForm
        form={form}
        {...TOY_PLACE}
        record={stored}
        {...(prefilled === undefined ? {} : { prefilled })}
        readOnly={false}
        onSaved={() => {
          closed += 1
        }}
      />
    </DraftKeeper>,
  )
  await rest(0)
}

const box = (name: RegExp): HTMLInputElement => screen.getByRole('textbox', { name })
function type(name: RegExp, text: string): void {
  box(name).focus()
  fireEvent.change(box(name), { target: { value: text } })
}
async function rest(ms: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(ms)
  })
}
async function save(): Promise<void> {
  fireEvent.keyDown(document.activeElement ?? document.body, { key: 's', ctrlKey: true })
  await rest(0)
}
async function answer(stored: RecordView | Loss | Refusal): Promise<void> {
  server.answerSave(stored)
  await rest(0)
}
function giveReason(text: string): void {
  fireEvent.change(screen.getByRole('combobox', { name: /Reason for the change/ }), {
    target: { value: text },
  })
}
const state = () => screen.getAllByRole('status').map(({ textContent }) => textContent)

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true })
  localStorage.clear()
  server = new DraftServer(toyRecord({ items: {}, rows: [] }))
  server.waiting = []
  closed = 0
})

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

describe('E6 to E8: typing while a save is under way', () => {
  it('names the draft it goes on from: no other goes with it', async () => {
    await open(null)
    type(/^Pulse/, '70')
    await rest(PAUSE)
    const [draft] = server.drafts
    await save()
    expect(server.saves.at(-1)?.draft).toBe(draft?.savedAt)
  })

  it('stays in its box, is named as not saved, and becomes a draft on the new version', async () => {
    await open(null)
    type(/^Pulse/, '70')
    await save()
    type(/^Temperature/, '36.6')
    await answer(toyRecord({ items: { PULSE: '70' }, rows: [] }))
    expect([box(/^Pulse/).value, box(/^Temperature/).value]).toEqual(['70', '36.6'])
    expect(state()).toContainEqual(
      expect.stringMatching(/^Not saved yet: what was typed since the save at/),
    )
    await rest(PAUSE)
    expect(server.puts.at(-1)).toMatchObject({
      record: 'r1',
      baseVersion: 1,
      values: { items: { PULSE: '70', TEMP: '36.6' } },
    })
    expect(closed).toBe(0)
    giveReason('Missing data added')
    await save()
    expect(server.saves.at(-1)?.values.items).toEqual({ PULSE: '70', TEMP: '36.6' })
    await answer(toyRecord({ items: { PULSE: '70', TEMP: '36.6' }, rows: [] }, 2))
    await rest(0)
    expect(state()).toContainEqual(expect.stringMatching(/^Saved/))
    expect(closed).toBe(1)
    await rest(PAUSE)
    expect(server.drafts).toEqual([])
  })

  it('stays where it changes a value that was sent', async () => {
    await open(null)
    type(/^Pulse/, '70')
    await save()
    type(/^Pulse/, '72')
    await answer(toyRecord({ items: { PULSE: '70' }, rows: [] }))
    expect(box(/^Pulse/).value).toBe('72')
    type(/^Pulse/, '70')
    expect(state()).toContainEqual(expect.stringMatching(/^Saved/))
  })

  it('keeps the focus in the row of a grid, and the row that was added', async () => {
    await open(toyRecord({ items: {}, rows: [{ TEST: 'ALT', RES: '40' }] }))
    type(/^Result, row 1/, '44')
    giveReason('x')
    await save()
    const typedIn = box(/^Result, row 1/)
    typedIn.focus()
    fireEvent.click(screen.getByRole('button', { name: 'Add a row' }))
    await rest(20)
    type(/^Test, row 2/, 'AST')
    const added = box(/^Test, row 2/)
    await answer(toyRecord({ items: {}, rows: [{ TEST: 'ALT', RES: '44' }] }, 2))
    await rest(50)
    expect(document.activeElement).toBe(added)
    expect([box(/^Result, row 1/).value, box(/^Test, row 2/).value]).toEqual(['44', 'AST'])
    expect(typedIn.isConnected).toBe(true)
    giveReason('y')
    await save()
    expect(server.saves.at(-1)?.values.rows).toEqual([{ TEST: 'ALT', RES: '44' }, { TEST: 'AST' }])
  })

  it('does not bring a row back that was removed meanwhile', async () => {
    const rows = [
      { TEST: 'ALT', RES: '40' },
      { TEST: 'AST', RES: '41' },
    ]
    await open(toyRecord({ items: {}, rows }))
    type(/^Result, row 2/, '42')
    giveReason('x')
    await save()
    fireEvent.click(screen.getByRole('button', { name: 'Remove row 1' }))
    await answer(
      toyRecord(
        {
          items: {},
          rows: [
            { TEST: 'ALT', RES: '40' },
            { TEST: 'AST', RES: '42' },
          ],
        },
        2,
      ),
    )
    expect(screen.queryByRole('textbox', { name: /^Test, row 2/ })).toBeNull()
    expect([box(/^Test, row 1/).value, box(/^Result, row 1/).value]).toEqual(['AST', '42'])
  })

  it('shows what the server made of a value, but where one typed on', async () => {
    await open(null)
    type(/^Pulse/, '70')
    type(/^Temperature/, '36.6')
    await save()
    type(/^Temperature/, '36.7')
    await answer(toyRecord({ items: { PULSE: '+70', TEMP: '36.60' }, rows: [] }))
    expect([box(/^Pulse/).value, box(/^Temperature/).value]).toEqual(['+70', '36.7'])
  })

  it('is the draft of the row, once a new entry of a log is saved', async () => {
    await open(null)
    type(/^Pulse/, '70')
    await save()
    type(/^Temperature/, '36.6')
    await answer(toyRecord({ items: { PULSE: '70' }, rows: [] }, 1, 'row-1'))
    await rest(PAUSE)
    expect(server.puts.at(-1)).toMatchObject({ record: 'r1', values: { items: { TEMP: '36.6' } } })
    server.failing = 'network'
    type(/^Temperature/, '36.7')
    await rest(PAUSE)
    const names = Object.keys(localStorage).filter((name) => name.startsWith('hepatrial.unsent.'))
    expect(names).toEqual([expect.stringContaining('"r1"')])
  })
})

describe('a change whose answer was lost', () => {
  const stored = toyRecord({ items: { PULSE: '70' }, rows: [] })
  const mine = toyRecord({ items: { PULSE: '72' }, rows: [] }, 2)
  const changeAndLose = async (): Promise<void> => {
    await open(stored)
    type(/^Pulse/, '72')
    giveReason('read again')
    await save()
    await answer('lost')
    expect(box(/^Pulse/).value).toBe('72')
    expect(screen.getByRole('alert').textContent).toMatch(/did not answer.*What you typed is kept/)
    server.losing = null
    server.waiting = null
  }

  it('is saved by one more press, where the server had stored it: nobody else changed anything', async () => {
    await changeAndLose()
    server.conflict = mine
    await save()
    await rest(0)
    expect(state()).toContainEqual(expect.stringMatching(/^Saved/))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(box(/^Pulse/).value).toBe('72')
  })

  it('is a conflict like any other, where a colleague was faster', async () => {
    await changeAndLose()
    server.conflict = toyRecord({ items: { PULSE: '75' }, rows: [] }, 2)
    await save()
    await rest(0)
    expect(state()).not.toContainEqual(expect.stringMatching(/^Saved/))
    expect(screen.getByText('75')).toBeDefined()
  })
})

describe('saving while a save is under way', () => {
  it('makes one record, and asks for the reason of what was typed since', async () => {
    await open(null)
    type(/^Pulse/, '70')
    await save()
    type(/^Temperature/, '36.6')
    await save()
    await save()
    expect(server.saves).toHaveLength(1)
    await answer(toyRecord({ items: { PULSE: '70' }, rows: [] }))
    expect(server.saves).toHaveLength(1)
    screen.getByText('Give the reason.')
    expect(document.activeElement).toBe(box(/^Temperature/))
    expect(box(/^Temperature/).value).toBe('36.6')
  })

  it('amends the answer of the first with the reason given', async () => {
    await open(toyRecord({ items: { PULSE: '70' }, rows: [] }))
    type(/^Pulse/, '71')
    giveReason('x')
    await save()
    type(/^Pulse/, '72')
    await save()
    await answer(toyRecord({ items: { PULSE: '71' }, rows: [] }, 2))
    expect(server.saves.map(({ values }) => values.items['PULSE'])).toEqual(['71', '72'])
    await answer(toyRecord({ items: { PULSE: '72' }, rows: [] }, 3))
    expect(state()).toContainEqual(expect.stringMatching(/^Saved/))
  })

  it('does nothing more where nothing was typed since', async () => {
    await open(null)
    type(/^Pulse/, '70')
    await save()
    await save()
    await answer(toyRecord({ items: { PULSE: '70' }, rows: [] }))
    await rest(0)
    expect(server.saves).toHaveLength(1)
    expect(state()).toContainEqual(expect.stringMatching(/^Saved/))
  })

  it.each<Refusal>(['nothing-done', 'busy', 'signed out'])(
    'still knows of a save without an answer when the next attempt is refused (%s)',
    async (refusal) => {
      await open(null)
      type(/^Pulse/, '70')
      await save()
      await answer('unknown')
      await save()
      await answer(refusal)
      server.losing = null
      type(/^Pulse/, '72')
      await save()
      expect(server.saves.map(({ values }) => values.items['PULSE'])).toEqual(['70', '70', '70'])
      expect(new Set(server.keys).size).toBe(1)
    },
  )

  it.each<Loss>(['lost', 'broken off', 'unknown', 'swallowed'])(
    'sends a first save whose answer is %s again as it was, before what was typed since',
    async (how) => {
      const patience = new AbortController()
      const limit = vi.spyOn(AbortSignal, 'timeout').mockReturnValue(patience.signal)
      await open(null)
      type(/^Pulse/, '70')
      await save()
      expect(limit).toHaveBeenCalledWith(45_000)
      limit.mockRestore()
      await answer(how)
      patience.abort(new DOMException('too long', 'TimeoutError'))
      await rest(0)
      expect(screen.getByRole('alert').textContent).toMatch(/What you typed is kept/)
      server.losing = null
      type(/^Pulse/, '72')
      await save()
      expect(server.saves.map(({ values }) => values.items['PULSE'])).toEqual(['70', '70'])
      expect(server.keys[1]).toBe(server.keys[0])
      await answer(toyRecord({ items: { PULSE: '70' }, rows: [] }))
      expect(box(/^Pulse/).value).toBe('72')
      screen.getByText('Give the reason.')
      giveReason('x')
      await save()
      expect(server.saves.at(-1)?.values.items).toEqual({ PULSE: '72' })
    },
  )
})

describe('saving nothing', () => {
  it('of a new form stores nothing, and says so', async () => {
    await open(null)
    await save()
    expect(server.saves).toEqual([])
    expect(state()).toContainEqual('Nothing to save: nothing was entered or changed.')
  })

  it('of a saved form asks for no reason', async () => {
    await open(toyRecord({ items: { PULSE: '70' }, rows: [] }))
    await save()
    expect(server.saves).toEqual([])
    expect(screen.queryByText('Give the reason.')).toBeNull()
  })

  it('is not said of what a form was begun with', async () => {
    await open(null, { items: { PULSE: '70' }, rows: [] })
    await save()
    expect(server.saves).toHaveLength(1)
  })
})
