import type { ProtocolDefinition } from '../../../protocol/define.ts'
import type { SdtmDomain } from '../define.ts'
import { flagBaseline } from '../findings/baseline-flag.ts'
import { findingsOrigins } from '../findings/origins.ts'
import { itemDrafts } from '../findings/drafts.ts'
import { isResultRow, isVirusLoad, laboratoryDraft } from '../findings/laboratory.ts'
import { MICROBIOLOGY_NAMES } from '../findings/test-names.ts'
import { findingsTable } from '../tables.ts'

/** Antigens of viruses and their load, from whichever form asks for them. */
export const mb: SdtmDomain = {
  key: 'MB',
  label: 'Microbiology Specimen',
  class: 'FINDINGS',
  structure: 'One record per microbiology specimen finding per time point per visit per subject',
  keys: ['MBDTC', 'MBTESTCD', 'VISITNUM'],
  variables: findingsTable('MB', {
    result: [
      [
        '--ORNRLO',
        'Char',
        'Perm',
        'Variable Qualifier',
        'Reference Range Lower Limit in Orig Unit',
      ],
      [
        '--ORNRHI',
        'Char',
        'Perm',
        'Variable Qualifier',
        'Reference Range Upper Limit in Orig Unit',
      ],
      ['--STNRLO', 'Num', 'Perm', 'Variable Qualifier', 'Reference Range Lower Limit-Std Units'],
      ['--STNRHI', 'Num', 'Perm', 'Variable Qualifier', 'Reference Range Upper Limit-Std Units'],
      ['--NRIND', 'Char', 'Perm', 'Variable Qualifier', 'Reference Range Indicator', 'C78736'],
      ['--NAM', 'Char', 'Perm', 'Record Qualifier', 'Vendor Name'],
      ['--SPEC', 'Char', 'Perm', 'Record Qualifier', 'Specimen Type', 'C78734'],
      ['--METHOD', 'Char', 'Perm', 'Record Qualifier', 'Method of Test or Examination', 'C85492'],
      [
        '--LOBXFL',
        'Char',
        'Exp',
        'Record Qualifier',
        'Last Observation Before Exposure Flag',
        'C66742',
      ],
      [
        '--CLSIG',
        'Char',
        'Perm',
        'Record Qualifier',
        'Clinically Significant, Collected',
        'C66742',
      ],
    ],
  }),
  fills: [
    'MBCAT',
    'MBSTAT',
    'MBREASND',
    'MBORNRLO',
    'MBORNRHI',
    'MBSTNRLO',
    'MBSTNRHI',
    'MBNRIND',
    'MBNAM',
    'MBSPEC',
    'MBCLSIG',
    'VISIT',
    'VISITDY',
  ],
  origins: findingsOrigins('MB'),
  isFilledBy: (definition) => asks(definition, /^(?:MB\.|LB\.LBTESTCD$)/),
  records: (context) => {
    const reported = context.domainRows('LB').filter((row) => isResultRow(row) && isVirusLoad(row))
    const drafts = [
      ...itemDrafts(context.domainRows('MB'), context, {
        domain: 'MB',
        facts: (code) => MICROBIOLOGY_NAMES.get(code) ?? null,
      }),
      ...reported.map((row) => laboratoryDraft(row, context, 'MB')),
    ]
    return flagBaseline(context, 'MB', drafts, ({ values }) => String(values['MBTESTCD']))
  },
}

function asks({ forms }: ProtocolDefinition, mapping: RegExp): boolean {
  return forms.some(({ items, group }) =>
    [...items, ...(group?.items ?? [])].some(({ sdtm = '' }) => mapping.test(sdtm)),
  )
}
