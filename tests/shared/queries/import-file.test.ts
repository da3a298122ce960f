import { describe, expect, it } from 'vitest'
import { IMPORT_ROWS_MAX, ownFaults, readImportFile } from '../../../shared/queries/import-file.ts'
import { protocols } from '../../../shared/protocol/registry.ts'

const HEADING = 'subjid,visit,form,row,item,text'
const rowsOf = (text: string) => {
  const file = readImportFile(text)
  if (file.kind !== 'rows') throw new Error(file.kind)
  return file.rows
}

describe('a file of queries', () => {
  it('is read by its heading, in any order and case, quoted texts with commas and lines', () => {
    const text = 'Text;FORM;SubjID\n"Which scale;\nand when?";vitals;1001\n'
    expect(rowsOf(text)).toEqual([
      {
        ...{ line: 2, subjid: '1001', form: 'vitals', text: 'Which scale;\nand when?' },
        ...{ visit: '', row: '', item: '' },
      },
    ])
  })

  it('counts lines as a spreadsheet does, empty rows left out', () => {
    const rows = rowsOf(`\uFEFF${HEADING}\r\n1,,a,,,x\r\n,,,,,\r\n2,,a,,,y\r\n`)
    expect(rows.map(({ line, subjid }) => [line, subjid])).toEqual([
      [2, '1'],
      [4, '2'],
    ])
  })

  it('takes the mark off that keeps a text from being computed, and no other apostrophe', () => {
    const rows = rowsOf(`${HEADING}\n1,,a,,,'=SUM(A1)\n1,,a,,,'quoted'`)
    expect(rows.map(({ text }) => text)).toEqual(['=SUM(A1)', "'quoted'"])
  })

  it('is refused as a whole without its columns, with unknown ones, or without rows', () => {
    expect(readImportFile('subjid,form\n1,a')).toEqual({
      kind: 'columns-missing',
      columns: ['text'],
    })
    expect(readImportFile('subjid,form,text,text,value\n1,a,x,y,z')).toEqual({
      kind: 'columns-unknown',
      columns: ['text', 'value'],
    })
    expect(readImportFile(HEADING).kind).toBe('no-rows')
    expect(readImportFile('').kind).toBe('columns-missing')
  })

  it('holds at most 2,000 rows', () => {
    const lines = (number: number): string =>
      [HEADING, ...Array.from({ length: number }, () => '1,,a,,,x')].join('\n')
    expect(readImportFile(lines(IMPORT_ROWS_MAX)).kind).toBe('rows')
    expect(readImportFile(lines(IMPORT_ROWS_MAX + 1)).kind).toBe('too-many')
  })

  it('names what a row lacks by itself', () => {
    const forms = new Map(protocols.get('tace-systemic').forms.map((form) => [form.key, form]))
    const [first] = rowsOf(`${HEADING}\n1,,vitals,,NOTHING,${'x'.repeat(4001)}`)
    if (first === undefined) throw new Error('no row')
    expect(ownFaults(first, forms)).toEqual([
      { column: 'text', fault: 'tooLong' },
      { column: 'item', fault: 'unknownItem' },
    ])
    expect(ownFaults({ ...first, form: '', text: '' }, forms)).toEqual([
      { column: 'form', fault: 'missing' },
      { column: 'text', fault: 'missing' },
    ])
  })
})
