import { code } from './code-lists.ts'
import { defineForm, type Code } from './define.ts'
import { LAB_PANELS, LAB_TESTS } from './lab-tests.ts'
import { performedItems, performedQuestion } from './performed.ts'

const LAB_UNITS: readonly Code[] = [
  ...new Set([...LAB_TESTS.map((t) => t.unit), 'mg/dL', 'g/dL', '10^3/uL', '/mm3', 'IU/L']),
].map((unit) => code(unit, unit, unit === 'ratio' ? '比值' : unit))

/** Laboratory results, one row for each test and day; a result need not belong to a visit. */
export const laboratoryForm = defineForm({
  key: 'laboratory',
  title: { en: 'Laboratory', zh: '实验室检查' },
  scope: 'visit',
  owner: 'site',
  visitColumn: true,
  file: 'laboratory',
  sortBy: ['VISIT'],
  performed: performedQuestion('LB'),
  items: performedItems({
    prefix: 'LB',
    domain: 'LB',
    label: { en: 'Samples taken', zh: '是否采样检查' },
  }),
  group: {
    title: { en: 'Results', zh: '检查结果' },
    file: 'labs',
    showIf: { item: 'LBPERF', in: ['', 'Y'] },
    panels: LAB_PANELS,
    identity: ['LBDAT', 'LBTESTCD'],
    sortBy: ['LBDAT', 'LBTESTCD'],
    items: [
      {
        key: 'LBDAT',
        kind: 'date',
        label: { en: 'Date of sample', zh: '采样日期' },
        required: true,
        sdtm: 'LB.LBDTC',
      },
      {
        key: 'LBTESTCD',
        kind: 'code',
        codes: LAB_TESTS.map((t) => t.test),
        open: true,
        label: { en: 'Test', zh: '检查项目' },
        required: true,
        sdtm: 'LB.LBTESTCD',
      },
      {
        key: 'LBORRES',
        kind: 'number',
        comparator: true,
        label: { en: 'Result', zh: '结果' },
        help: {
          en: 'As reported, with < or > where the laboratory prints it.',
          zh: '按报告原样填写，报告带有<或>时一并填写。',
        },
        required: true,
        sdtm: 'LB.LBORRES',
      },
      {
        key: 'LBORRESU',
        kind: 'code',
        codes: LAB_UNITS,
        open: true,
        label: { en: 'Unit', zh: '单位' },
        required: true,
        sdtm: 'LB.LBORRESU',
      },
      {
        key: 'LBORNRLO',
        kind: 'number',
        label: { en: 'Lower limit of normal', zh: '正常值下限' },
        sdtm: 'LB.LBORNRLO',
      },
      {
        key: 'LBORNRHI',
        kind: 'number',
        comparator: true,
        label: { en: 'Upper limit of normal', zh: '正常值上限' },
        sdtm: 'LB.LBORNRHI',
      },
      {
        key: 'LBCLSIG',
        kind: 'code',
        codes: [
          code('Y', 'Clinically significant', '有临床意义'),
          code('N', 'Not clinically significant', '无临床意义'),
        ],
        label: { en: 'Clinical significance', zh: '临床意义判定' },
        sdtm: 'LB.LBCLSIG',
      },
      {
        key: 'LBNAM',
        kind: 'text',
        maxLength: 100,
        label: { en: 'Laboratory', zh: '检验机构' },
        sdtm: 'LB.LBNAM',
      },
      {
        key: 'LBCOMM',
        kind: 'text',
        maxLength: 200,
        label: { en: 'Remarks', zh: '备注' },
        sdtm: 'CO.COVAL',
      },
    ],
  },
})
