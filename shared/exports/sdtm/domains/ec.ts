import type { Draft, SdtmDomain } from '../define.ts'
import { exposureAs } from '../exposure-as.ts'
import { studyDosing } from './ex.ts'

/** Exposure as collected where EX cannot say it: spans in which a study drug was not given. */
export const ec: SdtmDomain = {
  key: 'EC',
  label: 'Exposure as Collected',
  class: 'INTERVENTIONS',
  structure: 'One record per span without study treatment per subject',
  keys: ['ECTRT', 'ECSTDTC'],
  fills: ['ECPRESP', 'ECOCCUR', 'ECREASOC', 'ECDOSFRQ', 'ECENDTC', 'ECROUTE', 'ECLOT'],
  origins: {
    ECTRT: { origin: 'Collected' },
    ECPRESP: { origin: 'Protocol' },
    ECOCCUR: { origin: 'Collected' },
    ECREASOC: { origin: 'Collected' },
    ECDOSU: { origin: 'Collected' },
    ECDOSFRQ: { origin: 'Collected' },
    ECROUTE: { origin: 'Collected' },
    ECLOT: { origin: 'Collected' },
  },
  isFilledBy: ({ forms }) =>
    forms.some(({ items }) => items.some(({ sdtm }) => sdtm === 'EX.EXDOSE')),
  records: (context) =>
    studyDosing(context, true).flatMap((row) => exposureAs(row, 'EC').map(notGiven)),
}

/** Not given is no dose; what the form calls the reason of the change is the reason of that. */
function notGiven(draft: Draft): Draft {
  if (draft.noRecord === true) return draft
  const { ECADJ: reason = null, ...values } = draft.values
  const said = { ECDOSE: null, ECPRESP: 'Y', ECOCCUR: 'N', ECREASOC: reason }
  return { ...draft, values: { ...values, ...said } }
}
