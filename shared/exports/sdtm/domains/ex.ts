import { parseNumberText } from '../../../kernel/number-text.ts'
import type { DomainRow, SdtmDomain, SubjectContext } from '../define.ts'
import { occurrenceOf } from '../occurrence-drafts.ts'
import { isStudyDrug } from '../reference-dates.ts'

/** Exposure: doses of study drugs, one record for each span of a constant dose. */
export const ex: SdtmDomain = {
  key: 'EX',
  label: 'Exposure',
  class: 'INTERVENTIONS',
  structure:
    'One record per protocol-specified study treatment and constant-dosing interval per subject',
  keys: ['EXTRT', 'EXSTDTC'],
  records: (context) => studyDosing(context, false).flatMap((row) => occurrenceOf(row)),
}

/** Rows of study drugs: those of doses given, or those of a dose of 0, which is an interruption. */
export function studyDosing(context: SubjectContext, interrupted: boolean): readonly DomainRow[] {
  return context.domainRows('EX').filter(({ values }) => {
    const isStudy = isStudyDrug(values.get('EXTRT')?.text ?? '', context.study)
    const dose = parseNumberText(values.get('EXDOSE')?.text ?? '')
    return isStudy && (dose?.value === 0) === interrupted
  })
}
