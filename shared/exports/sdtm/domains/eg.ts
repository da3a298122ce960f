import type { SdtmDomain } from '../define.ts'
import { flagBaseline } from '../findings/baseline-flag.ts'
import { findingsOrigins } from '../findings/origins.ts'
import { interpreted, itemDrafts } from '../findings/drafts.ts'
import { ECG_NAMES } from '../findings/test-names.ts'
import { findingsTable } from '../tables.ts'

/** Electrocardiograms; the examiner's judgement is the test INTP. */
export const eg: SdtmDomain = {
  key: 'EG',
  label: 'ECG Test Results',
  class: 'FINDINGS',
  structure: 'One record per ECG observation per visit per subject',
  keys: ['EGDTC', 'EGTESTCD', 'VISITNUM'],
  variables: findingsTable('EG', {
    result: [
      ['--METHOD', 'Char', 'Perm', 'Record Qualifier', 'Method of Test or Examination'],
      [
        '--LOBXFL',
        'Char',
        'Exp',
        'Record Qualifier',
        'Last Observation Before Exposure Flag',
        'C66742',
      ],
      ['--DRVFL', 'Char', 'Perm', 'Record Qualifier', 'Derived Flag', 'C66742'],
      ['--EVAL', 'Char', 'Perm', 'Record Qualifier', 'Evaluator', 'C78735'],
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
  fills: ['EGSTAT', 'EGREASND', 'EGMETHOD', 'EGCLSIG'],
  origins: findingsOrigins('EG'),
  records: (context) => {
    const drafts = itemDrafts(context.domainRows('EG'), context, {
      domain: 'EG',
      facts: (code) => ECG_NAMES.get(code) ?? null,
      refine: (values) => interpreted('EG', values),
    })
    return flagBaseline(context, 'EG', drafts, ({ values }) => String(values['EGTESTCD']))
  },
}
