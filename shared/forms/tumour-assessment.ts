import { code } from './code-lists.ts'
import { defineForm } from './define.ts'
import { measurementItems } from './measurement-items.ts'
import { performedItems, performedQuestion } from './performed.ts'

/** What was seen of each lesion at one assessment. The responses are a form of their own. */
export const tumourAssessmentForm = defineForm({
  key: 'tumour-assessment',
  title: { en: 'Tumour assessment', zh: '肿瘤评估' },
  scope: 'visit',
  owner: 'site',
  file: 'tumour-assessments',
  sortBy: ['VISIT'],
  performed: performedQuestion('TR'),
  items: [
    ...performedItems({
      prefix: 'TR',
      domain: 'TR',
      label: { en: 'Imaging done', zh: '是否进行影像学检查' },
    }),
    {
      key: 'TRCONTR',
      kind: 'code',
      codes: [
        code('MULTIPHASE', 'Multiphase contrast', '多期增强'),
        code('SINGLE PHASE', 'Single-phase contrast', '单期增强'),
        code('NONE', 'No contrast', '平扫'),
      ],
      label: { en: 'Contrast', zh: '增强方式' },
      showIf: { item: 'TRPERF', in: ['', 'Y'] },
      sdtm: 'SUPPTR.TRCONTR',
    },
    {
      key: 'TRCOMM',
      kind: 'text',
      multiline: true,
      label: { en: 'Remarks', zh: '备注' },
      sdtm: 'CO.COVAL',
    },
  ],
  group: {
    title: { en: 'Lesions at this assessment', zh: '本次评估的病灶' },
    file: 'measurements',
    identity: ['TRLNKID'],
    sortBy: ['VISIT', 'TRLNKID'],
    showIf: { item: 'TRPERF', in: ['', 'Y'] },
    items: measurementItems,
  },
})
