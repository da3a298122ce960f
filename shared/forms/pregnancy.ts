import { code, POSITIVE_NEGATIVE } from './code-lists.ts'
import { defineForm } from './define.ts'

/** Pregnancy tests and pregnancies, of the subject or of a partner. */
export const pregnancyForm = defineForm({
  key: 'pregnancy',
  title: { en: 'Pregnancy', zh: '妊娠' },
  scope: 'log',
  owner: 'site',
  file: 'pregnancy',
  sortBy: ['RPDAT'],
  items: [
    {
      key: 'RPDAT',
      kind: 'date',
      label: { en: 'Date', zh: '日期' },
      required: true,
      sdtm: 'LB.LBDTC',
    },
    {
      key: 'RPTEST',
      kind: 'code',
      codes: [
        code('SERUM TEST', 'Serum test', '血妊娠试验'),
        code('URINE TEST', 'Urine test', '尿妊娠试验'),
        code('REPORTED', 'Reported pregnancy', '报告妊娠'),
      ],
      open: true,
      label: { en: 'What was found out', zh: '检查方式' },
      required: true,
      sdtm: 'SUPPLB.RPTEST',
    },
    {
      key: 'RPORRES',
      kind: 'code',
      codes: POSITIVE_NEGATIVE,
      label: { en: 'Result', zh: '结果' },
      required: true,
      sdtm: 'LB.LBORRES[HCG]',
    },
    {
      key: 'RPWHO',
      kind: 'code',
      codes: [code('SUBJECT', 'Subject', '受试者'), code('PARTNER', 'Partner', '受试者配偶')],
      label: { en: 'Who', zh: '对象' },
      sdtm: 'SUPPLB.RPWHO',
    },
    {
      key: 'RPOUTC',
      kind: 'text',
      maxLength: 200,
      label: { en: 'Outcome of the pregnancy', zh: '妊娠结局' },
      sdtm: 'SUPPLB.RPOUTC',
    },
  ],
})
