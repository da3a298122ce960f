import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { baselineForm } from '../../../shared/forms/baseline.ts'
import { forms } from '../../../shared/forms/registry.ts'
import { parseFormValues, schemaOf } from '../../../shared/forms/schema-of.ts'
import { toyForm } from './toy-form.ts'

const parse = (items: Record<string, unknown>, rows: unknown = []) =>
  parseFormValues(toyForm, { items, rows })
const valuesOf = (items: Record<string, unknown>) => {
  const parsed = parse(items)
  return parsed.ok ? parsed.values.items : parsed.faults
}

describe('what is stored', () => {
  it.each([
    ['blanks around an entry are cut off', { NAME: '  ab ' }, { NAME: 'ab' }],
    ['an empty entry is not recorded', { NAME: ' ', COUNT: '' }, {}],
    ['null is not recorded', { NAME: null }, {}],
    ['numbers keep the text entered', { SIZE: '1.0' }, { SIZE: '1.0' }],
    ['full-width digits become plain', { COUNT: '１０' }, { COUNT: '10' }],
    ['a Chinese full stop is a decimal point in a number', { SIZE: '3。5' }, { SIZE: '3.5' }],
    ['a full-width comparator is read', { TITRE: '＞１２１００' }, { TITRE: '>12100' }],
    ['≤ is written as two signs', { TITRE: '≤5' }, { TITRE: '<=5' }],
    ['free text keeps its punctuation', { NAME: '发热，咳' }, { NAME: '发热，咳' }],
    ['dates may be partial', { FIRST: '2024-05' }, { FIRST: '2024-05' }],
    ['full-width hyphens in dates are read', { FIRST: '２０２４－０５' }, { FIRST: '2024-05' }],
    ['trailing zeros are no further decimals', { SIZE: '1.50' }, { SIZE: '1.50' }],
    ['values out of range are stored', { COUNT: '99' }, { COUNT: '99' }],
    ['several codes stand with ; between', { SIGNS: 'Y;N' }, { SIGNS: 'Y;N' }],
    ['an open list takes any text', { DRUG: 'Something new' }, { DRUG: 'Something new' }],
    [
      'the reason of an empty item stands beside it',
      { NAME_REASND: 'NOT DONE' },
      { NAME_REASND: 'NOT DONE' },
    ],
  ])('%s', (_what, items, expected) => {
    expect(valuesOf(items)).toEqual(expected)
  })
})

describe('what cannot be stored', () => {
  it.each([
    ['NAME', 'abcdef', 'entry.tooLong', { max: 5 }],
    ['NAME', 'a\u0000b', 'entry.nul', {}],
    ['NAME', 3, 'entry.notText', {}],
    ['COUNT', 'three', 'entry.notANumber', { text: 'three' }],
    ['COUNT', '1.5', 'entry.notAnInteger', { text: '1.5' }],
    ['COUNT', '1e3', 'entry.notANumber', { text: '1e3' }],
    ['SIZE', '1,5', 'entry.notANumber', { text: '1,5' }],
    ['SIZE', '1.25', 'entry.tooManyDecimals', { text: '1.25', decimals: 1 }],
    ['SIZE', '<5', 'entry.comparatorNotAllowed', { text: '<5' }],
    ['FIRST', '2023-02-29', 'entry.notADate', { text: '2023-02-29' }],
    ['FIRST', '10 Mar 2024', 'entry.notADate', { text: '10 Mar 2024' }],
    ['SERIOUS', 'MAYBE', 'entry.notACode', { text: 'MAYBE' }],
    ['SIGNS', 'Y;X', 'entry.notACode', { text: 'X' }],
    ['NAME_REASND', 'LAZY', 'entry.notAReason', { text: 'LAZY' }],
    ['COLOUR', 'blue', 'entry.unknownItem', { item: 'COLOUR' }],
  ])('%s: %j', (item, text, key, params) => {
    const parsed = parse({ [item]: text })
    expect(parsed).toEqual({ ok: false, faults: [{ path: ['items', item], key, params }] })
  })

  it('names the row of a fault', () => {
    const parsed = parse({}, [{ LESION: 'T01', LDIAM: '10' }, { LDIAM: 'big' }])
    expect(parsed).toMatchObject({
      ok: false,
      faults: [{ path: ['rows', 1, 'LDIAM'], key: 'entry.notANumber' }],
    })
  })

  it('refuses rows where the form has none, and what is no object', () => {
    const visits = forms.get('visits')
    expect(parseFormValues(visits, { items: {}, rows: [{}] })).toMatchObject({
      faults: [{ path: ['rows'], key: 'entry.rowsNotAllowed' }],
    })
    expect(parseFormValues(visits, null)).toMatchObject({ faults: [{ key: 'entry.notAnObject' }] })
    expect(parse({}, 'rows')).toMatchObject({ faults: [{ key: 'entry.notAnObject' }] })
    expect(parse({}, ['row'])).toMatchObject({ faults: [{ path: ['rows', 0] }] })
  })

  it('a key of the prototype is an unknown item', () => {
    const input = JSON.parse('{"items":{"__proto__":"x","constructor":"y"},"rows":[]}') as unknown
    const parsed = parseFormValues(toyForm, input)
    expect(parsed.ok ? [] : parsed.faults.map(({ key }) => key)).toEqual([
      'entry.unknownItem',
      'entry.unknownItem',
    ])
  })
})

