import type { EditCheck } from '../define.ts'
import { dose, ENROLLED, event, FIRST_DOSES } from './example-records.ts'

type Items = Readonly<Record<string, string>>

const weighed = (WEIGHT: string, VSDAT = '2024-01-05', visit = 'BASELINE') => ({
  form: 'vitals',
  visit,
  items: { VSDAT, WEIGHT },
})
const ended = (drug: string) => ({
  form: 'disposition',
  items: { DSSCAT: 'TREATMENT', DSSTDAT: '2024-05-01', DSTRT: drug },
})
const lenvatinib = (EXSTDAT: string, EXDOSE: string, items: Items = {}) =>
  dose('LENVATINIB', { EXSTDAT, EXDOSE, ...items })
/** Infusions of one day each. */
const infusions = (EXDOSFRQ: string, ...days: readonly string[]) =>
  days.map((day) => dose('TORIPALIMAB', { EXSTDAT: day, EXENDAT: day, EXDOSE: '240', EXDOSFRQ }))
/** Lenvatinib 12 mg, from 1 June less for an adverse event, which is another one. */
const reducedFor = (other: Items) => [
  lenvatinib('2024-01-10', '12', { EXENDAT: '2024-05-31' }),
  lenvatinib('2024-06-01', '8', { EXADJ: 'ADVERSE EVENT' }),
  event(other),
]

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
    version: '2',
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
      en: '{{drug|EXTRT}} from {{start}} begins within a period already recorded, {{former}} to {{end}}. Correct one of them, or confirm with a reason.',
      zh: '{{drug|EXTRT}}自{{start}}起的时段落在已记录的时段（{{former}}至{{end}}）之内。请更正其一，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          dose('DONAFENIB', { EXSTDAT: '2024-01-10', EXENDAT: '2024-03-01' }),
          dose('DONAFENIB', { EXSTDAT: '2024-03-02' }),
        ],
      },
      {
        records: [
          dose('DONAFENIB', { EXSTDAT: '2024-01-10', EXENDAT_REASND: 'UNKNOWN' }),
          dose('DONAFENIB', { EXSTDAT: '2024-03-02' }),
        ],
      },
      { records: infusions('Q3W', '2024-01-10', '2024-01-31') },
    ],
    fail: [
      { records: infusions('Q3W', '2024-01-10', '2024-01-10') },
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
    version: '2',
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
      en: '{{drug|EXTRT}}: {{days}} days without a row between {{end}} and {{start}}. Add the interruption, correct a date, or confirm with a reason.',
      zh: '{{drug|EXTRT}}：{{end}}至{{start}}之间有{{days}}天无记录。请补充暂停用药、更正日期，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          dose('DONAFENIB', { EXSTDAT: '2024-01-10', EXENDAT: '2024-03-01' }),
          dose('DONAFENIB', { EXSTDAT: '2024-03-09' }),
        ],
      },
      { records: infusions('Q2W', '2024-01-10', '2024-01-31') },
      { records: infusions('Q3W', '2024-01-10', '2024-01-31', '2024-02-28') },
      { records: infusions('Q12W', '2024-01-10', '2024-04-03') },
      { records: infusions('ONCE', '2024-01-10', '2024-01-31', '2024-02-21') },
      {
        records: [
          lenvatinib('2024-01-10', '12', { EXENDAT: '2024-12-31' }),
          lenvatinib('2024-02-01', '12', { EXENDAT: '2024-02-05' }),
          lenvatinib('2024-03-01', '12'),
        ],
      },
    ],
    fail: [
      { records: infusions('Q2W', '2024-01-10', '2024-02-01') },
      { records: infusions('Q3W', '2024-01-10', '2024-02-08') },
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
    version: '2',
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
      en: '{{drug|EXTRT}}, period {{start}} to {{end}}, goes beyond its end of treatment on {{stop}}. Correct one of them, or confirm with a reason.',
      zh: '{{drug|EXTRT}}给药时段（{{start}}至{{end}}）超出其治疗结束日期{{stop}}。请更正其一，或说明理由予以确认。',
    },
    pass: [
      { records: [dose('DONAFENIB', { EXSTDAT: '2024-01-10', EXENDAT: '2024-05-01' }), ended('')] },
      { records: [dose('DONAFENIB', { EXSTDAT: '2024-01-10' }), ended('LENVATINIB')] },
    ],
    fail: [
      {
        records: [
          dose('DONAFENIB', { EXSTDAT: '2024-01-10', EXENDAT: '2024-05-02' }),
          ended('DONAFENIB'),
        ],
      },
      { records: [...FIRST_DOSES, ended('')] },
    ],
  },
  {
    key: 'EX-05',
    version: '2',
    level: 'subject',
    severity: 'warning',
    form: 'exposure',
    item: 'EXDOSE',
    rationale: {
      en: 'Lenvatinib starts at 12 mg a day from 60 kg and at 8 mg below; another dose has a reason. The weight of a later day does not change a dose that goes on.',
      zh: '仑伐替尼起始剂量：体重≥60 kg为每日12 mg，<60 kg为每日8 mg；其他剂量应有原因。此后体重变化不影响持续使用的剂量。',
    },
    condition: {
      producer: 'dose-by-weight',
      params: { drug: 'LENVATINIB', kilograms: 60, from: 12, below: 8 },
    },
    compares: [],
    message: {
      en: 'Lenvatinib {{dose}} at a weight of {{weight}} kg (a day 12 mg from 60 kg, 8 mg below). Correct it, give the reason for the change of dose, or confirm with a reason.',
      zh: '仑伐替尼{{dose}}，体重{{weight}} kg（≥60 kg为每日12 mg，<60 kg为每日8 mg）。请更正、填写剂量调整原因，或说明理由予以确认。',
    },
    pass: [
      { records: [weighed('60'), lenvatinib('2024-01-10', '12')] },
      { records: [weighed('59.9'), lenvatinib('2024-01-10', '8')] },
      { records: [weighed('65'), lenvatinib('2024-01-10', '8', { EXADJ: 'PHYSICIAN DECISION' })] },
      {
        records: [
          weighed('61'),
          weighed('59', '2024-03-06', 'W8'),
          lenvatinib('2024-01-10', '12', { EXENDAT: '2024-03-01' }),
          lenvatinib('2024-03-02', '0', { EXENDAT: '2024-03-07' }),
          lenvatinib('2024-03-08', '12'),
        ],
      },
      {
        records: [
          weighed('65'),
          lenvatinib('2024-01-10', '12', { EXENDAT: '2024-03-01' }),
          lenvatinib('2024-03-02', '8', { EXENDAT: '2024-03-20', EXADJ: 'ADVERSE EVENT' }),
          lenvatinib('2024-03-21', '0', { EXENDAT: '2024-03-25', EXADJ: 'ADVERSE EVENT' }),
          lenvatinib('2024-03-26', '8'),
        ],
      },
      { records: [weighed('65'), lenvatinib('2024-01-10', '24', { EXDOSFRQ: 'QOD' })] },
      { records: [weighed('50'), lenvatinib('2024-01-10', '12', { EXDOSFRQ: '' })] },
    ],
    fail: [
      { records: [weighed('59.9'), lenvatinib('2024-01-10', '12')] },
      { records: [weighed('60'), lenvatinib('2024-01-10', '8')] },
      { records: [weighed('65'), lenvatinib('2024-01-10', '12', { EXDOSFRQ: 'BID' })] },
      { records: [weighed('50'), lenvatinib('2024-01-10', '0.012', { EXDOSU: 'g' })] },
      {
        records: [
          weighed('59'),
          lenvatinib('2024-01-10', '8', { EXENDAT: '2024-03-01' }),
          lenvatinib('2024-03-02', '12'),
        ],
      },
      {
        records: [
          weighed('65'),
          lenvatinib('2024-01-10', '12', { EXENDAT: '2024-03-01' }),
          lenvatinib('2024-03-02', '8'),
        ],
      },
    ],
  },
  {
    key: 'EX-06',
    version: '2',
    level: 'subject',
    severity: 'warning',
    form: 'exposure',
    item: 'EXADJ',
    rationale: {
      en: 'A dose changed for an adverse event has that event among the adverse events: going on at the change, in the pause before it, or shortly before.',
      zh: '因不良事件调整剂量时，应有相应的不良事件记录：在调整当时、调整前的暂停期间或此前不久仍存在。',
    },
    condition: { producer: 'dose-changed-without-event', params: { days: 28 } },
    compares: [],
    message: {
      en: 'The dose was changed on {{date}} for an adverse event, and none is recorded that went on then or in the 28 days before. Record the event, correct the reason or the date, or confirm with a reason.',
      zh: '{{date}}因不良事件调整剂量，但当时及此前28天内没有存续的不良事件记录。请记录事件、更正原因或日期，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          dose('DONAFENIB', { EXSTDAT: '2024-02-15', EXADJ: 'ADVERSE EVENT' }),
          event({ AESTDAT: '2024-02-10' }),
        ],
      },
      { records: reducedFor({ AESTDAT: '2024-02-10' }) },
      { records: reducedFor({ AESTDAT: '2024-02-10', AEENDAT: '2024-05-05' }) },
      { records: reducedFor({ AESTDAT: '2024-02-10', AEENDAT_REASND: 'UNKNOWN' }) },
      { records: reducedFor({ AESTDAT: '', AESTDAT_REASND: 'UNKNOWN' }) },
      {
        records: [
          lenvatinib('2024-01-10', '12', { EXENDAT: '2024-02-11' }),
          lenvatinib('2024-02-12', '0', { EXENDAT: '2024-04-20', EXADJ: 'ADVERSE EVENT' }),
          lenvatinib('2024-04-21', '8', { EXADJ: 'ADVERSE EVENT' }),
          event({ AESTDAT: '2024-02-10', AEENDAT: '2024-02-20' }),
        ],
      },
    ],
    fail: [
      { records: [dose('DONAFENIB', { EXSTDAT: '2024-02-15', EXADJ: 'ADVERSE EVENT' })] },
      { records: reducedFor({ AESTDAT: '2024-04-10', AEENDAT: '2024-04-11' }) },
      { records: reducedFor({ AESTDAT: '2024-06-03' }) },
    ],
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
