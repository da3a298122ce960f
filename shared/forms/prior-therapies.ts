import { code, RESPONSES, THERAPY_KINDS } from './code-lists.ts'
import { endAfterStart } from './date-order.ts'
import { defineForm } from './define.ts'

/** Anticancer therapy before the study, by line. */
export const priorTherapiesForm = defineForm({
  key: 'prior-therapies',
  title: { en: 'Prior anticancer therapy', zh: '既往抗肿瘤治疗' },
  scope: 'log',
  owner: 'site',
  file: 'prior-therapies',
  sortBy: ['CMSTDAT', 'CMTRT'],
  items: [
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
      required: true,
      sdtm: 'CM.CMSCAT',
    },
    {
      key: 'CMLINE',
      kind: 'integer',
      min: 1,
      max: 10,
      label: { en: 'Line of systemic therapy', zh: '系统治疗线数' },
      sdtm: 'SUPPCM.CMLINE',
    },
    {
      key: 'CMSTDAT',
      kind: 'date',
      label: { en: 'Start date', zh: '开始日期' },
      required: true,
      sdtm: 'CM.CMSTDTC',
    },
    { key: 'CMENDAT', kind: 'date', label: { en: 'End date', zh: '结束日期' }, sdtm: 'CM.CMENDTC' },
    {
      key: 'CMBOR',
      kind: 'code',
      codes: RESPONSES,
      label: { en: 'Best response', zh: '最佳疗效' },
      sdtm: 'SUPPCM.CMBOR',
    },
    {
      key: 'CMRSDISC',
      kind: 'code',
      codes: [
        code('PROGRESSIVE DISEASE', 'Progressive disease', '疾病进展'),
        code('INTOLERANCE', 'Intolerance', '不能耐受'),
        code('COMPLETED', 'Completed', '按计划完成'),
        code('OTHER', 'Other', '其他'),
      ],
      open: true,
      label: { en: 'Reason for stopping', zh: '停止治疗原因' },
      sdtm: 'CM.CMRSDISC',
    },
  ],
  checks: [
    endAfterStart({
      key: 'prior-end-after-start',
      earlier: 'CMSTDAT',
      later: 'CMENDAT',
      what: { en: 'A therapy', zh: '治疗' },
    }),
  ],
})
