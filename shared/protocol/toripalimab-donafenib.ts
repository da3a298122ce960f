import { RECIST_SETTINGS, SHARED_CONVENTIONS } from './conventions.ts'
import type { Cohort, PlannedVisit, ProtocolDefinition } from './define.ts'
import { ORR, OS, PFS, safetyRows } from './endpoint-parts.ts'
import * as exclude from './exclusion-criteria.ts'
import * as include from './inclusion-criteria.ts'
import { numberCriteria } from './number-criteria.ts'
import { protocolChecks } from './protocol-checks.ts'
import { protocolForms } from './protocol-forms.ts'
import {
  BASELINE_VISIT,
  safetyVisits,
  SCHEDULE_REST,
  tumourVisits,
  WEEK_TITLE,
} from './schedule-parts.ts'
import { USUAL_SAFETY } from './safety-settings.ts'
import { DONAFENIB, TORIPALIMAB } from './treatments.ts'
import { withUsualVerification } from './verification-plan.ts'

const eligibility = numberCriteria(
  [
    include.CONSENT,
    include.AGE_18_TO_75,
    include.HCC_DIAGNOSIS,
    {
      en: 'Advanced disease, BCLC stage C, or stage B not suitable for surgery or local therapy.',
      zh: '晚期肝细胞癌：BCLC C期，或不适合手术及局部治疗的B期。',
    },
    include.measurableBy('RECIST 1.1'),
    include.childPughUpTo(7),
    include.ECOG_0_1,
    include.LIFE_EXPECTANCY,
    include.bloodCounts(75),
    include.LIVER_FUNCTION,
    include.KIDNEY_FUNCTION,
    include.HEPATITIS_B_CONTROLLED,
    include.CONTRACEPTION,
  ],
  [
    {
      en: 'Former treatment with donafenib, or with a PD-1, PD-L1 or CTLA-4 antibody.',
      zh: '既往接受过多纳非尼，或抗PD-1、PD-L1、CTLA-4抗体治疗。',
    },
    exclude.OTHER_LIVER_CANCER,
    exclude.OTHER_MALIGNANCY,
    exclude.DECOMPENSATION,
    exclude.BRAIN_METASTASES,
    exclude.BLEEDING,
    exclude.HYPERTENSION,
    exclude.HEART_DISEASE,
    exclude.AUTOIMMUNE,
    exclude.LUNG_DISEASE,
    exclude.TRANSPLANT,
    exclude.INFECTION,
    exclude.ABSORPTION,
    exclude.PREGNANCY,
    exclude.ALLERGY,
  ],
)

const cohorts: readonly Cohort[] = [
  {
    key: 'DL1',
    label: {
      en: 'Dose level 1: donafenib 0.1 g twice daily + toripalimab 240 mg every 3 weeks',
      zh: '剂量组1：多纳非尼0.1 g每日两次+特瑞普利单抗240 mg每3周一次',
    },
    doseFinding: true,
  },
  {
    key: 'DL2',
    label: {
      en: 'Dose level 2: donafenib 0.2 g twice daily + toripalimab 240 mg every 3 weeks',
      zh: '剂量组2：多纳非尼0.2 g每日两次+特瑞普利单抗240 mg每3周一次',
    },
    doseFinding: true,
  },
  {
    key: 'EXP',
    label: { en: 'Expansion', zh: '扩展队列' },
    doseFinding: false,
    expands: 'DL2',
  },
]

const BASELINE_WITH_ANTIBODIES: PlannedVisit = {
  ...BASELINE_VISIT,
  forms: [...BASELINE_VISIT.forms, 'antibodies'],
}

/** Samples for antibodies at baseline, week 6, and every 12 weeks from there. */
const ANTIBODY_WEEKS = [6, 18, 30, 42, 54, 66, 78]

