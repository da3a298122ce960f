import type { ItemDefinition } from '../forms/define.ts'
import { MISSING_REASONS, reasonKey } from '../forms/define.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { fileLayouts, SUBJECT_FORM, type FileLayout } from './layout.ts'
import { readCsv, type CsvTable, type Fault } from './read-csv.ts'
import { rowKeyOf } from './to-records.ts'
import type { Row, Trial } from './trial.ts'

/** Says in words why a text cannot be a value of the item; null when it can. */
export type ValueCheck = (item: ItemDefinition, text: string) => string | null

export interface FolderText {
  /** File name with its ending, e.g. `labs.csv`. */
  readonly name: string
  readonly text: string
}

export interface ReadFolder {
  readonly trial: Trial
  readonly faults: readonly Fault[]
  readonly rows: number
}

/**
 * A study's folder as plain data, with every fault: unreadable files, columns and files that the
 * definition does not have, values of an impossible format, subjects without a row in subjects.csv,
 * rows that stand twice where one is allowed. With faults the trial is not fit for use.
 */
export function readFolder(
  files: readonly FolderText[],
  definition: ProtocolDefinition,
  check: ValueCheck,
): ReadFolder {
  const reader = new FolderReader(definition, check)
  return reader.read(files)
}

interface SubjectFiles {
  readonly subjid: string
  readonly files: Record<string, Row[]>
}

class FolderReader {
  private readonly layouts: ReadonlyMap<string, FileLayout>
  private readonly check: ValueCheck
  private readonly faults: Fault[] = []
  private readonly subjects = new Map<string, SubjectFiles>()
  private rows = 0

  constructor(definition: ProtocolDefinition, check: ValueCheck) {
    this.layouts = new Map(fileLayouts(definition).map((layout) => [layout.file, layout]))
    this.check = check
  }

  read(files: readonly FolderText[]): ReadFolder {
    const named = [...files].sort(
      (a, b) => order(a.name) - order(b.name) || (a.name < b.name ? -1 : 1),
    )
    if (!named.some((file) => file.name === `${SUBJECT_FORM}.csv`)) {
      this.fault(`${SUBJECT_FORM}.csv`, [1, 1], 'the file is missing; it lists the subjects')
    }
    for (const file of named) this.readFile(file)
    const subjects = [...this.subjects.values()].sort((a, b) => (a.subjid < b.subjid ? -1 : 1))
    return { trial: { subjects }, faults: this.faults, rows: this.rows }
  }

  private readFile({ name, text }: FolderText): void {
    const stem = name.replace(/\.csv$/, '')
    const layout = this.layouts.get(stem)
    if (layout === undefined) {
      this.fault(name, [1, 1], 'the protocol has no form that is stored in this file')
      return
    }
    const table = readCsv(text, name)
    this.faults.push(...table.faults)
    if (table.columns.length === 0 || !this.checkColumns(name, layout, table)) return
    this.checkValues(name, layout, table)
    this.takeRows(name, layout, table)
  }

  private checkColumns(name: string, layout: FileLayout, table: CsvTable): boolean {
    const known = new Set(['SUBJID', ...layout.fixed, ...layout.further])
    table.columns.forEach((column, index) => {
      if (column !== '' && !known.has(column)) {
        this.fault(name, [1, index + 1], `the form has no item ${column}`)
      }
    })
    const missing = ['SUBJID', ...layout.needed].filter((column) => !table.columns.includes(column))
    for (const column of missing) {
      this.fault(name, [1, table.columns.length + 1], `column ${column} is missing`)
    }
    return table.columns.includes('SUBJID')
  }

  private checkValues(name: string, layout: FileLayout, table: CsvTable): void {
    table.columns.forEach((column, index) => {
      const check = this.columnCheck(layout, column)
      if (check === null) return
      const verdicts = new Map<string, string>()
      for (const text of table.values[index] ?? []) {
        const verdict = text === '' ? null : check(text)
        if (verdict !== null) verdicts.set(text, verdict)
      }
      if (verdicts.size === 0) return
      table.rows.forEach((row, at) => {
        const verdict = verdicts.get(row[column] ?? '')
        if (verdict === undefined) return
        this.fault(name, [table.lines[at] ?? 0, index + 1], `${column}: ${verdict}`)
      })
    })
  }

