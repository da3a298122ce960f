import { describe, expect, it } from 'vitest'
import { addDays } from '../../../shared/kernel/dates.ts'
import { baselineViolations } from '../../../shared/response/baseline-eligibility.ts'
import type { BaselineLesion } from '../../../shared/response/baseline-lesion.ts'
import { MRECIST } from '../../../shared/response/mrecist.ts'
import { RECIST_11 } from '../../../shared/response/recist11.ts'
import { mm, START } from './subject-builder.ts'

const LESION: BaselineLesion = {
  id: 'L01',
  organ: 'liver',
  kind: 'LESION',
  nodal: false,
  tenths: mm(30),
  modality: 'CT',
  sliceThicknessMm: 5,
  selectedAs: 'TARGET',
  priorLocalTherapy: null,
  grownSinceLocalTherapy: null,
  arterialEnhancement: true,
  wellDelineated: true,
}

function codes(
  lesions: readonly Partial<BaselineLesion>[],
  { criterion = RECIST_11, imagedBefore = 7 } = {},
): readonly string[] {
  return baselineViolations({
    rules: criterion.baselineRules,
    imaging: addDays(START, -imagedBefore),
    treatmentStart: START,
    lesions: lesions.map((lesion, at) => ({ ...LESION, id: `L${at}`, ...lesion })),
  }).map(({ code }) => code)
}

const NODE = { nodal: true, kind: 'LYMPH_NODE', organ: 'lymph node' } as const

describe('sizes', () => {
  it.each([
    { lesion: { tenths: mm(10) }, expected: [] },
    { lesion: { tenths: mm(9.9) }, expected: ['BELOW_MINIMUM_SIZE'] },
    { lesion: { tenths: mm(16), sliceThicknessMm: 8 }, expected: [] },
    { lesion: { tenths: mm(15.9), sliceThicknessMm: 8 }, expected: ['BELOW_MINIMUM_SIZE'] },
    { lesion: { tenths: mm(20), modality: 'CHEST_XRAY' as const }, expected: [] },
    {
      lesion: { tenths: mm(19.9), modality: 'CHEST_XRAY' as const },
      expected: ['BELOW_MINIMUM_SIZE'],
    },
    { lesion: { ...NODE, tenths: mm(15) }, expected: [] },
    { lesion: { ...NODE, tenths: mm(14.9) }, expected: ['NODE_BELOW_15_MM'] },
    { lesion: { ...NODE, tenths: mm(9.9) }, expected: ['NODE_NOT_PATHOLOGICAL'] },
    { lesion: { ...NODE, tenths: mm(10), selectedAs: 'NON_TARGET' as const }, expected: [] },
    {
      lesion: { ...NODE, tenths: mm(9.9), selectedAs: 'NON_TARGET' as const },
      expected: ['NODE_NOT_PATHOLOGICAL'],
    },
  ])('$lesion: $expected', ({ lesion, expected }) => {
    expect(codes([lesion])).toEqual(expected)
  })

  it.each([
    { size: 20, expected: [] },
    { size: 19.9, expected: ['PORTA_HEPATIS_NODE_BELOW_20_MM'] },
  ])('a porta hepatis node of $size mm under mRECIST: $expected', ({ size, expected }) => {
    const node = { ...NODE, kind: 'PORTA_HEPATIS_NODE', tenths: mm(size) }
    expect(codes([node], { criterion: MRECIST })).toEqual(expected)
    expect(codes([{ ...node, selectedAs: 'NON_TARGET' }], { criterion: MRECIST })).toEqual(expected)
    expect(codes([node])).toEqual([])
  })
})

describe('numbers', () => {
  const inOrgans = (...organs: readonly string[]): readonly Partial<BaselineLesion>[] =>
    organs.map((organ) => ({ organ }))

  it('admits five targets, two in an organ', () => {
    expect(codes(inOrgans('liver', 'liver', 'lung', 'lung', 'adrenal'))).toEqual([])
    expect(codes(inOrgans('liver', 'liver', 'lung', 'lung', 'adrenal', 'spleen'))).toEqual([
      'TOO_MANY_TARGETS',
    ])
  })

  it('takes liver segments, paired organs and all nodes as one organ', () => {
    expect(codes(inOrgans('LIVER S2', 'LIVER S5', 'liver'))).toEqual(['TOO_MANY_TARGETS_IN_ORGAN'])
    expect(codes(inOrgans('left lung', 'LUNG, RIGHT', 'lungs'))).toEqual([
      'TOO_MANY_TARGETS_IN_ORGAN',
    ])
    const nodes = ['neck', 'axilla', 'retroperitoneum'].map((organ) => ({ ...NODE, organ }))
    expect(codes(nodes)).toEqual(['TOO_MANY_TARGETS_IN_ORGAN'])
  })
})

describe('kinds', () => {
  it.each([
    'EFFUSION_OR_ASCITES',
    'LEPTOMENINGEAL_DISEASE',
    'LYMPHANGITIC_SPREAD',
    'BLASTIC_BONE_LESION',
    'SIMPLE_CYST',
  ])('%s is not measurable', (kind) => {
    expect(codes([{ kind }])).toEqual(['NOT_MEASURABLE'])
  })

  it('admits the soft-tissue part of a bone lesion and a cystic metastasis', () => {
    expect(
      codes([
        { kind: 'LYTIC_BONE_WITH_SOFT_TISSUE' },
        { kind: 'CYSTIC_METASTASIS', organ: 'lung' },
      ]),
    ).toEqual([])
  })

  it('admits a lesion treated before only after growth, in the liver under mRECIST always', () => {
    const treated = { priorLocalTherapy: true }
    expect(codes([treated])).toEqual(['PRIOR_LOCAL_THERAPY'])
    expect(codes([{ ...treated, grownSinceLocalTherapy: true }])).toEqual([])
    expect(codes([treated], { criterion: MRECIST })).toEqual([])
    expect(codes([{ ...treated, organ: 'lung' }], { criterion: MRECIST })).toEqual([
      'PRIOR_LOCAL_THERAPY',
    ])
  })

  it('asks under mRECIST for enhancement and a clear border in the liver alone', () => {
    const criterion = MRECIST
    expect(codes([{ arterialEnhancement: false }], { criterion })).toEqual([
      'NO_ARTERIAL_ENHANCEMENT',
    ])
    expect(codes([{ wellDelineated: false }], { criterion })).toEqual(['ILL_DEFINED'])
    expect(codes([{ kind: 'MALIGNANT_VASCULAR_THROMBUS' }], { criterion })).toEqual([
      'NOT_MEASURABLE',
    ])
    expect(codes([{ organ: 'lung', arterialEnhancement: false }], { criterion })).toEqual([])
    expect(codes([{ arterialEnhancement: false }])).toEqual([])
  })
})

it.each([
  { imagedBefore: 28, expected: [] },
  { imagedBefore: 29, expected: ['BASELINE_IMAGING_TOO_OLD'] },
  { imagedBefore: 0, expected: [] },
  { imagedBefore: -1, expected: ['BASELINE_IMAGING_AFTER_TREATMENT_START'] },
])('imaging $imagedBefore days before treatment: $expected', ({ imagedBefore, expected }) => {
  expect(codes([{}], { imagedBefore })).toEqual(expected)
})
