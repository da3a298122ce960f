import { code, YES_NO } from './code-lists.ts'
import { endAfterStart } from './date-order.ts'
import { defineForm } from './define.ts'

/** Medical history and the history of the liver disease. */
export const historyForm = defineForm({
  key: 'history',
  title: { en: 'Medical history', zh: '病史' },
  scope: 'log',
  owner: 'site',
  file: 'history',
  sortBy: ['MHSTDAT', 'MHTERM'],
  items: [
    {
      key: 'MHTERM',
      kind: 'text',
      maxLength: 200,
      label: { en: 'Condition', zh: '疾病或状况' },
      required: true,
      sdtm: 'MH.MHTERM',
    },
    {
      key: 'MHCAT',
      kind: 'code',
      codes: [
        code('PRIMARY DIAGNOSIS', 'Liver cancer', '肝癌'),
        code('LIVER DISEASE', 'Other liver disease', '其他肝病'),
        code('GENERAL', 'General', '一般病史'),
        code('SURGERY', 'Surgery', '手术史'),
        code('ALLERGY', 'Allergy', '过敏史'),
      ],
      required: true,
      label: { en: 'Kind', zh: '类别' },
      sdtm: 'MH.MHCAT',
    },
    {
      key: 'MHSTDAT',
      kind: 'date',
      label: { en: 'Start date', zh: '开始日期' },
      sdtm: 'MH.MHSTDTC',
    },
    { key: 'MHENDAT', kind: 'date', label: { en: 'End date', zh: '结束日期' }, sdtm: 'MH.MHENDTC' },
    {
      key: 'MHONGO',
      kind: 'code',
      codes: YES_NO,
      label: { en: 'Ongoing', zh: '是否仍存在' },
      sdtm: 'MH.MHENRTPT',
    },
  ],
  checks: [
    endAfterStart({
      key: 'history-end-after-start',
      earlier: 'MHSTDAT',
      later: 'MHENDAT',
      what: { en: 'A condition', zh: '疾病' },
    }),
  ],
})
