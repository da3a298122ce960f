import { codeLines, itemLines } from '../../../shared/exports/form-tables/form-table.ts'
import { BYTE_ORDER_MARK, guardedLine } from '../../../shared/exports/guarded-csv.ts'
import type { FormatFile, FormatInput, ServerFormat } from '../format.ts'
import { readFormRows, type FilledTable, type FormRows } from './form-rows.ts'
import { readmeFacts, type ReadmeFact } from './readme-facts.ts'

const CSV = 'text/csv; charset=utf-8'
/** Lines that are handed out as one piece. */
const AT_A_TIME = 500

/** One flat file for each form, for people: values as entered, codes with their meaning. */
export const formsCsv: ServerFormat = {
  key: 'forms-csv',
  title: { en: 'Forms as flat CSV', zh: '表单平面CSV' },
  description: {
    en: 'One file for each form, with the meaning of each code beside it in the language chosen, a list of all items with labels and units, all code lists and a README. For spreadsheets: a text that would be taken for a formula has an apostrophe before it.',
    zh: '每张表单一个文件，编码旁附所选语言的含义；另有项目清单（标签、单位）、全部编码表和说明文件。供电子表格使用：可能被当作公式的文本前加单引号。',
  },
  deidentifies: true,
  async *files(input) {
    const rows = await readFormRows(input)
    try {
      const names = fileNames(rows)
      yield* tableFiles(rows, names)
      yield* listFiles(rows, input, names)
      yield readme(readmeFacts(input, { rows: countRows(rows) }))
    } finally {
      rows.close()
    }
  },
}

export function countRows({ tables }: FormRows): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0)
}

/** Files of the format itself, whatever forms a study has. */
const ITEMS = 'items'
const CODES = 'codes'

/** The name of each form's file without its ending: one that is the format's own gets a number behind it. */
function fileNames({ tables }: FormRows): ReadonlyMap<string, string> {
  const forms = tables.map(({ table }) => table.layout.file)
  const taken = new Set([...forms, ITEMS, CODES])
  const freeName = (file: string): string => {
    let number = 2
    while (taken.has(`${file}-${number}`)) number += 1
    return `${file}-${number}`
  }
  return new Map(
    forms.map((file) => [file, file === ITEMS || file === CODES ? freeName(file) : file]),
  )
}

function* tableFiles(
  { tables }: FormRows,
  names: ReadonlyMap<string, string>,
): Generator<FormatFile> {
  for (const filled of tables) {
    if (filled.rows === 0) continue
    const { file } = filled.table.layout
    yield {
      name: `${names.get(file) ?? file}.csv`,
      rows: filled.rows,
      fields: filled.columns.map(({ name }) => name),
      mediaType: CSV,
      pieces: () => linesOf(filled),
    }
  }
}

function* linesOf({ columns, cells }: FilledTable): Generator<string> {
  let lines = BYTE_ORDER_MARK + guardedLine(columns.map(({ name }) => name))
  let count = 0
  for (const row of cells()) {
    lines += guardedLine(row)
    count += 1
    if (count % AT_A_TIME !== 0) continue
    yield lines
    lines = ''
  }
  if (lines !== '') yield lines
}

function* listFiles(
  { tables }: FormRows,
  { language }: FormatInput,
  names: ReadonlyMap<string, string>,
): Generator<FormatFile> {
  const used = tables.filter(({ rows }) => rows > 0).map(({ table }) => table)
  yield listFile(
    `${ITEMS}.csv`,
    ['FILE', 'FORM', 'ITEM', 'LABEL', 'KIND', 'UNIT', 'SDTM'],
    itemLines(used, language).map(({ file, form, item, label, kind, unit, sdtm }) => [
      names.get(file) ?? file,
      form,
      item,
      label,
      kind,
      unit,
      sdtm,
    ]),
  )
  yield listFile(
    `${CODES}.csv`,
    ['FORM', 'ITEM', 'CODE', 'LABEL'],
    codeLines(used, language).map(({ form, item, code, label }) => [form, item, code, label]),
  )
}

function listFile(
  name: string,
  fields: readonly string[],
  rows: readonly (readonly string[])[],
): FormatFile {
  return {
    name,
    rows: rows.length,
    fields,
    mediaType: CSV,
    pieces: () => [BYTE_ORDER_MARK + [fields, ...rows].map(guardedLine).join('')],
  }
}

function readme(facts: readonly ReadmeFact[]): FormatFile {
  const lines = facts.map(([what, value]) => (value === '' ? `\n${what}` : `${what}: ${value}`))
  return {
    name: 'README.txt',
    rows: 0,
    mediaType: 'text/plain; charset=utf-8',
    pieces: () => [`${lines.join('\n')}\n`],
  }
}
