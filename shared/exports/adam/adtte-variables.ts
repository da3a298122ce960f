import { SUBJECT_COLUMNS } from './subject-columns.ts'
import { assigned, derived, variablesOf } from './variables-of.ts'

/** Variables of ADTTE, with their rules in words. */
export const adtteVariables = variablesOf('ADTTE', {
  ...SUBJECT_COLUMNS,
  ASEQ: assigned(),
  PARAMCD: assigned({
    en: 'Identifier of the endpoint in the protocol; one that is no code of eight signs is shortened so that no two are alike.',
    zh: '方案中该终点的标识；不符合8位代码要求的予以缩短，且互不重复。',
  }),
  PARAM: assigned(),
  PARAMN: assigned(),
  PARCAT1: assigned(),
  PARCAT2: assigned(),
  PARCAT3: assigned(),
  AVAL: derived('ADT - STARTDT + 1, in days.', 'ADT − STARTDT + 1，单位为天。'),
  AVALU: assigned(),
  STARTDT: derived(
    'Origin that the protocol gives the endpoint: first dose of study drug, enrolment, or of a duration of response the first CR or PR (confirmed where the protocol asks for it).',
    '方案为该终点规定的起点：研究药物首次给药日、入组日；缓解持续时间以首次CR或PR（方案要求确认时为经确认者）为起点。',
  ),
  STARTDTF: derived(
    'D where the day of the origin was imputed, M where month and day were.',
    '起点日期中“日”为填补的记D，“月、日”均为填补的记M。',
  ),
  ADT: derived(
    'Date of the first event of the endpoint among the data up to the cut-off; without one the censoring date: the last evaluable assessment that counts or the last date known alive, as the protocol says, and the origin where there is no such assessment.',
    '截止日前该终点首次事件的日期；无事件时为删失日期：按方案为计入分析的末次可评估评估日期或末次确认存活日期，无可评估评估时为起点。',
  ),
  ADTF: derived(
    'D where the day of that date was imputed, M where month and day were, Y where none was recorded.',
    '该日期中“日”为填补的记D，“月、日”均为填补的记M，日期完全未记录的记Y。',
  ),
  ADY: derived(
    'ADT - TRTSDT + 1 on or after the first dose, ADT - TRTSDT before it; there is no day 0.',
    '首次给药日及以后为ADT − TRTSDT + 1，之前为ADT − TRTSDT；无第0天。',
  ),
  CNSR: derived(
    '0 event; censored: 1 no event, 2 no evaluable assessment, 3 new anticancer therapy, 4 event after missed assessments, 5 lost to follow-up, 6 consent withdrawn, 7 death that is no event of the endpoint. Of several reasons new therapy is named first, then what came first.',
    '0为事件；删失：1无事件，2无可评估的评估，3新的抗肿瘤治疗，4缺失评估后发生的事件，5失访，6撤回知情同意，7死亡但不属于该终点事件。多种原因并存时先取新的抗肿瘤治疗，其余取最早发生者。',
  ),
  EVNTDESC: derived('The words of CNSR.', 'CNSR对应的文字说明。'),
  CNSDTDSC: derived(
    'What the censoring date is; empty for events.',
    '删失日期的含义；发生事件者为空。',
  ),
  SRCDOM: assigned({
    en: 'Dataset of the record that decided ADT.',
    zh: '决定ADT的记录所在数据集。',
  }),
  SRCVAR: assigned({ en: 'Variable of that record.', zh: '该记录的变量。' }),
  SRCSEQ: assigned({ en: 'Sequence number of that record.', zh: '该记录的序号。' }),
})
