import type { Bilingual } from '../../kernel/bilingual.ts'
import type { Assumption, NotGradableReason } from './laboratory-grade.ts'

/** Why a result has no grade. */
export const REASON_LABELS: Readonly<Record<NotGradableReason, Bilingual>> = {
  'missing-value': { en: 'No readable value', zh: '无可读取的数值' },
  'missing-unit': { en: 'No unit', zh: '缺少单位' },
  'unknown-unit': { en: 'Unknown unit', zh: '单位无法识别' },
  'missing-baseline': { en: 'No baseline value', zh: '缺少基线值' },
  'missing-uln': { en: 'No upper limit of normal', zh: '缺少正常值上限' },
  'missing-lln': { en: 'No lower limit of normal', zh: '缺少正常值下限' },
  'no-rule': { en: 'Not graded by CTCAE', zh: 'CTCAE未设分级' },
  'clinical-only': { en: 'Graded by clinical findings', zh: '依据临床表现分级' },
}

/** What a grade rests on besides the number. */
export const ASSUMPTION_LABELS: Readonly<Record<Assumption, Bilingual>> = {
  'baseline-state-unknown': {
    en: 'Baseline taken as normal',
    zh: '基线状态未知，按正常处理',
  },
  'baseline-missing': {
    en: 'Criteria relative to baseline left out: no baseline value',
    zh: '缺少基线值，未应用与基线比较的标准',
  },
  'beyond-limit': {
    en: 'Result beyond the limit of measurement',
    zh: '结果超出检测范围',
  },
  'inside-normal-range': {
    en: "Inside the laboratory's normal range",
    zh: '数值在实验室正常范围内',
  },
}

/** Circumstances of `context`, as questions to the investigator. */
export const CIRCUMSTANCE_LABELS: Readonly<Record<string, Bilingual>> = {
  symptomatic: { en: 'Signs or symptoms?', zh: '是否有体征或症状？' },
  onAnticoagulation: { en: 'On anticoagulation?', zh: '是否正在抗凝治疗？' },
  symptomaticOrIntervention: {
    en: 'Symptoms, or intervention indicated?',
    zh: '是否有症状或需要干预？',
  },
  physiologicConsequences: { en: 'Physiologic consequences?', zh: '是否有生理学后果？' },
  medicalIntervention: { en: 'Medical intervention?', zh: '是否进行药物干预？' },
  interventionInitiated: { en: 'Intervention started?', zh: '是否已开始干预？' },
  durationMoreThan24h: { en: 'For more than 24 hours?', zh: '是否持续超过24小时？' },
  atRest: { en: 'At rest?', zh: '是否为静息状态？' },
}
