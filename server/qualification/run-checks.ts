import { hostname } from 'node:os'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import type { Registry } from '../../shared/kernel/registry.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import type { Check, CheckFindings, Line, LineState, Part } from './define.ts'
import type { Sizes, Workbench } from './workbench.ts'

/** How a check ended. `missed`: everything is right, and a figure is not what the product aims at. */
export type Outcome = 'passed' | 'missed' | 'failed' | 'not-applicable'
export const OUTCOMES: readonly Outcome[] = ['passed', 'missed', 'failed', 'not-applicable']

export interface CheckedPart {
  readonly key: string
  readonly part: Part
  readonly title: Bilingual
  readonly about: Bilingual
  readonly outcome: Outcome
  readonly seconds: number
  readonly lines: readonly Line[]
  readonly notApplicable: Bilingual | null
}

/** Everything that a qualification found. Its JSON is what the pages of the report are made of. */
export interface QualificationReport {
  readonly format: 'hepatrial-qualification'
  readonly formatVersion: 1
  readonly programVersion: string
  readonly machine: string
  readonly startedAt: string
  readonly finishedAt: string
  readonly engine: 'sqlite' | 'postgres'
  /** The data folder of the installation. */
  readonly dataDir: string
  /** Whether it was wished before the installation is made. */
  readonly isNew: boolean
  readonly sizes: Sizes
  /** Whether a figure that misses its aim is a failure. */
  readonly isStrict: boolean
  readonly outcome: 'passed' | 'failed'
  readonly checks: readonly CheckedPart[]
}

export interface CheckWish {
  readonly checks: Registry<Check>
  /** A figure that misses its aim is a failure. */
  readonly isStrict: boolean
  readonly progress: (checked: CheckedPart) => void
}

/** Runs every check, one after the other; what one throws makes that one fail. */
export async function runChecks(
  { checks, isStrict, progress }: CheckWish,
  bench: Workbench,
): Promise<QualificationReport> {
  const { dataDir, isNew } = bench.installation
  const startedAt = bench.store.now()
  const checked: CheckedPart[] = []
  for (const check of checks.all) {
    const one = await runCheck(check, bench, isStrict)
    progress(one)
    checked.push(one)
  }
  return {
    ...{ format: 'hepatrial-qualification', formatVersion: 1 },
    ...{ programVersion: PROGRAM_VERSION, machine: hostname() },
    ...{ startedAt, finishedAt: bench.store.now(), engine: bench.store.engine },
    ...{ dataDir, isNew, sizes: bench.sizes, isStrict },
    outcome: checked.some(({ outcome }) => outcome === 'failed') ? 'failed' : 'passed',
    checks: checked,
  }
}

async function runCheck(check: Check, bench: Workbench, isStrict: boolean): Promise<CheckedPart> {
  const { key, part, title, about } = check
  const from = performance.now()
  const findings = await check.run(bench).catch(toFailure)
  const seconds = Math.round(performance.now() - from) / 1000
  const lines = 'lines' in findings ? findings.lines : []
  const notApplicable = 'lines' in findings ? null : findings.notApplicable
  const outcome = outcomeOf(findings, isStrict)
  return { key, part, title, about, outcome, seconds, lines, notApplicable }
}

/** A check that cannot be made is one that did not pass. */
function toFailure(error: unknown): CheckFindings {
  const text = error instanceof Error ? error.message : String(error)
  const label = { en: 'Error', zh: '错误' }
  const expected = { en: 'none', zh: '无' }
  return { lines: [{ label, found: { en: text, zh: text }, expected, state: 'wrong' }] }
}

function outcomeOf(findings: CheckFindings, isStrict: boolean): Outcome {
  if (!('lines' in findings)) return 'not-applicable'
  const states = new Set(findings.lines.map(({ state }) => state))
  // A check without anything that had to be so shows nothing.
  if (states.has('wrong') || !(states.has('right') || states.has('below'))) return 'failed'
  if (!states.has('below')) return 'passed'
  return isStrict ? 'failed' : 'missed'
}

/** What is not as required, a line for each; where it is strict, each figure that misses its aim too. */
export function qualificationFaults({ checks, isStrict }: QualificationReport): readonly string[] {
  const states: readonly LineState[] = isStrict ? ['wrong', 'below'] : ['wrong']
  return checks.flatMap(({ title, outcome, lines }) => {
    const faulty = lines
      .filter(({ state }) => states.includes(state))
      .map(
        ({ label, found, expected }) =>
          `${title.en}: ${label.en}: ${found.en}, required ${expected?.en ?? ''}`,
      )
    return outcome === 'failed' && faulty.length === 0 ? [`${title.en}: nothing was shown`] : faulty
  })
}
