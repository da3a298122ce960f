import { describe, expect, it } from 'vitest'
import { filled, itemOf } from '../../../shared/checks/fired.ts'
import { forms } from '../../../shared/forms/registry.ts'

const MESSAGE = {
  en: 'Recorded: {{value}} on {{date}}.',
  zh: '此处记录为{{value}}，日期{{date}}。',
}

describe('E24 the sentence of a check', () => {
  const survival = forms.get('survival')

  it('names a coded answer as it reads in each language, and dates as each writes them', () => {
    const values = { value: 'DEAD', date: '04 AUG 2023' }
    const { en, zh } = filled(MESSAGE, values, itemOf(survival, 'SSORRES'))
    expect(en).toMatch(/^Recorded: Dead.* on 04 AUG 2023\.$/)
    expect(zh).toMatch(/死亡.*2023-08-04/)
    expect(zh).not.toContain('DEAD')
  })

  it('leaves numbers, texts and partial dates as they are known', () => {
    const values = { value: '58.5 umol/L', date: 'UN AUG 2023' }
    expect(filled(MESSAGE, values, itemOf(survival, 'SSDAT'))).toEqual({
      en: 'Recorded: 58.5 umol/L on UN AUG 2023.',
      zh: '此处记录为58.5 umol/L，日期2023-08。',
    })
    expect(filled(MESSAGE, { value: '', date: '2023' }, undefined).en).toBe('Recorded: – on 2023.')
  })
})
