import { cleanup, fireEvent, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { formatDate } from '../../client/kit/format.ts'
import { RecordForm } from '../../client/kit/form/record-form.tsx'
import { PlainDateBox } from '../../client/kit/form/plain-date-box.tsx'
import { today, todayAt } from '../../client/kit/today.ts'
import type { SubjectScreen } from '../../client/kit/subject-data.ts'
import { visitWindow } from '../../client/kit/visit-window.ts'
import { builtInFamilies } from '../../shared/families.ts'
import { forms } from '../../shared/forms/registry.ts'
import { draw } from './rendering.tsx'

const ZONES = [
  { zone: 'Asia/Shanghai', offset: -480 },
  { zone: 'America/Los_Angeles', offset: 480 },
  { zone: 'Pacific/Kiritimati', offset: -840 },
]

/** Week 4 of a first dose on 6 February is due from 3 March on. */
const SITES = [
  { site: 'Asia/Shanghai', day: '2026-03-03', state: 'due' },
  { site: 'Atlantic/Reykjavik', day: '2026-03-02', state: 'not-due' },
] as const

function screenAt(timeZone: string): SubjectScreen {
  const study = { definition: builtInFamilies.protocols.get('donafenib-switch') }
  const subject = { anchorDate: '2026-02-06' }
  return {
    ...{ study, subject, versions: [], present: [] },
    checked: { timeZone },
  } as unknown as SubjectScreen
}

describe.each(ZONES)('E13 TM-03 a clinical date read in $zone', ({ zone, offset }) => {
  beforeEach(() => {
    vi.stubEnv('TZ', zone)
  })
  afterEach(() => {
    cleanup()
    vi.useRealTimers()
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

  it.each(SITES)('takes the day of what belongs to a site in $site from there', (row) => {
    const { site, day, state } = row
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-02T23:30:00Z') })
    expect(todayAt(site)).toBe(day)
    expect(todayAt(undefined)).toBe(today())
    expect(visitWindow(screenAt(site), 'W4')?.state.state).toBe(state)
  })

  it('understands "t" as the day of the site that the date belongs to', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-02T23:30:00Z') })
    const chosen: string[] = []
    const choose = (date: string): number => chosen.push(date)
    await draw(<PlainDateBox label="Day" value="" onChange={choose} timeZone="Asia/Shanghai" />)
    const box = screen.getByRole('textbox', { name: 'Day' })
    fireEvent.change(box, { target: { value: 't' } })
    fireEvent.blur(box)
    expect(chosen).toEqual(['2026-03-03'])
  })
})
