import { describe, expect, it } from 'vitest'
import { mayRetire } from '../../../shared/checks/catalogue-rows.ts'
import { placeKey, type FiredCheck } from '../../../shared/checks/define.ts'
import { settleFirings, type StandingFiring } from '../../../shared/checks/settle-firings.ts'

const PLACE = {
  form: 'vitals',
  visit: 'W4',
  rowKey: '',
  groupRow: '',
  item: 'WEIGHT',
  pointer: '/items/WEIGHT',
}

function fired(compared: Record<string, string>, item = 'WEIGHT'): FiredCheck {
  return {
    check: 'VS-01',
    version: '1',
    level: 'field',
    severity: 'warning',
    recordId: 'r1',
    place: { ...PLACE, item },
    message: { en: 'odd', zh: '异常' },
    compared,
  }
}

function standing(compared: Record<string, string>): StandingFiring {
  return { check: 'VS-01', place: placeKey(PLACE), compared }
}

describe('what becomes of firings at a save', () => {
  it('is kept while the values compared stay the same, in whatever order they are named', () => {
    const { kept, superseded, fresh } = settleFirings(
      [standing({ a: '1', b: '2' })],
      [fired({ b: '2', a: '1' })],
    )
    expect([kept.length, superseded.length, fresh.length]).toEqual([1, 0, 0])
  })

  it('is superseded by other values, and by one value more or fewer', () => {
    for (const other of [{ a: '2' }, { a: '1', b: '2' }, {}] as Record<string, string>[]) {
      const { superseded, fresh } = settleFirings([standing({ a: '1' })], [fired(other)])
      expect([superseded.length, fresh.length]).toEqual([1, 0])
    }
  })

  it('is corrected when nothing fires there, even if the check fires elsewhere', () => {
    const { corrected, fresh } = settleFirings([standing({})], [fired({}, 'HEIGHT')])
    expect([corrected.length, fresh.length]).toEqual([1, 1])
  })

  it('counts one firing of a check at a place, the first', () => {
    const { fresh } = settleFirings([], [fired({ a: '1' }), fired({ a: '2' })])
    expect(fresh.map(({ compared }) => compared)).toEqual([{ a: '1' }])
  })

  it('E27: a check may be retired when over 90 % of at least ten ends were confirmations', () => {
    expect(mayRetire({ confirmed: 9, corrected: 0 })).toBe(false)
    expect(mayRetire({ confirmed: 10, corrected: 0 })).toBe(true)
    expect(mayRetire({ confirmed: 9, corrected: 1 })).toBe(false)
    expect(mayRetire({ confirmed: 19, corrected: 2 })).toBe(true)
    expect(mayRetire({ confirmed: 18, corrected: 2 })).toBe(false)
  })
})
