import type { DatasetDefinition, DatasetProblem, Tabulation } from '../datasets/define.ts'
import type { ConformanceRule, Finding } from './define.ts'
import { conformanceRules } from './registry.ts'

/** Looks through a package part by part; nothing of a part is kept but what a rule needs of it. */
export interface ConformanceCheck {
  /**
   * The problems of one subject's records, or of those about the study (`subjid` null). What the
   * tabulation has told of them before is not told again.
   */
  readonly part: (
    subjid: string | null,
    records: Tabulation['records'],
    told?: Tabulation['problems'],
  ) => readonly DatasetProblem[]
  /** After the last part: what only the whole tells. */
  readonly end: () => readonly DatasetProblem[]
}

/**
 * Holds every conformance rule against the datasets of a package. Problems come in the order of the
 * rules; the same datasets give the same problems.
 */
export function checkConformance(
  definitions: readonly DatasetDefinition[],
  rules: readonly ConformanceRule[] = conformanceRules.all,
): ConformanceCheck {
  const datasets = new Map(definitions.map((one) => [one.key, one]))
  const runs = rules.map((rule) => ({ rule, run: rule.begin() }))
  return {
    part: (subjid, records, told = []) =>
      runs.flatMap(({ rule, run }) => {
        const problems = problemsOf(rule, subjid, run.part({ subjid, records, datasets }))
        return notTold(problems, rule, told)
      }),
    end: () => runs.flatMap(({ rule, run }) => problemsOf(rule, null, run.end?.() ?? [])),
  }
}

function notTold(
  problems: readonly DatasetProblem[],
  { toldBefore }: ConformanceRule,
  told: readonly DatasetProblem[],
): readonly DatasetProblem[] {
  if (toldBefore === undefined || problems.length === 0) return problems
  const places = new Set(told.filter(({ rule }) => rule === toldBefore).map(placeOf))
  return problems.filter((problem) => !places.has(placeOf(problem)))
}

function placeOf({ dataset, variable, source }: DatasetProblem): string {
  return JSON.stringify([dataset, variable, source?.file, source?.row, source?.column])
}

function problemsOf(
  { key, severity }: ConformanceRule,
  subjid: string | null,
  findings: Iterable<Finding>,
): readonly DatasetProblem[] {
  return Array.from(findings, ({ dataset, variable, source, message }) => ({
    rule: key,
    severity,
    dataset,
    variable,
    subjid,
    source: source ?? null,
    message,
  }))
}
