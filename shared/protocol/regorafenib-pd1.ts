import { RECIST_SETTINGS, SHARED_CONVENTIONS } from './conventions.ts'
import type { ProtocolDefinition } from './define.ts'
import { DOR, mortalityBy, ORR, OS, PFS, pfsAt, safetyRows } from './endpoint-parts.ts'
import * as exclude from './exclusion-criteria.ts'
import * as include from './inclusion-criteria.ts'
import { numberCriteria } from './number-criteria.ts'
import { protocolChecks } from './protocol-checks.ts'
import { protocolForms } from './protocol-forms.ts'
import { BASELINE_VISIT, safetyVisits, SCHEDULE_REST, tumourVisits } from './schedule-parts.ts'
import { CHECKPOINT_INHIBITOR, REGORAFENIB } from './treatments.ts'
import { withUsualVerification } from './verification-plan.ts'

const eligibility = numberCriteria(
  [
    include.CONSENT,
    include.AGE_18_TO_75,
    include.HCC_DIAGNOSIS,
    {
      en: 'Unresectable disease, BCLC stage B or C.',
      zh: '不可切除的BCLC B期或C期肝细胞癌。',
    },
    {
      en: 'Progression on, or intolerance of, one line of systemic therapy (sorafenib, lenvatinib or an immunotherapy combination).',
      zh: '一线系统治疗（索拉非尼、仑伐替尼或免疫联合方案）后进展或不能耐受。',
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
    { en: 'Former treatment with regorafenib.', zh: '既往接受过瑞戈非尼治疗。' },
    {
      en: 'Former PD-1/PD-L1 therapy stopped because of an immune-related event of grade 3 or higher.',
      zh: '既往因3级及以上免疫相关不良事件停用PD-1/PD-L1抑制剂。',
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
    exclude.PREGNANCY,
    exclude.ALLERGY,
  ],
)

const responders = {
  kind: 'proportion',
  population: 'EVAL',
  criteria: 'RECIST 1.1',
  confirmed: true,
  timeFrameMonths: 12,
} as const

/** Regorafenib with a PD-1 inhibitor as second line. @source protocols, 3 */
export const regorafenibPd1: ProtocolDefinition = withUsualVerification({
  key: 'regorafenib-pd1',
  version: '1.0',
  title: {
    en: 'Regorafenib with a PD-1 inhibitor as second-line therapy of advanced hepatocellular carcinoma',
    zh: '瑞戈非尼联合PD-1抑制剂二线治疗晚期肝细胞癌',
  },
  shortTitle: { en: 'Regorafenib + PD-1 inhibitor', zh: '瑞戈非尼+PD-1抑制剂' },
  design: { en: 'Single arm, single centre, second line', zh: '单臂、单中心、二线治疗研究' },
  plannedSubjects: 20,
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
    treatments: [REGORAFENIB, CHECKPOINT_INHIBITOR],
    biomarkers: true,
  }),
  eligibility,
  checks: protocolChecks({ criteria: ['RECIST 1.1'], tumourMarkers: true }),
  criteria: [
    {
      key: 'RECIST 1.1',
      // Rule K-3: a complete response needs normal tumour markers.
      settings: {
        ...RECIST_SETTINGS,
        minSdDays: 28,
        tumourMarkerForCr: 'NORMAL_OR_NEVER_RAISED',
      },
    },
  ],
  conventions: { ...SHARED_CONVENTIONS, tumourMarkers: ['AFP', 'PIVKAII'] },
  endpoints: [
    {
      ...PFS,
      primary: true,
      population: 'SAF',
      criteria: 'RECIST 1.1',
      origin: 'firstDose',
      timeFrameMonths: 12,
    },
    { ...ORR, ...responders },
    {
      ...ORR,
      ...responders,
      id: 'ORR-ENR',
      label: { en: 'Objective response rate, all enrolled', zh: '客观缓解率（全部入组受试者）' },
      population: 'ENR',
      extra: true,
    },
    {
      ...responders,
      id: 'CR',
      label: { en: 'Confirmed complete response', zh: '确认的完全缓解率' },
      responses: ['CR'],
    },
    {
      ...responders,
      id: 'PR',
      label: { en: 'Confirmed partial response', zh: '确认的部分缓解率' },
      responses: ['PR'],
    },
    {
      ...responders,
      id: 'SD4',
      label: { en: 'Stable disease for at least 4 weeks', zh: '疾病稳定（持续≥4周）率' },
      responses: ['SD'],
    },
    { ...DOR, criteria: 'RECIST 1.1', timeFrameMonths: 12 },
    { ...OS, population: 'ENR', origin: 'enrolment', timeFrameMonths: 12 },
    pfsAt(3, { population: 'EVAL', criteria: 'RECIST 1.1', timeFrameMonths: 12 }),
    mortalityBy(12, { population: 'ENR', timeFrameMonths: 18 }),
    ...safetyRows(24),
  ],
})
