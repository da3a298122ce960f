import type { SubjectDerivation } from '../../endpoints/derivation.ts'
import type { Member } from '../../kernel/registry.ts'
import type { ProtocolDefinition } from '../../protocol/define.ts'
import type { TrialSubject } from '../../trial/trial.ts'
import type {
  Cell,
  DatasetProblem,
  DatasetRecord,
  DatasetStudy,
  DatasetVariable,
} from '../datasets/define.ts'
import type { AnalysedResult } from './lab-results.ts'
import type { AdamParameters } from './parameters.ts'
import type { SourceFinder } from './source-finder.ts'

/** What one subject's analysis records are made from. */
export interface AdamContext {
  readonly study: DatasetStudy
  readonly subject: TrialSubject
  readonly derivation: SubjectDerivation
  readonly parameters: AdamParameters
  /** The subject's own values: the record of ADSL, from which all other datasets carry some. */
  readonly subjectValues: Readonly<Record<string, Cell>>
  readonly sources: SourceFinder
  readonly labs: readonly AnalysedResult[]
  report(problem: Omit<DatasetProblem, 'subjid'>): void
}

/** An analysis dataset: its variables in their order, and how a subject's records are made. */
export interface AdamDataset extends Member {
  readonly label: string
  readonly class: string
  readonly structure: string
  readonly keys: readonly string[]
  readonly variables: readonly DatasetVariable[]
  /** Whether a study of this definition can have records of it. */
  isFilledBy(definition: ProtocolDefinition): boolean
  /** In an order of their own; the family sorts them by the keys and numbers them. */
  records(context: AdamContext): readonly DatasetRecord[]
}
