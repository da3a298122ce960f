import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { code } from '../../../shared/forms/code-lists.ts'
import type { ItemDefinition, RowValues } from '../../../shared/forms/define.ts'
import { planPaste, type PasteTarget } from '../../../shared/forms/paste-grid.ts'
import { parseTableText, toTableText } from '../../../shared/forms/table-text.ts'
import { dayOf } from '../../../shared/kernel/dates.ts'

describe('a table from the clipboard', () => {
  it.each([
    [
      'tabs and lines',
      'a\tb\nc\td',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'the line ends of a spreadsheet',
      'a\tb\r\nc\td\r\n',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a quoted cell with a line in it', '"a\nb"\tc', [['a\nb', 'c']]],
    ['quotes within quotes', '"6"" tube"\tc', [['6" tube', 'c']]],
    ['a quote that belongs to the text', '6"\tc', [['6"', 'c']]],
    ['a quote that is never closed', '"a\tb', [['"a', 'b']]],
    ['an empty cell', 'a\t\tb', [['a', '', 'b']]],
    [
      'commas',
      'ALT,41\nAST,38',
      [
        ['ALT', '41'],
        ['AST', '38'],
      ],
    ],
    [
      'semicolons before decimal commas',
      'ALT;4,1\nAST;3,8',
      [
        ['ALT', '4,1'],
        ['AST', '3,8'],
      ],
    ],
    ['one column of decimal commas', '4,1\n3,8', [['4,1'], ['3,8']]],
    ['one column of sentences', 'no, not yet\nyes', [['no, not yet'], ['yes']]],
    ['one cell', 'a, b', [['a, b']]],
    ['nothing', '', []],
  ])('is read with %s', (_what, text, table) => {
    expect(parseTableText(text)).toEqual(table)
  })

  it('comes back as it was copied, whatever its cells hold', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', '\t', '\n', ' ', ',', '过') })
    const wide = fc.array(fc.tuple(fc.constant('x'), cell, fc.constant('y')), { minLength: 1 })
    fc.assert(
      fc.property(wide, (table) => {
        expect(parseTableText(toTableText(table))).toEqual(table)
      }),
    )
  })
})

const TEST = { en: 'Test', zh: '项目' }
const items: readonly ItemDefinition[] = [
  {
    key: 'TST',
    kind: 'code',
    label: TEST,
    codes: [code('ALT', 'ALT', '丙氨酸转氨酶'), code('AST', 'AST', '天冬氨酸转氨酶')],
    open: true,
  },
  { key: 'DAT', kind: 'date', label: { en: 'Date', zh: '日期' } },
  { key: 'RES', kind: 'number', label: { en: 'Result', zh: '结果' } },
  {
    key: 'OK',
    kind: 'code',
    label: { en: 'Fasting', zh: '空腹' },
    codes: [code('Y', 'Yes', '是'), code('N', 'No', '否')],
  },
  { key: 'SUM', kind: 'number', label: { en: 'Sum', zh: '合计' }, derivation: 'x' },
]
const at = (change: Partial<PasteTarget> = {}): PasteTarget => ({
  items,
  rows: [],
  identity: [],
  row: 0,
  column: 0,
  dates: { today: dayOf(2024, 3, 12), visit: dayOf(2024, 3, 10) },
  ...change,
})

