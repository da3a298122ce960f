import type { SdtmDomain } from '../define.ts'

/** Subject elements: the spans that a subject went through. */
export const se: SdtmDomain = {
  key: 'SE',
  label: 'Subject Elements',
  class: 'SPECIAL PURPOSE',
  structure: 'One record per actual element per subject',
  keys: ['TAETORD'],
  fills: ['ELEMENT', 'TAETORD', 'EPOCH', 'SESTDY', 'SEENDY'],
  isFilledBy: () => true,
  origins: {
    SESTDTC: {
      origin: 'Derived',
      method: {
        en: 'Screening: consent. Treatment: first dose. Follow-up: the day after the later of last dose and recorded end of treatment.',
        zh: '筛选期自知情同意起；治疗期自首次用药起；随访期自末次用药与治疗结束日期中较晚者的次日起。',
      },
    },
    SEENDTC: {
      origin: 'Derived',
      method: {
        en: 'Start of the next element; of the last one the end of participation, once it is over.',
        zh: '下一阶段的开始日期；末一阶段为参与结束日期（若已结束）。',
      },
    },
  },
  records: ({ elements }) =>
    elements.map(({ code, element, epoch, order, start, end }) => ({
      values: {
        ETCD: code,
        ELEMENT: element,
        TAETORD: order,
        EPOCH: epoch,
        SESTDTC: start,
        SEENDTC: end,
      },
    })),
}
