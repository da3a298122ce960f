import type { IsoDate } from '../kernel/brand.ts'
import { toIsoDate } from '../kernel/dates.ts'
import { builtInFamilies } from '../families.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type { Trial } from '../trial/trial.ts'
import { aggregate } from './aggregate.ts'
import { defaultCutoff } from './default-cutoff.ts'
import { toAddition, type AnalysisFamilies } from './derivation.ts'
import { dayOfCutoff, deriveSubject } from './derive-subject.ts'
import type { Analysis, ResponseSource } from './results.ts'

interface AnalyseOptions {
  /** Records dated after it do not exist; the latest complete date recorded where none is given. */
  readonly cutoff?: IsoDate
  /** The investigator's responses unless said. */
  readonly source?: ResponseSource
}

/** A study without any complete date, analysed without a cut-off, is as good as before all dates. */
const EMPTY_STUDY_CUTOFF = '1970-01-01' as IsoDate

/**
 * The whole analysis of a study from plain data, in time linear in its subjects.
 * @source analysis JSON contract; protocol conventions
 */
export function analyse(
  trial: Trial,
  definition: ProtocolDefinition,
  options: AnalyseOptions = {},
  families: AnalysisFamilies = builtInFamilies,
): Analysis {
  const asked = options.cutoff ?? defaultCutoff(trial) ?? EMPTY_STUDY_CUTOFF
  const cutoff = toIsoDate(dayOfCutoff(asked))
  const at = { cutoff, source: options.source ?? 'investigator' }
  const additions = trial.subjects.map((one) =>
    toAddition(deriveSubject(one, definition, at, families)),
  )
  return aggregate(additions, definition, at, families)
}
