import { defineForm } from './define.ts'

/** An attended visit. Its record is what the other forms of the visit belong to. */
export const visitsForm = defineForm({
  key: 'visits',
  title: { en: 'Visit', zh: '访视' },
  scope: 'visit',
  owner: 'site',
  file: 'visits',
  sortBy: ['VISIT'],
  items: [
    {
      key: 'SVSTDAT',
      kind: 'date',
      complete: true,
      label: { en: 'Date of visit', zh: '访视日期' },
      required: true,
      sdtm: 'SV.SVSTDTC',
    },
    {
      key: 'SVUPDES',
      kind: 'text',
      maxLength: 200,
      label: { en: 'Reason for an unscheduled visit', zh: '计划外访视原因' },
      sdtm: 'SV.SVUPDES',
    },
  ],
})
