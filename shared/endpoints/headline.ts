import type { ProtocolDefinition } from '../protocol/define.ts'
import type { EndpointDefinition, ProportionEndpoint } from './define.ts'

/** Ids of the endpoints that lead: the primary ones; response, disease control and survival. */
export function headlineIds({ endpoints, criteria }: ProtocolDefinition): readonly string[] {
  const leading = criteria[0]?.key ?? null
  return endpoints.filter((one) => isHeadline(one, leading)).map(({ id }) => id)
}

/** Primary endpoints; else response and disease control, and survival, by the leading criterion. */
function isHeadline(endpoint: EndpointDefinition, leading: string | null): boolean {
  if (endpoint.primary === true) return true
  if (endpoint.extra === true) return false
  if (endpoint.criteria !== null && endpoint.criteria !== leading) return false
  if (endpoint.kind === 'time-to-event') {
    return endpoint.origin !== 'response' && endpoint.events.includes('death')
  }
  return endpoint.kind === 'proportion' && isResponseRate(endpoint)
}

function isResponseRate({ responses, durationAboveMonths }: ProportionEndpoint): boolean {
  return durationAboveMonths === undefined && responses.includes('CR') && responses.includes('PR')
}
