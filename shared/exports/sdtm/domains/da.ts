import type { Draft, SdtmDomain } from '../define.ts'
import { findingsDrafts, itemTestName } from '../findings-drafts.ts'
import { findingsTable } from '../tables.ts'

const NAMES: Readonly<Record<string, string>> = {
  DISPAMT: 'Dispensed Amount',
  RETAMT: 'Returned Amount',
}

/** Product accountability: what was dispensed and returned. DASCAT is the drug. */
export const da: SdtmDomain = {
  key: 'DA',
  label: 'Product Accountability',
  class: 'FINDINGS',
  structure: 'One record per product accountability finding per subject',
  keys: ['DADTC', 'DASCAT', 'DATESTCD'],
  variables: findingsTable('DA'),
  fills: ['DACAT', 'DASCAT', 'DASTAT', 'DAREASND'],
  origins: { DACAT: { origin: 'Assigned' } },
  records: (context) =>
    findingsDrafts(context, 'DA', (value) => {
      const { code, name } = itemTestName(value)
      return { code, name: NAMES[code] ?? name }
    }).map(withUnit),
}

/** Both amounts stand in the unit that was entered for the row. */
function withUnit(draft: Draft): Draft {
  if (draft.noRecord === true) return draft
  const { values, row } = draft
  const unit = row?.row['DAUNIT'] ?? ''
  const units =
    unit === '' || values['DAORRES'] === undefined ? {} : { DAORRESU: unit, DASTRESU: unit }
  return { ...draft, values: { ...values, DACAT: 'STUDY MEDICATION', ...units } }
}
