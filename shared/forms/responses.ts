import { code, CRITERIA, RESPONSES, YES_NO } from './code-lists.ts'
import { defineForm } from './define.ts'

/** The investigator's overall response at a visit, one review for each criterion. */
export const responsesForm = defineForm({
  key: 'responses',
  title: { en: 'Overall response', zh: '总体疗效评价' },
  scope: 'visit',
  owner: 'investigator',
  file: 'responses',
  sortBy: ['VISIT', 'RSCAT'],
  rowKey: ['RSCAT', 'RSEVAL', 'RSEVALID'],
  items: [
    {
      key: 'RSCAT',
      kind: 'code',
      codes: CRITERIA,
      open: true,
      label: { en: 'Criterion', zh: '疗效评价标准' },
      required: true,
      sdtm: 'RS.RSCAT',
    },
    {
      key: 'RSDAT',
      kind: 'date',
      label: { en: 'Date of review', zh: '评价日期' },
      help: {
        en: 'When the investigator judged; the response itself is dated by the scans.',
        zh: '研究者作出评价的日期；疗效日期以影像检查日期为准。',
      },
      required: true,
      sdtm: 'SUPPRS.RSREVDTC',
    },
    {
      key: 'OVRLRESP',
      kind: 'code',
      codes: RESPONSES,
      label: { en: 'Overall response', zh: '总体疗效' },
      required: true,
      sdtm: 'RS.RSORRES[OVRLRESP]',
    },
    {
      key: 'RSREASON',
      kind: 'text',
      multiline: true,
      label: { en: 'Why it differs from the derived response', zh: '与系统推导疗效不一致的原因' },
      sdtm: 'SUPPRS.RSREASON',
    },
    {
      key: 'RSEVAL',
      kind: 'code',
      codes: [
        code('INVESTIGATOR', 'Investigator', '研究者'),
        code('INDEPENDENT ASSESSOR', 'Independent assessor', '独立评估者'),
      ],
      label: { en: 'Evaluator', zh: '评估者类型' },
      help: { en: 'Empty: investigator.', zh: '留空表示研究者。' },
      sdtm: 'RS.RSEVAL',
    },
    {
      key: 'RSEVALID',
      kind: 'text',
      maxLength: 60,
      label: { en: 'Evaluator identifier', zh: '评估者编号' },
      help: { en: 'e.g. RADIOLOGIST 1', zh: '例如 RADIOLOGIST 1' },
      showIf: { item: 'RSEVAL', in: ['INDEPENDENT ASSESSOR'] },
      sdtm: 'RS.RSEVALID',
    },
    {
      key: 'RSACPTFL',
      kind: 'code',
      codes: YES_NO,
      label: { en: 'Reading that counts', zh: '是否采纳该评价' },
      showIf: { item: 'RSEVAL', in: ['INDEPENDENT ASSESSOR'] },
      sdtm: 'RS.RSACPTFL',
    },
  ],
})
