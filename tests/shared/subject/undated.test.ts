import { describe, expect, it } from 'vitest'
import { builtInFamilies } from '../../../shared/families.ts'
import type { FormDefinition, RowValues } from '../../../shared/forms/define.ts'
import { addsUndatedRow } from '../../../shared/subject/undated.ts'

const formOf = (key: string): FormDefinition => {
  const { forms } = builtInFamilies.protocols.get('donafenib-switch')
  const found = forms.find((form) => form.key === key)
  if (found === undefined) throw new Error(`No form ${key}.`)
  return found
}
const laboratory = formOf('laboratory')
const row = (LBTESTCD: string, LBORRES: string, LBDAT?: string): RowValues => ({
  ...{ LBTESTCD, LBORRES, LBORRESU: 'U/L', ...(LBDAT === undefined ? {} : { LBDAT }) },
})
const ALT = row('ALT', '30', '2026-01-10')

describe('PR-04: a row that tells no day', () => {
  it.each([
    { held: [], rows: [row('AST', '300')], why: 'of a new form' },
    { held: [], rows: [ALT, row('AST', '300')], why: 'of a new form, beside a dated one' },
    { held: [ALT], rows: [ALT, row('AST', '300')], why: 'beside one that was held' },
    { held: [ALT], rows: [row('ALT', '99'), ALT], why: 'of a test that was held, and stands' },
    {
      held: [ALT],
      rows: [row('ALT', '99'), row('ALT', '30', '2026-01-11')],
      why: 'beside the held one, whose date was corrected',
    },
    { held: [ALT], rows: [row('AST', '99')], why: 'in place of another test' },
    { held: [row('ALT', '1')], rows: [row('ALT', '1'), row('ALT', '1')], why: 'a second time' },
  ])('is added: $why', ({ held, rows }) => {
    expect(addsUndatedRow(laboratory, { items: {}, rows }, held)).toBe(true)
  })

  it.each([
    { held: [ALT], rows: [ALT, row('AST', '300', '2026-01-10')], why: 'all tell it' },
    { held: [ALT], rows: [ALT, row('AST', '300', '2026')], why: 'the year is told' },
    {
      held: [ALT],
      rows: [ALT, { ...row('AST', '300'), LBDAT_REASND: 'UNKNOWN' }],
      why: 'the reason is told',
    },
    {
      held: [row('ALT', '30'), ALT],
      rows: [ALT, row('ALT', '31')],
      why: 'the held one is corrected',
    },
    { held: [row('ALT', '30')], rows: [row('AST', '30')], why: 'its test is corrected' },
    { held: [ALT], rows: [row('ALT', '30')], why: 'its date was taken back' },
    { held: [ALT, row('AST', '30')], rows: [ALT], why: 'it was left out' },
    { held: [ALT], rows: [ALT, { LBTESTCD: 'AST' }], why: 'it has nothing but its name' },
  ])('is not added: $why', ({ held, rows }) => {
    expect(addsUndatedRow(laboratory, { items: {}, rows }, held)).toBe(false)
  })

  it('is asked for no day where the form has none, and none of its own rows', () => {
    const rows = [{ IETESTCD: 'I01', IEORRES: 'Y' }]
    expect(addsUndatedRow(formOf('eligibility'), { items: {}, rows }, [])).toBe(false)
    expect(addsUndatedRow(formOf('vitals'), { items: {}, rows: [] }, [])).toBe(false)
  })

  it('is asked for no day where the form itself tells it', () => {
    const asked = laboratory.group?.items.filter(({ key }) => key === 'LBDAT') ?? []
    const form = { ...laboratory, items: asked.map((item) => ({ ...item, key: 'FORMDAT' })) }
    const rows = [row('AST', '300')]
    expect(addsUndatedRow(form, { items: { FORMDAT: '2026-01-10' }, rows }, [])).toBe(false)
    expect(addsUndatedRow(form, { items: {}, rows }, [])).toBe(true)
  })
})
