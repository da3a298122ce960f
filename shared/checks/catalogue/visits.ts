import type { EditCheck } from '../define.ts'
import {
  dose,
  ENROLLED,
  FIRST_DOSES,
  sample,
  result,
  scan,
  measured,
  visitNotDone,
  visitOn,
} from './example-records.ts'

/** Order of dates, windows, and visits that are not there. */
export const visitChecks: readonly EditCheck[] = [
  {
    key: 'DM-01',
    version: '1',
    level: 'form',
    severity: 'warning',
    form: 'subjects',
    item: 'ENRDAT',
    rationale: {
      en: 'Nobody is enrolled before consenting.',
      zh: '受试者须先签署知情同意，方可入组。',
    },
    condition: { rule: 'ENRDAT_max >= RFICDAT' },
    compares: ['ENRDAT', 'RFICDAT'],
    message: {
      en: 'Enrolment on {{ENRDAT}} is before consent on {{RFICDAT}}. Correct one of them, or confirm with a reason.',
      zh: '入组日期{{ENRDAT}}早于知情同意日期{{RFICDAT}}。请更正其一，或说明理由予以确认。',
    },
    pass: [
      { records: [ENROLLED] },
      { records: [{ form: 'subjects', items: { RFICDAT: '2024-01-09', ENRDAT: '2024-01' } }] },
    ],
    fail: [
      { records: [{ form: 'subjects', items: { RFICDAT: '2024-01-09', ENRDAT: '2024-01-08' } }] },
    ],
  },
  {
    key: 'DM-02',
    version: '2',
    level: 'form',
    severity: 'warning',
    form: 'subjects',
    item: 'BRTHDAT',
    rationale: { en: 'Every protocol asks for adults.', zh: '各方案均要求受试者为成年人。' },
    condition: { rule: 'age >= 18' },
    compares: ['age', 'BRTHDAT', 'RFICDAT'],
    message: {
      en: 'Born {{BRTHDAT}}, the subject was {{age}} years old at consent on {{RFICDAT}}. Correct a date, or confirm with a reason.',
      zh: '出生日期{{BRTHDAT}}，签署知情同意（{{RFICDAT}}）时{{age}}岁。请更正日期，或说明理由予以确认。',
    },
    pass: [
      { records: [ENROLLED] },
      // The eighteenth birthday, a birth date that may be it, and one that belongs to another order of dates.
      { records: [{ form: 'subjects', items: { BRTHDAT: '2006-01-02', RFICDAT: '2024-01-02' } }] },
      { records: [{ form: 'subjects', items: { BRTHDAT: '2006', RFICDAT: '2024-01-02' } }] },
      { records: [{ form: 'subjects', items: { BRTHDAT: '2024-02-01', RFICDAT: '2024-01-02' } }] },
    ],
    fail: [
      { records: [{ form: 'subjects', items: { BRTHDAT: '2008-01', RFICDAT: '2024-01-02' } }] },
      { records: [{ form: 'subjects', items: { BRTHDAT: '2006-01-03', RFICDAT: '2024-01-02' } }] },
    ],
  },
  {
    key: 'SV-01',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'visits',
    item: 'SVSTDAT',
    rationale: {
      en: 'Study visits follow consent; what was done before belongs to routine care.',
      zh: '研究访视应在知情同意之后；此前所做检查属于常规诊疗。',
    },
    condition: { rule: 'SVSTDAT_max >= consent' },
    compares: ['visit', 'SVSTDAT', 'consent'],
    message: {
      en: 'Visit {{visit}} on {{SVSTDAT}} is before consent on {{consent}}. Correct one of them, or confirm with a reason.',
      zh: '访视{{visit}}（{{SVSTDAT}}）早于知情同意日期{{consent}}。请更正其一，或说明理由予以确认。',
    },
    pass: [{ records: [ENROLLED, visitOn('BASELINE', '2024-01-05')] }],
    fail: [{ records: [ENROLLED, visitOn('BASELINE', '2023-12-28')] }],
  },
  {
    key: 'SV-02',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'visits',
    item: 'SVSTDAT',
    rationale: {
      en: 'A later visit of the schedule cannot lie before an earlier one: a date or the name of a visit is wrong.',
      zh: '计划中靠后的访视不能早于靠前的访视：日期或访视名称有误。',
    },
    condition: { rule: 'SVSTDAT_max >= former_visit_date' },
    compares: ['visit', 'SVSTDAT', 'former_visit', 'former_visit_date'],
    message: {
      en: 'Visit {{visit}} on {{SVSTDAT}} is before visit {{former_visit}} on {{former_visit_date}}. Correct one of them, or confirm with a reason.',
      zh: '访视{{visit}}（{{SVSTDAT}}）早于访视{{former_visit}}（{{former_visit_date}}）。请更正其一，或说明理由予以确认。',
    },
    pass: [
      { records: [ENROLLED, visitOn('BASELINE', '2024-01-05'), visitOn('W24', '2024-06-26')] },
    ],
    fail: [
      { records: [ENROLLED, visitOn('BASELINE', '2024-01-05'), visitOn('W24', '2023-06-26')] },
    ],
  },
  {
    key: 'SV-03',
    version: '2',
    level: 'subject',
    severity: 'note',
    form: 'visits',
    item: 'SVSTDAT',
    rationale: {
      en: 'A visit outside its window is recorded as it was and listed as a deviation; its date, not its name, counts in the analysis.',
      zh: '超窗访视如实记录并列为方案偏离；分析以实际日期为准，而非访视名称。',
    },
    condition: { rule: 'SVSTDAT_max >= window_from && SVSTDAT <= window_to' },
    compares: ['visit', 'SVSTDAT', 'window_from', 'window_to'],
    message: {
      en: 'Visit {{visit}} on {{SVSTDAT}} is outside its window, {{window_from}} to {{window_to}}.',
      zh: '访视{{visit}}（{{SVSTDAT}}）超出时间窗{{window_from}}至{{window_to}}。',
    },
    pass: [
      { records: [ENROLLED, ...FIRST_DOSES, visitOn('W24', '2024-06-26')] },
      { records: [ENROLLED, ...FIRST_DOSES, visitOn('W24', '2024-06')] },
      { records: [dose('DONAFENIB', { EXSTDAT: '2024-01' }), visitOn('W24', '2024-07-16')] },
    ],
    fail: [
      { records: [ENROLLED, ...FIRST_DOSES, visitOn('W24', '2024-07-26')] },
      { records: [ENROLLED, ...FIRST_DOSES, visitOn('W24', '2024-08')] },
    ],
  },
  {
    key: 'SV-04',
    version: '2',
    level: 'subject',
    severity: 'warning',
    form: 'visits',
    item: 'SVSTDAT',
    rationale: {
      en: 'A visit that nobody entered may have been missed or forgotten: the analysis must know which.',
      zh: '未录入的访视可能是漏访，也可能是漏录，分析时须加以区分。',
    },
    condition: { producer: 'missing-visits' },
    compares: [],
    message: {
      en: 'Visit {{visit}} took place on {{date}}, but there is no entry for {{missing}}. Enter it, record it as not done, or confirm with a reason.',
      zh: '访视{{visit}}已于{{date}}进行，但{{missing}}没有任何记录。请补录、记为未进行，或说明理由予以确认。',
    },
    pass: [
      { records: [ENROLLED, visitOn('BASELINE', '2024-01-05')] },
      { records: [ENROLLED, visitOn('BASELINE', '2024-01-05'), visitNotDone('W24')] },
    ],
    fail: [
      { records: [ENROLLED, visitOn('BASELINE', '2024-01-05'), visitOn('W24', '2024-06-26')] },
      {
        records: [
          ENROLLED,
          visitOn('BASELINE', '2024-01-05'),
          visitNotDone('W24'),
          visitOn('W36', '2024-09-18'),
        ],
      },
    ],
  },
  {
    key: 'SV-05',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'visits',
    item: 'SVSTDAT',
    rationale: {
      en: 'A planned tumour assessment without an entry leaves response and progression open.',
      zh: '计划的肿瘤评估没有记录，疗效与进展便无从判断。',
    },
    condition: { producer: 'missing-assessments' },
    compares: [],
    message: {
      en: 'Visit {{visit}} has no tumour assessment, and a later visit has taken place. Enter it, record it as not done, or confirm with a reason.',
      zh: '访视{{visit}}没有肿瘤评估记录，而其后的访视已经进行。请补录、记为未进行，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          ENROLLED,
          visitOn('BASELINE', '2024-01-05'),
          scan('BASELINE', '2024-01-05', measured('T01', '50')),
          visitOn('W24', '2024-06-26'),
        ],
      },
    ],
    fail: [
      { records: [ENROLLED, visitOn('BASELINE', '2024-01-05'), visitOn('W24', '2024-06-26')] },
    ],
  },
  {
    key: 'SV-06',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'visits',
    item: 'SVSTDAT',
    rationale: {
      en: 'Two visits on one day are mostly one visit entered twice.',
      zh: '同一天的两次访视多为重复录入。',
    },
    condition: { producer: 'visits-on-one-day' },
    compares: [],
    message: {
      en: 'Visits {{other}} and {{visit}} have the same date, {{date}}. Correct one of them, or confirm with a reason.',
      zh: '访视{{other}}与{{visit}}日期相同（{{date}}）。请更正其一，或说明理由予以确认。',
    },
    pass: [{ records: [visitOn('BASELINE', '2024-01-05'), visitOn('W24', '2024-06-26')] }],
    fail: [{ records: [visitOn('BASELINE', '2024-01-05'), visitOn('W24', '2024-01-05')] }],
  },
  {
    key: 'SV-07',
    version: '2',
    level: 'visit',
    severity: 'warning',
    form: 'laboratory',
    item: 'LBDAT',
    rationale: {
      en: 'A sample far from its visit belongs to another visit, or its date is wrong.',
      zh: '采样日期与访视日期相差过大，可能归错访视或日期有误。',
    },
    condition: {
      rule: 'visit == "BASELINE" || (LBDAT_max >= visit_date - 14 && LBDAT <= visit_date_max + 14)',
    },
    compares: ['LBDAT', 'visit', 'visit_date'],
    message: {
      en: 'The sample of {{LBDAT}} is more than 14 days from visit {{visit}} on {{visit_date}}. Correct one of them, or confirm with a reason.',
      zh: '采样日期{{LBDAT}}与访视{{visit}}（{{visit_date}}）相差超过14天。请更正其一，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          visitOn('W24', '2024-06-26'),
          sample('W24', '2024-06-12', result('ALT', '30', 'U/L')),
        ],
      },
      {
        records: [
          visitOn('W24', '2024-06-26'),
          sample('W24', '2024-06', result('ALT', '30', 'U/L')),
        ],
      },
      {
        records: [
          visitOn('W24', '2024-06'),
          sample('W24', '2024-07-14', result('ALT', '30', 'U/L')),
        ],
      },
    ],
    fail: [
      {
        records: [
          visitOn('W24', '2024-06-26'),
          sample('W24', '2024-05', result('ALT', '30', 'U/L')),
        ],
      },
      {
        records: [
          visitOn('W24', '2024-06-26'),
          sample('W24', '2024-06-11', result('ALT', '30', 'U/L')),
        ],
      },
    ],
  },
  {
    key: 'TR-01',
    version: '2',
    level: 'visit',
    severity: 'warning',
    form: 'tumour-assessment',
    item: 'TRDAT',
    rationale: {
      en: 'The date of the scan, not of the visit, decides progression-free survival.',
      zh: '决定无进展生存期的是影像检查日期，而不是访视日期。',
    },
    condition: {
      rule: 'visit == "BASELINE" || (TRDAT_max >= visit_date - 14 && TRDAT <= visit_date_max + 14)',
    },
    compares: ['TRDAT', 'visit', 'visit_date'],
    message: {
      en: 'The scan of {{TRDAT}} is more than 14 days from visit {{visit}} on {{visit_date}}. Correct one of them, or confirm with a reason.',
      zh: '影像检查日期{{TRDAT}}与访视{{visit}}（{{visit_date}}）相差超过14天。请更正其一，或说明理由予以确认。',
    },
    pass: [
      { records: [visitOn('W24', '2024-06-26'), scan('W24', '2024-06-20', measured('T01', '30'))] },
      { records: [visitOn('W24', '2024-06-26'), scan('W24', '2024-06', measured('T01', '30'))] },
    ],
    fail: [
      { records: [visitOn('W24', '2024-06-26'), scan('W24', '2024-05', measured('T01', '30'))] },
      { records: [visitOn('W24', '2024-06-26'), scan('W24', '2024-05-20', measured('T01', '30'))] },
    ],
  },
  {
    key: 'PG-01',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'pregnancy',
    item: 'RPWHO',
    rationale: {
      en: 'A pregnancy record of a man is another subject’s, or the sex is wrong.',
      zh: '男性受试者出现妊娠记录，可能录错受试者或性别有误。',
    },
    condition: { rule: 'sex != "M" || RPWHO == "PARTNER"' },
    compares: ['sex', 'RPWHO'],
    message: {
      en: 'A pregnancy record of the subject stands here, and the sex is recorded as {{sex|SEX}}. Correct one of them, or confirm with a reason.',
      zh: '此处有妊娠记录，而受试者性别记录为{{sex|SEX}}。请更正其一，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          { form: 'subjects', items: { SEX: 'F' } },
          { form: 'pregnancy', items: {} },
        ],
      },
    ],
    fail: [{ records: [ENROLLED, { form: 'pregnancy', items: { RPWHO: 'SUBJECT' } }] }],
  },
  {
    key: 'DS-01',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'disposition',
    item: 'DSSTDAT',
    rationale: {
      en: 'Treatment ends after it has begun.',
      zh: '治疗结束应在治疗开始之后。',
    },
    condition: { rule: 'DSSCAT != "TREATMENT" || DSSTDAT_max >= first_dose' },
    compares: ['DSSTDAT', 'first_dose'],
    message: {
      en: 'Treatment ended on {{DSSTDAT}}, before the first dose on {{first_dose}}. Correct one of them, or confirm with a reason.',
      zh: '治疗结束日期{{DSSTDAT}}早于首次用药日期{{first_dose}}。请更正其一，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          ...FIRST_DOSES,
          { form: 'disposition', items: { DSSCAT: 'TREATMENT', DSSTDAT: '2024-05-01' } },
        ],
      },
    ],
    fail: [
      {
        records: [
          dose('DONAFENIB', { EXSTDAT: '2024-01-10' }),
          dose('LENVATINIB', { EXSTDAT: '2024-01-10' }),
          { form: 'disposition', items: { DSSCAT: 'TREATMENT', DSSTDAT: '2023-05-01' } },
        ],
      },
    ],
  },
]
