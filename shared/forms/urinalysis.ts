import { code, INTERPRETATIONS } from './code-lists.ts'
import { defineForm, type Code } from './define.ts'
import { performedItems, performedQuestion, unlessNotPerformed } from './performed.ts'

/** What a test strip shows. */
const STRIP: readonly Code[] = [
  code('NEGATIVE', 'Negative', '阴性'),
  code('TRACE', 'Trace', '微量（±）'),
  code('1+', '1+', '1+'),
  code('2+', '2+', '2+'),
  code('3+', '3+', '3+'),
  code('4+', '4+', '4+'),
]

/** Urine by test strip and microscope at a visit; the 24-hour protein is a laboratory result. */
export const urinalysisForm = defineForm({
  key: 'urinalysis',
  title: { en: 'Urinalysis', zh: '尿常规' },
  scope: 'visit',
  owner: 'site',
  file: 'urinalysis',
  sortBy: ['VISIT'],
  performed: performedQuestion('UA'),
  items: [
    ...performedItems({
      prefix: 'UA',
      domain: 'LB',
      label: { en: 'Urine examined', zh: '是否进行尿常规检查' },
    }),
    ...unlessNotPerformed('UA', [
      {
        key: 'UADAT',
        kind: 'date',
        label: { en: 'Date of sample', zh: '采样日期' },
        required: true,
        sdtm: 'LB.LBDTC',
      },
      {
        key: 'UAPROT',
        kind: 'code',
        codes: STRIP,
        label: { en: 'Protein', zh: '尿蛋白' },
        required: true,
        sdtm: 'LB.LBORRES[PROT]',
      },
      {
        key: 'UAGLUC',
        kind: 'code',
        codes: STRIP,
        label: { en: 'Glucose', zh: '尿糖' },
        sdtm: 'LB.LBORRES[GLUC]',
      },
      {
        key: 'UAKETON',
        kind: 'code',
        codes: STRIP,
        label: { en: 'Ketones', zh: '尿酮体' },
        sdtm: 'LB.LBORRES[KETONES]',
      },
      {
        key: 'UABLOOD',
        kind: 'code',
        codes: STRIP,
        label: { en: 'Occult blood', zh: '尿潜血' },
        sdtm: 'LB.LBORRES[OCCBLD]',
      },
      {
        key: 'UABILI',
        kind: 'code',
        codes: STRIP,
        label: { en: 'Bilirubin', zh: '尿胆红素' },
        sdtm: 'LB.LBORRES[BILI]',
      },
      {
        key: 'UAPH',
        kind: 'number',
        decimals: 1,
        min: 4,
        max: 9,
        label: { en: 'pH', zh: '酸碱度（pH）' },
        sdtm: 'LB.LBORRES[PH]',
      },
      {
        key: 'UASPGRAV',
        kind: 'number',
        decimals: 3,
        min: 1,
        max: 1.05,
        label: { en: 'Specific gravity', zh: '比重' },
        sdtm: 'LB.LBORRES[SPGRAV]',
      },
      {
        key: 'UARBC',
        kind: 'number',
        comparator: true,
        unit: '/HPF',
        min: 0,
        label: { en: 'Red blood cells', zh: '红细胞' },
        sdtm: 'LB.LBORRES[RBC]',
      },
      {
        key: 'UAWBC',
        kind: 'number',
        comparator: true,
        unit: '/HPF',
        min: 0,
        label: { en: 'White blood cells', zh: '白细胞' },
        sdtm: 'LB.LBORRES[WBC]',
      },
      {
        key: 'UAINTP',
        kind: 'code',
        codes: INTERPRETATIONS,
        label: { en: 'Interpretation', zh: '结果判定' },
        sdtm: 'LB.LBORRES[INTP]',
      },
    ]),
  ],
})
