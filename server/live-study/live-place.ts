import type { SiteFilter } from '../http/route-handler.ts'

/** Of which study, over which sites. */
export interface LivePlace {
  readonly studyId: string
  readonly sites: SiteFilter
}