  private columnCheck(
    layout: FileLayout,
    column: string,
  ): ((text: string) => string | null) | null {
    const item = layout.items.find((of) => of.key === column)
    if (item !== undefined) return (text) => this.check(item, text)
    const reason = layout.items.find((of) => reasonKey(of.key) === column)
    if (reason === undefined) return null
    const reasons: readonly string[] = MISSING_REASONS
    return (text) =>
      reasons.includes(text)
        ? null
        : `"${text}" is no reason for an empty item (${reasons.join(', ')})`
  }

  private takeRows(name: string, layout: FileLayout, table: CsvTable): void {
    const places = new Map<string, number>()
    table.rows.forEach((row, at) => {
      const line = table.lines[at] ?? 0
      const subjid = row['SUBJID'] ?? ''
      const files = this.subjectOf(name, layout, { subjid, row, line })
      if (files === null) return
      const place = placeOf(layout, row)
      const first = place === null ? undefined : places.get(place)
      if (first !== undefined) {
        this.fault(name, [line, 1], `subject ${subjid} has this row already in line ${first}`)
        return
      }
      if (place !== null) places.set(place, line)
      const rows = files[layout.file]
      if (rows === undefined) files[layout.file] = [row]
      else rows.push(row)
      this.rows += 1
    })
  }

  private subjectOf(
    name: string,
    layout: FileLayout,
    of: { readonly subjid: string; readonly row: Row; readonly line: number },
  ): Record<string, Row[]> | null {
    if (of.subjid === '') {
      this.fault(name, [of.line, 1], 'SUBJID is empty')
      return null
    }
    const known = this.subjects.get(of.subjid)
    if (!layout.hasSite) {
      if (known === undefined) {
        this.fault(name, [of.line, 1], `subject ${of.subjid} has no row in ${SUBJECT_FORM}.csv`)
      }
      return known?.files ?? null
    }
    if ((of.row['SITEID'] ?? '') === '') this.fault(name, [of.line, 2], 'SITEID is empty')
    if (known !== undefined) return known.files
    const made: SubjectFiles = { subjid: of.subjid, files: {} }
    this.subjects.set(of.subjid, made)
    return made.files
  }

  private fault(file: string, [line, column]: readonly [number, number], message: string): void {
    this.faults.push({ file, line, column, message })
  }
}

/** subjects.csv first: the other files are checked against it. */
function order(name: string): number {
  return name === `${SUBJECT_FORM}.csv` ? 0 : 1
}

/** What may stand only once in a file; null where rows may repeat. */
function placeOf(layout: FileLayout, row: Row): string | null {
  const place = `${row['SUBJID'] ?? ''}\u0001${row['VISIT'] ?? ''}\u0001`
  if (layout.part === 'rows') return mayRepeat(layout, row) ? null : place + identityOf(layout, row)
  const isNumbered = layout.form.scope === 'log' || hasNoVisit(layout, row)
  return isNumbered ? null : place + rowKeyOf(layout.form, row, 0)
}

/** Rows of a visit's form repeat unless the file is ordered by visit, and where they name no visit. */
function mayRepeat(layout: FileLayout, row: Row): boolean {
  const { form } = layout
  if (form.scope !== 'visit') return false
  return hasNoVisit(layout, row) || form.group?.sortBy.includes('VISIT') !== true
}

/** A visit's form between visits: each row is a record of its own. */
function hasNoVisit({ form }: FileLayout, row: Row): boolean {
  return form.scope === 'visit' && (row['VISIT'] ?? '') === ''
}

function identityOf({ form }: FileLayout, row: Row): string {
  let identity = ''
  for (const key of form.group?.identity ?? []) identity += `${row[key] ?? ''}\u0001`
  return identity
}
