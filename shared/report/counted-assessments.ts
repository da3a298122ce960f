import type { TimepointDerivation } from '../endpoints/derivation.ts'
import type { BestResponse, SubjectRow, TimepointRow } from '../endpoints/results.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { confirmsBest } from '../protocol/confirms-best.ts'
import type { ReportInput } from './define.ts'
import type { ReportSubject } from './report-subject.ts'

/** An assessment with the response that is in force under the source of the report. */
interface CountedTimepoint extends TimepointRow, Pick<TimepointDerivation, 'inForce' | 'counts'> {}

/** What one enrolled subject's assessments under a criterion come to. `counts` tells those that count for the best response. */
export interface CountedAssessments {
  readonly subject: ReportSubject
  readonly row: SubjectRow
  /** Best overall response, confirmed where the protocol asks for it. */
  readonly best: BestResponse
  /** By date; without those after new anticancer therapy where the protocol censors at it. */
  readonly timepoints: readonly CountedTimepoint[]
}

/** Of every enrolled subject, in the report's order. */
export function countedAssessments(
  { subjects, definition }: ReportInput,
  criteria: string,
): readonly CountedAssessments[] {
  const censors = definition.conventions.newTherapy === 'censor'
  const isConfirmed = confirmsBest(definition, criteria)
  return subjects.flatMap((subject) => {
    const { addition } = subject
    const row = addition.responses.find((one) => one.row.criteria === criteria)?.row
    if (!addition.enrolled || row === undefined) return []
    const until = censors ? row.newTherapy : null
    const timepoints = addition.timepoints
      .map(({ row: values, inForce, counts }) => ({ ...values, inForce, counts }))
      .filter((one) => one.criteria === criteria && (until === null || one.date <= until))
    return [{ subject, row, best: isConfirmed ? row.confirmedBor : row.bor, timepoints }]
  })
}

export const ASSESSMENTS_BASIS: Bilingual = {
  en: 'Lesions; tumour assessments; reviews',
  zh: '病灶；肿瘤评估；疗效审核',
}

export const NEW_THERAPY_NOTE: Bilingual = {
  en: 'Assessments after new anticancer therapy are left out where the protocol censors at it.',
  zh: '方案规定以新抗肿瘤治疗删失时，不计其后的评估。',
}

export const ORIENTATION_NOTE: Bilingual = {
  en: 'The lines at −30 % and +20 % are for orientation: progression is judged against the smallest sum, not against baseline.',
  zh: '−30%和+20%参考线仅供参考：疾病进展以最小直径总和而非基线为参照。',
}
