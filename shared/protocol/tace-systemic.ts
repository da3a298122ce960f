import type { EndpointDefinition, IncidenceEndpoint } from '../endpoints/define.ts'
import { MRECIST_SETTINGS, RECIST_SETTINGS, SHARED_CONVENTIONS } from './conventions.ts'
import type { Cohort, ProtocolDefinition } from './define.ts'
import { DCR, ORR, OS, PFS, safetyRows } from './endpoint-parts.ts'
import * as exclude from './exclusion-criteria.ts'
import * as include from './inclusion-criteria.ts'
import { numberCriteria } from './number-criteria.ts'
import { protocolChecks } from './protocol-checks.ts'
import { protocolForms } from './protocol-forms.ts'
import { BASELINE_VISIT, SCHEDULE_REST, tumourVisits } from './schedule-parts.ts'
import { ARTERIAL_PROCEDURE, CHECKPOINT_INHIBITOR, TARGETED_DRUG } from './treatments.ts'
import { withUsualVerification } from './verification-plan.ts'

const eligibility = numberCriteria(
  [
    include.CONSENT,
    {
      en: 'Age of at least 18 years, either sex.',
      zh: '年龄≥18周岁，性别不限。',
    },
    include.HCC_DIAGNOSIS,
    {
      en: 'Treated in routine care with TACE and a tyrosine-kinase inhibitor, a PD-1/PD-L1 inhibitor, or both, between March 2023 and March 2025.',
      zh: '2023年3月至2025年3月期间在常规诊疗中接受TACE联合酪氨酸激酶抑制剂和/或PD-1/PD-L1抑制剂治疗。',
    },
    include.measurableBy('mRECIST'),
    include.childPughUpTo(7),
    {
      en: 'ECOG performance status 0 to 2.',
      zh: 'ECOG体能状态评分0～2分。',
    },
    include.LIFE_EXPECTANCY,
    include.bloodCounts(50),
    {
      en: 'Albumin ≥28 g/L, total bilirubin ≤51 µmol/L, ALT and AST ≤5 × ULN.',
      zh: '白蛋白≥28 g/L，总胆红素≤51 µmol/L，ALT和AST≤5×ULN。',
    },
    {
      en: 'Creatinine ≤1.5 × ULN.',
      zh: '血肌酐≤1.5×ULN。',
    },
    {
      en: 'Contrast-enhanced CT or MRI of the liver within 28 days before enrolment.',
      zh: '入组前28天内有肝脏增强CT或MRI检查。',
    },
  ],
  [
    exclude.OTHER_LIVER_CANCER,
    exclude.OTHER_MALIGNANCY,
    exclude.DECOMPENSATION,
    {
      en: 'Contraindication to TACE: complete thrombosis of the main portal vein without collaterals, or arterioportal fistula that cannot be occluded.',
      zh: '存在TACE禁忌证：门静脉主干完全栓塞且侧支代偿不足，或无法封堵的动脉-门静脉瘘。',
    },
    exclude.BRAIN_METASTASES,
    exclude.BLEEDING,
    exclude.AUTOIMMUNE,
    exclude.TRANSPLANT,
    exclude.INFECTION,
    exclude.PREGNANCY,
  ],
)

/** The regimen planned at enrolment, never changed afterwards: no immortal time. */
const cohorts: readonly Cohort[] = [
  {
    key: 'TACE+TKI',
    label: { en: 'TACE + tyrosine-kinase inhibitor', zh: 'TACE+酪氨酸激酶抑制剂' },
    doseFinding: false,
  },
  {
    key: 'TACE+ICI',
    label: { en: 'TACE + immune checkpoint inhibitor', zh: 'TACE+免疫检查点抑制剂' },
    doseFinding: false,
  },
  {
    key: 'TACE+TKI+ICI',
    label: {
      en: 'TACE + tyrosine-kinase inhibitor + immune checkpoint inhibitor',
      zh: 'TACE+酪氨酸激酶抑制剂+免疫检查点抑制剂',
    },
    doseFinding: false,
  },
]

const BOTH = ['mRECIST', 'RECIST 1.1'] as const

