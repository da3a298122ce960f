import type { OverallResponse } from '../response/define.ts'
import { FACTS } from '../kernel/facts.ts'
import { bestInput } from './best-input.ts'
import { contributed } from './contribution.ts'
import type { DistributionEndpoint, EndpointDefinition } from './define.ts'
import { endpointKind, type RowMember } from './kind.ts'
import { requireCriteria } from './require-criteria.ts'
import type { DistributionSummary } from './results.ts'

/** Number of subjects with each best overall response. */
export const distributionKind = endpointKind('distribution', {
  accepts: (endpoint: EndpointDefinition): endpoint is DistributionEndpoint =>
    endpoint.kind === 'distribution',
  contribute: (endpoint, facts) => {
    const response = facts.response(requireCriteria(endpoint))
    const category = endpoint.confirmed ? response.confirmedBor : response.bor
    return contributed({ kind: 'category', category }, () => [
      {
        fact: FACTS.endpoint(endpoint.id),
        rule: 'E-category',
        under: requireCriteria(endpoint),
        inputs: [bestInput(endpoint, facts)],
        result: category,
      },
    ])
  },
  summarise: (_, members) => summarise(members),
})

function summarise(members: readonly RowMember[]): DistributionSummary {
  const counts: Record<OverallResponse, number> & { MISSING?: number } = {
    CR: 0,
    PR: 0,
    SD: 0,
    'NON-CR/NON-PD': 0,
    PD: 0,
    NE: 0,
  }
  for (const { value } of members) {
    if (value.kind === 'category') counts[value.category] = (counts[value.category] ?? 0) + 1
  }
  return { kind: 'distribution', N: members.length, counts }
}
