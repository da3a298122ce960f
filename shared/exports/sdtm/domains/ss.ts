import type { Draft, SdtmDomain } from '../define.ts'
import { findingsDrafts } from '../findings-drafts.ts'

/** Survival status at each contact. A contact that found nobody leaves it unknown. */
export const ss: SdtmDomain = {
  key: 'SS',
  label: 'Subject Status',
  class: 'FINDINGS',
  structure: 'One record per finding per visit per subject',
  keys: ['SSDTC', 'SSTESTCD'],
  origins: { SSTESTCD: { origin: 'Assigned' }, SSTEST: { origin: 'Assigned' } },
  records: (context) => findingsDrafts(context, 'SS').map(coded),
}

const STATES: Readonly<Record<string, string>> = { LOST: 'UNKNOWN', WITHDRAWN: 'UNKNOWN' }

function coded(draft: Draft): Draft {
  const { values } = draft
  const state = String(values['SSORRES'] ?? '')
  if (draft.noRecord === true || state === '') return draft
  return {
    ...draft,
    values: {
      ...values,
      SSTESTCD: 'SURVSTAT',
      SSTEST: 'Survival Status',
      SSSTRESC: STATES[state] ?? state,
    },
  }
}
