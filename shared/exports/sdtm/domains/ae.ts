import type { SdtmDomain } from '../define.ts'
import { occurrenceDrafts } from '../occurrence-drafts.ts'

export const ae: SdtmDomain = {
  key: 'AE',
  label: 'Adverse Events',
  class: 'EVENTS',
  structure: 'One record per adverse event per subject',
  keys: ['AESTDTC', 'AEDECOD', 'AETERM', 'AETOXGR'],
  fills: ['AEENRTPT', 'AEENTPT'],
  records: (context) => occurrenceDrafts(context, 'AE'),
}
