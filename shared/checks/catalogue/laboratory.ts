import type { EditCheck } from '../define.ts'
import { ENROLLED, event, FIRST_DOSES, result, sample, visitOn } from './example-records.ts'

const BASE = [ENROLLED, ...FIRST_DOSES]
const MARKERS = 'AFP|PIVKAII|HBDNA|HBVDNA'

/** Laboratory results and vital signs. */
export const laboratoryChecks: readonly EditCheck[] = [
  {
    key: 'LB-01',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'laboratory',
    item: 'LBORRES',
    rationale: {
      en: 'A result eight times the former one or an eighth of it is mostly a wrong unit or decimal point. Tumour markers and virus loads do move that far.',
      zh: '结果为前次的8倍以上或八分之一以下，多为单位或小数点错误。肿瘤标志物和病毒载量可有如此幅度的变化，故不在此列。',
    },
    condition: {
      rule: `oneOf(LBTESTCD, "${MARKERS}") || lab_previous <= 0 || (LBORRES < 8 * lab_previous && LBORRES * 8 > lab_previous)`,
    },
    compares: ['LBTESTCD', 'LBORRES', 'LBORRESU', 'lab_previous'],
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
    ],
    fail: [
      {
        records: [
          sample('BASELINE', '2024-01-05', result('ALB', '41', 'g/L')),
          sample('W24', '2024-06-26', result('ALB', '4.0', 'g/L')),
        ],
      },
    ],
  },
  {
    key: 'LB-02',
    version: '1',
    level: 'visit',
    severity: 'warning',
    form: 'laboratory',
    item: 'LBORRES',
    rationale: {
      en: 'Raised transaminases with raised bilirubin in one sample may be drug-induced liver injury, or the course of the cancer: somebody must judge it at once.',
      zh: '同一样本中转氨酶与胆红素同时升高，可能为药物性肝损伤，也可能为肿瘤进展，须立即判断。',
    },
    condition: { producer: 'hys-law' },
    compares: [],
    message: {
      en: 'On {{date}} {{test}} is {{times}} times and bilirubin {{bilirubin}} times the upper limit (Hy’s law). Check the values and whether an adverse event is recorded, or confirm with a reason.',
      zh: '{{date}}：{{test}}为正常上限的{{times}}倍，胆红素为{{bilirubin}}倍（符合Hy’s法则）。请核对数值及是否已记录不良事件，或说明理由予以确认。',
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
    ],
  },
  {
    key: 'LB-03',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'laboratory',
    item: 'LBORRES',
    rationale: {
      en: 'A tenfold rise of hepatitis B virus DNA, or its return, is reactivation until shown otherwise.',
      zh: '乙肝病毒DNA升高10倍或转阳，在排除之前应视为病毒再激活。',
    },
    condition: { producer: 'hbv-rise', params: { factor: 10 } },
    compares: [],
    message: {
      en: 'Hepatitis B virus DNA is {{result}} on {{date}}; at baseline it was {{baseline}}. Check the value and the antiviral treatment, or confirm with a reason.',
      zh: '{{date}}乙肝病毒DNA为{{result}}，基线为{{baseline}}。请核对数值及抗病毒治疗情况，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          ...BASE,
          sample('BASELINE', '2024-01-05', result('HBDNA', '200', 'IU/mL')),
          sample('W24', '2024-06-26', result('HBDNA', '1999', 'IU/mL')),
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
    ],
  },
  {
    key: 'LB-04',
    version: '1',
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
      zh: '{{date}}{{test}} {{result}}为{{grade}}级（{{term}}），没有对应的不良事件。请记录不良事件、将该结果标为无临床意义，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          ...BASE,
          sample('W24', '2024-06-26', result('ALT', '250', 'U/L', '40')),
          event({
            AESTDAT: '2024-06-26',
            AEDECOD: 'Alanine aminotransferase increased',
            AETOXGR: '3',
          }),
        ],
      },
      { records: [...BASE, sample('W24', '2024-06-26', result('ALT', '200', 'U/L', '40'))] },
    ],
    fail: [{ records: [...BASE, sample('W24', '2024-06-26', result('ALT', '201', 'U/L', '40'))] }],
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
    key: 'LB-06',
    version: '1',
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
    pass: [{ records: [sample('W24', '2024-06-26', result('ALB', '4.1', 'g/dL'))] }],
    fail: [{ records: [sample('W24', '2024-06-26', result('ALB', '41', 'mmol/L'))] }],
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
