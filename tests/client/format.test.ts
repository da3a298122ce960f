import { afterEach, describe, expect, it, vi } from 'vitest'
import { formatTime } from '../../client/kit/format.ts'

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('TM-02: a time of the system', () => {
  it.each([
    ['Asia/Shanghai', '2024-03-10 14:02 UTC+8'],
    ['UTC', '2024-03-10 06:02 UTC'],
    ['America/St_Johns', '2024-03-10 03:32 UTC-2:30'],
    ['Asia/Kolkata', '2024-03-10 11:32 UTC+5:30'],
  ])('is the same instant in %s, and names the zone', (zone, shown) => {
    vi.stubEnv('TZ', zone)
    expect(formatTime('2024-03-10T06:02:00.000Z')).toBe(shown)
  })

  it('that is none is shown as it is', () => {
    expect(formatTime(null)).toBe('–')
    expect(formatTime('no time')).toBe('no time')
  })
})
