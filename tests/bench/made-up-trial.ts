import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { generateSubjects, generateTrial } from '../../shared/demo/generate-trial.ts'
import { builtInFamilies } from '../../shared/families.ts'
import { dayOf } from '../../shared/kernel/dates.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { Trial, TrialSubject } from '../../shared/trial/trial.ts'

export const PROTOCOL = 'lenvatinib-toripalimab'
export const UNTIL = dayOf(2026, 6, 30)

export interface MadeUpTrial {
  readonly definition: ProtocolDefinition
  readonly trial: Trial
}

/** The same made-up study for the same number of subjects, on every machine. */
export function madeUpTrial(subjects: number, everyForm = false): MadeUpTrial {
  const options = optionsOf(subjects, everyForm)
  return { definition: options.definition, trial: generateTrial(options) }
}

/** Its subjects one after the other. */
export function madeUpSubjects(subjects: number): Generator<TrialSubject> {
  return generateSubjects(optionsOf(subjects, false))
}

function optionsOf(subjects: number, everyForm: boolean) {
  const definition = builtInFamilies.protocols.get(PROTOCOL)
  const { criteria } = builtInFamilies
  return { definition, criteria, subjects, seed: 'bench', until: UNTIL, everyForm }
}

/** Writes the study as a folder of CSV files. Returns its size in bytes and its rows. */
export function writeFolder(
  { trial, definition }: MadeUpTrial,
  folder: string,
): { readonly bytes: number; readonly rows: number } {
  mkdirSync(folder, { recursive: true })
  let bytes = 0
  let rows = 0
  for (const file of builtInFamilies.exports.get('csv').files(trial, definition)) {
    const text = Buffer.from(file.text)
    writeFileSync(path.join(folder, file.name), text)
    bytes += text.length
    rows += file.rows
  }
  return { bytes, rows }
}

/** Gives `work` a folder of its own and removes it afterwards. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hepatrial-bench-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
