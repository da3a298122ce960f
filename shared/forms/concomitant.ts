import { DOSE_UNITS, FREQUENCIES, ROUTES } from './code-lists.ts'
import { endAfterStart } from './date-order.ts'
import { defineForm } from './define.ts'

/** Other medication during the study. */
export const concomitantForm = defineForm({
  key: 'concomitant',
  title: { en: 'Concomitant medication', zh: '合并用药' },
  scope: 'log',
  owner: 'site',
  file: 'concomitant',
  sortBy: ['CMSTDAT', 'CMTRT'],
  items: [
    {
      key: 'CMTRT',
      kind: 'text',
      maxLength: 200,
      label: { en: 'Medication', zh: '药物名称' },
      required: true,
      sdtm: 'CM.CMTRT',
    },
    {
      key: 'CMINDC',
      kind: 'text',
      maxLength: 200,
      label: { en: 'Indication', zh: '用药原因' },
      required: true,
      sdtm: 'CM.CMINDC',
    },
    {
      key: 'CMSTDAT',
      kind: 'date',
      label: { en: 'Start date', zh: '开始日期' },
      required: true,
      sdtm: 'CM.CMSTDTC',
    },
    {
      key: 'CMENDAT',
      kind: 'date',
      help: { en: 'Empty: ongoing.', zh: '留空表示仍在进行。' },
      label: { en: 'End date', zh: '结束日期' },
      sdtm: 'CM.CMENDTC',
    },
    { key: 'CMDOSE', kind: 'number', min: 0, label: { en: 'Dose', zh: '剂量' }, sdtm: 'CM.CMDOSE' },
    {
      key: 'CMDOSU',
      kind: 'code',
      codes: DOSE_UNITS,
      open: true,
      label: { en: 'Unit', zh: '单位' },
      sdtm: 'CM.CMDOSU',
    },
    {
      key: 'CMDOSFRQ',
      kind: 'code',
      codes: FREQUENCIES,
      open: true,
      label: { en: 'Frequency', zh: '给药频次' },
      sdtm: 'CM.CMDOSFRQ',
    },
    {
      key: 'CMROUTE',
      kind: 'code',
      codes: ROUTES,
      open: true,
      label: { en: 'Route', zh: '给药途径' },
      sdtm: 'CM.CMROUTE',
    },
  ],
  checks: [
    endAfterStart({
      key: 'concomitant-end-after-start',
      earlier: 'CMSTDAT',
      later: 'CMENDAT',
      what: { en: 'A medication', zh: '用药' },
    }),
  ],
})
