import { cleanup, fireEvent, screen } from '@testing-library/react'
import { Suspense } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Suggestions } from '../../client/deviations/suggestions.tsx'
import type { SuggestionView } from '../../shared/api/routes/deviations.ts'
import { draw } from './rendering.tsx'
import { STUDY, SubjectServer } from './subject-server.ts'

const suggestion = (subjid: string): SuggestionView => ({
  subjid,
  site: '01',
  key: 'W8',
  kind: 'VISIT WINDOW',
  date: '2024-03-20',
  visit: 'W8',
  days: 3,
  windowFrom: '2024-03-10',
  windowTo: '2024-03-17',
  criteria: [],
})

async function open(way: 'Record it' | 'No deviation …'): Promise<void> {
  await draw(
    <Suspense>
      <Suggestions study={STUDY} suggestions={[suggestion('1'), suggestion('2')]} all={2} />
    </Suspense>,
  )
  await screen.findAllByRole('button', { name: way })
  press(way)
}
const press = (name: string, nth = 0): void => {
  const button = screen.getAllByRole('button', { name })[nth]
  if (button !== undefined) fireEvent.click(button)
}
const type = (name: RegExp): void => {
  fireEvent.change(screen.getByRole('textbox', { name }), { target: { value: 'holiday' } })
}
const question = () => screen.queryByRole('alertdialog')
const REASON = /^Why it is no deviation/

beforeEach(() => {
  new SubjectServer()
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('deciding on what looks like a deviation', () => {
  it.each([
    { way: 'Record it', box: /^Action/ },
    { way: 'No deviation …', box: REASON },
  ] as const)('asks before Cancel of "$way" loses what was typed', async ({ way, box }) => {
    await open(way)
    type(box)
    press('Cancel')
    expect(question()).not.toBeNull()
    press('Stay')
    screen.getByDisplayValue('holiday')
    press('Cancel')
    press('Leave without saving')
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull()
  })

  it('closes at once where nothing was typed', async () => {
    await open('No deviation …')
    press('Cancel')
    expect(question()).toBeNull()
    expect(screen.queryByRole('textbox', { name: REASON })).toBeNull()
  })

  it('asks too before another suggestion is opened in its place', async () => {
    await open('No deviation …')
    type(REASON)
    press('Record it', 1)
    expect(question()).not.toBeNull()
    press('Leave without saving')
    expect(screen.queryByRole('textbox', { name: REASON })).toBeNull()
    screen.getByRole('button', { name: 'Save' })
  })
})
