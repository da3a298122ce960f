import { YES_NO } from './code-lists.ts'
import { defineForm } from './define.ts'

/** Answers to the protocol's criteria, one row each; the protocol gives the list of IETESTCD. */
export const eligibilityForm = defineForm({
  key: 'eligibility',
  title: { en: 'Eligibility', zh: '入选与排除标准' },
  scope: 'subject',
  owner: 'investigator',
  items: [],
  group: {
    title: { en: 'Criteria', zh: '标准' },
    file: 'eligibility',
    identity: ['IETESTCD'],
    sortBy: ['IETESTCD'],
    everyCode: true,
    items: [
      {
        key: 'IETESTCD',
        kind: 'code',
        codes: [],
        open: true,
        label: { en: 'Criterion', zh: '标准编号' },
        required: true,
        sdtm: 'IE.IETESTCD',
      },
      {
        key: 'IEORRES',
        kind: 'code',
        codes: YES_NO,
        label: { en: 'Met', zh: '是否符合' },
        required: true,
        sdtm: 'IE.IEORRES',
      },
      {
        key: 'IECOMM',
        kind: 'text',
        maxLength: 500,
        label: { en: 'Remarks', zh: '备注' },
        sdtm: 'CO.COVAL',
      },
    ],
  },
})