const antibodyVisits: readonly PlannedVisit[] = ANTIBODY_WEEKS.map((week) => ({
  visit: `W${week}`,
  title: {
    en: WEEK_TITLE.en.replace('{n}', String(week)),
    zh: WEEK_TITLE.zh.replace('{n}', String(week)),
  },
  day: week * 7,
  before: 7,
  after: 7,
  forms: ['antibodies'],
}))

const DRUGS = ['TORIPALIMAB', 'DONAFENIB'] as const

/**
 * Phase I explores dose levels of donafenib with toripalimab, phase II expands one of them.
 * @source protocols, 2
 */
export const toripalimabDonafenib: ProtocolDefinition = withUsualVerification({
  key: 'toripalimab-donafenib',
  version: '1.0',
  title: {
    en: 'Toripalimab with donafenib in advanced hepatocellular carcinoma, phase I/II',
    zh: '特瑞普利单抗联合多纳非尼治疗晚期肝细胞癌的I/II期临床研究',
  },
  shortTitle: { en: 'Toripalimab + donafenib', zh: '特瑞普利单抗+多纳非尼' },
  design: {
    en: 'Open, multi-centre; dose exploration and expansion; follow-up to 18 months',
    zh: '开放、多中心；剂量探索与扩展；随访至18个月',
  },
  plannedSubjects: 50,
  followUpMonths: 18,
  cohorts,
  schedule: {
    anchor: 'firstDose',
    single: [BASELINE_WITH_ANTIBODIES, ...antibodyVisits],
    repeating: [safetyVisits(3, 26), tumourVisits(6, 13)],
    ...SCHEDULE_REST,
  },
  forms: protocolForms({
    cohorts,
    eligibility,
    criteria: ['RECIST 1.1'],
    treatments: [TORIPALIMAB, DONAFENIB],
    doseLimitingToxicity: true,
    antibodies: true,
  }),
  eligibility,
  checks: protocolChecks({ criteria: ['RECIST 1.1'], doseLimitingToxicity: true }),
  safety: { ...USUAL_SAFETY, noticeAlsoFor: ['DLT'] },
  criteria: [{ key: 'RECIST 1.1', settings: { ...RECIST_SETTINGS, minSdDays: 35 } }],
  trialDesign: { addOn: false, interventionModel: 'SEQUENTIAL' },
  conventions: { ...SHARED_CONVENTIONS, studyDrugs: DRUGS, pooledHeadline: false },
  endpoints: [
    {
      id: 'DLT',
      kind: 'dose-limiting-toxicity',
      label: { en: 'Dose-limiting toxicity', zh: '剂量限制性毒性（DLT）' },
      primary: true,
      population: 'DLT',
      criteria: null,
      drugs: DRUGS,
      windowDays: 28,
      minDosePercent: null,
      timeFrameMonths: 18,
    },
    {
      ...ORR,
      primary: true,
      population: 'EVAL',
      criteria: 'RECIST 1.1',
      confirmed: true,
      timeFrameMonths: 18,
    },
    {
      id: 'ADA',
      kind: 'antibody',
      label: { en: 'Anti-drug antibodies to toripalimab', zh: '特瑞普利单抗抗药抗体（ADA）阳性率' },
      population: 'SAF',
      criteria: null,
      drug: 'TORIPALIMAB',
      treatmentInduced: false,
      timeFrameMonths: 18,
    },
    {
      id: 'ADA-TI',
      kind: 'antibody',
      label: {
        en: 'Treatment-induced antibodies to toripalimab',
        zh: '治疗诱导的特瑞普利单抗抗药抗体阳性率',
      },
      population: 'SAF',
      criteria: null,
      drug: 'TORIPALIMAB',
      treatmentInduced: true,
      timeFrameMonths: 18,
    },
    { ...OS, population: 'SAF', origin: 'firstDose', timeFrameMonths: 18 },
    {
      ...PFS,
      population: 'SAF',
      criteria: 'RECIST 1.1',
      origin: 'firstDose',
      timeFrameMonths: 18,
    },
    ...safetyRows(18),
  ],
})
