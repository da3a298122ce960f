import { carried, derived, variablesOf } from './variables-of.ts'

const FIRST_AND_LAST = {
  en: 'D where the day was imputed, M where month and day were.',
  zh: '“日”为填补的记D，“月、日”均为填补的记M。',
} as const

/** Variables of ADSL, with their rules in words. */
export const adslVariables = variablesOf('ADSL', {
  STUDYID: carried('DM.STUDYID'),
  USUBJID: carried('DM.USUBJID'),
  SUBJID: carried('DM.SUBJID'),
  SITEID: carried('DM.SITEID'),
  COUNTRY: carried('DM.COUNTRY'),
  AGE: carried('DM.AGE'),
  AGEU: carried('DM.AGEU'),
  AGEGR1: derived('Below 65 years, or from 65 on.', '65岁以下或65岁及以上。'),
  AGEGR1N: derived('1 below 65 years, 2 from 65 on.', '65岁以下为1，65岁及以上为2。'),
  SEX: carried('DM.SEX'),
  RACE: carried('DM.RACE'),
  ETHNIC: carried('DM.ETHNIC'),
  ENRLFL: derived(
    'Y with a date of enrolment on or before the cut-off, else N.',
    '截止日当日或之前有入组日期者记Y，否则记N。',
  ),
  SAFFL: derived(
    'Y if enrolled and given a dose above 0 of study drug by the cut-off, else N.',
    '截止日前已入组且至少给药一次（剂量大于0）者记Y，否则记N。',
  ),
  FASFL: derived(
    'Y in the population of the first efficacy endpoint of the protocol over all enrolled (ENRLFL) or all treated (SAFFL), the primary ones first, else N.',
    '以方案中首个以全部入组者（ENRLFL）或全部给药者（SAFFL）为分析人群的疗效终点（主要终点优先）的人群为准，属于者记Y，否则记N。',
  ),
  EFFFL: derived(
    'Y if SAFFL is Y, with a target lesion above 0 mm at baseline and an overall response other than NE that counts, by the first criteria of the protocol, else N.',
    'SAFFL为Y，且按方案首要评价标准基线有大于0 mm的靶病灶、并有计入的非NE总体疗效者记Y，否则记N。',
  ),
  DLTEVFL: derived(
    'Y if SAFFL is Y in a dose-finding cohort, given every drug, and either with a dose-limiting toxicity in the window or followed through its last day, else N.',
    'SAFFL为Y且属剂量探索队列、已使用全部药物，且在观察期内发生剂量限制性毒性或随访至观察期末者记Y，否则记N。',
  ),
  ARMCD: carried('DM.ARMCD'),
  ARM: carried('DM.ARM'),
  ACTARM: carried('DM.ACTARM'),
  TRT01P: derived(
    'Cohort planned at enrolment, or the only treatment of the protocol. Empty for the not enrolled.',
    '入组时计划的队列，或方案的唯一治疗。未入组者为空。',
  ),
  TRT01PN: derived('Its place in the protocol.', '其在方案中的序号。'),
  TRT01A: derived('TRT01P of those with SAFFL Y.', 'SAFFL为Y者取TRT01P。'),
  TRT01AN: derived('Its place in the protocol.', '其在方案中的序号。'),
  TRTSDT: derived(
    'Earliest start of a dose above 0 of study drug.',
    '研究药物剂量大于0的最早开始日期。',
  ),
  TRTSDTF: derived(FIRST_AND_LAST.en, FIRST_AND_LAST.zh),
  TRTEDT: derived(
    'Latest end of a dose above 0 of study drug; empty while one is ongoing at the cut-off.',
    '研究药物剂量大于0的最晚结束日期；截止日仍在给药者为空。',
  ),
  TRTEDTF: derived(FIRST_AND_LAST.en, FIRST_AND_LAST.zh),
  TRTDURD: derived('TRTEDT - TRTSDT + 1.', 'TRTEDT − TRTSDT + 1。'),
  RFICDT: derived('DM.RFICDTC as a number.', 'DM.RFICDTC的数值。'),
  ENRLDT: derived('Date of enrolment.', '入组日期。'),
  EOSSTT: derived(
    'Of the enrolled: COMPLETED or DISCONTINUED as the latest end of study by the cut-off says, DISCONTINUED after a death without one, else ONGOING.',
    '已入组者：以截止日前最近一次研究结束记录为准，记COMPLETED或DISCONTINUED；无记录但已死亡者记DISCONTINUED，其余记ONGOING。',
  ),
  EOSDT: derived('Date of that end of study.', '该研究结束日期。'),
  DCSREAS: derived(
    'Its reason; DEATH after a death without one.',
    '其原因；无记录但已死亡者为DEATH。',
  ),
  EOTSTT: derived(
    'Of the treated: ONGOING while a study drug is given and no end of all treatment is recorded, else COMPLETED or DISCONTINUED as the latest end of treatment says; a drug that was stopped decides.',
    '已给药者：仍在给药且无全部治疗结束记录者记ONGOING，否则以最近一次治疗结束记录为准，记COMPLETED或DISCONTINUED；有药物提前停用者按停用计。',
  ),
  DCTREAS: derived('Its reason.', '其原因。'),
  DTHFL: derived('Y after a death by the cut-off.', '截止日前死亡者记Y。'),
  DTHDT: derived(
    'Date of death; a missing day is the 15th, a missing month and day 1 July, not before the last complete date known alive as far as its month or year allows, never after the cut-off.',
    '死亡日期；缺“日”取15日，缺“月、日”取7月1日，在所记月份或年份内不早于末次完整的确认存活日期，且不晚于截止日。',
  ),
  DTHDTF: derived(FIRST_AND_LAST.en, FIRST_AND_LAST.zh),
  DTHCAUS: derived('Cause of death as recorded.', '记录的死亡原因。'),
  LSTALVDT: derived(
    'Latest date up to the cut-off on which a record shows the subject alive.',
    '截止日前有记录显示受试者存活的最晚日期。',
  ),
  ECOGBL: derived('ECOG performance status of the baseline form.', '基线表单的ECOG体能状态评分。'),
  CHILDPBL: derived('Child-Pugh class of the baseline form.', '基线表单的Child-Pugh分级。'),
  CHILDPSB: derived('Child-Pugh score of the baseline form.', '基线表单的Child-Pugh评分。'),
  BCLCBL: derived('BCLC stage of the baseline form.', '基线表单的BCLC分期。'),
  AFPBL: derived('BASE of alpha-fetoprotein in ADLB.', 'ADLB中甲胎蛋白的BASE。', 'float'),
  HBVFL: derived(
    'Y with HBsAg positive or hepatitis B among the causes, N with HBsAg negative.',
    'HBsAg阳性或病因含乙型肝炎者记Y，HBsAg阴性者记N。',
  ),
  HCVFL: derived(
    'Y with anti-HCV positive or hepatitis C among the causes, N with anti-HCV negative.',
    '丙肝抗体阳性或病因含丙型肝炎者记Y，丙肝抗体阴性者记N。',
  ),
  MVIFL: derived(
    'Y with invasion of the portal vein of any extent (Vp1 to Vp4), N with none.',
    '门静脉侵犯（Vp1～Vp4）者记Y，无侵犯者记N。',
  ),
  EHSFL: derived('Extrahepatic spread of the baseline form.', '基线表单的肝外转移。'),
})
