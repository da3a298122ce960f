import { parseNumberText } from '../../../kernel/number-text.ts'
import type { DomainRow, SdtmDomain, SubjectContext } from '../define.ts'
import { occurrenceOf } from '../occurrence-drafts.ts'
import { dosingRows } from '../dosing-rows.ts'

/** Exposure: doses of study drugs, one record for each span of a constant dose. */
export const ex: SdtmDomain = {
  key: 'EX',
  label: 'Exposure',
  class: 'INTERVENTIONS',
  structure:
    'One record per protocol-specified study treatment and constant-dosing interval per subject',
  keys: ['EXTRT', 'EXSTDTC'],
  records: (context) => {
    for (const row of dosingRows(context).unknown) reportUnknown(context, row)
    return studyDosing(context, false).flatMap((row) => occurrenceOf(row))
  },
}

/**
 * Rows of study drugs, and of drugs that nobody knows: those of doses given, or those of a dose of 0,
 * which is an interruption.
 */
export function studyDosing(context: SubjectContext, interrupted: boolean): readonly DomainRow[] {
  const { studied, unknown } = dosingRows(context)
  return [...studied, ...unknown].filter(({ values }) => {
    const dose = parseNumberText(values.get('EXDOSE')?.text ?? '')
    return (dose?.value === 0) === interrupted
  })
}

function reportUnknown(context: SubjectContext, { values, source }: DomainRow): void {
  const drug = values.get('EXTRT')?.text ?? ''
  context.report({
    rule: 'SDTM-EX-01',
    severity: 'warning',
    dataset: 'EX',
    variable: 'EXTRT',
    source,
    message: {
      en: `The drug "${drug}" is none that the protocol or the list of drugs knows. It stands in EX, and neither first nor last dose counts it. Choose the drug in the dosing form.`,
      zh: `药物“${drug}”不在方案及药物列表中。该记录列入EX，但不计入首次和末次用药。请在用药表中选择药物名称。`,
    },
  })
}
