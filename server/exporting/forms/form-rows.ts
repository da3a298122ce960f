import {
  formTable,
  unknownColumns,
  type FormColumn,
  type FormTable,
} from '../../../shared/exports/form-tables/form-table.ts'
import { fileLayouts, SUBJECT_FORM } from '../../../shared/trial/layout.ts'
import { rowsOf, type TrialSubject } from '../../../shared/trial/trial.ts'
import { Spool } from '../datasets/spool.ts'
import type { FormatInput } from '../format.ts'

/** A form's rows, ready to be written as one table. */
export interface FilledTable {
  readonly table: FormTable
  /** Those with a value somewhere, those that are always written, and what the form no longer asks. */
  readonly columns: readonly Pick<FormColumn, 'name' | 'label'>[]
  readonly rows: number
  /** The rows by SUBJID, each with the texts of `columns`; again with each call. */
  readonly cells: () => Iterable<readonly string[]>
}

/** The tables of a study's forms. They are good until they are closed. */
export interface FormRows {
  readonly tables: readonly FilledTable[]
  close(): void
}

const STEP = { en: 'Reading the forms of the subjects', zh: '正在读取受试者表单' }

/** Reads all forms of a study once. Rows of one subject at a time are held; the rest waits packed. */
export async function readFormRows(input: FormatInput): Promise<FormRows> {
  const spool = new Spool()
  const kept = fileLayouts(input.definition).map(
    (layout) => new KeptTable(formTable(layout, input.language), spool),
  )
  try {
    let subjects = 0
    for await (const subject of input.subjects()) {
      for (const table of kept) table.add(subject)
      subjects += 1
      input.onProgress({ step: STEP, subjects })
    }
  } catch (error) {
    spool.close()
    throw error
  }
  return {
    tables: kept.map((table) => table.filled()),
    close: () => {
      spool.close()
    },
  }
}

/** A row as it waits: the texts of the columns, and of columns that the form does not ask for. */
type KeptRow = readonly [cells: readonly string[], unknown: Readonly<Record<string, string>>]

class KeptTable {
  private readonly used = new Set<number>()
  private readonly unknown = new Set<string>()
  private rows = 0
  private readonly table: FormTable
  private readonly spool: Spool

  constructor(table: FormTable, spool: Spool) {
    this.table = table
    this.spool = spool
    for (const [at, { always }] of table.columns.entries()) if (always) this.used.add(at)
  }

  add(subject: TrialSubject): void {
    const { file } = this.table.layout
    const site = rowsOf(subject, SUBJECT_FORM)[0]?.['SITEID'] ?? ''
    const { subjid, records } = subject
    let lines = ''
    for (const [at, row] of rowsOf(subject, file).entries()) {
      const cells = this.table.cells(row, { site, subjid, record: records?.[file]?.[at] ?? '' })
      for (const [column, cell] of cells.entries()) if (cell !== '') this.used.add(column)
      const unknown: Record<string, string> = {}
      for (const name of unknownColumns(this.table, row)) {
        this.unknown.add(name)
        unknown[name] = row[name] ?? ''
      }
      const kept: KeptRow = [cells, unknown]
      lines += `${JSON.stringify(kept)}\n`
      this.rows += 1
    }
    if (lines !== '') this.spool.append(file, subjid, Buffer.from(lines))
  }

  filled(): FilledTable {
    const { table, spool, rows } = this
    const used = [...this.used].sort((a, b) => a - b)
    const unknown = [...this.unknown].sort()
    const known = used.flatMap((at) => {
      const column = table.columns[at]
      return column === undefined ? [] : [{ name: column.name, label: column.label }]
    })
    return {
      table,
      rows,
      columns: [...known, ...unknown.map((name) => ({ name, label: name }))],
      *cells() {
        for (const chunk of spool.chunks(table.layout.file)) {
          for (const line of linesOf(chunk)) {
            const [cells, more] = JSON.parse(line) as KeptRow
            yield [...used.map((at) => cells[at] ?? ''), ...unknown.map((name) => more[name] ?? '')]
          }
        }
      },
    }
  }
}

function linesOf(chunk: Uint8Array): readonly string[] {
  return Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length)
    .toString()
    .split('\n')
    .filter((line) => line !== '')
}
