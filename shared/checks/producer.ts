import type { Member } from '../kernel/registry.ts'
import type { CheckRecord } from './define.ts'
import type { CheckSubject } from './subject.ts'

/** What a producer found: the record it stands in, the row of its group, and the values compared. */
export interface ProducedFinding {
  readonly record: CheckRecord
  readonly rowIndex?: number
  /** Where it shows, if not at the check's own item. */
  readonly item?: string
  readonly compared: Readonly<Record<string, string>>
}

export type ProducerParams = Readonly<Record<string, string | number>>

/** Finds what one kind of check asks for in all of a subject's records. Pure; order is fixed. */
export interface Producer extends Member {
  find(subject: CheckSubject, params: ProducerParams): readonly ProducedFinding[]
}
