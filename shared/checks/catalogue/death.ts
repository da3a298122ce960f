import type { EditCheck } from '../define.ts'
import { dose, ENROLLED, event, visitOn } from './example-records.ts'

const died = { form: 'deaths', items: { DTHDAT: '2024-06-01', DTHCAUS: 'Progression' } }
const contact = (date: string, state: string) => ({
  form: 'survival',
  items: { SSDAT: date, SSORRES: state },
})
const ended = (category: string, reason: string, date = '2024-06-01') => ({
  form: 'disposition',
  items: { DSSCAT: category, DSDECOD: reason, DSSTDAT: date },
})
/** The death form of a living subject, left empty as a whole. */
const LEFT_EMPTY = { DTHDAT_REASND: 'NOT APPLICABLE', DTHCAUS_REASND: 'NOT APPLICABLE' }

/** A death, and everything else that speaks of it. */
export const deathChecks: readonly EditCheck[] = [
  {
    key: 'DD-01',
    version: '2',
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
      en: '{{item}} {{date}} is after the death on {{death}}. Correct one of them, or confirm with a reason.',
      zh: '{{item}}{{date}}晚于死亡日期{{death}}。请更正其一，或说明理由予以确认。',
    },
    pass: [
      { records: [died, visitOn('W24', '2024-05-31')] },
      { records: [died, visitOn('W24', '2024-06')] },
      // What ends with life ends on its last day.
      {
        records: [
          died,
          event({ AESTDAT: '2024-05-01', AEENDAT: '2024-06-01' }),
          { form: 'concomitant', items: { CMSTDAT: '2024-01-01', CMENDAT: '2024-06-01' } },
          dose('LENVATINIB', { EXSTDAT: '2024-01-10', EXENDAT: '2024-06-01' }),
        ],
      },
      // The death was learnt of after an attempt to reach the subject.
      { records: [died, contact('2024-09-01', 'LOST')] },
      // The end of a fatal event is compared with the death on its own.
      { records: [died, event({ AEOUT: 'FATAL', AEENDAT: '2024-06-03' })] },
      { records: [{ form: 'deaths', items: LEFT_EMPTY }, visitOn('W24', '2024-06-02')] },
    ],
    fail: [
      { records: [died, visitOn('W24', '2024-06-02')] },
      { records: [died, visitOn('W24', '2024-07')] },
      { records: [died, contact('2024-06-02', 'ALIVE')] },
      { records: [contact('2024-06-01', 'DEAD'), visitOn('W24', '2024-06-02')] },
      { records: [died, event({ AESTDAT: '2024-05-01', AEENDAT: '2024-06-02' })] },
      { records: [died, { form: 'virology', visit: 'W24', items: { VIDAT: '2024-06-02' } }] },
      { records: [died, { form: 'urinalysis', visit: 'W24', items: { UADAT: '2024-06-02' } }] },
      { records: [died, { form: 'concomitant', items: { CMENDAT: '2024-06-02' } }] },
      { records: [contact('2019-01-01', 'DEAD'), ENROLLED] },
    ],
  },
  {
    key: 'DD-02',
    version: '2',
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
      en: '“{{item}}: {{value|item}}” is recorded here, and the death form is empty. Fill the death form, correct this entry, or confirm with a reason.',
      zh: '此处记录“{{item}}：{{value|item}}”，但死亡记录表为空。请填写死亡记录表、更正此项，或说明理由予以确认。',
    },
    pass: [
      { records: [died, contact('2024-06-01', 'DEAD')] },
      {
        records: [
          { form: 'deaths', items: { DTHDAT_REASND: 'UNKNOWN', DTHCAUS: 'UNKNOWN' } },
          contact('2024-06-01', 'DEAD'),
        ],
      },
      { records: [contact('2024-06-01', 'ALIVE'), ended('STUDY', 'COMPLETED')] },
    ],
    fail: [
      { records: [contact('2024-06-01', 'DEAD')] },
      { records: [{ form: 'deaths', items: LEFT_EMPTY }, contact('2024-06-01', 'DEAD')] },
      { records: [event({ AETOXGR: '5', AEOUT: 'FATAL' })] },
      { records: [event({ AETOXGR: '4', AESDTH: 'Y' })] },
      { records: [ended('STUDY', 'DEATH')] },
      { records: [ended('TREATMENT', 'DEATH')] },
      { records: [{ form: 'subjects', items: { SCRNFAIL: 'DEATH' } }] },
    ],
  },
  {
    key: 'DD-03',
    version: '2',
    level: 'subject',
    severity: 'warning',
    form: 'deaths',
    item: 'DTHDAT',
    rationale: {
      en: 'The end of a fatal event and of the study by death lie on the day of death, and a contact that learnt of it is dated by it.',
      zh: '致死事件的结束日期、因死亡退出研究的日期均为死亡当日；获知死亡的随访也以死亡日期记录。',
    },
    condition: { producer: 'death-dates-differ' },
    compares: [],
    message: {
      en: '{{item}} {{date}}: the record tells of a death, and the death form dates it {{death}}. Correct one of them, or confirm with a reason.',
      zh: '此处记录了死亡，{{item}}为{{date}}，而死亡记录表的死亡日期为{{death}}。请更正其一，或说明理由予以确认。',
    },
    pass: [
      { records: [died, event({ AETOXGR: '5', AEOUT: 'FATAL', AEENDAT: '2024-06' })] },
      { records: [died, contact('2024-06', 'DEAD')] },
      { records: [died, contact('2024-05-01', 'ALIVE')] },
      { records: [died, ended('TREATMENT', 'DEATH', '2024-05-28')] },
    ],
    fail: [
      { records: [died, event({ AETOXGR: '5', AEOUT: 'FATAL', AEENDAT: '2024-05-30' })] },
      { records: [died, contact('2024-05-01', 'DEAD')] },
      { records: [died, contact('2024-07', 'DEAD')] },
      { records: [died, ended('STUDY', 'DEATH', '2024-06-02')] },
    ],
  },
  {
    key: 'DD-04',
    version: '2',
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
      en: 'The death form records a death (date: {{death}}), and no survival contact, fatal event or end of study says so. Add it, correct the death form, or confirm with a reason.',
      zh: '死亡记录表记录了死亡（日期：{{death}}），但生存随访、致死事件或研究结束记录均未体现。请补充、更正死亡记录表，或说明理由予以确认。',
    },
    pass: [
      { records: [died, contact('2024-06-01', 'DEAD')] },
      { records: [died, ended('TREATMENT', 'DEATH')] },
      // Left empty for a living subject.
      { records: [ENROLLED, { form: 'deaths', items: LEFT_EMPTY }] },
    ],
    fail: [
      { records: [died] },
      { records: [{ form: 'deaths', items: { DTHDAT_REASND: 'UNKNOWN', DTHCAUS: 'INFECTION' } }] },
    ],
  },
  {
    key: 'DD-05',
    version: '1',
    level: 'subject',
    severity: 'warning',
    form: 'deaths',
    item: 'DTHDAT',
    rationale: {
      en: 'Nobody consents after death: one of the two dates is wrong, and everything else is later than the death as well.',
      zh: '死亡之后不可能签署知情同意：两个日期之一有误，其余日期也都会晚于死亡。',
    },
    condition: { rule: 'DTHDAT_max >= consent' },
    compares: ['DTHDAT', 'consent'],
    message: {
      en: 'The death on {{DTHDAT}} is before consent on {{consent}}. Correct one of them, or confirm with a reason.',
      zh: '死亡日期{{DTHDAT}}早于知情同意日期{{consent}}。请更正其一，或说明理由予以确认。',
    },
    pass: [
      { records: [ENROLLED, died] },
      { records: [ENROLLED, { form: 'deaths', items: { DTHDAT: '2024' } }] },
      { records: [ENROLLED, { form: 'deaths', items: LEFT_EMPTY }] },
    ],
    fail: [{ records: [ENROLLED, { form: 'deaths', items: { DTHDAT: '2019-01-01' } }] }],
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
