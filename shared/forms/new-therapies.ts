import { THERAPY_KINDS } from './code-lists.ts'
import { endAfterStart } from './date-order.ts'
import { defineForm } from './define.ts'

/** Anticancer therapy after the study's. Its start is what the censoring rules read. */
export const newTherapiesForm = defineForm({
  key: 'new-therapies',
  title: { en: 'New anticancer therapy', zh: '后续抗肿瘤治疗' },
  scope: 'log',
  owner: 'site',
  file: 'new-therapies',
  sortBy: ['CMSTDAT'],
  items: [
    {
      key: 'CMSTDAT',
      kind: 'date',
      label: { en: 'Start date', zh: '开始日期' },
      required: true,
      sdtm: 'CM.CMSTDTC',
    },
    {
      key: 'CMTRT',
      kind: 'text',
      maxLength: 200,
      label: { en: 'Therapy', zh: '治疗方案' },
      required: true,
      sdtm: 'CM.CMTRT',
    },
    {
      key: 'CMCAT',
      kind: 'code',
      codes: THERAPY_KINDS,
      label: { en: 'Kind', zh: '治疗类别' },
      sdtm: 'CM.CMSCAT',
    },
    {
      key: 'CMENDAT',
      kind: 'date',
      label: { en: 'End date', zh: '结束日期' },
      help: { en: 'Empty: ongoing.', zh: '留空表示仍在进行。' },
      sdtm: 'CM.CMENDTC',
    },
  ],
  checks: [
    endAfterStart({
      key: 'new-therapy-end-after-start',
      earlier: 'CMSTDAT',
      later: 'CMENDAT',
      what: { en: 'A therapy', zh: '治疗' },
    }),
  ],
})
