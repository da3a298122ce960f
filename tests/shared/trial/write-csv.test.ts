import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { protocols } from '../../../shared/protocol/registry.ts'
import { fileLayouts } from '../../../shared/trial/layout.ts'
import { readCsv } from '../../../shared/trial/read-csv.ts'
import type { Row } from '../../../shared/trial/trial.ts'
import { csvField, writeCsv } from '../../../shared/trial/write-csv.ts'

function layoutOf(file: string) {
  const definition = protocols.get('lenvatinib-toripalimab')
  const layout = fileLayouts(definition).find((one) => one.file === file)
  if (layout === undefined) throw new Error(`There is no file ${file}.`)
  return layout
}

const deaths = layoutOf('deaths')
const survival = layoutOf('survival')
const linesOf = (rows: readonly Row[]) => writeCsv(survival, rows).split('\n')

describe('csvField', () => {
  it.each([
    ['plain', 'plain'],
    ['', ''],
    [' spaces ', ' spaces '],
    ['a,b', '"a,b"'],
    ['say "no"', '"say ""no"""'],
    ['one\ntwo', '"one\ntwo"'],
    ['one\rtwo', '"one\rtwo"'],
    ['肝，癌', '肝，癌'],
  ])('writes %j as %j', (value, field) => {
    expect(csvField(value)).toBe(field)
  })
})

describe('writeCsv', () => {
  it('writes the fixed columns even without a row', () => {
    expect(writeCsv(deaths, [])).toBe('SUBJID,DTHDAT,DTHCAUS\n')
  })

  it('writes a further column only where some row holds a value', () => {
    const [further] = survival.further
    if (further === undefined) throw new Error('The form has no further item.')
    const bare: Row = { SUBJID: '1', SSDAT: '2025-01-02', SSORRES: 'ALIVE' }
    expect(linesOf([bare, { ...bare, [further]: '' }])[0]).toBe('SUBJID,SSDAT,SSORRES')
    expect(linesOf([bare, { ...bare, [further]: 'x' }])).toEqual([
      `SUBJID,SSDAT,SSORRES,${further}`,
      '1,2025-01-02,ALIVE,',
      '1,2025-01-02,ALIVE,x',
      '',
    ])
  })

  it('orders rows by subject, then by every column from left to right', () => {
    const rows: Row[] = [
      { SUBJID: '2', SSDAT: '2025-01-01', SSORRES: 'DEAD' },
      { SUBJID: '1', SSDAT: '2025-02-01', SSORRES: 'ALIVE' },
      { SUBJID: '2', SSDAT: '2025-01-01', SSORRES: 'ALIVE' },
      { SUBJID: '1', SSDAT: '2025-01-01', SSORRES: 'DEAD' },
      { SUBJID: '10', SSDAT: '2025-01-01', SSORRES: 'DEAD' },
    ]
    expect(linesOf(rows).slice(1, -1)).toEqual([
      '1,2025-01-01,DEAD',
      '1,2025-02-01,ALIVE',
      '10,2025-01-01,DEAD',
      '2,2025-01-01,ALIVE',
      '2,2025-01-01,DEAD',
    ])
    expect(rows[0]).toEqual({ SUBJID: '2', SSDAT: '2025-01-01', SSORRES: 'DEAD' })
  })

  it('orders by code point, not by UTF-16 unit', () => {
    const causes = ['\u{1f600}', '\uffee', '肝', 'a']
    const rows = causes.map((cause) => ({ SUBJID: '1', DTHDAT: '2025', DTHCAUS: cause }))
    const written = readCsv(writeCsv(deaths, rows), 'deaths.csv').rows
    expect(written.map((row) => row['DTHCAUS'])).toEqual(['a', '肝', '\uffee', '\u{1f600}'])
  })

  it('writes the same bytes for the same rows in any order, and they read back as they were', () => {
    const value = fc.string({
      unit: fc.constantFrom('a', 'B', '1', ',', '"', '\n', '\r', ' ', 'é', '肝', '😀', '\uffee'),
    })
    const row = fc.record({
      SUBJID: fc.stringMatching(/^[0-9]{1,3}$/),
      DTHDAT: value,
      DTHCAUS: value,
    })
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const text = writeCsv(deaths, rows)
        expect(writeCsv(deaths, rows.toReversed())).toBe(text)
        const read = readCsv(text, 'deaths.csv')
        expect(read.faults).toEqual([])
        expect(writeCsv(deaths, read.rows)).toBe(text)
        const sorted = (of: readonly Row[]) => of.map((one) => JSON.stringify(one)).sort()
        expect(sorted(read.rows)).toEqual(sorted(rows))
      }),
    )
  })
})
