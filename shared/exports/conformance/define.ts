import type { Bilingual } from '../../kernel/bilingual.ts'
import type { Member } from '../../kernel/registry.ts'
import type {
  Cell,
  DatasetDefinition,
  DatasetProblem,
  DatasetRecord,
  RecordSource,
} from '../datasets/define.ts'

/** The records that are judged together: those of one subject, or those about the study. */
export interface CheckedPart {
  /** Null: the records about the study itself. */
  readonly subjid: string | null
  readonly records: ReadonlyMap<string, readonly DatasetRecord[]>
  readonly datasets: ReadonlyMap<string, DatasetDefinition>
}

/** What a rule has found: where, and in words what is wrong and what to do. */
export interface Finding {
  readonly dataset: string
  readonly variable: string | null
  readonly source?: RecordSource | undefined
  readonly message: Bilingual
}

/** One rule while a package is looked through; it may remember what it has seen. */
export interface RuleRun {
  part(part: CheckedPart): Iterable<Finding>
  /** After the last part: what only the whole tells. */
  end?(): Iterable<Finding>
}

/**
 * What must hold in the datasets of a package before it leaves. `key` is the stable name under which
 * its problems are reported.
 */
export interface ConformanceRule extends Member {
  readonly severity: DatasetProblem['severity']
  readonly title: Bilingual
  /** Rule of a tabulation's own problems that says the same of a record, nearer to what was entered. */
  readonly toldBefore?: string
  /** Where the rule is written. */
  readonly source: string
  begin(): RuleRun
}

/** A rule that judges each part by itself. */
export function partRule(
  rule: Omit<ConformanceRule, 'begin'>,
  part: (part: CheckedPart) => Iterable<Finding>,
): ConformanceRule {
  return { ...rule, begin: () => ({ part }) }
}

/** The records of a dataset in a part; none is an empty list. */
export function recordsOf(part: CheckedPart, dataset: string): readonly DatasetRecord[] {
  return part.records.get(dataset) ?? []
}

/** A value as text; empty where there is none. */
export function textOf(record: DatasetRecord, variable: string): string {
  const cell: Cell | undefined = record.values[variable]
  return cell === undefined || cell === null ? '' : String(cell)
}

/** A finding at a record of a dataset. */
export function at(
  dataset: string,
  { source }: DatasetRecord,
  variable: string | null,
  message: Bilingual,
): Finding {
  return { dataset, variable, source, message }
}
