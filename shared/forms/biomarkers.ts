import { code } from './code-lists.ts'
import { defineForm } from './define.ts'

/** Biomarker samples and their results. A sample may name the visit it was drawn at. */
export const biomarkersForm = defineForm({
  key: 'biomarkers',
  title: { en: 'Biomarker samples', zh: '生物标志物样本' },
  scope: 'log',
  owner: 'site',
  file: 'biomarkers',
  sortBy: ['BEDAT'],
  visitColumn: true,
  items: [
    {
      key: 'BEDAT',
      kind: 'date',
      label: { en: 'Date of sample', zh: '采样日期' },
      required: true,
      sdtm: 'BE.BESTDTC',
    },
    {
      key: 'BESPEC',
      kind: 'code',
      codes: [
        code('PLASMA', 'Plasma', '血浆'),
        code('SERUM', 'Serum', '血清'),
        code('WHOLE BLOOD', 'Whole blood', '全血'),
        code('TUMOR TISSUE', 'Tumour tissue', '肿瘤组织'),
        code('STOOL', 'Stool', '粪便'),
        code('URINE', 'Urine', '尿液'),
      ],
      open: true,
      label: { en: 'Specimen', zh: '样本类型' },
      required: true,
      sdtm: 'BE.BESPEC',
    },
    {
      key: 'BETEST',
      kind: 'text',
      maxLength: 200,
      label: { en: 'Test', zh: '检测项目' },
      sdtm: 'SUPPBE.BETEST',
    },
    {
      key: 'BEORRES',
      kind: 'text',
      maxLength: 500,
      label: { en: 'Result', zh: '结果' },
      sdtm: 'SUPPBE.BEORRES',
    },
    {
      key: 'BEORRESU',
      kind: 'text',
      maxLength: 40,
      label: { en: 'Unit', zh: '单位' },
      sdtm: 'SUPPBE.BEORRESU',
    },
    {
      key: 'BELOC',
      kind: 'text',
      maxLength: 200,
      label: { en: 'Where it is stored', zh: '保存位置' },
      sdtm: 'SUPPBE.BELOC',
    },
  ],
})