describe('E1 a table pasted into a grid', () => {
  it('fills cells to the right and below, and adds rows', () => {
    const rows: RowValues[] = [{ TST: 'ALT' }, { TST: 'AST', RES: '1' }]
    const plan = planPaste([['41'], ['38'], ['7']], at({ rows, row: 0, column: 2 }))
    expect(plan.rows).toEqual([{ TST: 'ALT', RES: '41' }, { TST: 'AST', RES: '38' }, { RES: '7' }])
    expect([plan.cells, plan.addedRows, plan.trouble]).toEqual([3, 1, []])
  })

  it.each([
    ['Y', 'Y'],
    ['yes', 'Y'],
    ['否', 'N'],
    ['2', 'N'],
    ['２', 'N'],
  ])('reads the answer %s as %s', (pasted, value) => {
    expect(planPaste([[pasted]], at({ column: 3 })).rows).toEqual([{ OK: value }])
  })

  it('reads dates as they are typed, by shortcut too', () => {
    const pasted = [['2024/3/9'], ['10mar2024'], ['v'], ['2024年3月'], ['UN MAR 2024']]
    const read = planPaste(pasted, at({ column: 1 })).rows.map((row) => row['DAT'])
    expect(read).toEqual(['2024-03-09', '2024-03-10', '2024-03-10', '2024-03', '2024-03'])
  })

  it('keeps in its cell what it cannot read, and lists it', () => {
    const plan = planPaste([['ALT', '31 feb 2024', '12,5', 'perhaps']], at())
    expect(plan.rows).toEqual([{ TST: 'ALT', DAT: '31 feb 2024', RES: '12,5', OK: 'perhaps' }])
    expect(plan.trouble.map(({ text, why }) => [text, why])).toEqual([
      ['31 feb 2024', 'not-read'],
      ['12,5', 'not-read'],
      ['perhaps', 'not-read'],
    ])
  })

  it('lists what has no column, and never writes a computed one', () => {
    const plan = planPaste([['1', '9', 'beyond']], at({ column: 3 }))
    expect(plan.rows).toEqual([{ OK: 'Y' }])
    expect(plan.trouble.map(({ text, why, row }) => [row, text, why])).toEqual([
      [1, '9', 'computed'],
      [1, 'beyond', 'no-column'],
    ])
  })

  it('leaves what stands where an empty cell is pasted', () => {
    const plan = planPaste([['', '5']], at({ rows: [{ DAT: '2024', RES: '4' }], column: 1 }))
    expect(plan.rows).toEqual([{ DAT: '2024', RES: '5' }])
  })

  it('takes away the reason why a cell was empty, and no other', () => {
    const rows = [{ TST: 'ALT', RES_REASND: 'PENDING', DAT_REASND: 'UNKNOWN' }]
    const plan = planPaste([['41']], at({ column: 2, rows }))
    expect(plan.rows).toEqual([{ TST: 'ALT', RES: '41', DAT_REASND: 'UNKNOWN' }])
  })

  it('follows the names of columns in a first row', () => {
    const plan = planPaste(
      [
        ['Result (U/L)', '项目 *'],
        ['41', '丙氨酸转氨酶'],
      ],
      at({ column: 3 }),
    )
    expect(plan.rows).toEqual([{ RES: '41', TST: 'ALT' }])
  })

  it('fills the row that a pasted row names, and overwrites no other', () => {
    const rows: RowValues[] = [{ TST: 'ALT', RES: '1' }, { TST: 'AST' }]
    const pasted = [
      ['AST', '', '38'],
      ['GGT', '', '90'],
      ['ALT', '', '41'],
    ]
    const plan = planPaste(pasted, at({ rows, identity: ['TST'] }))
    expect(plan.rows).toEqual([
      { TST: 'ALT', RES: '41' },
      { TST: 'AST', RES: '38' },
      { TST: 'GGT', RES: '90' },
    ])
  })

  it('keeps two pasted rows of the same test apart', () => {
    const pasted = [
      ['ALT', '', '41'],
      ['ALT', '', '43'],
    ]
    const plan = planPaste(pasted, at({ rows: [{ TST: 'ALT' }], identity: ['TST'] }))
    expect(plan.rows.map((row) => row['RES'])).toEqual(['41', '43'])
  })

  it('loses no pasted text and no other row, whatever is pasted', () => {
    const cell = fc.constantFrom('ALT', 'AST', '41', '31 feb', 'Y', '过小', '', '  x ')
    const table = fc.array(fc.array(cell, { minLength: 1, maxLength: 7 }), { maxLength: 6 })
    const rows = [{ TST: 'ALT', OK: 'N' }, { TST: 'AST' }, {}]
    const identity = fc.constantFrom([], ['TST'])
    fc.assert(
      fc.property(table, identity, fc.nat(2), fc.nat(4), (pasted, names, row, column) => {
        const plan = planPaste(pasted, at({ rows, identity: names, row, column }))
        const filled = pasted.flat().filter((text) => text.trim() !== '').length
        const lost = plan.trouble.filter(({ why }) => why !== 'not-read').length
        expect(plan.cells + lost).toBe(filled)
        expect(Object.keys(plan.rows)).toHaveLength(rows.length + plan.addedRows)
      }),
    )
  })
})
