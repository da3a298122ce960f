import { SUBJECT_COLUMNS } from './subject-columns.ts'
import { assigned, carried, derived, variablesOf } from './variables-of.ts'

/** Variables of ADLB, with their rules in words. */
export const adlbVariables = variablesOf('ADLB', {
  ...SUBJECT_COLUMNS,
  ASEQ: assigned(),
  PARAMCD: assigned({
    en: 'The test code; one longer than eight signs is shortened with three signs made from the whole.',
    zh: '检验项目代码；超过8位的予以缩短，末3位由全名生成。',
  }),
  PARAM: assigned(),
  PARCAT1: assigned(),
  AVAL: derived(
    'The result in the standard unit of the test; of a test without one as reported. Empty where the result is no number or its unit cannot be converted.',
    '按该检验标准单位换算的结果；无标准单位的检验取原值。结果非数值或单位无法换算时为空。',
    'float',
  ),
  AVALC: derived(
    'The same with its sign, as <0.5, or the words of the result.',
    '同上，保留“<0.5”等符号，或结果文字。',
  ),
  BASE: derived(
    'AVAL of the last result before the first dose of study drug; on the day of the first dose a result of a visit planned no later counts as before it. Before the first dose is known, that of the baseline visit.',
    '研究药物首次给药前末次结果的AVAL；首次给药当日，计划时间不晚于给药的访视的结果视为给药前。尚无首次给药日期时取基线访视结果。',
    'float',
  ),
  BASEC: derived('AVALC of that result.', '该结果的AVALC。'),
  CHG: derived('AVAL - BASE after the first dose.', '首次给药后为AVAL − BASE。', 'float'),
  PCHG: derived('100 x CHG / BASE, not rounded.', '100 × CHG / BASE，不取整。', 'float'),
  ABLFL: derived('Y on the result that BASE is.', 'BASE所取的记录记Y。'),
  ADT: derived(
    'Date of the sample; a missing day is the 15th, a missing month and day 1 July, not after the death or the cut-off.',
    '采样日期；缺“日”取15日，缺“月、日”取7月1日，不晚于死亡日期或截止日。',
  ),
  ADTF: derived(
    'D where the day was imputed, M where month and day were.',
    '“日”为填补的记D，“月、日”均为填补的记M。',
  ),
  ADY: derived(
    'ADT - TRTSDT + 1 on or after the first dose, ADT - TRTSDT before it; there is no day 0.',
    '首次给药日及以后为ADT − TRTSDT + 1，之前为ADT − TRTSDT；无第0天。',
  ),
  AVISIT: assigned({
    en: 'Title of the planned visit, or the name of the unscheduled one.',
    zh: '计划访视名称，或计划外访视的名称。',
  }),
  AVISITN: carried('LB.VISITNUM', 'float'),
  VISITNUM: carried('LB.VISITNUM', 'float'),
  VISIT: carried('LB.VISIT'),
  ANL01FL: derived(
    'Y on the record on treatment (ONTRTFL) with the highest grade of either direction; of equals the first.',
    '治疗期间（ONTRTFL）任一方向分级最高的记录记Y；相同时取第一次。',
  ),
  ANL02FL: derived(
    'Y on the record on treatment (ONTRTFL) with the highest grade as too low (ATOXGRL); of equals the first.',
    '治疗期间（ONTRTFL）偏低方向（ATOXGRL）分级最高的记录记Y；相同时取第一次。',
  ),
  ANL03FL: derived(
    'Y on the record on treatment (ONTRTFL) with the highest grade as too high (ATOXGRH); of equals the first.',
    '治疗期间（ONTRTFL）偏高方向（ATOXGRH）分级最高的记录记Y；相同时取第一次。',
  ),
  ONTRTFL: derived(
    'Y after the first dose of study drug, to the number of days after the last dose in which events are treatment-emergent.',
    '研究药物首次给药后至末次给药后不良事件治疗期规定天数内的记录记Y。',
  ),
  ANRIND: derived(
    'LOW, NORMAL or HIGH against ANRLO and ANRHI; empty where they do not decide.',
    '与ANRLO和ANRHI比较：LOW、NORMAL或HIGH；无法判定时为空。',
  ),
  BNRIND: derived('ANRIND of the baseline record.', '基线记录的ANRIND。'),
  SHIFT1: derived('BNRIND to ANRIND, after the first dose.', '首次给药后，BNRIND至ANRIND的变化。'),
  ANRLO: derived(
    'Lower limit recorded with the result, else that of its laboratory (LBNAM) at the date of the sample; in the standard unit.',
    '随结果记录的正常值下限；未记录时取其实验室（LBNAM）在采样日期有效的下限；标准单位。',
    'float',
  ),
  ANRHI: derived(
    'Upper limit recorded with the result, else that of its laboratory (LBNAM) at the date of the sample; in the standard unit.',
    '随结果记录的正常值上限；未记录时取其实验室（LBNAM）在采样日期有效的上限；标准单位。',
    'float',
  ),
  ATOXGR: derived(
    'CTCAE v5.0 grade that the number alone proves: too low below 0, too high above 0; where both directions are graded the worse. Where circumstances that are not collected leave several grades open, the lowest of them.',
    'CTCAE v5.0分级，仅按数值判定：偏低为负，偏高为正；两个方向均有分级时取较重者。若分级还取决于未收集的临床情况，取其中最低级。',
  ),
  ATOXGRN: derived('ATOXGR as a number.', 'ATOXGR的数值。'),
  BTOXGR: derived('ATOXGR of the baseline record.', '基线记录的ATOXGR。'),
  BTOXGRN: derived('BTOXGR as a number.', 'BTOXGR的数值。'),
  SHIFT2: derived('BTOXGR to ATOXGR, after the first dose.', '首次给药后，BTOXGR至ATOXGR的变化。'),
  ATOXGRL: derived('Grade as too low.', '偏低方向的分级。'),
  ATOXGRH: derived('Grade as too high.', '偏高方向的分级。'),
  LBTESTCD: carried('LB.LBTESTCD'),
  LBSTRESN: carried('LB.LBSTRESN', 'float'),
  LBSTRESU: carried('LB.LBSTRESU'),
  LBDTC: carried('LB.LBDTC'),
  LBSEQ: carried('LB.LBSEQ'),
  SRCDOM: assigned(),
  SRCVAR: assigned(),
  SRCSEQ: assigned(),
})
