import type { ResponseSettings } from '../response/define.ts'
import type { AnalysisConventions } from './define.ts'

/** Settings of RECIST 1.1 where a protocol says nothing else. @source response criteria, section 12 */
export const RECIST_SETTINGS: ResponseSettings = {
  prDecreasePct: 30,
  pdRelativeIncreasePct: 20,
  pdAbsoluteIncreaseMm: 5,
  tooSmallToMeasureMm: 5,
  nodeNormalBelowMm: 10,
  partialSumPd: true,
  afterCr: 'PD_ON_REAPPEARANCE',
  carryConfirmedResponse: false,
  tumourMarkerForCr: 'NOT_USED',
  stableDate: 'LATEST',
  confirmation: true,
  minIntervalDays: 28,
  minSdDays: 42,
  maxNeBetween: 1,
  allowOneSdBetween: false,
  crFollowedByDisease: 'AS_RECORDED',
  newTherapySameDayCounts: true,
  missingAs: 'NE',
}

/** mRECIST as published: no absolute floor for progression (M-4). @source the same, section 12 */
export const MRECIST_SETTINGS: ResponseSettings = {
  ...RECIST_SETTINGS,
  pdAbsoluteIncreaseMm: 0,
}

/** Adverse events that count as haematologic. @source protocols, shared conventions */
const HAEMATOLOGIC: AnalysisConventions['haematologic'] = {
  soc: ['Blood and lymphatic system disorders'],
  terms: [
    'CD4 lymphocytes decreased',
    'Hemoglobin increased',
    'Lymphocyte count decreased',
    'Lymphocyte count increased',
    'Neutrophil count decreased',
    'Platelet count decreased',
    'White blood cell decreased',
  ],
}

/** What every built-in protocol does unless it says otherwise. @source protocols, shared conventions */
export const SHARED_CONVENTIONS: AnalysisConventions = {
  monthDays: 30.4375,
  confidenceLevel: 0.95,
  proportionLimits: 'clopper-pearson',
  survivalLimits: 'log-log',
  origin: 'firstDose',
  studyDrugs: null,
  newTherapy: 'censor',
  deathAfterExit: 'event',
  maxGapDays: null,
  emergenceDaysAfterLastDose: 30,
  adverseEventStartFloor: 'firstDose',
  // '' stands for a relation that was not recorded: it counts as related.
  relatedValues: ['POSSIBLE', 'PROBABLE', 'DEFINITE', ''],
  haematologic: HAEMATOLOGIC,
  tumourMarkers: [],
  compareCohorts: false,
  pooledHeadline: true,
}

/** Survival contacts after the end of treatment: every 12 weeks. */
export const SURVIVAL_CONTACT_DAYS = 84
