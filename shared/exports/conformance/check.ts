import type { DatasetDefinition, DatasetProblem, Tabulation } from '../datasets/define.ts'
import type { ConformanceRule, Finding } from './define.ts'
import { conformanceRules } from './registry.ts'

/** Looks through a package part by part; nothing of a part is kept but what a rule needs of it. */
export interface ConformanceCheck {
  /** The problems of one subject's records, or of those about the study (`subjid` null). */
  readonly part: (
    subjid: string | null,
    records: Tabulation['records'],
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
    part: (subjid, records) =>
      runs.flatMap(({ rule, run }) =>
        problemsOf(rule, subjid, run.part({ subjid, records, datasets })),
      ),
    end: () => runs.flatMap(({ rule, run }) => problemsOf(rule, null, run.end?.() ?? [])),
  }
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
