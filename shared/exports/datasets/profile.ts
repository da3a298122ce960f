import type { Cell, DatasetDefinition, DatasetVariable } from './define.ts'

/** What the values of a variable are like: for its length, type and terms in files and their definition. */
export interface VariableProfile {
  /** Values that are there. */
  filled: number
  /** Characters of the longest text, or of the longest number as text without sign and point. */
  longest: number
  /** Most digits behind the point. */
  decimals: number
  /** Every text reads as a whole number, every one as a number. */
  whole: boolean
  numeric: boolean
  /** Kinds of ISO 8601 dates among the texts. */
  readonly dates: Set<DateKind>
  /** Distinct values, in the order met; null once there are too many to be terms. */
  values: Set<string> | null
}

export type DateKind = 'day' | 'partial' | 'gap' | 'time' | 'other'

/** More distinct values than this are no list of terms. */
const MOST_TERMS = 400
const MOST_TERMS_OF_VALUE = 60

/** Profiles of a dataset's variables, of all records and of those with the same test or parameter. */
export class DatasetProfile {
  rows = 0
  readonly variables: readonly VariableProfile[]
  /** By value of the variable that says what a record is about, then by place of a variable. */
  readonly byValue = new Map<string, Map<number, VariableProfile>>()
  readonly valueLevel: ValueLevel | null
  private readonly kinds: readonly Kind[]

  constructor(definition: DatasetDefinition) {
    const { variables } = definition
    this.valueLevel = valueLevelOf(definition)
    this.variables = variables.map((variable) => newProfile(keepsTerms(variable)))
    this.kinds = variables.map(kindOf)
  }

  /** Takes in a record, its cells in the order of the variables. */
  add(cells: readonly Cell[]): void {
    this.rows += 1
    for (let place = 0; place < this.kinds.length; place += 1) {
      const profile = this.variables[place]
      const cell = cells[place] ?? null
      if (profile === undefined || cell === null || cell === '') continue
      learn(profile, cell, this.kinds[place] ?? 'text')
    }
    if (this.valueLevel !== null) this.addValue(cells, this.valueLevel)
  }

  private addValue(cells: readonly Cell[], { place: where, decode, places }: ValueLevel): void {
    const value = String(cells[where] ?? '')
    if (value === '') return
    let profiles = this.byValue.get(value)
    if (profiles === undefined) {
      profiles = new Map<number, VariableProfile>()
      this.byValue.set(value, profiles)
    }
    for (const place of decode === null ? places : [decode, ...places]) {
      const cell = cells[place] ?? null
      if (cell === null || cell === '') continue
      let profile = profiles.get(place)
      if (profile === undefined) profiles.set(place, (profile = newProfile(true)))
      learn(profile, cell, 'value')
    }
  }
}

/** Which variable says what a record is about, and the variables whose meaning follows it, by place. */
export interface ValueLevel {
  readonly place: number
  /** The variable that names what it is about, in words; null where there is none. */
  readonly decode: number | null
  readonly places: readonly number[]
}

const FINDING_RESULTS = ['ORRES', 'ORRESU', 'STRESC', 'STRESN', 'STRESU']
const PARAMETER_RESULTS = ['AVAL', 'AVALC', 'AVALU', 'BASE', 'BASEC', 'CHG', 'PCHG']

function valueLevelOf({ key, variables }: DatasetDefinition): ValueLevel | null {
  const names = variables.map(({ name }) => name)
  const level = (where: string, named: string, results: readonly string[]): ValueLevel | null => {
    const place = names.indexOf(where)
    const decode = names.indexOf(named)
    const places = results.map((name) => names.indexOf(name)).filter((at) => at >= 0)
    if (place < 0 || places.length === 0) return null
    return { place, decode: decode < 0 ? null : decode, places }
  }
  const findings = FINDING_RESULTS.map((name) => `${key}${name}`)
  return (
    level('QNAM', 'QLABEL', ['QVAL']) ??
    level('PARAMCD', 'PARAM', PARAMETER_RESULTS) ??
    level('TSPARMCD', 'TSPARM', ['TSVAL']) ??
    level(`${key}TESTCD`, `${key}TEST`, findings)
  )
}

type Kind = 'date' | 'number' | 'text' | 'value'

function kindOf({ name, kind }: DatasetVariable): Kind {
  if (kind !== 'text') return 'number'
  return isDateText(name) ? 'date' : 'text'
}

/** A text variable that holds ISO 8601 dates. */
export function isDateText(name: string): boolean {
  return name.endsWith('DTC')
}

function keepsTerms({ name, kind, codelist, items }: DatasetVariable): boolean {
  if (kind === 'sas-date' || isDateText(name)) return false
  if (codelist !== undefined || (items ?? []).length > 0) return true
  return /(TESTCD|TEST|PARAMCD|PARAM|QNAM|QLABEL|PARMCD|PARM|FL)$/.test(name)
}

function newProfile(withTerms: boolean): VariableProfile {
  return {
    filled: 0,
    longest: 0,
    decimals: 0,
    whole: true,
    numeric: true,
    dates: new Set(),
    values: withTerms ? new Set() : null,
  }
}

function learn(profile: VariableProfile, cell: string | number, kind: Kind): void {
  profile.filled += 1
  if (profile.values !== null) keepValue(profile, String(cell), kind)
  if (typeof cell === 'number') {
    learnNumber(profile, cell)
    return
  }
  if (cell.length > profile.longest) profile.longest = cell.length
  if (kind === 'date') profile.dates.add(dateKind(cell))
  else if (kind === 'value' && profile.numeric) learnNumeric(profile, cell)
}

function keepValue(profile: VariableProfile, value: string, kind: Kind): void {
  const { values } = profile
  if (values === null) return
  values.add(value)
  if (values.size > (kind === 'value' ? MOST_TERMS_OF_VALUE : MOST_TERMS)) profile.values = null
}

function learnNumber(profile: VariableProfile, value: number): void {
  const text = String(Math.abs(value))
  const point = text.indexOf('.')
  const digits = point < 0 ? text.length : text.length - 1
  if (digits > profile.longest) profile.longest = digits
  if (point < 0) return
  profile.whole = false
  profile.decimals = Math.max(profile.decimals, text.length - point - 1)
}

const NUMBER = /^-?\d+(\.\d+)?$/

function learnNumeric(profile: VariableProfile, text: string): void {
  if (!NUMBER.test(text)) profile.numeric = false
  const point = text.indexOf('.')
  if (point < 0) return
  profile.whole = false
  profile.decimals = Math.max(profile.decimals, text.length - point - 1)
}

function dateKind(text: string): DateKind {
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return 'day'
  if (/^\d{4}(-\d{2})?$/.test(text)) return 'partial'
  if (/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(text)) return 'time'
  return /^(\d{4}|-)-(\d{2}|-)-/.test(text) ? 'gap' : 'other'
}
