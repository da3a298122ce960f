import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { readCsv } from '../../shared/trial/read-csv.ts'
import type { Row, Trial } from '../../shared/trial/trial.ts'

/** The trial of a folder of CSV files, every row under its subject. Throws on a faulty file. */
export function readTrialFolder(folder: string): Trial {
  const bySubject = new Map<string, Map<string, Row[]>>()
  for (const name of readdirSync(folder)) {
    if (!name.endsWith('.csv')) continue
    const { rows, faults } = readCsv(readFileSync(path.join(folder, name), 'utf8'), name)
    const [fault] = faults
    if (fault !== undefined) throw new Error(`${name}:${fault.line}: ${fault.message}`)
    for (const row of rows) addRow(bySubject, name.slice(0, -'.csv'.length), row)
  }
  return {
    subjects: [...bySubject].map(([subjid, files]) => ({
      subjid,
      files: Object.fromEntries(files),
    })),
  }
}

function addRow(bySubject: Map<string, Map<string, Row[]>>, file: string, row: Row): void {
  const subjid = row['SUBJID'] ?? ''
  const files = bySubject.get(subjid) ?? new Map<string, Row[]>()
  bySubject.set(subjid, files)
  const rows = files.get(file)
  if (rows === undefined) files.set(file, [row])
  else rows.push(row)
}
