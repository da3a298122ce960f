import { z } from 'zod'
import {
  MISSING_REASONS,
  reasonKey,
  type FormDefinition,
  type FormValues,
  type ItemDefinition,
  type ItemKind,
  type RowValues,
} from './define.ts'
import {
  entryCheckOf,
  type EntryCheck,
  type EntryFault,
  type EntryFaultKey,
  type TextParams,
} from './entry-faults.ts'
import { normaliseEntry } from './normalise-entry.ts'
import { shownValues } from './shown-values.ts'

/** An entry that cannot be stored, and where it stands: `['rows', 3, 'LDIAM']`. */
export interface FormFault extends EntryFault {
  readonly path: readonly (string | number)[]
}

export type ParsedForm =
  | { readonly ok: true; readonly values: FormValues }
  | { readonly ok: false; readonly faults: readonly FormFault[] }

interface Column {
  readonly kind: ItemKind
  readonly unstored: boolean
  readonly check: EntryCheck
}

interface RowParser {
  readonly columns: ReadonlyMap<string, Column>
  readonly derived: readonly ItemDefinition[]
}

const REASONS = new Set<string>(MISSING_REASONS)

const notAReason = (text: string): EntryFault | null =>
  REASONS.has(text) ? null : { key: 'entry.notAReason', params: { text: text.slice(0, 40) } }

/**
 * Reads the values of one filled form from outside. Entries are normalised, empty ones left out,
 * derived items computed (an entered one stands only while the derivation lacks an input). Only
 * impossible formats are faults; the messages are text keys.
 */
export function parseFormValues(form: FormDefinition, input: unknown): ParsedForm {
  const { items, rows } = parserOf(form)
  if (!isObject(input)) return { ok: false, faults: [at([], 'entry.notAnObject')] }
  const faults: FormFault[] = []
  const values = {
    items: parseRow(items, input['items'] ?? {}, ['items'], faults),
    rows: parseRows(rows, input['rows'] ?? [], faults),
  }
  return faults.length === 0 ? { ok: true, values } : { ok: false, faults }
}

const schemas = new WeakMap<FormDefinition, z.ZodType<FormValues>>()

/**
 * The zod schema of a form's values, the same in browser and server; made once for each form.
 * Issues are of code `custom`: `message` is a text key, `params` what its sentence names.
 */
export function schemaOf(form: FormDefinition): z.ZodType<FormValues> {
  const known = schemas.get(form)
  if (known !== undefined) return known
  const schema = z.unknown().transform((input, context): FormValues => {
    const parsed = parseFormValues(form, input)
    if (parsed.ok) return parsed.values
    for (const { key, params, path } of parsed.faults) {
      context.issues.push({ code: 'custom', message: key, params, path: [...path], input })
    }
    return z.NEVER
  })
  schemas.set(form, schema)
  return schema
}

const parsers = new WeakMap<FormDefinition, { items: RowParser; rows: RowParser | null }>()

function parserOf(form: FormDefinition): { items: RowParser; rows: RowParser | null } {
  const known = parsers.get(form)
  if (known !== undefined) return known
  const parser = {
    items: rowParser(form.items),
    rows: form.group === undefined ? null : rowParser(form.group.items),
  }
  parsers.set(form, parser)
  return parser
}

function rowParser(items: readonly ItemDefinition[]): RowParser {
  const columns = new Map<string, Column>()
  for (const item of items) {
    const unstored = item.unstored === true
    columns.set(item.key, { kind: item.kind, unstored, check: entryCheckOf(item) })
    columns.set(reasonKey(item.key), { kind: 'code', unstored, check: notAReason })
  }
  return {
    columns,
    derived: items.filter((item) => item.derivation !== undefined && item.unstored !== true),
  }
}

function parseRows(
  parser: RowParser | null,
  input: unknown,
  faults: FormFault[],
): readonly RowValues[] {
  if (!Array.isArray(input)) {
    faults.push(at(['rows'], 'entry.notAnObject'))
    return []
  }
  if (parser === null) {
    if (input.length > 0) faults.push(at(['rows'], 'entry.rowsNotAllowed'))
    return []
  }
  return input.map((row: unknown, index) => parseRow(parser, row, ['rows', index], faults))
}

function parseRow(
  parser: RowParser,
  input: unknown,
  path: readonly (string | number)[],
  faults: FormFault[],
): RowValues {
  if (!isObject(input)) {
    faults.push(at(path, 'entry.notAnObject'))
    return {}
  }
  const values: Record<string, string> = {}
  for (const key of Object.keys(input)) {
    const read = readEntry(parser.columns.get(key), input[key])
    if (typeof read === 'string') {
      if (read !== '' && parser.columns.get(key)?.unstored !== true) values[key] = read
    } else {
      const params = read.key === 'entry.unknownItem' ? { item: key.slice(0, 80) } : read.params
      faults.push({ key: read.key, params, path: [...path, key] })
    }
  }
  return parser.derived.length === 0 ? values : shownValues(parser.derived, values)
}

function readEntry(column: Column | undefined, value: unknown): string | EntryFault {
  if (column === undefined) return { key: 'entry.unknownItem', params: {} }
  if (value === undefined || value === null) return ''
  if (typeof value !== 'string') return { key: 'entry.notText', params: {} }
  if (value.includes('\u0000')) return { key: 'entry.nul', params: {} }
  const text = normaliseEntry(column.kind, value)
  return text === '' ? '' : (column.check(text) ?? text)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function at(
  path: readonly (string | number)[],
  key: EntryFaultKey,
  params: TextParams = {},
): FormFault {
  return { path, key, params }
}
