import type { EditCheck, ExampleRecord } from '../define.ts'
import {
  dose,
  ENROLLED,
  event,
  FIRST_DOSES,
  result,
  sample,
  scan,
  measured,
  visitOn,
} from './example-records.ts'

const STUDY_ENDED: ExampleRecord = {
  form: 'disposition',
  items: { DSSCAT: 'STUDY', DSSTDAT: '2024-06-30', DSDECOD: 'COMPLETED' },
}
const contact = (date: string): ExampleRecord => ({
  form: 'survival',
  items: { SSDAT: date, SSORRES: 'ALIVE' },
})
const procedure = (date: string, category: string): ExampleRecord => ({
  form: 'procedures',
  items: { PRSTDAT: date, PRTRT: 'TACE', PRCAT: category },
})
const bloodOf = (date: string, visit = 'BASELINE'): ExampleRecord =>
  sample(visit, date, result('ALT', '30', 'U/L'), result('AST', '30', 'U/L'))

/** Order of dates between forms: consent, screening, enrolment, first dose, end of study. */
export const dateChecks: readonly EditCheck[] = [
  {
    key: 'DO-01',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'exposure',
    item: 'EXSTDAT',
    rationale: {
      en: 'Study treatment begins once the subject is enrolled.',
      zh: '受试者入组之后方可开始研究治疗。',
    },
    // One before consent as well is asked about as such.
    condition: {
      rule: 'EXSTDAT != first_dose || EXSTDAT_max >= enrolment || EXSTDAT_max < consent',
    },
    compares: ['EXTRT', 'EXSTDAT', 'enrolment'],
    message: {
      en: 'The first dose of {{EXTRT}} on {{EXSTDAT}} is before enrolment on {{enrolment}}. Correct one of them, or confirm with a reason.',
      zh: '{{EXTRT}}首次用药日期{{EXSTDAT}}早于入组日期{{enrolment}}。请更正其一，或说明理由予以确认。',
    },
    pass: [
      { records: [ENROLLED, ...FIRST_DOSES] },
      { records: [ENROLLED, dose('DONAFENIB', { EXSTDAT: '2024-01-08' })] },
      { records: [ENROLLED, dose('DONAFENIB', { EXSTDAT: '2024-01' })] },
      { records: [ENROLLED, dose('DONAFENIB', { EXSTDAT: '2023-12-10' })] },
    ],
    fail: [
      {
        records: [
          ENROLLED,
          dose('DONAFENIB', { EXSTDAT: '2024-01-07' }),
          dose('LENVATINIB', { EXSTDAT: '2024-01-07' }),
        ],
      },
    ],
  },
  {
    key: 'DO-02',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'disposition',
    item: 'DSSTDAT',
    rationale: {
      en: 'The study examines and treats nobody after their end of study; survival and serious events may be learnt of later.',
      zh: '受试者研究结束后不再有研究检查和治疗；生存信息和严重不良事件可在此后获知。',
    },
    condition: { producer: 'after-study' },
    compares: [],
    message: {
      en: '{{item}} {{date}} is after the end of study on {{end}}. Correct one of them, or confirm with a reason.',
      zh: '{{item}}{{date}}晚于研究结束日期{{end}}。请更正其一，或说明理由予以确认。',
    },
    pass: [
      { records: [STUDY_ENDED, visitOn('W24', '2024-06-30'), bloodOf('2024-06', 'W24')] },
      { records: [STUDY_ENDED, contact('2024-09-01')] },
      { records: [STUDY_ENDED, event({ AESTDAT: '2024-07-20', AESER: 'Y' })] },
      { records: [STUDY_ENDED, procedure('2024-08-01', 'SUBSEQUENT')] },
      { records: [STUDY_ENDED, event({ AESTDAT: '2024-06-20', AEENDAT: '2024-08-01' })] },
      // A visit after a death is asked of the death.
      {
        records: [
          {
            form: 'disposition',
            items: { DSSCAT: 'STUDY', DSSTDAT: '2024-06-30', DSDECOD: 'DEATH' },
          },
          visitOn('W24', '2024-07-01'),
        ],
      },
    ],
    fail: [
      { records: [STUDY_ENDED, visitOn('W24', '2024-07-01')] },
      { records: [STUDY_ENDED, bloodOf('2024-07-01', 'W24')] },
      { records: [STUDY_ENDED, scan('W24', '2024-07-01', measured('T01', '30'))] },
      { records: [STUDY_ENDED, event({ AESTDAT: '2024-07', AESER: 'N' })] },
      { records: [STUDY_ENDED, dose('DONAFENIB', { EXSTDAT: '2024-07-02' })] },
      {
        records: [
          STUDY_ENDED,
          { form: 'disposition', items: { DSSCAT: 'TREATMENT', DSSTDAT: '2024-07-01' } },
        ],
      },
    ],
  },
  {
    key: 'DO-03',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'subjects',
    item: 'RFICDAT',
    rationale: {
      en: 'What a trial does follows consent. Routine tests of the 28 days before may stand for those of screening; older ones, or one of the dates, are of another time.',
      zh: '试验操作应在知情同意之后。此前28天内的常规检查可用作筛选检查；更早的检查不适用，或其中一个日期有误。',
    },
    condition: { producer: 'before-consent', params: { days: 28 } },
    compares: [],
    message: {
      en: '{{item}} {{date}} is {{days}} days before consent on {{consent}}. Correct one of them, or confirm with a reason.',
      zh: '{{item}}{{date}}早于知情同意日期{{consent}}达{{days}}天。请更正其一，或说明理由予以确认。',
    },
    pass: [
      { records: [ENROLLED, bloodOf('2023-12-05'), contact('2024-01-02')] },
      { records: [ENROLLED, bloodOf('2023-12')] },
      { records: [ENROLLED, procedure('2023-05-01', 'PRIOR')] },
      { records: [ENROLLED, { form: 'virology', visit: 'BASELINE', items: { VIDAT: '2022' } }] },
    ],
    fail: [
      { records: [ENROLLED, bloodOf('2023-12-04')] },
      { records: [ENROLLED, bloodOf('2023-11')] },
      { records: [ENROLLED, { form: 'vitals', visit: 'W4', items: { VSDAT: '2023-02-07' } }] },
      { records: [ENROLLED, contact('2024-01-01')] },
      { records: [ENROLLED, procedure('2024-01-01', 'STUDY')] },
    ],
  },
]
