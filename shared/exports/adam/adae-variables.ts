import { assigned, carried, carriedFromSubject, derived, variablesOf } from './variables-of.ts'

/** Carried from AE. */
export const AE_COLUMNS = [
  'AESEQ',
  'AETERM',
  'AELLT',
  'AELLTCD',
  'AEPTCD',
  'AEHLT',
  'AEHLTCD',
  'AEHLGT',
  'AEHLGTCD',
  'AEBODSYS',
  'AEBDSYCD',
  'AESOC',
  'AESOCCD',
  'AESTDTC',
  'AEENDTC',
  'AESTDY',
  'AEENDY',
  'AESER',
  'AESDTH',
  'AESLIFE',
  'AESHOSP',
  'AESDISAB',
  'AESCONG',
  'AESMIE',
  'AETOXGR',
  'AEREL',
  'AEACN',
  'AEOUT',
] as const

/** Carried from ADSL. */
export const ADAE_SUBJECT_COLUMNS = [
  'STUDYID',
  'USUBJID',
  'SUBJID',
  'SITEID',
  'AGE',
  'SEX',
  'RACE',
  'ENRLFL',
  'SAFFL',
  'TRT01A',
  'TRTSDT',
  'TRTEDT',
] as const

const WORST = {
  en: 'of the treatment-emergent records with the worst grade; no grade is the mildest',
  zh: '治疗期不良事件中分级最重者的首条记录；无分级者视为最轻',
} as const

/** Variables of ADAE, with their rules in words. */
export const adaeVariables = variablesOf('ADAE', {
  ...carriedFromSubject(ADAE_SUBJECT_COLUMNS),
  TRTA: carried('ADSL.TRT01A'),
  ...Object.fromEntries(AE_COLUMNS.map((name) => [name, carried(`AE.${name}`)])),
  AEDECOD: derived(
    'AE.AEDECOD; the words reported where the event is not coded.',
    'AE.AEDECOD；尚未编码时为报告原文。',
  ),
  ASTDT: derived(
    'Start as recorded. A missing day is the 1st, a missing month and day 1 January, or the first dose (the enrolment where the protocol says so) where that falls in the same month or year; no start at all is that same day. An imputed start is not after the complete end of the event, the death or the cut-off.',
    '记录的开始日期。缺“日”取1日，缺“月、日”取1月1日；若首次给药日（方案另有规定时为入组日）在同月或同年则取该日；完全缺失时取该日。填补的开始日期不晚于该事件完整的结束日期、死亡日期或截止日。',
  ),
  ASTDTF: derived(
    'D where the day was imputed, M where month and day were, Y where no start was recorded.',
    '“日”为填补的记D，“月、日”均为填补的记M，开始日期未记录的记Y。',
  ),
  AENDT: derived(
    'End as recorded. A missing day is the 15th, a missing month and day 1 July, not before ASTDT and not after the death or the cut-off. Empty: ongoing.',
    '记录的结束日期。缺“日”取15日，缺“月、日”取7月1日，不早于ASTDT，不晚于死亡日期或截止日。留空表示仍在持续。',
  ),
  AENDTF: derived(
    'D where the day was imputed, M where month and day were.',
    '“日”为填补的记D，“月、日”均为填补的记M。',
  ),
  ASTDY: derived(
    'ASTDT - TRTSDT + 1 on or after the first dose, ASTDT - TRTSDT before it; there is no day 0.',
    '首次给药日及以后为ASTDT − TRTSDT + 1，之前为ASTDT − TRTSDT；无第0天。',
  ),
  AENDY: derived(
    'AENDT - TRTSDT + 1 on or after the first dose, AENDT - TRTSDT before it; there is no day 0.',
    '首次给药日及以后为AENDT − TRTSDT + 1，之前为AENDT − TRTSDT；无第0天。',
  ),
  ADURN: derived(
    'AENDT - ASTDT + 1 where both dates were recorded in full.',
    '两个日期均完整记录时为AENDT − ASTDT + 1。',
  ),
  ADURU: assigned(),
  TRTEMFL: derived(
    'Y where ASTDT lies from the first dose of study drug to the number of days after the last dose that the protocol gives; without end while dosing lasts.',
    'ASTDT在研究药物首次给药日至末次给药后方案规定天数之内者记Y；仍在给药时不设终点。',
  ),
  ATOXGR: derived(
    'AETOXGR where it is a grade from 1 to 5; grade 5 only of a death by the cut-off.',
    'AETOXGR为1～5级时取该值；截止日后死亡者不取5级。',
  ),
  ATOXGRN: derived('ATOXGR as a number.', 'ATOXGR的数值。'),
  AREL: derived(
    'RELATED where AEREL is one of the answers that the protocol counts as related (a missing answer among them where it says so), else NOT RELATED.',
    'AEREL为方案视为相关的选项（方案规定时含未填写）记RELATED，否则记NOT RELATED。',
  ),
  AOCCFL: derived(
    'Y on the first treatment-emergent record of the subject.',
    '受试者首条治疗期不良事件记Y。',
  ),
  AOCCSFL: derived(
    'Y on the first treatment-emergent record of the subject in the system organ class.',
    '受试者在该系统器官分类中的首条治疗期不良事件记Y。',
  ),
  AOCCPFL: derived(
    'Y on the first treatment-emergent record of the subject with the term.',
    '受试者该术语的首条治疗期不良事件记Y。',
  ),
  AOCCIFL: derived(`Y on the first record of the subject, ${WORST.en}.`, `受试者${WORST.zh}记Y。`),
  AOCCSIFL: derived(
    `Y on the first record of the subject in the system organ class, ${WORST.en}.`,
    `受试者在该系统器官分类中，${WORST.zh}记Y。`,
  ),
  AOCCPIFL: derived(
    `Y on the first record of the subject with the term, ${WORST.en}.`,
    `受试者该术语中，${WORST.zh}记Y。`,
  ),
  DLTFL: derived(
    'Y where the event was recorded as dose-limiting and began in the window of the protocol, of a subject with DLTEVFL Y.',
    'DLTEVFL为Y的受试者，事件记录为剂量限制性毒性且在方案规定的观察期内开始者记Y。',
  ),
  AESIFL: derived(
    'Y where AEDECOD is among the terms of special interest of the protocol.',
    'AEDECOD属于方案规定的特别关注术语者记Y。',
  ),
  ANL01FL: derived('Y where ASTDT is on or after the enrolment.', 'ASTDT在入组日当日或之后者记Y。'),
  CQ01NAM: derived(
    'HEMATOLOGIC where class or term is among those the protocol counts as haematologic.',
    '系统器官分类或术语属于方案规定的血液学不良事件者记HEMATOLOGIC。',
  ),
})
