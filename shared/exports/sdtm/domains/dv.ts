import type { SdtmDomain } from '../define.ts'
import { occurrenceDrafts } from '../occurrence-drafts.ts'

/** Deviations from the protocol. */
export const dv: SdtmDomain = {
  key: 'DV',
  label: 'Protocol Deviations',
  class: 'EVENTS',
  structure: 'One record per protocol deviation per subject',
  keys: ['DVSTDTC', 'DVCAT', 'DVTERM'],
  fills: ['DVSTDTC'],
  records: (context) => occurrenceDrafts(context, 'DV'),
}
