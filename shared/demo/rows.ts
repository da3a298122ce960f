import type { Day } from '../kernel/brand.ts'
import { toIsoDate } from '../kernel/dates.ts'
import type { Row } from '../trial/trial.ts'
import type { Random } from './random.ts'

/** Rows of one subject, by file stem, while they are being made. */
export class SubjectRows {
  readonly files: Record<string, Row[]> = {}
  private readonly subjid: string

  constructor(subjid: string) {
    this.subjid = subjid
  }

  /** Adds a row; empty values are left out. */
  add(file: string, values: Readonly<Record<string, string>>): void {
    const row: Record<string, string> = { SUBJID: this.subjid }
    for (const key in values) {
      const value = values[key]
      if (value !== undefined && value !== '') row[key] = value
    }
    const rows = this.files[file]
    if (rows === undefined) this.files[file] = [row]
    else rows.push(row)
  }
}

export function date(day: Day | null): string {
  return day === null ? '' : toIsoDate(day)
}

/** A date of which sometimes only the month is known. */
export function vagueDate(random: Random, day: Day): string {
  const text = toIsoDate(day)
  return random.chance(0.03) ? text.slice(0, 7) : text
}

/** A number as a laboratory prints it. */
export function printed(value: number, decimals: number): string {
  return Math.max(0, value).toFixed(decimals)
}
