import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { analyse } from '../../shared/endpoints/analyse.ts'
import type { Analysis } from '../../shared/endpoints/results.ts'
import { builtInFamilies } from '../../shared/families.ts'
import type { IsoDate } from '../../shared/kernel/brand.ts'
import type { Trial } from '../../shared/trial/trial.ts'
import { runCase, type CaseResult } from './case-result.ts'
import { compareAnalysis } from './compare-analysis.ts'
import { readTrialFolder } from './trial-folder.ts'

const EXPECTED_FILES = ['expected.json', 'expected-derived.json']

const expectedSchema = z.object({
  protocol: z.string(),
  cutoff: z.iso.date().transform((text) => text as IsoDate),
  source: z.enum(['investigator', 'derived']),
  populations: z.record(z.string(), z.number()),
  timepoints: z.array(z.unknown()),
  subjects: z.array(z.unknown()),
  endpoints: z.array(z.looseObject({ id: z.string(), cohort: z.string().nullable() })),
})

type Expected = z.output<typeof expectedSchema>

/**
 * Analyses every trial folder of a folder (CSV files beside their expected results) and compares
 * part by part: one case for each trial, source and part.
 */
export function runTrialCases(folder: string): CaseResult[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => runTrial(path.join(folder, name), `trials/${name}`))
}

function runTrial(folder: string, id: string): CaseResult[] {
  const files = EXPECTED_FILES.filter((name) => existsSync(path.join(folder, name)))
  if (files.length === 0) return [{ id, passed: false, message: 'no expected results' }]
  try {
    const trial = readTrialFolder(folder)
    return files.flatMap((name) => {
      const text = readFileSync(path.join(folder, name), 'utf8')
      return runSource(trial, expectedSchema.parse(JSON.parse(text)), id)
    })
  } catch (error) {
    return [{ id, passed: false, message: error instanceof Error ? error.message : String(error) }]
  }
}

function runSource(trial: Trial, expected: Expected, trialId: string): CaseResult[] {
  const { protocol, cutoff, source } = expected
  const definition = builtInFamilies.protocols.get(protocol)
  const analysis = analyse(trial, definition, { cutoff, source }, builtInFamilies)
  const id = `${trialId}/${source}`
  const rowCases = expected.endpoints.map((row) => {
    const name = [row.id, ...(row.cohort === null ? [] : [row.cohort])].join(' ')
    return runCase(`${id}/${name}`, () => compareAnalysis(rowOf(analysis, row), row))
  })
  const whole = ['populations', 'timepoints', 'subjects'] as const
  return [
    ...whole.map((part) =>
      runCase(`${id}/${part}`, () => compareAnalysis(analysis[part], expected[part])),
    ),
    ...rowCases,
  ]
}

function rowOf(
  analysis: Analysis,
  { id, cohort }: Expected['endpoints'][number],
): Analysis['endpoints'][number] | undefined {
  return analysis.endpoints.find((row) => row.id === id && row.cohort === cohort)
}
