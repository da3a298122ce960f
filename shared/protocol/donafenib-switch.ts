import { MRECIST_SETTINGS, SHARED_CONVENTIONS } from './conventions.ts'
import type { ProtocolDefinition } from './define.ts'
import { DCR, ORR, OS, PFS, safetyRows } from './endpoint-parts.ts'
import * as exclude from './exclusion-criteria.ts'
import * as include from './inclusion-criteria.ts'
import { numberCriteria } from './number-criteria.ts'
import { protocolChecks } from './protocol-checks.ts'
import { protocolForms } from './protocol-forms.ts'
import { BASELINE_VISIT, safetyVisits, SCHEDULE_REST, tumourVisits } from './schedule-parts.ts'
import { ARTERIAL_PROCEDURE, CHECKPOINT_INHIBITOR, DONAFENIB } from './treatments.ts'
import { withUsualVerification } from './verification-plan.ts'

const eligibility = numberCriteria(
  [
    include.CONSENT,
    include.AGE_18_TO_75,
    include.HCC_DIAGNOSIS,
    {
      en: 'Unresectable disease, BCLC stage B or C, not suitable for curative treatment.',
      zh: '不可切除，BCLC B期或C期，不适合根治性治疗。',
    },
    {
      en: 'Progression or intolerance on a former targeted drug, with or without PD-1/PD-L1 therapy or local therapy.',
      zh: '既往靶向药物治疗（联合或不联合PD-1/PD-L1抑制剂或局部治疗）后进展或不能耐受。',
    },
    include.measurableBy('mRECIST'),
    include.childPughUpTo(7),
    include.ECOG_0_1,
    include.LIFE_EXPECTANCY,
    include.bloodCounts(60),
    include.LIVER_FUNCTION,
    include.KIDNEY_FUNCTION,
    include.HEPATITIS_B_CONTROLLED,
    include.CONTRACEPTION,
  ],
  [
    { en: 'Former treatment with donafenib.', zh: '既往接受过多纳非尼治疗。' },
    exclude.OTHER_LIVER_CANCER,
    exclude.OTHER_MALIGNANCY,
    exclude.DECOMPENSATION,
    exclude.BRAIN_METASTASES,
    exclude.BLEEDING,
    exclude.HYPERTENSION,
    exclude.HEART_DISEASE,
    exclude.TRANSPLANT,
    exclude.INFECTION,
    exclude.ABSORPTION,
    exclude.PREGNANCY,
    exclude.ALLERGY,
  ],
)

/**
 * Donafenib replaces the former targeted drug; PD-1/PD-L1 and local therapy continue as before.
 * @source protocols, 1
 */
export const donafenibSwitch: ProtocolDefinition = withUsualVerification({
  key: 'donafenib-switch',
  version: '1.0',
  title: {
    en: 'Donafenib with or without immunotherapy and local therapy after failed therapy of unresectable hepatocellular carcinoma',
    zh: '多纳非尼联合或不联合免疫治疗及局部治疗用于既往治疗失败的不可切除肝细胞癌',
  },
  shortTitle: { en: 'Donafenib switch', zh: '多纳非尼换药研究' },
  design: {
    en: 'Single arm, prospective, one site, observation of 1 year',
    zh: '单臂、前瞻性、单中心研究，观察1年',
  },
  plannedSubjects: 32,
  followUpMonths: 12,
  cohorts: [],
  schedule: {
    anchor: 'firstDose',
    single: [BASELINE_VISIT],
    repeating: [safetyVisits(4, 13), tumourVisits(8, 7)],
    ...SCHEDULE_REST,
  },
  forms: protocolForms({
    cohorts: [],
    eligibility,
    criteria: ['mRECIST'],
    treatments: [DONAFENIB, CHECKPOINT_INHIBITOR, ARTERIAL_PROCEDURE],
  }),
  eligibility,
  checks: protocolChecks({ criteria: ['mRECIST'], confirmation: false }),
  // Local therapy continues as study treatment: TACE and HAIC stand in procedures and never censor.
  criteria: [{ key: 'mRECIST', settings: { ...MRECIST_SETTINGS, confirmation: false } }],
  // Immunotherapy of before goes on beside the new targeted drug.
  trialDesign: { addOn: true, interventionModel: 'SINGLE GROUP' },
  conventions: { ...SHARED_CONVENTIONS, studyDrugs: ['DONAFENIB'] },
  endpoints: [
    {
      ...ORR,
      primary: true,
      population: 'ENR',
      criteria: 'mRECIST',
      confirmed: false,
      timeFrameMonths: 12,
    },
    { ...DCR, population: 'ENR', criteria: 'mRECIST', confirmed: false, timeFrameMonths: 12 },
    {
      ...PFS,
      primary: true,
      population: 'SAF',
      criteria: 'mRECIST',
      origin: 'firstDose',
      timeFrameMonths: 12,
    },
    { ...OS, population: 'SAF', origin: 'firstDose', timeFrameMonths: 18 },
    ...safetyRows(18),
  ],
})
