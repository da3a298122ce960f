import { SUBJECT_COLUMNS } from './subject-columns.ts'
import { assigned, carried, derived, variablesOf } from './variables-of.ts'

/** Variables of ADRS, with their rules in words. */
export const adrsVariables = variablesOf('ADRS', {
  ...SUBJECT_COLUMNS,
  ASEQ: assigned(),
  PARAMCD: assigned({
    en: 'Code of the parameter; before it M for mRECIST, nothing for RECIST 1.1.',
    zh: '参数代码；mRECIST在前加M，RECIST 1.1不加。',
  }),
  PARAM: assigned(),
  PARAMN: assigned(),
  PARCAT1: assigned(),
  PARCAT2: assigned({
    en: 'Whose responses count: those the investigator recorded (the derived one where none was), or all derived from the measurements.',
    zh: '采用的疗效判定来源：研究者记录的判定（未记录时用推算结果），或全部由测量值推算。',
  }),
  PARCAT3: assigned({ en: 'Response criteria.', zh: '疗效评价标准。' }),
  AVAL: derived(
    'Y 1, N 0; CR 1, PR 2, SD 3, NON-CR/NON-PD 4, PD 5, NE 6, MISSING 7.',
    'Y为1，N为0；CR为1，PR为2，SD为3，非CR/非PD为4，PD为5，NE为6，MISSING为7。',
  ),
  AVALC: derived(
    'OVR: the response in force at the assessment. PD: first PD that counts. RSP, CRSP: first CR or PR, confirmed in CRSP as the protocol asks. BOR, CBOR: best response that counts, stable disease only after the least time the protocol asks; in CBOR a CR or PR that is not confirmed is stable disease. CB, CCB: BOR or CBOR is CR, PR, SD or NON-CR/NON-PD. BCP, CBCP: BOR or CBOR is CR or PR. MDIS: a target lesion above 0 mm at baseline. LSTA: an evaluable assessment that counts. DEATH: death by the cut-off. A code that is the identifier of an endpoint: the protocol counts the subject in that rate of lasting responses.',
    'OVR：该次评估生效的疗效。PD：首次计入的PD。RSP、CRSP：首次CR或PR，CRSP须按方案确认。BOR、CBOR：计入的最佳疗效，SD须达到方案要求的最短时间；CBOR中未确认的CR或PR按SD计。CB、CCB：BOR或CBOR为CR、PR、SD或非CR/非PD。BCP、CBCP：BOR或CBOR为CR或PR。MDIS：基线有大于0 mm的靶病灶。LSTA：有计入的可评估评估。DEATH：截止日前死亡。以终点标识为代码者：按方案计入该持续缓解率终点。',
  ),
  ADT: derived(
    'OVR: of progression the first scan of the assessment, of other responses the last. Other parameters: the date on which the value was first seen; empty for N and where no assessment counts.',
    'OVR：PD取该次评估最早的检查日期，其他疗效取最晚的检查日期。其他参数：该值首次出现的日期；值为N或无计入的评估时为空。',
  ),
  ADTF: derived(
    'D where the day of that date was imputed, M where month and day were, Y where none was recorded.',
    '该日期中“日”为填补的记D，“月、日”均为填补的记M，日期完全未记录的记Y。',
  ),
  ADY: derived(
    'ADT - TRTSDT + 1 on or after the first dose, ADT - TRTSDT before it; there is no day 0.',
    '首次给药日及以后为ADT − TRTSDT + 1，之前为ADT − TRTSDT；无第0天。',
  ),
  AVISIT: assigned({
    en: 'Title of the planned visit, or the name of the unscheduled one.',
    zh: '计划访视名称，或计划外访视的名称。',
  }),
  AVISITN: carried('RS.VISITNUM', 'float'),
  VISITNUM: carried('RS.VISITNUM', 'float'),
  VISIT: carried('RS.VISIT'),
  ANL01FL: derived(
    'OVR: Y on the worst of several assessments of one date (PD, NON-CR/NON-PD, SD, PR, CR, NE; of equals the first). Other parameters: always Y.',
    'OVR：同一日期多次评估中最差者记Y（依次为PD、非CR/非PD、SD、PR、CR、NE；相同时取第一次）。其他参数均为Y。',
  ),
  ANL02FL: derived(
    'OVR: Y on the assessments that count: from the origin on, where new anticancer therapy censors not after its start, up to and including the first PD.',
    'OVR：计入分析的评估记Y：自起点起，至首次PD（含）为止；方案规定新的抗肿瘤治疗删失者，不含其开始之后的评估。',
  ),
  RSTESTCD: carried('RS.RSTESTCD'),
  RSTEST: carried('RS.RSTEST'),
  RSCAT: carried('RS.RSCAT'),
  RSORRES: carried('RS.RSORRES'),
  RSSTRESC: carried('RS.RSSTRESC'),
  RSEVAL: carried('RS.RSEVAL'),
  RSEVALID: carried('RS.RSEVALID'),
  RSACPTFL: carried('RS.RSACPTFL'),
  RSDTC: carried('RS.RSDTC'),
  RSSEQ: carried('RS.RSSEQ'),
  SRCDOM: assigned({
    en: 'Dataset of the record that decided the value.',
    zh: '决定该值的记录所在数据集。',
  }),
  SRCVAR: assigned({ en: 'Variable of that record.', zh: '该记录的变量。' }),
  SRCSEQ: assigned({ en: 'Sequence number of that record.', zh: '该记录的序号。' }),
})
