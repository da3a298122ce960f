import { RECIST_SETTINGS, SHARED_CONVENTIONS } from './conventions.ts'
import type { ProtocolDefinition } from './define.ts'
import { DCR, DOR, mortalityBy, ORR, OS, PFS, pfsAt, safetyRows } from './endpoint-parts.ts'
import * as exclude from './exclusion-criteria.ts'
import * as include from './inclusion-criteria.ts'
import { numberCriteria } from './number-criteria.ts'
import { protocolChecks } from './protocol-checks.ts'
import { protocolForms } from './protocol-forms.ts'
import { BASELINE_VISIT, safetyVisits, SCHEDULE_REST, tumourVisits } from './schedule-parts.ts'
import { LENVATINIB, TORIPALIMAB } from './treatments.ts'
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
    { en: 'No former systemic therapy for liver cancer.', zh: '既往未接受过针对肝癌的系统治疗。' },
    include.measurableBy('RECIST 1.1'),
    include.childPughUpTo(7),
    include.ECOG_0_1,
    include.LIFE_EXPECTANCY,
    include.bloodCounts(75),
    include.LIVER_FUNCTION,
    include.KIDNEY_FUNCTION,
    include.HEPATITIS_B_CONTROLLED,
    {
      en: 'Agrees to blood, and where safe tumour tissue, for the multi-omics analyses.',
      zh: '同意提供血液样本，并在安全可行时提供肿瘤组织样本用于多组学分析。',
    },
    include.CONTRACEPTION,
  ],
  [
    {
      en: 'Former treatment with lenvatinib or with a PD-1, PD-L1 or CTLA-4 antibody.',
      zh: '既往接受过仑伐替尼，或抗PD-1、PD-L1、CTLA-4抗体治疗。',
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
    exclude.OTHER_TRIAL,
    exclude.PREGNANCY,
    exclude.ALLERGY,
  ],
)

const responders = {
  population: 'SAF',
  criteria: 'RECIST 1.1',
  confirmed: true,
} as const

const survivalByRecist = { population: 'SAF', criteria: 'RECIST 1.1', timeFrameMonths: 12 } as const

/** Lenvatinib with toripalimab, with multi-omics samples. @source protocols, 5 */
export const lenvatinibToripalimab: ProtocolDefinition = withUsualVerification({
  key: 'lenvatinib-toripalimab',
  version: '1.0',
  title: {
    en: 'Lenvatinib with toripalimab in advanced hepatocellular carcinoma, phase IIB',
    zh: '仑伐替尼联合特瑞普利单抗治疗晚期肝细胞癌的IIB期临床研究',
  },
  shortTitle: { en: 'Lenvatinib + toripalimab', zh: '仑伐替尼+特瑞普利单抗' },
  design: {
    en: 'Single arm, single centre, phase IIB, monthly follow-up',
    zh: '单臂、单中心IIB期研究，每月随访',
  },
  plannedSubjects: 76,
  followUpMonths: 24,
  cohorts: [],
  schedule: {
    anchor: 'firstDose',
    single: [{ ...BASELINE_VISIT, forms: [...BASELINE_VISIT.forms, 'biomarkers'] }],
    repeating: [safetyVisits(4, 13), tumourVisits(8, 7)],
    ...SCHEDULE_REST,
    unscheduledForms: [...SCHEDULE_REST.unscheduledForms, 'biomarkers'],
  },
  forms: protocolForms({
    cohorts: [],
    eligibility,
    criteria: ['RECIST 1.1'],
    treatments: [LENVATINIB, TORIPALIMAB],
    biomarkers: true,
  }),
  eligibility,
  checks: protocolChecks({ criteria: ['RECIST 1.1'] }),
  criteria: [{ key: 'RECIST 1.1', settings: RECIST_SETTINGS }],
  conventions: { ...SHARED_CONVENTIONS, studyDrugs: ['LENVATINIB', 'TORIPALIMAB'] },
  endpoints: [
    { ...ORR, ...responders, primary: true, timeFrameMonths: 12 },
    { ...DCR, ...responders, timeFrameMonths: 12 },
    { ...PFS, ...survivalByRecist, origin: 'firstDose' },
    pfsAt(3, survivalByRecist),
    pfsAt(6, survivalByRecist),
    mortalityBy(6, { population: 'SAF', timeFrameMonths: 12 }),
    mortalityBy(12, { population: 'SAF', timeFrameMonths: 12 }),
    { ...DOR, criteria: 'RECIST 1.1', timeFrameMonths: 12 },
    { ...OS, population: 'SAF', origin: 'firstDose', timeFrameMonths: 24 },
    {
      ...PFS,
      ...survivalByRecist,
      id: 'TTP',
      label: { en: 'Time to progression', zh: '至疾病进展时间（TTP）' },
      origin: 'firstDose',
      events: ['progression'],
    },
    {
      ...ORR,
      ...responders,
      id: 'CBR',
      label: {
        en: 'Clinical benefit rate: response lasting more than 6 months',
        zh: '临床获益率（CBR）：缓解持续超过6个月',
      },
      durationAboveMonths: 6,
      timeFrameMonths: 24,
    },
    ...safetyRows(24),
  ],
})
