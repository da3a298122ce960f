import type { EditCheck } from '../define.ts'
import { ENROLLED, event, FIRST_DOSES, result, sample, visitOn } from './example-records.ts'
import { hepatitisBChecks } from './hepatitis-b.ts'
import { slipChecks } from './laboratory-slips.ts'

const BASE = [ENROLLED, ...FIRST_DOSES]
const ALT = 'Alanine aminotransferase increased'

/** Laboratory results and vital signs. */
export const laboratoryChecks: readonly EditCheck[] = [
  ...slipChecks,
  {
    key: 'LB-02',
    version: '2',
    level: 'subject',
    severity: 'warning',
    form: 'laboratory',
    item: 'LBORRES',
    rationale: {
      en: 'Raised transaminases with raised bilirubin in one sample, or in two of one week, may be drug-induced liver injury, or the course of the cancer: somebody must judge it at once.',
      zh: '同一样本或一周内的样本中转氨酶与胆红素同时升高，可能为药物性肝损伤，也可能为肿瘤进展，须立即判断。',
    },
    condition: { producer: 'hys-law', params: { days: 7 } },
    compares: [],
    message: {
      en: '{{test}} is {{times}} times the upper limit on {{date}}, and bilirubin {{bilirubin}} times on {{bilirubinDate}} (Hy’s law). Check the values and whether an adverse event is recorded, or confirm with a reason.',
      zh: '{{date}} {{test}}为正常上限的{{times}}倍，{{bilirubinDate}}胆红素为{{bilirubin}}倍（符合Hy’s法则）。请核对数值及是否已记录不良事件，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          sample(
            'W24',
            '2024-06-26',
            result('ALT', '119', 'U/L', '40'),
            result('TBIL', '42', 'umol/L', '21'),
          ),
        ],
      },
      // More than a week apart; and without dates nobody knows how far.
      {
        records: [
          sample('W24', '2024-06-26', result('ALT', '300', 'U/L', '40')),
          sample('W28', '2024-07-04', result('TBIL', '84', 'umol/L', '21')),
        ],
      },
      {
        records: [
          sample(
            'W24',
            '',
            result('ALT', '300', 'U/L', '40'),
            result('TBIL', '84', 'umol/L', '21'),
          ),
        ],
      },
    ],
    fail: [
      {
        records: [
          sample(
            'W24',
            '2024-06-26',
            result('ALT', '120', 'U/L', '40'),
            result('TBIL', '42', 'umol/L', '21'),
          ),
        ],
      },
      // Exactly 3 times, which binary fractions miss.
      {
        records: [
          sample(
            'W24',
            '2024-06-26',
            result('ALT', '2.4', 'ukat/L', '0.8'),
            result('TBIL', '42', 'umol/L', '21'),
          ),
        ],
      },
      {
        records: [
          sample('W24', '2024-06-26', result('ALT', '300', 'U/L', '40')),
          sample('W28', '2024-07-03', result('TBIL', '84', 'umol/L', '21')),
        ],
      },
    ],
  },
  ...hepatitisBChecks,
  {
    key: 'LB-04',
    version: '3',
    level: 'subject',
    severity: 'warning',
    form: 'laboratory',
    item: 'LBORRES',
    rationale: {
      en: 'A severe laboratory finding is an adverse event or is judged not clinically significant; it is never left open.',
      zh: '3级及以上的实验室异常应记录为不良事件，或判定为无临床意义，不得悬而未决。',
    },
    condition: { producer: 'lab-grade-without-event', params: { grade: 3 } },
    compares: [],
    message: {
      en: '{{test}} {{result}} on {{date}} is grade {{grade}} ({{term}}), and no adverse event covers it. Record one, mark the result as not clinically significant, or confirm with a reason.',
      zh: '{{date}} {{test}} {{result}}为{{grade}}级（{{term}}），没有对应的不良事件。请记录不良事件、将该结果标为无临床意义，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          ...BASE,
          sample('W24', '2024-06-26', result('ALT', '250', 'U/L', '40')),
          event({
            AESTDAT: '2024-06-26',
            AEDECOD: ALT,
            AETOXGR: '3',
          }),
        ],
      },
      { records: [...BASE, sample('W24', '2024-06-26', result('ALT', '200', 'U/L', '40'))] },
      // Begun within the week after the sample.
      {
        records: [
          ...BASE,
          sample('W24', '2024-06-26', result('ALT', '250', 'U/L', '40')),
          event({ AESTDAT: '2024-07-03', AEDECOD: ALT, AETOXGR: '3' }),
        ],
      },
      // May have begun before it, and is as severe.
      {
        records: [
          ...BASE,
          sample('W24', '2024-06-26', result('ALT', '250', 'U/L', '40')),
          event({ AESTDAT: '2024', AEDECOD: ALT, AETOXGR: '3' }),
        ],
      },
      // Of the baseline visit, on the day of the first dose: taken before it.
      {
        records: [
          ...BASE,
          sample('BASELINE', '2024-01-10', {
            ...result('LYM', '0.4', '10^9/L', '3.2'),
            LBORNRLO: '1.1',
          }),
        ],
      },
      // 2 to 3: grade 3 is not certain.
      { records: [...BASE, sample('W24', '2024-06-26', result('LIPASE', '250', 'U/L', '50'))] },
    ],
    fail: [
      { records: [...BASE, sample('W24', '2024-06-26', result('ALT', '201', 'U/L', '40'))] },
      // 3 without symptoms, 4 with them.
      { records: [...BASE, sample('W24', '2024-06-26', result('LIPASE', '600', 'U/L', '50'))] },
      { records: [...BASE, sample('W24', '2024-06-26', result('AMYLASE', '900', 'U/L', '100'))] },
      // A mild event that is over does not tell of a severe value.
      {
        records: [
          ...BASE,
          sample('W24', '2024-06-26', result('ALT', '1000', 'U/L', '40')),
          event({
            AESTDAT: '2024-02-01',
            AEENDAT: '2024-06-20',
            AEDECOD: ALT,
            AETOXGR: '1',
          }),
        ],
      },
      // Nor does one that may have begun later.
      {
        records: [
          ...BASE,
          sample('W24', '2024-06-26', result('ALT', '1000', 'U/L', '40')),
          event({ AESTDAT: '2024-06', AEDECOD: ALT, AETOXGR: '1' }),
        ],
      },
    ],
  },
  {
    key: 'LB-05',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'laboratory',
    item: 'LBTESTCD',
    rationale: {
      en: 'One test of one day in two forms is mostly one report entered twice.',
      zh: '同一天的同一检查出现在两张表单中，多为重复录入。',
    },
    condition: { producer: 'result-twice' },
    compares: [],
    message: {
      en: '{{test}} of {{date}} is recorded twice: {{other}} and {{result}}. Correct one of them, or confirm with a reason.',
      zh: '{{date}}的{{test}}有两条记录：{{other}}和{{result}}。请更正其一，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          sample('BASELINE', '2024-01-05', result('ALT', '30', 'U/L')),
          sample('W24', '2024-06-26', result('ALT', '30', 'U/L')),
        ],
      },
    ],
    fail: [
      {
        records: [
          sample('BASELINE', '2024-01-05', result('ALT', '30', 'U/L')),
          sample('W24', '2024-01-05', result('ALT', '31', 'U/L')),
        ],
      },
    ],
  },
  {
    key: 'LB-07',
    version: '1',
    level: 'form',
    severity: 'warning',
    form: 'laboratory',
    item: 'LBORNRHI',
    rationale: {
      en: 'Limits the wrong way round turn every flag of the row.',
      zh: '正常值上下限颠倒会使该行的高低标志全部出错。',
    },
    condition: { rule: 'LBORNRHI >= LBORNRLO' },
    compares: ['LBTESTCD', 'LBORNRLO', 'LBORNRHI'],
    message: {
      en: '{{LBTESTCD}}: the upper limit {{LBORNRHI}} is below the lower limit {{LBORNRLO}}. Correct one of them, or confirm with a reason.',
      zh: '{{LBTESTCD}}：正常值上限{{LBORNRHI}}低于下限{{LBORNRLO}}。请更正其一，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          sample('W24', '2024-06-26', { ...result('ALT', '30', 'U/L', '40'), LBORNRLO: '7' }),
        ],
      },
    ],
    fail: [
      {
        records: [
          sample('W24', '2024-06-26', { ...result('ALT', '30', 'U/L', '7'), LBORNRLO: '40' }),
        ],
      },
    ],
  },
  {
    key: 'VS-01',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'vitals',
    item: 'WEIGHT',
    rationale: {
      en: 'A change of weight by a fifth between two visits is rare without oedema, ascites or a slip.',
      zh: '相邻两次访视体重变化达五分之一者少见，多有水肿、腹水或录入错误。',
    },
    condition: { rule: 'abs(WEIGHT - previous_WEIGHT) * 5 < previous_WEIGHT' },
    compares: ['WEIGHT', 'previous_WEIGHT'],
    message: {
      en: 'Weight {{WEIGHT}} kg; at the visit before it was {{previous_WEIGHT}}. Correct it, or confirm with a reason.',
      zh: '体重{{WEIGHT}} kg，前次访视为{{previous_WEIGHT}}。请更正，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          visitOn('BASELINE', '2024-01-05'),
          { form: 'vitals', visit: 'BASELINE', items: { WEIGHT: '65' } },
          { form: 'vitals', visit: 'W24', items: { WEIGHT: '52.1' } },
        ],
      },
    ],
    fail: [
      {
        records: [
          { form: 'vitals', visit: 'BASELINE', items: { WEIGHT: '65' } },
          { form: 'vitals', visit: 'W24', items: { WEIGHT: '52' } },
        ],
      },
    ],
  },
  {
    key: 'VS-02',
    version: '1',
    level: 'form',
    severity: 'warning',
    form: 'vitals',
    item: 'DIABP',
    rationale: {
      en: 'The diastolic pressure is below the systolic one; otherwise the two were exchanged.',
      zh: '舒张压应低于收缩压，否则可能填反。',
    },
    condition: { rule: 'SYSBP > DIABP' },
    compares: ['SYSBP', 'DIABP'],
    message: {
      en: 'The diastolic pressure {{DIABP}} is not below the systolic pressure {{SYSBP}}. Correct one of them, or confirm with a reason.',
      zh: '舒张压{{DIABP}}不低于收缩压{{SYSBP}}。请更正其一，或说明理由予以确认。',
    },
    pass: [{ records: [{ form: 'vitals', visit: 'W24', items: { SYSBP: '132', DIABP: '84' } }] }],
    fail: [{ records: [{ form: 'vitals', visit: 'W24', items: { SYSBP: '84', DIABP: '132' } }] }],
  },
]
