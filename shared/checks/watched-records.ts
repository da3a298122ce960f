import type { FormDefinition, FormValues, RowValues } from '../forms/define.ts'
import type { Row } from '../trial/trial.ts'
import type { CheckRecord } from './define.ts'
import type { SubjectQuestion } from './subject.ts'

/** The cells of one name in all records of the form: each number of changes is one state of them. */
class Column {
  changes = 0
  readonly question: SubjectQuestion<number> = {
    compute: () => this.changes,
    readsState: true,
  }
}

type Ask = <T>(question: SubjectQuestion<T>) => T

/** Whose cells a row holds: the form's own items, or those of its group. */
type Part = 'items' | 'rows'

const NO_CELLS: RowValues = {}

/** Of who asks for the names that a row has, whichever they are. */
const NAMES = ''

class WatchedRecord implements CheckRecord {
  readonly id: string | null
  readonly form: string
  readonly visit: string | null
  readonly rowKey: string
  readonly values: FormValues

  constructor({ id, form, visit, rowKey }: CheckRecord, values: FormValues) {
    this.id = id
    this.form = form
    this.visit = visit
    this.rowKey = rowKey
    this.values = values
  }
}

/** The records of one form as long as they are the same ones with as many rows; what they say changes. */
interface Shape {
  records: readonly CheckRecord[]
  readonly views: readonly CheckRecord[]
  readonly placeOf: ReadonlyMap<CheckRecord, number>
  readonly files: Map<string, readonly Row[]>
}

/**
 * The records of one form, some of which change from state to state. They are read through views that
 * stay the same objects while the form has the same records with as many rows: a view shows what its
 * record says now, and each cell that is read is a question of whoever reads it. So a finding stands
 * while the cells that it was learnt from say the same, whatever else of the record changed.
 */
export class WatchedRecords {
  readonly #ask: Ask
  readonly #parts: readonly Part[]
  readonly #columns = { items: new Map<string, Column>(), rows: new Map<string, Column>() }
  #shape: Shape

  constructor(ask: Ask, { group }: Pick<FormDefinition, 'group'>, records: readonly CheckRecord[]) {
    this.#ask = ask
    this.#parts = group === undefined ? ['items'] : ['items', 'rows']
    this.#shape = this.#shapeOf(records)
  }

  /** Another state: records that say what they said are the same objects. */
  turnTo(records: readonly CheckRecord[]): void {
    const former = this.#shape.records
    if (records === former) return
    if (isSameShape(former, records)) {
      this.#shape.records = records
      this.#noteChanges(former, records)
    } else this.#shape = this.#shapeOf(records)
  }

  get views(): readonly CheckRecord[] {
    return this.#shape.views
  }

  /** The records as they are, for who reads these items of them and no others. */
  reading(items: readonly string[]): readonly CheckRecord[] {
    for (const item of items) this.#note(this.#parts, item)
    return this.#shape.records
  }

  viewOf(record: CheckRecord): CheckRecord {
    const { views, records } = this.#shape
    return views[records.indexOf(record)] ?? record
  }

  /** The rows of a file that a view's record is, made by `rowsIn` of the record as it is now. */
  fileRows(
    view: CheckRecord,
    file: string,
    rowsIn: (record: CheckRecord) => readonly Row[],
  ): readonly Row[] {
    const shape = this.#shape
    const place = shape.placeOf.get(view)
    if (place === undefined) throw new Error('Rows were asked of a record that is not seen now.')
    const key = `${place} ${file}`
    let last: { readonly record: CheckRecord; readonly rows: readonly Row[] } | null = null
    const now = (): readonly Row[] => {
      const record = shape.records[place] ?? view
      if (last?.record !== record) last = { record, rows: rowsIn(record) }
      return last.rows
    }
    const rows =
      shape.files.get(key) ?? now().map((_, at) => this.#row(this.#parts, () => now()[at]))
    shape.files.set(key, rows)
    return rows
  }

  #shapeOf(records: readonly CheckRecord[]): Shape {
    const views: CheckRecord[] = []
    const placeOf = new Map<CheckRecord, number>()
    const shape: Shape = { records, views, placeOf, files: new Map() }
    for (const [place, record] of records.entries()) {
      const now = (): FormValues => (shape.records[place] ?? record).values
      const rows = record.values.rows.map((_, at) => this.#row(['rows'], () => now().rows[at]))
      const items = this.#row(['items'], () => now().items)
      const view = new WatchedRecord(record, { items, rows })
      views.push(view)
      placeOf.set(view, place)
    }
    return shape
  }

  #row(parts: readonly Part[], now: () => RowValues | undefined): RowValues {
    const note = (name: string): void => {
      this.#note(parts, name)
    }
    return watchedRow(() => now() ?? NO_CELLS, note)
  }

  #note(parts: readonly Part[], name: string): void {
    for (const part of parts) {
      const columns = this.#columns[part]
      const column = columns.get(name) ?? new Column()
      columns.set(name, column)
      this.#ask(column.question)
    }
  }

  /** A column that nobody ever read begins with the state in which it is read first. */
  #noteChanges(former: readonly CheckRecord[], records: readonly CheckRecord[]): void {
    const { items, rows } = this.#columns
    const changed = new Set<Column>()
    for (const [place, { values }] of records.entries()) {
      const before = former[place]?.values
      if (before === undefined || before === values) continue
      noteCells(changed, items, before.items, values.items)
      for (const [at, row] of values.rows.entries()) {
        noteCells(changed, rows, before.rows[at] ?? {}, row)
      }
    }
    for (const column of changed) column.changes += 1
  }
}

function noteCells(
  changed: Set<Column>,
  columns: ReadonlyMap<string, Column>,
  before: RowValues,
  now: RowValues,
): void {
  if (before === now) return
  const names = columns.get(NAMES)
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    if (before[name] === now[name]) continue
    const column = columns.get(name)
    if (column !== undefined) changed.add(column)
    if (names !== undefined) changed.add(names)
  }
}

/**
 * A row whose names and cells are noted as they are read. By its prototype it is no plain value, so
 * `isEqual` takes it for nothing but itself.
 */
function watchedRow(now: () => RowValues, note: (name: string) => void): RowValues {
  const noted = (name: string | symbol): RowValues => {
    if (typeof name === 'string') note(name)
    return now()
  }
  return new Proxy(Object.create(WatchedRecord.prototype) as RowValues, {
    get: (_, name) => Reflect.get(noted(name), name) as unknown,
    has: (_, name) => Reflect.has(noted(name), name),
    ownKeys: () => Reflect.ownKeys(noted(NAMES)),
    getOwnPropertyDescriptor(_, name) {
      const found = Reflect.getOwnPropertyDescriptor(noted(name), name)
      return found && { ...found, configurable: true }
    },
    set: () => false,
    defineProperty: () => false,
    deleteProperty: () => false,
  })
}

/** The same records in the same order, with as many rows, and still with or without items of their own. */
function isSameShape(one: readonly CheckRecord[], other: readonly CheckRecord[]): boolean {
  return one.length === other.length && one.every((record, at) => isSamePlace(record, other[at]))
}

function isSamePlace(one: CheckRecord, other: CheckRecord | undefined): boolean {
  if (one === other) return true
  if (one.id !== other?.id || one.visit !== other.visit || one.rowKey !== other.rowKey) return false
  const [a, b] = [one.values, other.values]
  return a.rows.length === b.rows.length && isBare(a.items) === isBare(b.items)
}

function isBare(items: RowValues): boolean {
  return Object.keys(items).length === 0
}
