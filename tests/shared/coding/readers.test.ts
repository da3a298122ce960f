import { describe, expect, it } from 'vitest'
import { CODED_ITEMS } from '../../../shared/coding/coded-items.ts'
import { readerOf } from '../../../shared/coding/registry.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import { en } from '../../../shared/texts/en.ts'
import { DRUGS, HIERARCHY, LLT } from './made-release.ts'

const meddra = (llt: string, hierarchy = HIERARCHY) =>
  readerOf('MEDDRA').read(
    new Map([
      ['llt.asc', llt],
      ['mdhier.asc', hierarchy],
    ]),
  )
const drugs = (text: string) => readerOf('WHODRUG').read(new Map([['whodrug.csv', text]]))

describe('a MedDRA release', () => {
  it('gives each lowest-level term its primary path, and keeps those not current as such', () => {
    const { terms, faults } = meddra(LLT)
    expect(faults).toEqual([])
    expect(terms.map(({ code, current }) => [code, current])).toEqual([
      ['99000001', true],
      ['99000002', true],
      ['99000003', false],
      ['99000004', true],
    ])
    expect(terms[1]).toMatchObject({
      level: 'LLT',
      name: 'Water in the belly',
      parents: {
        PT: { code: '99000001', name: 'Belly swelling' },
        HLT: { code: '99100001', name: 'Fluids' },
        HLGT: { code: '99200001', name: 'Belly' },
        SOC: { code: '99300001', name: 'Stomach things' },
      },
    })
  })

  it.each([
    { line: '99000009$No fields$99000001$', key: 'coding.fault.fields' },
    { line: '9900000X$Bad code$99000001$$$$$$$Y$$', key: 'coding.fault.code' },
    { line: '99000009$ $99000001$$$$$$$Y$$', key: 'coding.fault.name' },
    { line: '99000001$Again$99000001$$$$$$$Y$$', key: 'coding.fault.twice' },
    { line: '99000009$No parent$99000099$$$$$$$Y$$', key: 'coding.fault.parent' },
  ])('with $key is refused whole, and the line is named', ({ line, key }) => {
    const { terms, faults } = meddra(`${LLT}\n${line}`)
    expect(terms).toEqual([])
    expect(faults).toMatchObject([{ file: 'llt.asc', line: 5, key }])
  })

  it('without a term, or with a path that cannot be read, is refused', () => {
    expect(meddra('').faults).toMatchObject([{ key: 'coding.fault.empty', line: 0 }])
    const short = meddra(LLT, `${HIERARCHY}\nnonsense`)
    expect(short.faults[0]).toMatchObject({
      file: 'mdhier.asc',
      line: 4,
      key: 'coding.fault.fields',
    })
  })

  it('names at most a hundred faults', () => {
    const many = Array.from({ length: 500 }, () => 'x$').join('\n')
    expect(meddra(many).faults).toHaveLength(100)
  })
})

describe('a table of drug names', () => {
  it('gives each name its preferred name and class', () => {
    const { terms, faults } = drugs(DRUGS)
    expect(faults).toEqual([])
    expect(terms[1]).toEqual({
      level: 'DRUG',
      code: 'D2',
      name: 'Painaway, strong',
      parents: {
        PREFERRED: { code: 'D0', name: 'madeupamol' },
        ATC: { code: 'X01AA', name: 'Pain relievers' },
      },
      current: true,
    })
  })

  it.each([
    { text: 'CODE,NAME\nD1,x', key: 'coding.fault.column' },
    { text: `${DRUGS}\nD1,Again,,,,`, key: 'coding.fault.twice' },
    { text: `${DRUGS}\nD9,,,,,`, key: 'coding.fault.name' },
    { text: `${DRUGS}\n,Nameless,,,,`, key: 'coding.fault.code' },
    { text: `${DRUGS}\nD9,few`, key: 'coding.fault.csv.field-count' },
    { text: `${DRUGS}\nD9,"open,,,,`, key: 'coding.fault.csv.quote-open' },
    { text: `${DRUGS}\nD9,"x"y,,,,`, key: 'coding.fault.csv.text-behind-quote' },
    { text: `CODE,${DRUGS}`, key: 'coding.fault.csv.column-twice' },
    { text: `,${DRUGS}`, key: 'coding.fault.csv.column-unnamed' },
    { text: '', key: 'coding.fault.csv.no-header' },
    { text: DRUGS.split('\n')[0] ?? '', key: 'coding.fault.empty' },
  ])('with $key is refused whole', ({ text, key }) => {
    const { terms, faults } = drugs(text)
    expect(terms).toEqual([])
    expect(faults[0]?.key).toBe(key)
    expect(Object.keys(en)).toContain(key)
  })
})

describe('what is coded', () => {
  it('is a free text of a form that exists', () => {
    for (const { form, item, codeItem } of CODED_ITEMS) {
      const items = builtInFamilies.forms.get(form).items
      expect(items.find(({ key }) => key === item)?.kind, `${form} ${item}`).toBe('text')
      if (codeItem !== undefined) expect(items.map(({ key }) => key)).toContain(codeItem)
    }
  })
})
