import { code } from './code-lists.ts'
import { defineForm } from './define.ts'

/** Contacts of survival follow-up. */
export const survivalForm = defineForm({
  key: 'survival',
  title: { en: 'Survival follow-up', zh: '生存随访' },
  scope: 'log',
  owner: 'site',
  file: 'survival',
  sortBy: ['SSDAT'],
  items: [
    {
      key: 'SSDAT',
      kind: 'date',
      label: { en: 'Date of contact', zh: '随访日期' },
      help: { en: 'Dead: the date of death as known.', zh: '已死亡者填写所知的死亡日期。' },
      required: true,
      sdtm: 'SS.SSDTC',
    },
    {
      key: 'SSORRES',
      kind: 'code',
      codes: [
        code('ALIVE', 'Alive', '存活'),
        code('DEAD', 'Dead', '死亡'),
        code('LOST', 'Lost to follow-up', '失访'),
        code('WITHDRAWN', 'Consent withdrawn', '撤回知情同意'),
      ],
      label: { en: 'Status', zh: '生存状态' },
      required: true,
      sdtm: 'SS.SSORRES',
    },
    {
      key: 'SSMETHOD',
      kind: 'code',
      open: true,
      codes: [
        code('VISIT', 'At a visit', '门诊或住院'),
        code('TELEPHONE', 'By telephone', '电话'),
        code('RECORDS', 'From medical records', '病历查询'),
        code('REGISTER', 'From a register', '登记系统查询'),
      ],
      label: { en: 'How', zh: '随访方式' },
      sdtm: 'SUPPSS.SSMETHOD',
    },
  ],
})
