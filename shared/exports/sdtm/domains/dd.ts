import type { SdtmDomain } from '../define.ts'
import { findingsDrafts, itemTestName } from '../findings-drafts.ts'

const NAMES: Readonly<Record<string, string>> = { PRCDTH: 'Primary Cause of Death' }

/** Death details: the cause. */
export const dd: SdtmDomain = {
  key: 'DD',
  label: 'Death Details',
  class: 'FINDINGS',
  structure: 'One record per finding per subject',
  keys: ['DDTESTCD'],
  fills: [],
  records: (context) =>
    findingsDrafts(context, 'DD', (value) => {
      const { code, name } = itemTestName(value)
      return { code, name: NAMES[code] ?? name }
    }),
}
