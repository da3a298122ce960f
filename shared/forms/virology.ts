import { POSITIVE_NEGATIVE } from './code-lists.ts'
import { defineForm } from './define.ts'
import { performedItems, performedQuestion, unlessNotPerformed } from './performed.ts'

/** Hepatitis B and C and HIV at a visit: antigens and antibodies, and the virus loads. */
export const virologyForm = defineForm({
  key: 'virology',
  title: { en: 'Virology', zh: '病毒学检查' },
  scope: 'visit',
  owner: 'site',
  file: 'virology',
  sortBy: ['VISIT'],
  performed: performedQuestion('VI'),
  items: [
    ...performedItems({
      prefix: 'VI',
      domain: 'MB',
      label: { en: 'Sample taken', zh: '是否采样检查' },
    }),
    ...unlessNotPerformed('VI', [
      {
        key: 'VIDAT',
        kind: 'date',
        label: { en: 'Date of sample', zh: '采样日期' },
        required: true,
        sdtm: 'MB.MBDTC',
      },
      {
        key: 'VIHBSAG',
        kind: 'code',
        codes: POSITIVE_NEGATIVE,
        label: { en: 'HBsAg', zh: '乙肝表面抗原（HBsAg）' },
        required: true,
        sdtm: 'MB.MBORRES[HBSAG]',
      },
      {
        key: 'VIHBSAB',
        kind: 'code',
        codes: POSITIVE_NEGATIVE,
        label: { en: 'Anti-HBs', zh: '乙肝表面抗体（抗-HBs）' },
        sdtm: 'IS.ISORRES[HBSAB]',
      },
      {
        key: 'VIHBEAG',
        kind: 'code',
        codes: POSITIVE_NEGATIVE,
        label: { en: 'HBeAg', zh: '乙肝e抗原（HBeAg）' },
        sdtm: 'MB.MBORRES[HBEAG]',
      },
      {
        key: 'VIHBEAB',
        kind: 'code',
        codes: POSITIVE_NEGATIVE,
        label: { en: 'Anti-HBe', zh: '乙肝e抗体（抗-HBe）' },
        sdtm: 'IS.ISORRES[HBEAB]',
      },
      {
        key: 'VIHBCAB',
        kind: 'code',
        codes: POSITIVE_NEGATIVE,
        label: { en: 'Anti-HBc', zh: '乙肝核心抗体（抗-HBc）' },
        sdtm: 'IS.ISORRES[HBCAB]',
      },
      {
        key: 'VIHBDNA',
        kind: 'number',
        comparator: true,
        unit: 'IU/mL',
        min: 0,
        label: { en: 'HBV DNA', zh: '乙肝病毒DNA定量' },
        sdtm: 'MB.MBORRES[HBDNA]',
      },
      {
        key: 'VIHCVAB',
        kind: 'code',
        codes: POSITIVE_NEGATIVE,
        label: { en: 'Anti-HCV', zh: '丙肝抗体（抗-HCV）' },
        required: true,
        sdtm: 'IS.ISORRES[HCVAB]',
      },
      {
        key: 'VIHCRNA',
        kind: 'number',
        comparator: true,
        unit: 'IU/mL',
        min: 0,
        label: { en: 'HCV RNA', zh: '丙肝病毒RNA定量' },
        sdtm: 'MB.MBORRES[HCRNA]',
      },
      {
        key: 'VIHIVAB',
        kind: 'code',
        codes: POSITIVE_NEGATIVE,
        label: { en: 'Anti-HIV', zh: '人类免疫缺陷病毒抗体（抗-HIV）' },
        sdtm: 'IS.ISORRES[HIV12AB]',
      },
    ]),
  ],
})
