import { carried, derived, variablesOf } from './variables-of.ts'

const FIRST_AND_LAST = {
  en: 'D where the day was imputed, M where month and day were.',
  zh: '“日”为填补的记D，“月、日”均为填补的记M。',
} as const

const BASELINE = {
  en: 'with --LOBXFL Y (the last one before the first dose); of the never dosed the last one.',
  zh: '取--LOBXFL为Y（首次给药前末次）的记录；未给药者取末次记录。',
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
  EOSDT: derived(
    'Date of that end of study; the date of death where the death ended it.',
    '该研究结束日期；因死亡结束者为死亡日期。',
  ),
  DCSREAS: derived(
    'Its reason; DEATH after a death without one.',
    '其原因；无记录但已死亡者为DEATH。',
  ),
  EOTSTT: derived(
    'Of the treated: COMPLETED or DISCONTINUED as the latest end of all treatment by the cut-off says, or else the ends of every study drug given, of which one that was stopped decides; without these as the end of the study says; else ONGOING.',
    '已给药者：以截止日前最近一次全部治疗结束记录为准，记COMPLETED或DISCONTINUED；无此记录而所用研究药物均有各自的结束记录时以其为准，有药物提前停用者按停用计；均无时取研究结束情况；其余记ONGOING。',
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
  ECOGBL: derived(`RS.RSSTRESN of ECOG101 ${BASELINE.en}`, `RS中ECOG101的RSSTRESN${BASELINE.zh}`),
  CHILDPBL: derived(`RS.RSSTRESC of CPS0107 ${BASELINE.en}`, `RS中CPS0107的RSSTRESC${BASELINE.zh}`),
  CHILDPSB: derived(`RS.RSSTRESN of CPS0106 ${BASELINE.en}`, `RS中CPS0106的RSSTRESN${BASELINE.zh}`),
  BCLCBL: derived(`FA.FASTRESC of BCLCSTG ${BASELINE.en}`, `FA中BCLCSTG的FASTRESC${BASELINE.zh}`),
  AFPBL: derived('BASE of alpha-fetoprotein in ADLB.', 'ADLB中甲胎蛋白的BASE。', 'float'),
  HBVFL: derived(
    `Y with hepatitis B in MH, or where MB.MBSTRESC of HBSAG is POSITIVE; N where it is NEGATIVE. Of HBSAG the result ${BASELINE.en}`,
    `MH中有乙型肝炎，或MB中HBSAG为POSITIVE者记Y，NEGATIVE者记N；HBSAG${BASELINE.zh}`,
  ),
  HCVFL: derived(
    `Y with hepatitis C in MH, or where IS.ISSTRESC of HCAB is POSITIVE; N where it is NEGATIVE. Of HCAB the result ${BASELINE.en}`,
    `MH中有丙型肝炎，或IS中HCAB为POSITIVE者记Y，NEGATIVE者记N；HCAB${BASELINE.zh}`,
  ),
  MVIFL: derived(
    `Y with invasion of the portal vein of any extent (PVTT in FA, Vp1 to Vp4), N with none: the result ${BASELINE.en}`,
    `门静脉侵犯（FA中PVTT为Vp1～Vp4）者记Y，无侵犯者记N；PVTT${BASELINE.zh}`,
  ),
  EHSFL: derived(`FA.FASTRESC of EXTRAHEP ${BASELINE.en}`, `FA中EXTRAHEP的FASTRESC${BASELINE.zh}`),
})
