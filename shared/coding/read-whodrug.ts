import { readCsv } from '../trial/read-csv.ts'
import {
  FaultList,
  type DictionaryReader,
  type DictionaryTerm,
  type ParentTerm,
} from './dictionary.ts'

const FILE = 'whodrug.csv'
const COLUMNS = ['CODE', 'NAME', 'PREFERRED_CODE', 'PREFERRED_NAME', 'ATC', 'ATC_NAME'] as const

/**
 * Drug names from a table that the licence holder makes from a WHODrug release: UTF-8 CSV with a head,
 * one line for each drug code: its name, the preferred name, and the ATC class chosen for the study.
 */
export const whodrug: DictionaryReader = {
  kind: 'WHODRUG',
  files: [FILE],
  read(files) {
    const table = readCsv(files.get(FILE) ?? '', FILE)
    const faults = new FaultList()
    for (const { line, kind } of table.faults) {
      faults.add({ file: FILE, line, key: `coding.fault.csv.${kind}`, value: '' })
    }
    for (const column of COLUMNS.filter((one) => !table.columns.includes(one))) {
      faults.add({ file: FILE, line: 1, key: 'coding.fault.column', value: column })
    }
    const terms = faults.faults.length > 0 ? [] : drugTerms(table, faults)
    return faults.faults.length > 0 ? { terms: [], faults: faults.faults } : { terms, faults: [] }
  },
}

type Row = Readonly<Record<string, string>>

function drugTerms(
  { rows, lines }: { readonly rows: readonly Row[]; readonly lines: Int32Array },
  faults: FaultList,
): readonly DictionaryTerm[] {
  const seen = new Set<string>()
  const terms: DictionaryTerm[] = []
  rows.forEach((row, at) => {
    const { CODE: code = '', NAME: name = '' } = row
    const fault = (key: string): void => {
      faults.add({ file: FILE, line: lines[at] ?? 0, key, value: code })
    }
    if (code.trim() === '') fault('coding.fault.code')
    else if (name.trim() === '') fault('coding.fault.name')
    else if (seen.has(code)) fault('coding.fault.twice')
    seen.add(code)
    terms.push({ level: 'DRUG', code, name, parents: parentsOf(row), current: true })
  })
  if (terms.length === 0) faults.add({ file: FILE, line: 0, key: 'coding.fault.empty', value: '' })
  return terms
}

function parentsOf(row: Row): DictionaryTerm['parents'] {
  const parent = (code: string, name: string): ParentTerm | null =>
    (row[code] ?? '') === '' && (row[name] ?? '') === ''
      ? null
      : { code: row[code] ?? '', name: row[name] ?? '' }
  const preferred = parent('PREFERRED_CODE', 'PREFERRED_NAME')
  const atc = parent('ATC', 'ATC_NAME')
  return {
    ...(preferred === null ? {} : { PREFERRED: preferred }),
    ...(atc === null ? {} : { ATC: atc }),
  }
}
