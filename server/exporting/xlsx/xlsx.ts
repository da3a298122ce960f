import { codeLines, itemLines } from '../../../shared/exports/form-tables/form-table.ts'
import { speaker } from '../../../shared/texts/speaker.ts'
import type { FormatInput, ServerFormat } from '../format.ts'
import { readFormRows, type FilledTable, type FormRows } from '../forms/form-rows.ts'
import { countRows } from '../forms/forms-csv.ts'
import { readmeFacts } from '../forms/readme-facts.ts'
import { MOST_CHARACTERS, MOST_ROWS, workbook, type Sheet } from './workbook.ts'

/** A workbook: a sheet about it, one for each form, one for items and one for code lists. */
export const xlsx: ServerFormat = {
  key: 'xlsx',
  title: { en: 'Workbook (XLSX)', zh: '工作簿（XLSX）' },
  description: {
    en: 'One workbook with a README sheet (what, of when, versions, time zones), one sheet for each form with the meaning of each code, all items and all code lists. Every cell is a text as entered; there are no formulas.',
    zh: '一个工作簿：说明页（内容、时间、版本、时区）、每张表单一页（编码附含义）、项目清单和编码表。所有单元格均为录入原文，不含公式。',
  },
  deidentifies: true,
  async *files(input) {
    const rows = await readFormRows(input)
    try {
      const sheets = sheetsOf(rows, input)
      yield {
        name: `${input.study.key}.xlsx`,
        rows: countRows(rows),
        mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        pieces: () => workbook(sheets),
      }
    } finally {
      rows.close()
    }
  },
}

function sheetsOf(rows: FormRows, input: FormatInput): readonly Sheet[] {
  const { language } = input
  const { t } = speaker(language)
  const used = rows.tables.filter((filled) => filled.rows > 0)
  const tables = used.map(({ table }) => table)
  const facts = readmeFacts(input, { rows: countRows(rows) })
  const naming = new SheetNames()
  const plain = (name: string, all: readonly (readonly string[])[]): Sheet => ({
    name: naming.free(name),
    widths: (all[0] ?? []).map((_, column) => widthOf(all, column)),
    rows: all,
  })
  return [
    plain(t('formFiles.readme'), [[t('formFiles.readme'), ''], ...facts]),
    ...used.flatMap((filled) => formSheets(filled, input, naming)),
    plain(t('formFiles.items'), [
      ['FILE', 'FORM', 'ITEM', 'LABEL', 'KIND', 'UNIT', 'SDTM'],
      ...itemLines(tables, language).map((line) => Object.values(line) as string[]),
    ]),
    plain(t('formFiles.codeLists'), [
      ['FORM', 'ITEM', 'CODE', 'LABEL'],
      ...codeLines(tables, language).map((line) => Object.values(line) as string[]),
    ]),
  ]
}

/** A form's sheet: labels and names above its rows; a further sheet where it has more than one holds. */
function formSheets(
  filled: FilledTable,
  { language }: FormatInput,
  naming: SheetNames,
): readonly Sheet[] {
  const { table, columns, rows } = filled
  const { form, part } = table.layout
  const title = part === 'rows' ? form.group?.title[language] : form.title[language]
  const heads = [columns.map(({ label }) => label), columns.map(({ name }) => name)]
  const room = MOST_ROWS - heads.length
  const count = Math.max(1, Math.ceil(rows / room))
  return Array.from({ length: count }, (_, sheet): Sheet => ({
    name: naming.free(title ?? form.key),
    widths: columns.map(({ name }) => Math.min(40, Math.max(10, name.length + 2))),
    rows: {
      *[Symbol.iterator]() {
        yield* heads
        let at = 0
        for (const cells of filled.cells()) {
          if (Math.floor(at / room) === sheet) yield checked(cells)
          at += 1
        }
      },
    },
  }))
}

/** No value of a form is as long as this; were one, the file would be refused rather than cut it. */
function checked(cells: readonly string[]): readonly string[] {
  if (cells.some((cell) => cell.length > MOST_CHARACTERS)) {
    throw new RangeError(
      'A value is too long for a cell of a workbook. Export it in another format.',
    )
  }
  return cells
}

function widthOf(rows: readonly (readonly string[])[], column: number): number {
  const longest = Math.max(...rows.map((row) => row[column]?.length ?? 0))
  return Math.min(80, Math.max(8, longest + 2))
}

const LONGEST_NAME = 31

/** Names of sheets, each once. */
class SheetNames {
  private readonly taken = new Set<string>()

  free(wanted: string): string {
    const clean =
      wanted
        .replace(/[[\]:*?/\\]/g, ' ')
        .trim()
        .slice(0, LONGEST_NAME) || 'Sheet'
    let name = clean
    for (let number = 2; this.taken.has(name.toLowerCase()); number += 1) {
      const end = ` ${number}`
      name = clean.slice(0, LONGEST_NAME - end.length) + end
    }
    this.taken.add(name.toLowerCase())
    return name
  }
}
