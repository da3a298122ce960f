import type { ProducedFinding, Producer, ProducerParams } from '../producer.ts'
import type { CheckSubject } from '../subject.ts'
import { acrossCriteria } from './across-criteria.ts'
import { assessmentRecord } from './assessment-record.ts'
import { misdatedImaging } from './baseline-imaging.ts'
import { unfitLesions, unmeasuredTargets } from './baseline-lesions.ts'
import { repeatedLesions, unknownLesions } from './lesion-identity.ts'
import { newLesionsWithoutPd, overruledNewLesions } from './new-lesions.ts'

/** What the response engine asks about an assessment: one finding for each visit. */
function responseQuery(
  subject: CheckSubject,
  { code = '' }: ProducerParams,
): readonly ProducedFinding[] {
  const asked = subject.derivation.timepoints.flatMap(({ row, queries }) => {
    if (!queries.some((query) => query === code)) return []
    const record = assessmentRecord(subject, row.visit)
    if (record === null) return []
    const compared = { visit: row.visit, criteria: row.criteria, response: row.derived }
    return [{ record, item: '', compared }]
  })
  return acrossCriteria(asked)
}

/** What speaks against the choice of lesions at baseline: against one of them, or against its date. */
function baselineViolation(
  subject: CheckSubject,
  params: ProducerParams,
): readonly ProducedFinding[] {
  return [...unfitLesions(subject, params), ...misdatedImaging(subject, params)]
}

export const tumourProducers: readonly Producer[] = [
  { key: 'response-query', find: responseQuery },
  { key: 'new-lesion-without-pd', find: newLesionsWithoutPd },
  { key: 'overruled-new-lesion', find: overruledNewLesions },
  { key: 'baseline-query', find: unmeasuredTargets },
  { key: 'baseline-violation', find: baselineViolation },
  { key: 'repeated-lesion', find: repeatedLesions },
  { key: 'unknown-lesion', find: unknownLesions },
]
