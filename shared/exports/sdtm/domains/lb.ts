import type { DomainRow, Draft, SdtmDomain, SubjectContext } from '../define.ts'
import { flagBaseline } from '../findings/baseline-flag.ts'
import { findingsOrigins } from '../findings/origins.ts'
import { interpreted, itemDrafts, type TestFacts } from '../findings/drafts.ts'
import { isResultRow, isVirusLoad, laboratoryDraft } from '../findings/laboratory.ts'
import { isPregnancyRow, isPregnancyTest } from '../findings/pregnancy.ts'
import { LABORATORY_NAMES, URINE_NAMES } from '../findings/test-names.ts'

/** Laboratory results, urinalysis and pregnancy tests; virus loads are MB, antibodies IS. */
export const lb: SdtmDomain = {
  key: 'LB',
  label: 'Laboratory Test Results',
  class: 'FINDINGS',
  structure: 'One record per lab test per time point per visit per subject',
  keys: ['LBDTC', 'LBTESTCD', 'LBSPEC', 'VISITNUM'],
  fills: ['LBSPEC', 'LBSTAT', 'LBREASND', 'LBCLSIG'],
  origins: findingsOrigins('LB'),
  records: (context) =>
    flagBaseline(context, 'LB', laboratoryDrafts(context), ({ values }) =>
      [values['LBCAT'], values['LBSPEC'], values['LBTESTCD']].join(' | '),
    ),
}

function laboratoryDrafts(context: SubjectContext): readonly Draft[] {
  return context.domainRows('LB').flatMap((row) => {
    if (isPregnancyRow(row) && !isPregnancyTest(row)) return []
    if (!isResultRow(row)) return answers(row, context)
    return isVirusLoad(row) ? [] : [laboratoryDraft(row, context, 'LB')]
  })
}

function answers(row: DomainRow, context: SubjectContext): readonly Draft[] {
  return itemDrafts([row], context, {
    domain: 'LB',
    facts: (code) => factsOf(code, row),
    hasDerivedFlag: true,
    refine: (values) => interpreted('LB', values),
  })
}

function factsOf(code: string, { part, row }: DomainRow): TestFacts | null {
  if (part.layout.form.key === 'urinalysis') return URINE_NAMES.get(code) ?? null
  const facts = LABORATORY_NAMES.get(code) ?? null
  if (facts === null || row['RPTEST'] === undefined) return facts
  const specimen = SPECIMENS[row['RPTEST']] ?? null
  return { ...facts, values: { ...facts.values, SPEC: specimen } }
}

/** What a pregnancy test was made of. @source codelist SPECTYPE (C78734) */
const SPECIMENS: Readonly<Record<string, string>> = {
  'SERUM TEST': 'SERUM',
  'URINE TEST': 'URINE',
}
