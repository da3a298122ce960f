import { code, POSITIVE_NEGATIVE } from './code-lists.ts'
import { defineForm } from './define.ts'

/** Samples for antibodies to the study drug. A sample may name the visit it was drawn at. */
export const antibodiesForm = defineForm({
  key: 'antibodies',
  title: { en: 'Anti-drug antibodies', zh: '抗药抗体' },
  scope: 'log',
  owner: 'site',
  file: 'antibodies',
  sortBy: ['ISDAT'],
  visitColumn: true,
  items: [
    {
      key: 'ISDAT',
      kind: 'date',
      label: { en: 'Date of sample', zh: '采样日期' },
      required: true,
      sdtm: 'IS.ISDTC',
    },
    {
      key: 'ISORRES',
      kind: 'code',
      codes: POSITIVE_NEGATIVE,
      label: { en: 'Result', zh: '结果' },
      required: true,
      sdtm: 'IS.ISORRES',
    },
    {
      key: 'ISTESTCD',
      kind: 'code',
      codes: [
        code('ADA_BAB', 'Binding antibody', '结合抗体'),
        code('ADA_NAB', 'Neutralising antibody', '中和抗体'),
      ],
      label: { en: 'Test', zh: '检测项目' },
      help: { en: 'Empty: binding antibody.', zh: '留空表示结合抗体。' },
      sdtm: 'IS.ISTESTCD',
    },
    {
      key: 'ISTITER',
      kind: 'number',
      comparator: true,
      min: 0,
      label: { en: 'Titre', zh: '滴度' },
      showIf: { item: 'ISORRES', in: ['POSITIVE'] },
      sdtm: 'SUPPIS.ISTITER',
    },
  ],
})
