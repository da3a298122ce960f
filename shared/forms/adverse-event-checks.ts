import { dateOrder, endAfterStart } from './date-order.ts'
import type { FormCheck } from './define.ts'

/** Answers to a serious event's six criteria that say none of them is met. */
const NO_CRITERION = {
  AESDTH: 'N',
  AESLIFE: 'N',
  AESHOSP: 'N',
  AESDISAB: 'N',
  AESCONG: 'N',
  AESMIE: 'N',
} as const
const RECOVERED = ['RECOVERED/RESOLVED', 'RECOVERED/RESOLVED WITH SEQUELAE']

const ORDERS: readonly FormCheck[] = [
  endAfterStart({
    key: 'ae-end-after-start',
    earlier: 'AESTDAT',
    later: 'AEENDAT',
    what: { en: 'An event', zh: '不良事件' },
  }),
  dateOrder({
    key: 'ae-discharge-after-admission',
    earlier: 'AEHOSDAT',
    later: 'AEHOEDAT',
    rationale: { en: 'Discharge follows admission.', zh: '出院在入院之后。' },
    names: [
      { en: 'admission date', zh: '入院日期' },
      { en: 'discharge date', zh: '出院日期' },
    ],
  }),
  dateOrder({
    key: 'ae-aware-after-start',
    earlier: 'AESTDAT',
    later: 'AEAWDAT',
    rationale: {
      en: 'Nobody knows of an event before it starts; the clock of the report runs from this date.',
      zh: '不可能在事件开始之前获知该事件；上报时限自获知日期起算。',
    },
    names: [
      { en: 'start date', zh: '开始日期' },
      { en: 'date on which the site became aware,', zh: '研究中心获知日期' },
    ],
  }),
]

/** What the answers of one event say of each other. Death, grade 5 and outcome stand with the edit checks. */
export const adverseEventFormChecks: readonly FormCheck[] = [
  ...ORDERS,
  {
    key: 'ae-grade-5-is-serious',
    version: '1',
    kind: 'agreement',
    when: { item: 'AETOXGR', in: ['5'] },
    then: { item: 'AESER', in: ['Y'] },
    // Seriousness is no grade: a grade 4 laboratory value need not be serious.
    rationale: {
      en: 'Grade 5 is death, and death is a criterion of seriousness. Other grades say nothing of it.',
      zh: '5级即死亡，死亡属于严重性标准；其他分级与严重性无必然联系。',
    },
    message: {
      en: 'Grade: {{AETOXGR|code}}; serious: {{AESER}}. Correct one of them, or confirm with a reason.',
      zh: '分级：{{AETOXGR|code}}；是否为严重不良事件：{{AESER}}。请更正其一，或说明理由予以确认。',
    },
    pass: [
      { AETOXGR: '5', AESER: 'Y' },
      { AETOXGR: '5' },
      { AETOXGR: '4', AESER: 'N' },
      { AETOXGR: '5', AESER_REASND: 'PENDING' },
    ],
    fail: [{ AETOXGR: '5', AESER: 'N' }],
  },
  {
    key: 'ae-resolved-has-end',
    version: '2',
    kind: 'agreement',
    when: { item: 'AEENDAT', in: [''] },
    then: {
      item: 'AEOUT',
      in: ['RECOVERING/RESOLVING', 'NOT RECOVERED/NOT RESOLVED', 'FATAL', 'UNKNOWN'],
    },
    rationale: {
      en: 'An event that is over has an end date, or a reason why it is not known.',
      zh: '已结束的事件应有结束日期，或注明其缺失的原因。',
    },
    message: {
      en: 'The outcome is “{{AEOUT}}”, and there is no end date. Add the date or the reason why it is missing, correct the outcome, or confirm with a reason.',
      zh: '转归为“{{AEOUT}}”，但未填写结束日期。请补充日期或其缺失原因、更正转归，或说明理由予以确认。',
    },
    pass: [
      { AEOUT: 'NOT RECOVERED/NOT RESOLVED' },
      { AEENDAT: '2024-03', AEOUT: 'RECOVERED/RESOLVED' },
      { AEENDAT_REASND: 'UNKNOWN', AEOUT: 'RECOVERED/RESOLVED' },
      { AESTDAT: '2024-03-01' },
    ],
    fail: RECOVERED.map((AEOUT) => ({ AEOUT })),
  },
  {
    key: 'ae-serious-has-criterion',
    version: '2',
    kind: 'one-of',
    when: { item: 'AESER', in: ['Y'] },
    items: Object.keys(NO_CRITERION),
    is: 'Y',
    rationale: {
      en: 'An event is serious by at least one of six criteria (ICH E2A, II.B).',
      zh: '严重不良事件至少符合六项标准之一（ICH E2A II.B）。',
    },
    message: {
      en: 'Serious: {{AESER}}; each of the six criteria: {{AESDTH}}. Correct one of them, or confirm with a reason.',
      zh: '是否为严重不良事件：{{AESER}}；六项标准均为：{{AESDTH}}。请更正其一，或说明理由予以确认。',
    },
    pass: [
      { AESER: 'Y' },
      { AESER: 'Y', ...NO_CRITERION, AESHOSP: 'Y' },
      { AESER: 'Y', AESDTH: 'N', AESLIFE: 'N', AESHOSP: 'N', AESDISAB: 'N', AESCONG: 'N' },
      { AESER: 'N', ...NO_CRITERION },
    ],
    fail: [{ AESER: 'Y', ...NO_CRITERION }],
  },
  {
    key: 'ae-dlt-is-related',
    version: '1',
    kind: 'agreement',
    when: { item: 'AEDLT', in: ['Y'] },
    then: { item: 'AEREL', in: ['POSSIBLE', 'PROBABLE', 'DEFINITE'] },
    rationale: {
      en: 'A dose-limiting toxicity is one that a treatment caused; one recorded as not related is asked about.',
      zh: 'DLT由治疗引起；记录为无关的DLT需予核实。',
    },
    message: {
      en: 'Dose-limiting toxicity: {{AEDLT}}; relation to study treatment: “{{AEREL}}”. Correct one of them, or confirm with a reason.',
      zh: 'DLT：{{AEDLT}}；与研究治疗的关系：“{{AEREL}}”。请更正其一，或说明理由予以确认。',
    },
    pass: [{ AEDLT: 'Y', AEREL: 'POSSIBLE' }, { AEDLT: 'Y' }, { AEDLT: 'N', AEREL: 'NOT RELATED' }],
    fail: [{ AEDLT: 'Y', AEREL: 'UNLIKELY' }],
  },
]
