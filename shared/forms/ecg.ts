import { INTERPRETATIONS } from './code-lists.ts'
import { defineForm } from './define.ts'
import { performedItems, performedQuestion, unlessNotPerformed } from './performed.ts'

/** Twelve-lead electrocardiogram at a visit. */
export const ecgForm = defineForm({
  key: 'ecg',
  title: { en: 'Electrocardiogram', zh: '心电图' },
  scope: 'visit',
  owner: 'site',
  file: 'ecg',
  sortBy: ['VISIT'],
  performed: performedQuestion('EG'),
  items: [
    ...performedItems({
      prefix: 'EG',
      domain: 'EG',
      label: { en: 'Electrocardiogram done', zh: '是否进行心电图检查' },
    }),
    ...unlessNotPerformed('EG', [
      {
        key: 'EGDAT',
        kind: 'date',
        label: { en: 'Date', zh: '检查日期' },
        required: true,
        sdtm: 'EG.EGDTC',
      },
      {
        key: 'EGHR',
        kind: 'integer',
        unit: '/min',
        min: 30,
        max: 220,
        label: { en: 'Heart rate', zh: '心率' },
        sdtm: 'EG.EGORRES[EGHRMN]',
      },
      {
        key: 'PRAG',
        kind: 'integer',
        unit: 'ms',
        min: 80,
        max: 400,
        label: { en: 'PR interval', zh: 'PR间期' },
        sdtm: 'EG.EGORRES[PRAG]',
      },
      {
        key: 'QRSAG',
        kind: 'integer',
        unit: 'ms',
        min: 40,
        max: 240,
        label: { en: 'QRS duration', zh: 'QRS时限' },
        sdtm: 'EG.EGORRES[QRSAG]',
      },
      {
        key: 'QTCF',
        kind: 'integer',
        unit: 'ms',
        min: 300,
        max: 650,
        label: { en: 'QTc (Fridericia)', zh: 'QTc间期（Fridericia法）' },
        sdtm: 'EG.EGORRES[QTCFAG]',
      },
      {
        key: 'EGINTP',
        kind: 'code',
        codes: INTERPRETATIONS,
        label: { en: 'Interpretation', zh: '结果判定' },
        required: true,
        sdtm: 'EG.EGORRES[INTP]',
      },
      {
        key: 'EGCOMM',
        kind: 'text',
        maxLength: 500,
        label: { en: 'Findings', zh: '异常描述' },
        sdtm: 'CO.COVAL',
      },
    ]),
  ],
})
