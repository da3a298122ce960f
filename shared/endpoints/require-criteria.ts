import type { EndpointDefinition } from './define.ts'

/** The criterion of an endpoint that rests on tumour response. Throws where the definition has none. */
export function requireCriteria(endpoint: Pick<EndpointDefinition, 'id' | 'criteria'>): string {
  if (endpoint.criteria !== null) return endpoint.criteria
  throw new Error(`The endpoint ${endpoint.id} rests on tumour response and names no criteria.`)
}
