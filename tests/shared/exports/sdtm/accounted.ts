import { planOf } from '../../../../shared/exports/sdtm/plan.ts'
import { submissionValue } from '../../../../shared/exports/sdtm/terms.ts'
import type { DatasetStudy } from '../../../../shared/exports/datasets/define.ts'
import type { TrialSubject } from '../../../../shared/trial/trial.ts'
import type { Tabulated } from './tabulated.ts'

/** Columns of a row that say where it belongs: in SDTM they are identifiers. */
const PLACES = new Set(['SUBJID', 'SITEID', 'VISIT'])

/**
 * Answers of a subject's rows that stand nowhere in its records: each value must be a value of some
 * record made from that row (as entered, in the terms of the standard, or inside a list).
 */
export function unaccounted(
  subject: TrialSubject,
  study: DatasetStudy,
  made: Tabulated,
  implied: (file: string, column: string, text: string) => boolean = () => false,
): readonly string[] {
  const byRow = new Map<string, Set<string>>()
  for (const records of made.all.values()) {
    for (const { values, source } of records) {
      if (source === undefined) continue
      const key = `${source.file}:${source.row}`
      const known = byRow.get(key) ?? new Set<string>()
      byRow.set(key, known)
      for (const value of Object.values(values)) known.add(String(value))
    }
  }
  const plan = planOf(study.definition)
  const lost: string[] = []
  for (const { layout, items } of plan.parts) {
    for (const [at, row] of (subject.files[layout.file] ?? []).entries()) {
      const said = byRow.get(`${layout.file}:${at}`) ?? new Set()
      for (const [column, text] of Object.entries(row)) {
        if (text === '' || PLACES.has(column) || implied(layout.file, column, text)) continue
        const target = items.find(({ item }) => item.key === column)?.target
        const variable = target?.kind === 'variable' ? target.variable : ''
        if (!isSaid(said, text, variable)) lost.push(`${layout.file}[${at}].${column}=${text}`)
      }
    }
  }
  return lost
}

function isSaid(said: ReadonlySet<string>, text: string, variable: string): boolean {
  const forms = [text, submissionValue(variable, text), String(Number(text)), ALIASES[text] ?? text]
  if (forms.some((one) => said.has(one))) return true
  if (text.includes(';')) return text.split(';').every((one) => said.has(one.trim()))
  return [...said].some((one) => one.endsWith(`: ${text}`))
}

/** Terms that a domain gives for an answer. */
const ALIASES: Readonly<Record<string, string>> = {}
