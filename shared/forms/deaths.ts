import { code } from './code-lists.ts'
import { defineForm } from './define.ts'

/** Death of the subject: date as far as known, and cause. */
export const deathsForm = defineForm({
  key: 'deaths',
  title: { en: 'Death', zh: '死亡' },
  scope: 'subject',
  owner: 'site',
  file: 'deaths',
  items: [
    {
      key: 'DTHDAT',
      kind: 'date',
      label: { en: 'Date of death', zh: '死亡日期' },
      required: true,
      sdtm: 'DM.DTHDTC',
    },
    {
      key: 'DTHCAUS',
      kind: 'code',
      open: true,
      codes: [
        code('DISEASE PROGRESSION', 'Disease progression', '疾病进展'),
        code('HEPATIC FAILURE', 'Hepatic failure', '肝功能衰竭'),
        code('VARICEAL BLEEDING', 'Variceal bleeding', '食管胃底静脉曲张破裂出血'),
        code('ADVERSE EVENT', 'Adverse event', '不良事件'),
        code('INFECTION', 'Infection', '感染'),
        code('OTHER', 'Other', '其他'),
        code('UNKNOWN', 'Unknown', '不详'),
      ],
      label: { en: 'Cause of death', zh: '死亡原因' },
      required: true,
      sdtm: 'DD.DDORRES[PRCDTH]',
    },
  ],
})
