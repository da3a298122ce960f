import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readCsv } from '../../../shared/trial/read-csv.ts'

const rowsOf = (text: string) => readCsv(text, 'labs.csv').rows
const faultsOf = (text: string) =>
  readCsv(text, 'labs.csv').faults.map(
    ({ line, column, message }) => `${line}:${column} ${message}`,
  )

describe('readCsv', () => {
  it('gives rows by column name, with empty text for an empty field', () => {
    const table = readCsv('SUBJID,AETERM,AEENDAT\n1001,Fatigue,\n1002,,2024-05\n', 'labs.csv')
    expect(table.columns).toEqual(['SUBJID', 'AETERM', 'AEENDAT'])
    expect(table.rows).toEqual([
      { SUBJID: '1001', AETERM: 'Fatigue', AEENDAT: '' },
      { SUBJID: '1002', AETERM: '', AEENDAT: '2024-05' },
    ])
    expect(table.faults).toEqual([])
  })

  it.each([
    { field: '"a,b"', value: 'a,b', why: 'a comma inside quotes' },
    { field: '"say ""no"""', value: 'say "no"', why: 'a doubled quote' },
    { field: '""', value: '', why: 'quoted emptiness' },
    { field: '"one\ntwo"', value: 'one\ntwo', why: 'a line feed inside quotes' },
    { field: '"one\r\ntwo"', value: 'one\r\ntwo', why: 'CRLF inside quotes stays as it is' },
    { field: '5" scar', value: '5" scar', why: 'a quote inside an unquoted field' },
    { field: ' padded ', value: ' padded ', why: 'spaces belong to the value' },
    { field: 'a\rb', value: 'a\rb', why: 'a lone carriage return is no line end' },
    { field: '肝细胞癌', value: '肝细胞癌', why: 'Chinese text' },
    { field: '=1+1', value: '=1+1', why: 'nothing is computed' },
  ])('reads $why', ({ field, value }) => {
    expect(rowsOf(`A,B,C\nx,${field},y\n`)).toEqual([{ A: 'x', B: value, C: 'y' }])
    expect(rowsOf(`A,B,C\r\nx,y,${field}\r\n`)).toEqual([{ A: 'x', B: 'y', C: value }])
    expect(faultsOf(`A,B\nx,${field}`)).toEqual([])
  })

  it.each(['A,B\n1,2\n3,4\n', 'A,B\r\n1,2\r\n3,4\r\n', '\ufeffA,B\n1,2\n3,4', 'A,B\n1,2\r\n3,4\r'])(
    'reads the same rows whatever the line ends and the byte order mark: %j',
    (text) => {
      expect(rowsOf(text)).toEqual([
        { A: '1', B: '2' },
        { A: '3', B: '4' },
      ])
      expect(faultsOf(text)).toEqual([])
    },
  )

  it('keeps a byte order mark that does not stand first', () => {
    expect(rowsOf('A\n\ufeffx\n')).toEqual([{ A: '\ufeffx' }])
  })

  it('says on which line each row begins, also behind values of several lines', () => {
    const table = readCsv('A,B\n1,"x\ny\nz"\n2,"p\r\nq"\n3,c\n', 'labs.csv')
    expect([...table.lines]).toEqual([2, 5, 7])
  })

  it('skips empty lines where a row has several columns, and takes them as rows where it has one', () => {
    expect([...readCsv('A,B\n\n1,2\n\n', 'labs.csv').lines]).toEqual([3])
    expect(rowsOf('A\n\nx\n')).toEqual([{ A: '' }, { A: 'x' }])
  })

  it.each([
    { text: '', faults: ['1:1 the file has no header row'] },
    { text: ' \n\n', faults: ['1:1 the file has no header row'] },
    { text: '\ufeff', faults: ['1:1 the file has no header row'] },
    { text: 'A,B,A\n1,2,3\n', faults: ['1:3 column A stands twice'] },
    { text: 'A,,B\n1,2,3\n', faults: ['1:2 a column has no name'] },
    { text: 'A,B\n1\n2,3\n', faults: ['2:2 1 fields where the header has 2'] },
    { text: 'A,B\n1,2\n3,4,5\n', faults: ['3:3 3 fields where the header has 2'] },
    { text: 'A,B\n1,"2\n3,4\n', faults: ['2:2 a quoted field is not closed'] },
    { text: 'A,B\n1,"2"x\n3,4\n', faults: ['2:2 text stands behind a closing quote'] },
    {
      text: 'A,B\n"1\n1"x,2\n"3\n3"y,4\n',
      faults: ['2:1 text stands behind a closing quote', '4:1 text stands behind a closing quote'],
    },
  ])('names the line and the column of a fault: $faults', ({ text, faults }) => {
    expect(faultsOf(text)).toEqual(faults)
  })

  it('reads on behind a fault', () => {
    expect(rowsOf('A,B\n1,"2"x\n3\n4,5\n')).toEqual([
      { A: '1', B: '2' },
      { A: '3', B: '' },
      { A: '4', B: '5' },
    ])
  })

  it('names the file in its faults', () => {
    expect(readCsv('', 'deaths.csv').faults.map(({ file }) => file)).toEqual(['deaths.csv'])
  })

  it('lists every value of a column once', () => {
    const table = readCsv('A,B\nx,1\ny,1\n"x",""\nz,1\n', 'labs.csv')
    expect(table.values).toEqual([
      ['x', 'y', 'z'],
      ['1', ''],
    ])
  })

  it('tells apart values of the same hash', () => {
    // 'Aa' and 'BB' agree in every hash that multiplies by 31.
    const table = readCsv('A\nAa\nBB\nAa\nAaBB\nBBAa\n', 'labs.csv')
    expect(table.rows.map((row) => row['A'])).toEqual(['Aa', 'BB', 'Aa', 'AaBB', 'BBAa'])
    expect(table.values).toEqual([['Aa', 'BB', 'AaBB', 'BBAa']])
  })

  it('keeps apart many values of one column', () => {
    const made = Array.from({ length: 5000 }, (_, n) => `v${n * 7}`)
    const table = readCsv(`A\n${[...made, ...made].join('\n')}\n`, 'labs.csv')
    expect(table.rows.map((row) => row['A'])).toEqual([...made, ...made])
    expect(table.values).toEqual([made])
  })

  it('gives back any values that were written with every field quoted', () => {
    const value = fc.string({
      unit: fc.constantFrom('a', '1', ',', '"', '\n', '\r', ' ', 'é', '肝', '😀', '\ufeff'),
    })
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value), { minLength: 1 }),
        fc.boolean(),
        (rows, windows) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`
          const lines = [['A', 'B'], ...rows].map((fields) => fields.map(quoted).join(','))
          const table = readCsv(lines.join(windows ? '\r\n' : '\n'), 'labs.csv')
          expect(table.faults).toEqual([])
          expect(table.rows).toEqual(rows.map(([A, B]) => ({ A, B })))
        },
      ),
    )
  })

  it('reads any text without failing, and every row has every column', () => {
    const text = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', '\ufeff') })
    fc.assert(
      fc.property(text, (any) => {
        const { columns, rows, lines, values } = readCsv(any, 'labs.csv')
        expect(lines).toHaveLength(rows.length)
        expect(values).toHaveLength(columns.length)
        const named = [...new Set(columns)].sort()
        for (const row of rows) expect(Object.keys(row).sort()).toEqual(named)
      }),
    )
  })
})
