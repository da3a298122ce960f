import type { EditCheck } from '../define.ts'
import { event, visitOn } from './example-records.ts'

const died = { form: 'deaths', items: { DTHDAT: '2024-06-01', DTHCAUS: 'Progression' } }
const contact = (date: string, state: string) => ({
  form: 'survival',
  items: { SSDAT: date, SSORRES: state },
})

/** A death, and everything else that speaks of it. */
export const deathChecks: readonly EditCheck[] = [
  {
    key: 'DD-01',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'deaths',
    item: 'DTHDAT',
    rationale: {
      en: 'Nothing is examined, given or begun after death: one of the dates is wrong.',
      zh: '死亡之后不会再有检查、给药或新发事件：其中一个日期有误。',
    },
    condition: { producer: 'after-death' },
    compares: [],
    message: {
      en: '{{date}} is after the death on {{death}}. Correct one of them, or confirm with a reason.',
      zh: '{{date}}晚于死亡日期{{death}}。请更正其一，或说明理由予以确认。',
    },
    pass: [{ records: [died, visitOn('W24', '2024-05-31')] }],
    fail: [
      { records: [died, visitOn('W24', '2024-06-02')] },
      { records: [died, contact('2024-06-02', 'ALIVE')] },
    ],
  },
  {
    key: 'DD-02',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'survival',
    item: 'SSORRES',
    rationale: {
      en: 'Overall survival rests on the death form: a death said elsewhere needs it.',
      zh: '总生存期以死亡记录表为准：他处记录了死亡，就应有死亡记录表。',
    },
    condition: { producer: 'death-form-missing' },
    compares: [],
    message: {
      en: '{{value}} is recorded here, and the death form is empty. Fill the death form, correct this entry, or confirm with a reason.',
      zh: '此处记录为{{value}}，但死亡记录表为空。请填写死亡记录表、更正此项，或说明理由予以确认。',
    },
    pass: [{ records: [died, contact('2024-06-01', 'DEAD')] }],
    fail: [
      { records: [contact('2024-06-01', 'DEAD')] },
      { records: [event({ AETOXGR: '5', AEOUT: 'FATAL' })] },
    ],
  },
  {
    key: 'DD-03',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'deaths',
    item: 'DTHDAT',
    rationale: {
      en: 'The end of a fatal event and of the study by death lie on the day of death.',
      zh: '致死事件的结束日期、因死亡退出研究的日期均应为死亡当日。',
    },
    condition: { producer: 'death-dates-differ' },
    compares: [],
    message: {
      en: '{{date}} is recorded here, and the death on {{death}}. Correct one of them, or confirm with a reason.',
      zh: '此处日期为{{date}}，而死亡日期为{{death}}。请更正其一，或说明理由予以确认。',
    },
    pass: [{ records: [died, event({ AETOXGR: '5', AEOUT: 'FATAL', AEENDAT: '2024-06' })] }],
    fail: [{ records: [died, event({ AETOXGR: '5', AEOUT: 'FATAL', AEENDAT: '2024-05-30' })] }],
  },
  {
    key: 'DD-04',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'deaths',
    item: 'DTHDAT',
    rationale: {
      en: 'A death shows in a survival contact, a fatal event or the end of study as well.',
      zh: '死亡应同时体现在生存随访、致死事件或研究结束记录中。',
    },
    condition: { producer: 'death-not-said' },
    compares: [],
    message: {
      en: 'A death on {{death}} is recorded, and no survival contact, fatal event or end of study says so. Add it, or confirm with a reason.',
      zh: '已记录{{death}}死亡，但生存随访、致死事件或研究结束记录均未体现。请补充，或说明理由予以确认。',
    },
    pass: [{ records: [died, contact('2024-06-05', 'DEAD')] }],
    fail: [{ records: [died] }],
  },
  {
    key: 'IM-01',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'deaths',
    item: 'DTHDAT',
    rationale: {
      en: 'Where a partial date decides an event, a censoring or an emergence, the analysis completes it by a rule: the true date is worth a call.',
      zh: '不完整日期决定事件、删失或治疗期不良事件时，分析将按规则补全；值得尽力查明真实日期。',
    },
    condition: { producer: 'imputed-date-decides' },
    compares: [],
    message: {
      en: 'The date {{value}} decides {{endpoints}}; the analysis takes {{imputed}}. Complete the date if it can be learnt, or confirm with a reason.',
      zh: '日期{{value}}决定{{endpoints}}，分析时取{{imputed}}。如可查明请补全日期，或说明理由予以确认。',
    },
    pass: [
      {
        records: [
          {
            form: 'subjects',
            items: { SEX: 'M', BRTHDAT: '1961', RFICDAT: '2024-01-02', ENRDAT: '2024-01-08' },
          },
          { form: 'exposure', items: { EXTRT: 'DONAFENIB', EXSTDAT: '2024-01-10', EXDOSE: '8' } },
          { form: 'exposure', items: { EXTRT: 'LENVATINIB', EXSTDAT: '2024-01-10', EXDOSE: '8' } },
          { form: 'deaths', items: { DTHDAT: '2024-06-01' } },
        ],
      },
    ],
    fail: [
      {
        records: [
          {
            form: 'subjects',
            items: { SEX: 'M', BRTHDAT: '1961', RFICDAT: '2024-01-02', ENRDAT: '2024-01-08' },
          },
          { form: 'exposure', items: { EXTRT: 'DONAFENIB', EXSTDAT: '2024-01-10', EXDOSE: '8' } },
          { form: 'exposure', items: { EXTRT: 'LENVATINIB', EXSTDAT: '2024-01-10', EXDOSE: '8' } },
          { form: 'deaths', items: { DTHDAT: '2024-06' } },
        ],
      },
    ],
  },
]
