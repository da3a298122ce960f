// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { formatDate } from '../../client/kit/format.ts'
import { RecordForm } from '../../client/kit/form/record-form.tsx'
import { today } from '../../client/kit/today.ts'
import { forms } from '../../shared/forms/registry.ts'
import { draw } from './rendering.tsx'

const ZONES = [
  { zone: 'Asia/Shanghai', offset: -480 },
  { zone: 'America/Los_Angeles', offset: 480 },
  { zone: 'Pacific/Kiritimati', offset: -840 },
]

describe.each(ZONES)('E13 TM-03 a clinical date read in $zone', ({ zone, offset }) => {
  beforeEach(() => {
    vi.stubEnv('TZ', zone)
  })
  afterEach(() => {
    cleanup()
    vi.unstubAllEnvs()
  })

  it('really is read there', () => {
    expect(new Date('2024-01-10T12:00:00Z').getTimezoneOffset()).toBe(offset)
  })

  it('is the day that was entered', () => {
    expect(formatDate('2024-03-10', 'en')).toBe('10 Mar 2024')
    expect(formatDate('2024-03-10', 'zh')).toBe('2024-03-10')
    expect(formatDate('2024-03', 'en')).toBe('Mar 2024')
  })

  it.each([
    ['20240310', '2024-03-10'],
    ['2024-03-10', '2024-03-10'],
    ['2024-12-31', '2024-12-31'],
    ['v', '2024-03-12'],
  ])('%s is stored as %s, with the same study day', async (typed, stored) => {
    await draw(
      <RecordForm
        form={forms.get('vitals')}
        place={{ study: 's', subjid: '1', form: 'vitals', visit: 'W6' }}
        record={null}
        readOnly={false}
        visitDate="2024-03-12"
        anchorDate="2024-03-01"
        lesions={[]}
      />,
    )
    const box = screen.getByRole<HTMLInputElement>('textbox', { name: /^Date/ })
    fireEvent.focus(box)
    fireEvent.change(box, { target: { value: typed } })
    fireEvent.blur(box)
    expect(box.value).toBe(stored)
    const day = (Date.parse(stored) - Date.parse('2024-03-01')) / 86_400_000 + 1
    expect(await screen.findByText(new RegExp(`· day ${day}$`))).toBeTruthy()
  })

  it('takes today from the calendar on the wall, not from UTC', () => {
    const now = new Date('2024-03-10T20:30:00Z')
    const onTheWall = offset < 0 ? '2024-03-11' : '2024-03-10'
    expect(today(now)).toBe(onTheWall)
  })
})
