import type { SdtmDomain } from '../define.ts'
import { flagBaseline } from '../findings/baseline-flag.ts'
import { findingsOrigins } from '../findings/origins.ts'
import { itemDrafts } from '../findings/drafts.ts'
import { VITAL_NAMES } from '../findings/test-names.ts'

/** Vital signs, one test a record; body mass index and surface are derived. */
export const vs: SdtmDomain = {
  key: 'VS',
  label: 'Vital Signs',
  class: 'FINDINGS',
  structure: 'One record per vital sign measurement per visit per subject',
  keys: ['VSDTC', 'VSTESTCD', 'VISITNUM'],
  fills: ['VSSTAT', 'VSREASND', 'VSDRVFL'],
  origins: findingsOrigins('VS'),
  records: (context) => {
    const drafts = itemDrafts(context.domainRows('VS'), context, {
      domain: 'VS',
      facts: (code) => VITAL_NAMES.get(code) ?? null,
      hasDerivedFlag: true,
    })
    return flagBaseline(context, 'VS', drafts, ({ values }) => String(values['VSTESTCD']))
  },
}
