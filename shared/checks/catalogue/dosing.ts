import type { EditCheck } from '../define.ts'
import { dose, ENROLLED, event, FIRST_DOSES } from './example-records.ts'

const weighed = (weight: string) => ({
  form: 'vitals',
  visit: 'BASELINE',
  items: { VSDAT: '2024-01-05', WEIGHT: weight },
})
const ended = {
  form: 'disposition',
  items: { DSSCAT: 'TREATMENT', DSSTDAT: '2024-05-01', DSDECOD: 'PROGRESSIVE DISEASE' },
}

/** Study treatment: periods, gaps, doses by weight. */
export const dosingChecks: readonly EditCheck[] = [
  {
    key: 'EX-01',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'exposure',
    item: 'EXSTDAT',
    rationale: { en: 'Study treatment follows consent.', zh: '研究治疗应在知情同意之后。' },
    condition: { rule: 'EXSTDAT_max >= consent' },
    compares: ['EXTRT', 'EXSTDAT', 'consent'],
    message: {
      en: '{{EXTRT}} from {{EXSTDAT}} is before consent on {{consent}}. Correct one of them, or confirm with a reason.',
      zh: '{{EXTRT}}开始日期{{EXSTDAT}}早于知情同意日期{{consent}}。请更正其一，或说明理由予以确认。',
    },
    pass: [{ records: [ENROLLED, ...FIRST_DOSES] }],
    fail: [{ records: [ENROLLED, dose('DONAFENIB', { EXSTDAT: '2023-12-10' })] }],
  },
  {
    key: 'EX-02',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'exposure',
    item: 'EXSTDAT',
    rationale: {
      en: 'Periods of one drug follow each other; where they overlap, the dose of those days is counted twice.',
      zh: '同一药物的各给药时段应首尾相接；若重叠，重叠期间的剂量会被重复计算。',
    },
    condition: { producer: 'dosing-overlap' },
    compares: [],
    message: {
      en: '{{drug}} from {{start}}: the period from {{former}} ended on {{end}} or has no end date. Correct one of them, or confirm with a reason.',
      zh: '{{drug}}自{{start}}起：{{former}}开始的时段结束于{{end}}或未填写结束日期。请更正其一，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          dose('DONAFENIB', { EXSTDAT: '2024-01-10', EXENDAT: '2024-03-01' }),
          dose('DONAFENIB', { EXSTDAT: '2024-03-02' }),
        ],
      },
    ],
    fail: [
      {
        records: [
          dose('DONAFENIB', { EXSTDAT: '2024-01-10', EXENDAT: '2024-03-05' }),
          dose('DONAFENIB', { EXSTDAT: '2024-03-02' }),
        ],
      },
      {
        records: [
          dose('DONAFENIB', { EXSTDAT: '2024-01-10' }),
          dose('DONAFENIB', { EXSTDAT: '2024-03-02' }),
        ],
      },
    ],
  },
  {
    key: 'EX-03',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'exposure',
    item: 'EXSTDAT',
    rationale: {
      en: 'An interruption is a row with dose 0; days without any row leave the dose intensity open.',
      zh: '暂停用药应以剂量为0的一行记录；没有任何记录的日期会使剂量强度无法确定。',
    },
    condition: { producer: 'dosing-gap', params: { days: 7 } },
    compares: [],
    message: {
      en: '{{drug}}: {{days}} days without a row between {{end}} and {{start}}. Add the interruption, correct a date, or confirm with a reason.',
      zh: '{{drug}}：{{end}}至{{start}}之间有{{days}}天无记录。请补充暂停用药、更正日期，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          dose('DONAFENIB', { EXSTDAT: '2024-01-10', EXENDAT: '2024-03-01' }),
          dose('DONAFENIB', { EXSTDAT: '2024-03-09' }),
        ],
      },
    ],
    fail: [
      {
        records: [
          dose('DONAFENIB', { EXSTDAT: '2024-01-10', EXENDAT: '2024-03-01' }),
          dose('DONAFENIB', { EXSTDAT: '2024-03-10' }),
        ],
      },
    ],
  },
  {
    key: 'EX-04',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'exposure',
    item: 'EXSTDAT',
    rationale: {
      en: 'After the end of treatment no dose is given.',
      zh: '治疗结束后不应再有给药。',
    },
    condition: { producer: 'dosing-after-end' },
    compares: [],
    message: {
      en: '{{drug}} is recorded up to {{date}}, after its end of treatment on {{stop}}. Correct one of them, or confirm with a reason.',
      zh: '{{drug}}给药记录至{{date}}，晚于治疗结束日期{{stop}}。请更正其一，或说明理由予以确认。',
    },
    pass: [
      { records: [dose('DONAFENIB', { EXSTDAT: '2024-01-10', EXENDAT: '2024-05-01' }), ended] },
    ],
    fail: [
      { records: [dose('DONAFENIB', { EXSTDAT: '2024-01-10', EXENDAT: '2024-05-02' }), ended] },
      { records: [dose('DONAFENIB', { EXSTDAT: '2024-01-10' }), ended] },
    ],
  },
  {
    key: 'EX-05',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'exposure',
    item: 'EXDOSE',
    rationale: {
      en: 'Lenvatinib starts at 12 mg from 60 kg and at 8 mg below; another dose has a reason.',
      zh: '仑伐替尼起始剂量：体重≥60 kg为12 mg，<60 kg为8 mg；其他剂量应有原因。',
    },
    condition: {
      rule: 'EXTRT != "LENVATINIB" || EXDOSU != "mg" || EXDOSE == 0 || EXADJ != "" || (weight >= 60 && EXDOSE == 12) || (weight < 60 && EXDOSE == 8)',
    },
    compares: ['EXDOSE', 'weight'],
    message: {
      en: 'Lenvatinib {{EXDOSE}} mg at a weight of {{weight}} kg (12 mg from 60 kg, 8 mg below). Correct it, give the reason for the change of dose, or confirm with a reason.',
      zh: '仑伐替尼{{EXDOSE}} mg，体重{{weight}} kg（≥60 kg为12 mg，<60 kg为8 mg）。请更正、填写剂量调整原因，或说明理由予以确认。',
    },
    pass: [
      {
        records: [weighed('60'), dose('LENVATINIB', { EXSTDAT: '2024-01-10', EXDOSE: '12' })],
      },
      { records: [weighed('59.9'), dose('LENVATINIB', { EXSTDAT: '2024-01-10', EXDOSE: '8' })] },
    ],
    fail: [
      { records: [weighed('59.9'), dose('LENVATINIB', { EXSTDAT: '2024-01-10', EXDOSE: '12' })] },
      { records: [weighed('60'), dose('LENVATINIB', { EXSTDAT: '2024-01-10', EXDOSE: '8' })] },
    ],
  },
  {
    key: 'EX-06',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'exposure',
    item: 'EXADJ',
    rationale: {
      en: 'A dose changed for an adverse event has that event among the adverse events.',
      zh: '因不良事件调整剂量时，应有相应的不良事件记录。',
    },
    condition: { producer: 'dose-changed-without-event' },
    compares: [],
    message: {
      en: 'The dose was changed on {{date}} for an adverse event, and none began in the 60 days before. Record the event, correct the reason or the date, or confirm with a reason.',
      zh: '{{date}}因不良事件调整剂量，但此前60天内没有不良事件开始。请记录事件、更正原因或日期，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          dose('DONAFENIB', { EXSTDAT: '2024-02-15', EXADJ: 'ADVERSE EVENT' }),
          event({ AESTDAT: '2024-02-10' }),
        ],
      },
    ],
    fail: [{ records: [dose('DONAFENIB', { EXSTDAT: '2024-02-15', EXADJ: 'ADVERSE EVENT' })] }],
  },
  {
    key: 'EX-07',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'exposure',
    item: 'EXTRT',
    rationale: {
      en: 'A screen failure receives no study treatment.',
      zh: '筛选失败的受试者不应接受研究治疗。',
    },
    condition: { rule: '!screen_failed' },
    compares: ['EXTRT', 'EXSTDAT'],
    message: {
      en: '{{EXTRT}} from {{EXSTDAT}} is recorded for a screen failure. Correct one of them, or confirm with a reason.',
      zh: '筛选失败的受试者有{{EXTRT}}给药记录（自{{EXSTDAT}}）。请更正其一，或说明理由予以确认。',
    },
    pass: [{ records: [ENROLLED, ...FIRST_DOSES] }],
    fail: [
      {
        records: [
          { form: 'subjects', items: { RFICDAT: '2024-01-02', SCRNFAIL: 'Child-Pugh C' } },
          dose('DONAFENIB', { EXSTDAT: '2024-01-10' }),
        ],
      },
    ],
  },
]
