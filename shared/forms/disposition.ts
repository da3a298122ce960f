import { code, DRUGS } from './code-lists.ts'
import { defineForm } from './define.ts'

/** End of treatment (one row for each drug, or one for all) and end of study. */
export const dispositionForm = defineForm({
  key: 'disposition',
  title: { en: 'End of treatment and of study', zh: '治疗结束与研究结束' },
  scope: 'log',
  owner: 'site',
  file: 'disposition',
  sortBy: ['DSSTDAT'],
  items: [
    {
      key: 'DSSTDAT',
      kind: 'date',
      label: { en: 'Date', zh: '日期' },
      required: true,
      sdtm: 'DS.DSSTDTC',
    },
    {
      key: 'DSSCAT',
      kind: 'code',
      codes: [
        code('TREATMENT', 'End of treatment', '治疗结束'),
        code('STUDY', 'End of study', '研究结束'),
      ],
      label: { en: 'What ended', zh: '结束类别' },
      required: true,
      sdtm: 'DS.DSSCAT',
    },
    {
      key: 'DSDECOD',
      kind: 'code',
      open: true,
      codes: [
        code('COMPLETED', 'Completed', '按方案完成'),
        code('PROGRESSIVE DISEASE', 'Progressive disease', '疾病进展'),
        code('ADVERSE EVENT', 'Adverse event', '不良事件'),
        code('DEATH', 'Death', '死亡'),
        code('WITHDRAWAL BY SUBJECT', 'Withdrawal by subject', '受试者退出'),
        code('LOST TO FOLLOW-UP', 'Lost to follow-up', '失访'),
        code('PHYSICIAN DECISION', 'Physician decision', '研究者决定'),
        code('LACK OF EFFICACY', 'Lack of efficacy', '疗效不佳'),
        code('PROTOCOL DEVIATION', 'Protocol deviation', '方案偏离'),
        code('NON-COMPLIANCE WITH STUDY DRUG', 'Non-compliance with study drug', '用药依从性差'),
        code('PREGNANCY', 'Pregnancy', '妊娠'),
        code('SCREEN FAILURE', 'Screen failure', '筛选失败'),
        code('STUDY TERMINATED BY SPONSOR', 'Study terminated by sponsor', '申办者终止研究'),
        code('OTHER', 'Other', '其他'),
      ],
      label: { en: 'Reason', zh: '原因' },
      required: true,
      sdtm: 'DS.DSDECOD',
    },
    {
      key: 'DSTRT',
      kind: 'code',
      codes: DRUGS,
      open: true,
      label: { en: 'Drug that ended', zh: '所停药物' },
      help: { en: 'Empty: all study treatment.', zh: '留空表示全部研究治疗。' },
      showIf: { item: 'DSSCAT', in: ['TREATMENT'] },
      sdtm: 'SUPPDS.DSTRT',
    },
    {
      key: 'DSTERM',
      kind: 'text',
      maxLength: 200,
      label: { en: 'Reason, in words', zh: '原因描述' },
      sdtm: 'DS.DSTERM',
    },
  ],
})
