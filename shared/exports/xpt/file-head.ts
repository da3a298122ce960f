/** A variable of a transport file; `length` is its bytes in a row, 8 for a number. */
export interface XptVariable {
  readonly name: string
  readonly label: string
  readonly kind: 'text' | 'number'
  readonly length: number
  /** The number is a day from 1960-01-01, shown as `01JAN2024`. */
  readonly isDate?: boolean
}

export interface XptDataset {
  readonly name: string
  readonly label: string
  readonly variables: readonly XptVariable[]
  /** When the data became what they are (ISO 8601, UTC): the file's dates of creation and change. */
  readonly stateAt: string
}

export const RECORD_BYTES = 80
const NAMESTR_BYTES = 140
const ZEROS = '0'.repeat(30)
const SAS_VERSION = '9.4'
const SYSTEM = 'HEPATRIA'

/**
 * Everything of a SAS transport file, version 5, before its rows. Names must have at most 8 characters,
 * labels 40, all of it in ASCII. Throws `RangeError` otherwise. @source SAS technical note TS-140
 */
export function fileHead({ name, label, variables, stateAt }: XptDataset): Uint8Array {
  const time = sasTime(stateAt)
  const names = variables.map(nameRecord)
  placeOf(variables, names)
  const count = String(variables.length).padStart(4, '0')
  return joined([
    headerRecord('LIBRARY', ZEROS),
    text('SAS', 8) + text('SAS', 8) + text('SASLIB', 8) + system() + ' '.repeat(24) + time,
    text(time, RECORD_BYTES),
    headerRecord('MEMBER', '000000000000000001600000000140'),
    headerRecord('DSCRPTR', ZEROS),
    text('SAS', 8) + text(name, 8) + text('SASDATA', 8) + system() + ' '.repeat(24) + time,
    text(time, 16) + ' '.repeat(16) + text(label, 40) + ' '.repeat(8),
    headerRecord('NAMESTR', `000000${count}${'0'.repeat(20)}`),
    ...names,
    ' '.repeat(padding(names.length * NAMESTR_BYTES)),
    headerRecord('OBS', ZEROS),
  ])
}

/** Blanks after so many bytes until the record of 80 bytes is full. */
export function padding(bytes: number): number {
  return (RECORD_BYTES - (bytes % RECORD_BYTES)) % RECORD_BYTES
}

function headerRecord(kind: string, rest: string): string {
  return `HEADER RECORD*******${text(kind, 8)}HEADER RECORD!!!!!!!${rest}  `
}

function system(): string {
  return text(SAS_VERSION, 8) + text(SYSTEM, 8)
}

/** A fixed field: blanks behind. */
function text(value: string, length: number): string {
  if (value.length > length || /[^\x20-\x7e]/.test(value)) {
    throw new RangeError(`"${value}" does not fit ${length} bytes of a transport file.`)
  }
  return value.padEnd(length)
}

const MONTHS = 'JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC'

/** `2024-03-09T14:30:00…` as `09MAR24:14:30:00`. */
function sasTime(iso: string): string {
  const month = Number(iso.slice(5, 7)) - 1
  const name = MONTHS.slice(month * 3, month * 3 + 3)
  return `${iso.slice(8, 10)}${name}${iso.slice(2, 4)}:${iso.slice(11, 19)}`
}

/** The NAMESTR record of a variable, its place in the row left open. */
function nameRecord(variable: XptVariable, index: number): Uint8Array {
  const { name, label, kind, length, isDate = false } = variable
  const record = new Uint8Array(NAMESTR_BYTES)
  const view = new DataView(record.buffer)
  view.setInt16(0, kind === 'number' ? 1 : 2)
  view.setInt16(4, length)
  view.setInt16(6, index + 1)
  put(record, 8, text(name, 8))
  put(record, 16, text(label, 40))
  put(record, 56, text(isDate ? 'DATE' : '', 8))
  view.setInt16(64, isDate ? 9 : 0)
  put(record, 72, ' '.repeat(8))
  return record
}

function placeOf(variables: readonly XptVariable[], records: readonly Uint8Array[]): void {
  let place = 0
  for (const [at, record] of records.entries()) {
    new DataView(record.buffer).setInt32(84, place)
    place += variables[at]?.length ?? 0
  }
}

function put(into: Uint8Array, at: number, ascii: string): void {
  for (let index = 0; index < ascii.length; index += 1) into[at + index] = ascii.charCodeAt(index)
}

function joined(parts: readonly (string | Uint8Array)[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    if (typeof part === 'string') put(bytes, at, part)
    else bytes.set(part, at)
    at += part.length
  }
  return bytes
}
