import { includesSite } from '../http/scope.ts'
import type { SiteAsOf } from '../studies/service.ts'
import type { FormatInput } from './format.ts'

/** The sites of an export's state that the exporter may see. */
export function seenPlaces({
  places,
  sites,
}: Pick<FormatInput, 'places' | 'sites'>): readonly SiteAsOf[] {
  return places.filter(({ id }) => includesSite(sites, id))
}
