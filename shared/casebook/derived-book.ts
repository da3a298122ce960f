import type { RecordView, SubjectView } from '../api/routes/subjects.ts'
import { defaultCutoff } from '../endpoints/default-cutoff.ts'
import type { AnalysisFamilies } from '../endpoints/derivation.ts'
import { deriveSubject } from '../endpoints/derive-subject.ts'
import type { IsoDate } from '../kernel/brand.ts'
import { subjectLines, type ProofLine } from '../proof/proof-lines.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { toTrialSubject } from '../trial/from-records.ts'

/** What is derived of a subject at its own latest date, with the steps behind it. */
export interface DerivedBook {
  /** Null where no complete date is recorded: nothing is derived then. */
  readonly cutoff: IsoDate | null
  readonly lines: readonly ProofLine[]
}

interface BookSource {
  readonly subject: Pick<SubjectView, 'subjid' | 'site'>
  readonly records: readonly RecordView[]
  readonly definition: ProtocolDefinition
}

/** Rests on the records of the book alone, so that the same book says the same. */
export function derivedBook(
  { subject, records, definition }: BookSource,
  families: AnalysisFamilies,
): DerivedBook {
  const forms = new Map(definition.forms.map((form) => [form.key, form]))
  const present = records.filter(({ removed }) => !removed)
  const trial = toTrialSubject(subject, present, forms)
  const cutoff = defaultCutoff({ subjects: [trial] })
  if (cutoff === null) return { cutoff, lines: [] }
  const options = { cutoff, source: 'investigator' } as const
  const derivation = deriveSubject(trial, definition, options, families)
  return { cutoff, lines: subjectLines(derivation, definition) }
}
