import { describe, expect, it } from 'vitest'
import { inBothLanguages } from '../../../shared/texts/speaker.ts'
import { fieldKey } from '../../../shared/trail/field-key.ts'

const named = (pointer: string) => {
  const item = pointer.split('/').at(-1) ?? ''
  return inBothLanguages(fieldKey({ pointer, item }), item)
}

describe('fields of the trail that belong to no form', () => {
  it.each([
    ['/unit', 'Unit', '单位'],
    ['/low', 'Lower limit', '下限'],
    ['/ageFrom', 'From age', '起始年龄'],
    ['/package/sha256', 'SHA-256', 'SHA-256'],
    ['/compared/grade', 'grade', '分级'],
    ['/compared/floor', 'at least', '至少'],
  ])('%s is named in both languages', (pointer, en, zh) => {
    expect(named(pointer)).toEqual({ en, zh })
  })

  it('what nobody named is shown as it is stored', () => {
    expect(named('/items/UNHEARDOF')).toEqual({ en: 'UNHEARDOF', zh: 'UNHEARDOF' })
  })
})
