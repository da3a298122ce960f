import type { AnalysisFamilies } from '../endpoints/derivation.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import {
  toReportSubject,
  type ReportOptions,
  type ReportSubject,
} from '../report/report-subject.ts'
import type { ItemValues } from '../subgroups/define.ts'
import { itemValues } from '../subgroups/items.ts'
import type { TrialSubject } from '../trial/trial.ts'

/** What the live page needs of one subject at a cut-off: it may be kept under the subject's revision. */
export interface LiveSubject {
  readonly facts: ReportSubject
  /** What divides subjects. */
  readonly values: ItemValues
}

/** A subject with the key of its site. */
export interface PlacedSubject extends LiveSubject {
  readonly site: string
}

/** Null where consent is dated after the cut-off: the subject does not exist yet. */
export function toLiveSubject(
  subject: TrialSubject,
  definition: ProtocolDefinition,
  options: ReportOptions,
  families: AnalysisFamilies,
): LiveSubject | null {
  const facts = toReportSubject(subject, definition, options, families)
  return facts === null ? null : { facts, values: itemValues(subject, definition) }
}