/** ORR, DCR and the distribution of best responses by one criterion; confirmation not required. */
function responseRows(criteria: (typeof BOTH)[number], suffix: string): EndpointDefinition[] {
  const by = { population: 'ENR', criteria, confirmed: false, timeFrameMonths: 24 } as const
  const named = (en: string, zh: string): { en: string; zh: string } => ({
    en: `${en}, ${criteria}`,
    zh: `${zh}，${criteria}`,
  })
  return [
    { ...ORR, ...by, id: `ORR${suffix}`, label: named(ORR.label.en, ORR.label.zh) },
    { ...DCR, ...by, id: `DCR${suffix}`, label: named(DCR.label.en, DCR.label.zh) },
    {
      ...by,
      id: `BOR${suffix}`,
      kind: 'distribution',
      label: named('Best overall response', '最佳总体疗效（BOR）'),
    },
  ]
}

const severe = {
  kind: 'incidence',
  population: 'ENR',
  criteria: null,
  onset: 'from-enrolment',
  minGrade: 3,
  timeFrameMonths: 24,
} as const satisfies Partial<IncidenceEndpoint>

/** TACE with systemic therapy in routine care. @source protocols, 4 */
export const taceSystemic: ProtocolDefinition = withUsualVerification({
  key: 'tace-systemic',
  version: '1.0',
  title: {
    en: 'TACE with systemic therapies for hepatocellular carcinoma: a prospective observational study',
    zh: '经动脉化疗栓塞联合系统治疗肝细胞癌的前瞻性观察性研究',
  },
  shortTitle: { en: 'TACE + systemic therapy', zh: 'TACE联合系统治疗' },
  design: {
    en: 'Observational, prospective, one hospital, treated March 2023 to March 2025, followed 24 months; comparisons of regimens are unadjusted',
    zh: '前瞻性、单中心观察性研究；2023年3月至2025年3月治疗，随访24个月；方案间比较未经校正',
  },
  plannedSubjects: 120,
  followUpMonths: 24,
  cohorts,
  schedule: {
    anchor: 'enrolment',
    single: [BASELINE_VISIT],
    repeating: [tumourVisits(6, 17)],
    ...SCHEDULE_REST,
  },
  forms: protocolForms({
    cohorts,
    eligibility,
    criteria: BOTH,
    treatments: [TARGETED_DRUG, CHECKPOINT_INHIBITOR, ARTERIAL_PROCEDURE],
  }),
  eligibility,
  checks: protocolChecks({ criteria: BOTH, confirmation: false }),
  criteria: [
    { key: 'mRECIST', settings: { ...MRECIST_SETTINGS, confirmation: false, minSdDays: 35 } },
    { key: 'RECIST 1.1', settings: { ...RECIST_SETTINGS, confirmation: false, minSdDays: 35 } },
  ],
  // Three regimens side by side, as the physician chose.
  trialDesign: { addOn: false, interventionModel: 'PARALLEL' },
  conventions: {
    ...SHARED_CONVENTIONS,
    origin: 'enrolment',
    newTherapy: 'ignore',
    adverseEventStartFloor: 'enrolment',
    compareCohorts: true,
  },
  endpoints: [
    {
      ...PFS,
      primary: true,
      label: { en: 'Progression-free survival, mRECIST', zh: '无进展生存期（PFS），mRECIST' },
      population: 'ENR',
      criteria: 'mRECIST',
      origin: 'enrolment',
      timeFrameMonths: 24,
    },
    {
      ...PFS,
      id: 'PFS-RECIST',
      label: {
        en: 'Progression-free survival, RECIST 1.1',
        zh: '无进展生存期（PFS），RECIST 1.1',
      },
      population: 'ENR',
      criteria: 'RECIST 1.1',
      origin: 'enrolment',
      timeFrameMonths: 24,
    },
    { ...OS, population: 'ENR', origin: 'enrolment', timeFrameMonths: 24 },
    ...responseRows('mRECIST', ''),
    ...responseRows('RECIST 1.1', '-RECIST'),
    {
      ...severe,
      id: 'TOX3',
      label: { en: 'Adverse events of grade 3 or higher', zh: '3级及以上不良事件' },
    },
    {
      ...severe,
      id: 'TOX3-HAEM',
      label: {
        en: 'Haematologic adverse events of grade 3 or higher',
        zh: '3级及以上血液学不良事件',
      },
      haematologic: true,
    },
    {
      ...severe,
      id: 'TOX3-NONHAEM',
      label: {
        en: 'Non-haematologic adverse events of grade 3 or higher',
        zh: '3级及以上非血液学不良事件',
      },
      haematologic: false,
    },
    ...safetyRows(24),
  ],
})
