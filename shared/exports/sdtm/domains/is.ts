import type { DomainRow, Draft, SdtmDomain, SubjectContext } from '../define.ts'
import { flagBaseline } from '../findings/baseline-flag.ts'
import { findingsOrigins } from '../findings/origins.ts'
import { itemDrafts, withPrefix, type TestFacts } from '../findings/drafts.ts'
import { reportFinding } from '../findings/faults.ts'
import { cellText, codedResult, notDone } from '../findings/result.ts'
import { IMMUNOGENICITY_NAMES } from '../findings/test-names.ts'
import { cutLabel } from '../qualifier-names.ts'
import { rowValues } from '../row-values.ts'

/** The test of a sample that names none. */
const USUAL_TEST = 'ADA_BAB'

/** Antibodies: to the study drug, and to viruses. */
export const is: SdtmDomain = {
  key: 'IS',
  label: 'Immunogenicity Specimen Assessments',
  class: 'FINDINGS',
  structure: 'One record per test per visit per subject',
  keys: ['ISDTC', 'ISTESTCD', 'VISITNUM'],
  fills: ['ISCAT', 'ISSPEC', 'ISSTAT', 'ISREASND', 'ISLOBXFL'],
  origins: findingsOrigins('IS'),
  records: (context) => {
    const drafts = context
      .domainRows('IS')
      .flatMap((row) => (isSample(row) ? [sampleDraft(row, context)] : answers(row, context)))
    return flagBaseline(context, 'IS', drafts, ({ values }) => String(values['ISTESTCD']))
  },
}

/** Whether a row is one result, whose test the row names. */
function isSample({ part, notDone: undone }: DomainRow): boolean {
  return undone === null && part.items.some(({ item }) => item.sdtm === 'IS.ISORRES')
}

function answers(row: DomainRow, context: SubjectContext): readonly Draft[] {
  return itemDrafts([row], context, {
    domain: 'IS',
    facts: (code) => IMMUNOGENICITY_NAMES.get(code) ?? null,
    hasDerivedFlag: true,
  })
}

function sampleDraft(row: DomainRow, context: SubjectContext): Draft {
  const shared = rowValues(row)
  const facts = testOfSample(row)
  const answer = row.values.get('ISORRES')
  const column = answer?.mapped.item.key ?? 'ISORRES'
  const text = answer?.text ?? ''
  const reason = cellText(answer?.reason)
  if (text === '' && reason === null) {
    reportFinding(context, 'no-result', { domain: 'IS', row, column, text: facts.name })
  }
  return {
    values: {
      ...shared.values,
      ...withPrefix('IS', { TESTCD: facts.code, TEST: facts.name, ...facts.values }),
      ...(text === '' ? notDone('IS', reason) : codedResult('IS', text)),
      ISDTC: shared.values['ISDTC'] ?? row.date,
    },
    row,
    column,
    supplementals: [
      ...row.supplementals,
      ...shared.supplementals.filter((one) => one.column !== `${column}_REASND`),
    ],
    comments: row.comments,
  }
}

function testOfSample(row: DomainRow): TestFacts {
  const code = cellText(row.values.get('ISTESTCD')?.text) ?? USUAL_TEST
  return IMMUNOGENICITY_NAMES.get(code) ?? { code, name: cutLabel(code) }
}
