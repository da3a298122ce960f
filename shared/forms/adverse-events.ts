import {
  doseLimitingItems,
  immuneItems,
  measureItems,
  seriousEventItems,
  suggestedGradeItems,
} from './adverse-event-details.ts'
import { eventItems, seriousnessItems } from './adverse-event-items.ts'
import { defineForm } from './define.ts'
import { treatmentChecks, treatmentItems, UNNAMED_TREATMENTS } from './treatment-items.ts'

/** Adverse events by CTCAE v5.0. A worsening is a row of its own. */
export const adverseEventsForm = defineForm({
  key: 'adverse-events',
  title: { en: 'Adverse events', zh: '不良事件' },
  scope: 'log',
  owner: 'site',
  file: 'adverse-events',
  sortBy: ['AESTDAT', 'AETERM'],
  items: [
    ...eventItems,
    ...seriousnessItems,
    ...treatmentItems(UNNAMED_TREATMENTS),
    ...immuneItems,
    ...measureItems,
    ...seriousEventItems,
    ...doseLimitingItems,
    ...suggestedGradeItems,
  ],
  checks: [
    {
      key: 'ae-end-after-start',
      kind: 'date-order',
      earlier: 'AESTDAT',
      later: 'AEENDAT',
      message: { en: 'The event ends before it starts.', zh: '不良事件结束日期早于开始日期。' },
    },
    {
      key: 'ae-fatal-is-grade-5',
      kind: 'agreement',
      when: { item: 'AEOUT', in: ['FATAL'] },
      then: { item: 'AETOXGR', in: ['5'] },
      message: { en: 'A fatal event has grade 5.', zh: '转归为死亡的事件应为5级。' },
    },
    {
      key: 'ae-grade-5-is-fatal',
      kind: 'agreement',
      when: { item: 'AETOXGR', in: ['5'] },
      then: { item: 'AEOUT', in: ['FATAL'] },
      message: { en: 'A grade 5 event has the outcome fatal.', zh: '5级事件的转归应为死亡。' },
    },
    {
      key: 'ae-grade-4-is-serious',
      kind: 'agreement',
      when: { item: 'AETOXGR', in: ['4', '5'] },
      then: { item: 'AESER', in: ['Y'] },
      message: {
        en: 'Grade 4 and 5 events are as a rule serious (life-threatening, death).',
        zh: '4级和5级事件通常属于严重不良事件（危及生命、死亡）。',
      },
    },
    {
      key: 'ae-resolved-has-end',
      kind: 'agreement',
      when: { item: 'AEENDAT', in: [''] },
      then: {
        item: 'AEOUT',
        in: ['', 'RECOVERING/RESOLVING', 'NOT RECOVERED/NOT RESOLVED', 'FATAL', 'UNKNOWN'],
      },
      message: {
        en: 'The event is recovered but has no end date.',
        zh: '事件已恢复，但未填写结束日期。',
      },
    },
    {
      key: 'ae-serious-has-criterion',
      kind: 'one-of',
      when: { item: 'AESER', in: ['Y'] },
      items: ['AESDTH', 'AESLIFE', 'AESHOSP', 'AESDISAB', 'AESCONG', 'AESMIE'],
      is: 'Y',
      message: {
        en: 'A serious event meets at least one criterion of seriousness.',
        zh: '严重不良事件至少应符合一条严重性标准。',
      },
    },
    {
      key: 'ae-dlt-is-related',
      kind: 'agreement',
      when: { item: 'AEDLT', in: ['Y'] },
      then: { item: 'AEREL', in: ['', 'POSSIBLE', 'PROBABLE', 'DEFINITE'] },
      message: {
        en: 'A dose-limiting toxicity is related to study treatment.',
        zh: '剂量限制性毒性应与研究治疗相关。',
      },
    },
    {
      key: 'ae-discharge-after-admission',
      kind: 'date-order',
      earlier: 'AEHOSDAT',
      later: 'AEHOEDAT',
      message: { en: 'Discharged before admitted.', zh: '出院日期早于入院日期。' },
    },
    {
      key: 'ae-aware-after-start',
      kind: 'date-order',
      earlier: 'AESTDAT',
      later: 'AEAWDAT',
      message: {
        en: 'The site became aware of the event before it started.',
        zh: '获知日期早于事件开始日期。',
      },
    },
    ...treatmentChecks(UNNAMED_TREATMENTS),
  ],
})
