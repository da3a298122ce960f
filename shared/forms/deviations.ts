import { code } from './code-lists.ts'
import { defineForm } from './define.ts'

/** Deviations from the protocol. */
export const deviationsForm = defineForm({
  key: 'deviations',
  title: { en: 'Protocol deviations', zh: '方案偏离' },
  scope: 'log',
  owner: 'site',
  file: 'deviations',
  sortBy: ['DVSTDAT'],
  items: [
    {
      key: 'DVSTDAT',
      kind: 'date',
      label: { en: 'Date', zh: '日期' },
      required: true,
      sdtm: 'DV.DVSTDTC',
    },
    {
      key: 'DVTERM',
      kind: 'text',
      maxLength: 500,
      label: { en: 'Deviation', zh: '偏离描述' },
      required: true,
      sdtm: 'DV.DVTERM',
    },
    {
      key: 'DVCAT',
      kind: 'code',
      codes: [code('MAJOR', 'Major', '重大偏离'), code('MINOR', 'Minor', '一般偏离')],
      label: { en: 'Weight', zh: '严重程度' },
      required: true,
      sdtm: 'DV.DVCAT',
    },
    {
      key: 'DVDECOD',
      kind: 'code',
      codes: [
        code('ELIGIBILITY', 'Eligibility', '入排标准'),
        code('CONSENT', 'Consent', '知情同意'),
        code('DOSING', 'Dosing', '给药'),
        code('VISIT WINDOW', 'Visit window', '访视超窗'),
        code('ASSESSMENT MISSED', 'Assessment missed', '检查遗漏'),
        code('PROHIBITED MEDICATION', 'Prohibited medication', '使用禁用药物'),
        code('OTHER', 'Other', '其他'),
      ],
      open: true,
      label: { en: 'Kind', zh: '类别' },
      sdtm: 'DV.DVDECOD',
    },
    {
      key: 'DVACT',
      kind: 'text',
      maxLength: 500,
      label: { en: 'Action', zh: '处理措施' },
      sdtm: 'SUPPDV.DVACT',
    },
  ],
})
