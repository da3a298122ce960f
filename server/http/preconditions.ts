import type { Route } from '../../shared/api/define.ts'
import { ProblemError } from './problem-error.ts'

const ETAG = /^(?:W\/)?"(\d{1,9})"$/

/** The version a caller has read, from `If-Match`. 428 where the route demands it and it is absent. */
export function expectedVersion(route: Route, header: string | undefined): number | null {
  if (route.ifMatch === undefined) return null
  if (header === undefined || header === '') {
    if (route.ifMatch === 'optional') return null
    throw new ProblemError({ type: 'urn:problem:precondition-required', status: 428 })
  }
  const match = ETAG.exec(header.trim())
  if (match === null) {
    const detail = 'If-Match is not the ETag of a record.'
    throw new ProblemError({ type: 'urn:problem:malformed', status: 400, detail })
  }
  return Number(match[1])
}

export function etagOf(version: number): string {
  return `"${version}"`
}
