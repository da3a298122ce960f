import type { Draft, SdtmDomain, SubjectContext } from '../define.ts'
import { flagBaseline } from '../findings/baseline-flag.ts'
import { findingsOrigins } from '../findings/origins.ts'
import { itemDrafts } from '../findings/drafts.ts'
import { tumourTest } from '../tumour/terms.ts'
import { lesionDrafts, mergedAndSplitDrafts } from '../tumour/lesions.ts'

/**
 * Lesions: each once for every criterion that counts it, at the visit where it was first seen. The
 * criterion stands in the link id, TUSPID is the lesion itself.
 */
export const tu: SdtmDomain = {
  key: 'TU',
  label: 'Tumor/Lesion Identification',
  class: 'FINDINGS',
  structure: 'One record per identified tumor per criteria per subject per assessor',
  keys: ['TUDTC', 'TUTESTCD', 'TULNKID', 'VISITNUM'],
  fills: ['TUGRPID', 'TUSPID', 'VISIT', 'VISITDY'],
  origins: {
    ...findingsOrigins('TU'),
    TULNKID: { origin: 'Assigned' },
    TUEVAL: { origin: 'Assigned' },
  },
  records: (context) =>
    flagBaseline(
      context,
      'TU',
      draftsOf(context),
      ({ values }) => `${String(values['TUTESTCD'])} ${String(values['TULNKID'])}`,
    ),
}

function draftsOf(context: SubjectContext): readonly Draft[] {
  const rows = context.domainRows('TU')
  const isLesion = (row: (typeof rows)[number]): boolean => row.part.layout.file === 'lesions'
  return [
    ...lesionDrafts(rows.filter(isLesion), context),
    ...mergedAndSplitDrafts(context),
    ...itemDrafts(
      rows.filter((row) => !isLesion(row)),
      context,
      {
        domain: 'TU',
        facts: (code) => ({ code, name: tumourTest(code) }),
      },
    ),
  ]
}
