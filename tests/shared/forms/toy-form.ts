import { defineForm } from '../../../shared/forms/define.ts'

const label = { en: 'Label', zh: '标签' }
const yesNo = [
  { value: 'Y', label },
  { value: 'N', label },
]

/** One item of each kind, a group, and a check of each kind. */
export const toyForm = defineForm({
  key: 'toy',
  title: label,
  scope: 'visit',
  owner: 'site',
  file: 'toy',
  items: [
    { key: 'NAME', kind: 'text', maxLength: 5, label, required: true },
    { key: 'COUNT', kind: 'integer', min: 0, max: 10, label },
    { key: 'SIZE', kind: 'number', decimals: 1, min: 0, label },
    { key: 'TITRE', kind: 'number', comparator: true, label },
    { key: 'FIRST', kind: 'date', label },
    { key: 'LAST', kind: 'date', complete: true, label },
    { key: 'SERIOUS', kind: 'code', codes: yesNo, label, required: true },
    {
      key: 'WHY',
      kind: 'text',
      label,
      required: true,
      showIf: { item: 'SERIOUS', in: ['Y'] },
    },
    { key: 'SIGNS', kind: 'code', codes: yesNo, multiple: true, label },
    { key: 'DRUG', kind: 'code', codes: [], open: true, label },
  ],
  checks: [
    { key: 'order', kind: 'date-order', earlier: 'FIRST', later: 'LAST', message: label },
    {
      key: 'agree',
      kind: 'agreement',
      when: { item: 'SERIOUS', in: ['Y'] },
      then: { item: 'DRUG', in: ['', 'A'] },
      message: label,
    },
    {
      key: 'one',
      kind: 'one-of',
      when: { item: 'SERIOUS', in: ['Y'] },
      items: ['SIGNS'],
      is: 'Y',
      message: label,
    },
  ],
  group: {
    title: label,
    file: 'toy-rows',
    identity: ['LESION'],
    sortBy: ['LESION'],
    showIf: { item: 'SERIOUS', in: ['', 'Y'] },
    items: [
      { key: 'LESION', kind: 'lesion', label, required: true },
      { key: 'LDIAM', kind: 'number', decimals: 1, label, required: true },
    ],
  },
})
