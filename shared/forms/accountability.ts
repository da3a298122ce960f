import { DRUGS } from './code-lists.ts'
import { defineForm } from './define.ts'

/** Study drug dispensed and returned. */
export const accountabilityForm = defineForm({
  key: 'accountability',
  title: { en: 'Drug accountability', zh: '药物清点' },
  scope: 'log',
  owner: 'site',
  file: 'accountability',
  sortBy: ['DATRT', 'DADAT'],
  items: [
    {
      key: 'DATRT',
      kind: 'code',
      codes: DRUGS,
      open: true,
      label: { en: 'Drug', zh: '药物' },
      required: true,
      sdtm: 'DA.DASCAT',
    },
    {
      key: 'DADAT',
      kind: 'date',
      label: { en: 'Date', zh: '日期' },
      required: true,
      sdtm: 'DA.DADTC',
    },
    {
      key: 'DISPAMT',
      kind: 'number',
      min: 0,
      label: { en: 'Dispensed', zh: '发放量' },
      sdtm: 'DA.DAORRES[DISPAMT]',
    },
    {
      key: 'RETAMT',
      kind: 'number',
      min: 0,
      label: { en: 'Returned', zh: '回收量' },
      sdtm: 'DA.DAORRES[RETAMT]',
    },
    {
      key: 'DAUNIT',
      kind: 'text',
      maxLength: 40,
      label: { en: 'Unit', zh: '单位' },
      sdtm: 'DA.DAORRESU',
    },
    {
      key: 'DALOT',
      kind: 'text',
      maxLength: 60,
      label: { en: 'Lot number', zh: '批号' },
      sdtm: 'SUPPDA.DALOT',
    },
  ],
})
