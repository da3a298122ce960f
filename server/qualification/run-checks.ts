import { hostname } from 'node:os'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import type { Registry } from '../../shared/kernel/registry.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import type { Check, CheckFindings, Line, LineState, Part } from './define.ts'
import type { Workbench } from './workbench.ts'

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
  readonly outcome: 'passed' | 'failed'
  readonly checks: readonly CheckedPart[]
}

/** Runs every check, one after the other; what one throws makes that one fail. */
export async function runChecks(
  checks: Registry<Check>,
  bench: Workbench,
  progress: (checked: CheckedPart) => void,
): Promise<QualificationReport> {
  const startedAt = bench.store.now()
  const checked: CheckedPart[] = []
  for (const check of checks.all) {
    const one = await runCheck(check, bench)
    progress(one)
    checked.push(one)
  }
  return {
    ...{ format: 'hepatrial-qualification', formatVersion: 1 },
    ...{ programVersion: PROGRAM_VERSION, machine: hostname() },
    ...{ startedAt, finishedAt: bench.store.now(), engine: bench.store.engine },
    outcome: checked.some(({ outcome }) => outcome === 'failed') ? 'failed' : 'passed',
    checks: checked,
  }
}

async function runCheck(check: Check, bench: Workbench): Promise<CheckedPart> {
  const { key, part, title, about } = check
  const from = performance.now()
  const findings = await check.run(bench).catch(toFailure)
  const seconds = Math.round(performance.now() - from) / 1000
  const lines = 'lines' in findings ? findings.lines : []
  const notApplicable = 'lines' in findings ? null : findings.notApplicable
  return { key, part, title, about, outcome: outcomeOf(findings), seconds, lines, notApplicable }
}

/** A check that cannot be made is one that did not pass. */
function toFailure(error: unknown): CheckFindings {
  const text = error instanceof Error ? error.message : String(error)
  const label = { en: 'Error', zh: '错误' }
  const expected = { en: 'none', zh: '无' }
  return { lines: [{ label, found: { en: text, zh: text }, expected, state: 'wrong' }] }
}

function outcomeOf(findings: CheckFindings): Outcome {
  if (!('lines' in findings)) return 'not-applicable'
  const states = new Set(findings.lines.map(({ state }) => state))
  // A check without anything that had to be so shows nothing.
  if (states.has('wrong') || !(states.has('right') || states.has('below'))) return 'failed'
  return states.has('below') ? 'missed' : 'passed'
}

/** What is not as required, a line for each; where it is strict, each figure that misses its aim too. */
export function qualificationFaults(
  { checks }: QualificationReport,
  isStrict: boolean,
): readonly string[] {
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
