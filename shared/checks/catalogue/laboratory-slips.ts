import type { EditCheck } from '../define.ts'
import type { ExampleRecord } from '../define.ts'
import { result, sample } from './example-records.ts'

/** One test at baseline and after it, as `1.2 ng/mL`. */
function course(test: string, unit: string, ...[first, then]: readonly [string, string]) {
  const records: readonly ExampleRecord[] = [
    sample('BASELINE', '2024-01-05', result(test, first, unit)),
    sample('W4', '2024-02-07', result(test, then, unit)),
  ]
  return { records }
}

function once(test: string, value: string, unit: string) {
  return { records: [sample('BASELINE', '2024-01-05', result(test, value, unit))] }
}

/** Results that look like slips of the unit or the decimal point. */
export const slipChecks: readonly EditCheck[] = [
  {
    key: 'LB-01',
    version: '2',
    level: 'subject',
    severity: 'warning',
    form: 'laboratory',
    item: 'LBORRES',
    rationale: {
      en: 'A result eight times the former one or an eighth of it is mostly a wrong unit or decimal point. Tumour markers do move that far: they are asked about at 800 times. Virus loads move without bound, and what is small for its test is no change.',
      zh: '结果为前次的8倍以上或八分之一以下，多为单位或小数点错误。肿瘤标志物可有如此幅度的变化，达800倍才提示。病毒载量变化无上限，极低水平之间的变化不计，故均不提示。',
    },
    condition: { producer: 'result-jump', params: { factor: 8, markerFactor: 800 } },
    compares: [],
    message: {
      en: 'Unit or decimal point? {{LBTESTCD}} {{LBORRES}} {{LBORRESU}}; the former result was {{lab_previous}}. Correct it, or confirm with a reason.',
      zh: '单位或小数点是否有误？{{LBTESTCD}} {{LBORRES}} {{LBORRESU}}，前次结果为{{lab_previous}}。请更正，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          sample('BASELINE', '2024-01-05', result('ALB', '41', 'g/L')),
          sample('W24', '2024-06-26', result('ALB', '4.0', 'g/dL')),
        ],
      },
      course('CREAT', 'umol/L', '70', '559'),
      // Markers at a hundred times, virus loads at any.
      course('AFP', 'ng/mL', '12', '1200'),
      course('PIVKAII', 'mAU/mL', '30', '3000'),
      course('AFPL3', '%', '0.5', '50'),
      course('CEA', 'ng/mL', '5', '500'),
      course('CA19_9AG', 'U/mL', '50', '5000'),
      course('HBDNA', 'IU/mL', '500000', '50'),
      course('HBVDNA', 'IU/mL', '500000', '50'),
      course('HCRNA', 'IU/mL', '5000000', '15'),
      // Small for the test, or given as below a limit.
      course('EOS', '10^9/L', '0.15', '0'),
      course('EOS', '10^9/L', '0.02', '0.2'),
      course('TSH', 'mIU/L', '2.1', '<0.01'),
      course('TSH', 'mIU/L', '2.1', '0.01'),
      // Asked about as implausible.
      course('HGB', 'g/L', '130', '1300'),
    ],
    fail: [
      {
        records: [
          sample('BASELINE', '2024-01-05', result('ALB', '41', 'g/L')),
          sample('W24', '2024-06-26', result('ALB', '8.1', 'g/L')),
          sample('W28', '2024-07-24', result('ALB', '65', 'g/L')),
        ],
      },
      course('CREAT', 'umol/L', '70', '560'),
      course('ALT', 'U/L', '240', '30'),
      course('EOS', '10^9/L', '0.2', '4'),
      course('TSH', 'mIU/L', '2.1', '21'),
      course('AFP', 'ng/mL', '1.2', '1200'),
      course('PIVKAII', 'mAU/mL', '30000', '30'),
    ],
  },
  {
    key: 'LB-06',
    version: '2',
    level: 'field',
    severity: 'warning',
    form: 'laboratory',
    item: 'LBORRESU',
    rationale: {
      en: 'A result in a unit that cannot be converted is neither graded nor compared.',
      zh: '单位无法换算的结果既不能分级，也不能比较。',
    },
    condition: { producer: 'unknown-unit' },
    compares: [],
    message: {
      en: '{{test}} in {{unit}} cannot be converted; known are {{units}}. Correct the unit, or confirm with a reason.',
      zh: '{{test}}的单位{{unit}}无法换算，已知单位为{{units}}。请更正单位，或说明理由予以确认。',
    },
    pass: [
      { records: [sample('W24', '2024-06-26', result('ALB', '4.1', 'g/dL'))] },
      { records: [sample('W24', '2024-06-26', result('AFP', '12', '\u03bcg/L'))] },
      { records: [sample('W24', '2024-06-26', result('PT', '13.1', '秒'))] },
    ],
    fail: [{ records: [sample('W24', '2024-06-26', result('ALB', '41', 'mmol/L'))] }],
  },
  {
    key: 'LB-08',
    version: '1',
    level: 'field',
    severity: 'warning',
    form: 'laboratory',
    item: 'LBORRES',
    rationale: {
      en: 'A negative result, or one beyond what its test is met with in the sickest, is as a rule a slip of unit or decimal point. The bounds are wide: a true extreme passes or is confirmed.',
      zh: '负值，或超出该检查在最危重患者中可见范围的结果，多为单位或小数点错误。界限设置较宽，真实的极端值可通过或经说明予以确认。',
    },
    condition: { producer: 'implausible-result' },
    compares: [],
    message: {
      en: 'Unit or decimal point? {{test}} {{result}} {{unit}} lies outside {{bounds}}, where results of this test are met. Correct it, or confirm with a reason.',
      zh: '单位或小数点是否有误？{{test}} {{result}} {{unit}}超出该检查结果的可见范围{{bounds}}。请更正，或说明理由予以确认。',
    },
    pass: [
      once('ALT', '8000', 'U/L'),
      once('TBIL', '700', 'umol/L'),
      once('PLT', '5', '10^9/L'),
      once('PLT', '150000', '/mm3'),
      once('HGB', '13', 'g/dL'),
      once('NEUT', '0', '10^9/L'),
      once('AFP', '1200000', 'ng/mL'),
      once('K', '7.9', 'mmol/L'),
      once('INR', '9.5', 'ratio'),
      // Nothing is known of its bounds.
      once('XYZ', '150000', 'g/L'),
    ],
    fail: [
      once('HGB', '1300', 'g/L'),
      once('HGB', '13', 'g/L'),
      once('K', '45', 'mmol/L'),
      once('ALT', '-5', 'U/L'),
      once('PLT', '150000', '10^9/L'),
      once('INR', '11', 'ratio'),
      once('ALB', '4.1', 'g/L'),
      once('XYZ', '-1', 'g/L'),
      once('EGFR', '-1', 'furlong'),
    ],
  },
]
