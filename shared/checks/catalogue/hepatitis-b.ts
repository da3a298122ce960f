import type { EditCheck } from '../define.ts'
import { ENROLLED, FIRST_DOSES, result, sample, virology } from './example-records.ts'

const BASE = [ENROLLED, ...FIRST_DOSES]

/** Hepatitis B virus in the blood of those treated. */
export const hepatitisBChecks: readonly EditCheck[] = [
  {
    key: 'LB-03',
    version: '3',
    level: 'subject',
    severity: 'warning',
    form: 'laboratory',
    item: 'LBORRES',
    rationale: {
      en: 'A tenfold rise of hepatitis B virus DNA over the baseline or over the lowest value since, or its return, is reactivation until shown otherwise.',
      zh: '乙肝病毒DNA较基线或此后最低值升高10倍，或转阳，在排除之前应视为病毒再激活。',
    },
    condition: { producer: 'hbv-rise', params: { factor: 10 } },
    compares: [],
    message: {
      en: 'Hepatitis B virus DNA is {{result}} on {{date}}; it was {{former}} on {{formerDate}} (baseline {{baseline}}). Check the value and the antiviral treatment, or confirm with a reason.',
      zh: '{{date}}乙肝病毒DNA为{{result}}，{{formerDate}}为{{former}}（基线{{baseline}}）。请核对数值及抗病毒治疗情况，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          ...BASE,
          sample('BASELINE', '2024-01-05', result('HBDNA', '200', 'IU/mL')),
          sample('W24', '2024-06-26', result('HBDNA', '1999', 'IU/mL')),
        ],
      },
      {
        records: [
          ...BASE,
          virology('BASELINE', '2024-01-05', '500000'),
          sample('W8', '2024-03-06', result('HBDNA', '<20', 'IU/mL')),
          virology('W24', '2024-06-26', '<20'),
        ],
      },
      // Not found below a higher limit: the lowest value stays, and this is less than ten times it.
      {
        records: [
          ...BASE,
          virology('BASELINE', '2024-01-05', '1000'),
          virology('W8', '2024-03-06', '<2000'),
          virology('W24', '2024-06-26', '9999'),
        ],
      },
    ],
    fail: [
      {
        records: [
          ...BASE,
          sample('BASELINE', '2024-01-05', result('HBDNA', '200', 'IU/mL')),
          sample('W24', '2024-06-26', result('HBDNA', '2000', 'IU/mL')),
        ],
      },
      {
        records: [
          ...BASE,
          sample('BASELINE', '2024-01-05', result('HBDNA', '<20', 'IU/mL')),
          sample('W24', '2024-06-26', result('HBDNA', '35', 'IU/mL')),
        ],
      },
      {
        records: [
          ...BASE,
          virology('BASELINE', '2024-01-05', '200'),
          virology('W24', '2024-06-26', '2000000'),
        ],
      },
      {
        records: [
          ...BASE,
          virology('BASELINE', '2024-01-05', '200'),
          sample('W24', '2024-06-26', result('HBDNA', '2000000', 'IU/mL')),
        ],
      },
      {
        records: [
          ...BASE,
          { form: 'baseline', items: { HBSAG: 'POSITIVE', HBDNA: '200' } },
          sample('W24', '2024-06-26', result('HBDNA', '2000000', 'IU/mL')),
        ],
      },
      // An assay of a higher limit between them.
      {
        records: [
          ...BASE,
          virology('BASELINE', '2024-01-05', '100'),
          virology('W8', '2024-03-06', '<2000'),
          virology('W24', '2024-06-26', '1500'),
        ],
      },
      // Back after it was suppressed.
      {
        records: [
          ...BASE,
          sample('BASELINE', '2024-01-05', result('HBDNA', '500000', 'IU/mL')),
          sample('W8', '2024-03-06', result('HBDNA', '<20', 'IU/mL')),
          sample('W24', '2024-06-26', result('HBDNA', '40000', 'IU/mL')),
        ],
      },
    ],
  },
]
