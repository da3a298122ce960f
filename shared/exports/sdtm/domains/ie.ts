import type { EligibilityCriterion } from '../../../protocol/define.ts'
import type { DomainRow, Draft, SdtmDomain, SubjectContext } from '../define.ts'
import { withRowQualifiers } from '../findings-drafts.ts'
import { looseRow } from '../loose-row.ts'

/** Criteria not met: an inclusion answered N, an exclusion answered Y. All of them stand in TI. */
export const ie: SdtmDomain = {
  key: 'IE',
  label: 'Inclusion/Exclusion Criteria Not Met',
  class: 'FINDINGS',
  structure: 'One record per inclusion/exclusion criterion not met per subject',
  keys: ['IETESTCD'],
  fills: [],
  origins: {
    IETEST: { origin: 'Protocol' },
    IECAT: { origin: 'Protocol' },
    IESTRESC: { origin: 'Collected' },
  },
  records: (context) => context.domainRows('IE').flatMap((row) => criterionDrafts(context, row)),
}

function criterionDrafts(context: SubjectContext, row: DomainRow): readonly Draft[] {
  const code = textOf(row, 'IETESTCD')
  const answer = textOf(row, 'IEORRES')
  const criterion = context.study.definition.eligibility.find(({ key }) => key === code)
  if (answer === '') return [looseRow(row)]
  if (criterion !== undefined && isMet(criterion, answer)) return withRowQualifiers([], row)
  const named = {
    IETEST: criterion?.text.en ?? code,
    IECAT: criterion?.kind.toUpperCase() ?? null,
  }
  const result = { IEORRES: answer, IESTRESC: answer, EPOCH: 'SCREENING' }
  return withRowQualifiers([{ values: { IETESTCD: code, ...named, ...result }, row }], row)
}

function textOf({ values }: DomainRow, variable: string): string {
  return values.get(variable)?.text ?? ''
}

/** Whether an answer speaks for the subject: an inclusion that holds, an exclusion that does not. */
export function isMet({ kind }: EligibilityCriterion, answer: string): boolean {
  return answer === (kind === 'inclusion' ? 'Y' : 'N')
}