describe('schemaOf', () => {
  it('is one schema for each form', () => {
    expect(schemaOf(toyForm)).toBe(schemaOf(toyForm))
  })

  it('gives issues whose message is a text key, with the path and the values of the sentence', () => {
    const result = schemaOf(toyForm).safeParse({ items: { COUNT: 'x' }, rows: [] })
    expect(result.error?.issues).toEqual([
      {
        code: 'custom',
        message: 'entry.notANumber',
        params: { text: 'x' },
        path: ['items', 'COUNT'],
      },
    ])
  })

  it('never throws, and what it returns it takes again unchanged', () => {
    const entry = fc.oneof(fc.string(), fc.constantFrom('1', '2024-05', 'Y', '１２', ' a '))
    const keys = fc.constantFrom(...toyForm.items.map(({ key }) => key))
    fc.assert(
      fc.property(fc.dictionary(keys, entry), (items) => {
        const once = schemaOf(toyForm).safeParse({ items, rows: [] })
        if (!once.success) return
        expect(schemaOf(toyForm).parse(once.data)).toEqual(once.data)
      }),
    )
  })

  it('reads 1,000 laboratory panels of 20 results in well under a second', () => {
    const row = { LBDAT: '2024-05-03', LBTESTCD: 'ALT', LBORRES: '41.5', LBORRESU: 'U/L' }
    const values = { items: {}, rows: Array.from({ length: 20 }, () => row) }
    const schema = schemaOf(forms.get('laboratory'))
    const started = performance.now()
    for (let at = 0; at < 1000; at++) schema.parse(values)
    expect(performance.now() - started).toBeLessThan(900)
  })
})

describe('derived items', () => {
  const four = { CPS0101: '1', CPS0102: '2', CPS0103: '2', CPS0104: '1' }
  const points = { ...four, CPS0105: '1' }
  const derive = (items: Record<string, string>) => {
    const parsed = parseFormValues(baselineForm, { items, rows: [] })
    return parsed.ok ? parsed.values.items : {}
  }

  it('are computed when the form is read, over whatever was sent', () => {
    expect(derive({ ...points, CPS0106: '5', CPS0107: 'A' })).toMatchObject({
      CPS0106: '7',
      CPS0107: 'B',
    })
  })

  it('stand as entered while an input is missing', () => {
    expect(derive({ ...four, CPS0106: '6' })).toMatchObject({ CPS0106: '6' })
    expect(derive(four)).not.toHaveProperty('CPS0106')
  })
})
