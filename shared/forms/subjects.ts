import { code } from './code-lists.ts'
import { dateOrder } from './date-order.ts'
import { defineForm } from './define.ts'

/** Consent, demography and enrolment. SITEID stands in the file and comes from the subject's site. */
export const subjectsForm = defineForm({
  key: 'subjects',
  title: { en: 'Consent and enrolment', zh: '知情同意与入组' },
  scope: 'subject',
  owner: 'site',
  file: 'subjects',
  items: [
    {
      key: 'SEX',
      kind: 'code',
      label: { en: 'Sex', zh: '性别' },
      codes: [code('M', 'Male', '男'), code('F', 'Female', '女')],
      required: true,
      sdtm: 'DM.SEX',
    },
    {
      key: 'BRTHDAT',
      kind: 'date',
      label: { en: 'Date of birth', zh: '出生日期' },
      help: {
        en: 'Year, or year and month, are enough where the site may not pass on the day.',
        zh: '如本中心不得提供具体日期，填写年份或年月即可。',
      },
      required: true,
      sdtm: 'DM.BRTHDTC',
    },
    {
      key: 'RFICDAT',
      kind: 'date',
      complete: true,
      label: { en: 'Date of informed consent', zh: '签署知情同意书日期' },
      required: true,
      sdtm: 'DM.RFICDTC',
    },
    {
      key: 'ENRDAT',
      kind: 'date',
      complete: true,
      label: { en: 'Date of enrolment', zh: '入组日期' },
      help: { en: 'Empty: not enrolled (screen failure).', zh: '留空表示未入组（筛选失败）。' },
      sdtm: 'DS.DSSTDTC[ENTERED INTO TRIAL]',
    },
    {
      key: 'COHORT',
      kind: 'code',
      codes: [],
      label: { en: 'Cohort', zh: '队列' },
      help: {
        en: 'As planned at enrolment; not changed afterwards.',
        zh: '以入组时计划为准，此后不再更改。',
      },
      hidden: true,
      sdtm: 'DM.ARMCD',
    },
    {
      key: 'SCRNFAIL',
      kind: 'code',
      open: true,
      codes: [
        code('ELIGIBILITY NOT MET', 'Eligibility criteria not met', '不符合入排标准'),
        code('WITHDRAWAL BY SUBJECT', 'Withdrawal by subject', '受试者撤回同意'),
        code('PHYSICIAN DECISION', 'Physician decision', '研究者决定'),
        code('LOST TO FOLLOW-UP', 'Lost to follow-up', '失访'),
        code('DEATH', 'Death before enrolment', '入组前死亡'),
      ],
      label: { en: 'Reason for screen failure', zh: '筛选失败原因' },
      showIf: { item: 'ENRDAT', in: [''] },
      sdtm: 'SUPPDM.SCRNFAIL',
    },
    {
      key: 'AGE',
      kind: 'text',
      derivation: 'age-at-consent',
      unstored: true,
      label: { en: 'Age at consent, years', zh: '签署知情同意时年龄（岁）' },
      sdtm: 'DM.AGE',
    },
  ],
  checks: [
    dateOrder({
      key: 'birth-before-consent',
      earlier: 'BRTHDAT',
      later: 'RFICDAT',
      rationale: { en: 'Consent follows birth.', zh: '知情同意在出生之后。' },
      names: [
        { en: 'date of birth', zh: '出生日期' },
        { en: 'date of consent', zh: '知情同意日期' },
      ],
    }),
  ],
})
