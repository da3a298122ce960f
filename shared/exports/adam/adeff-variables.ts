import { SUBJECT_COLUMNS } from './subject-columns.ts'
import { assigned, derived, variablesOf } from './variables-of.ts'

/** Variables of ADEFF, with their rules in words. */
export const adeffVariables = variablesOf('ADEFF', {
  ...SUBJECT_COLUMNS,
  ASEQ: assigned(),
  PARAMCD: assigned({
    en: 'The identifier of the endpoint, with the name of the value where it has several; shortened with three signs made from the whole where that is no code.',
    zh: '终点标识；有多个取值时附取值名称；不能作为代码的予以缩短，末3位由全名生成。',
  }),
  PARAM: assigned(),
  PARCAT1: assigned({ en: 'The kind of the endpoint.', zh: '终点类型。' }),
  PARCAT3: assigned({ en: 'Response criteria of the endpoint.', zh: '该终点的疗效评价标准。' }),
  AVAL: derived(
    'What the subject adds to the endpoint, where it is a number; of yes or no 1 or 0; of a time its days, the origin being day 1; of events their number.',
    '受试者计入该终点的数值；是或否记1或0；时间取天数（起点为第1天）；事件取其次数。',
    'float',
  ),
  AVALC: derived(
    'The same where it is a word; Y or N of yes or no; EVENT or CENSORED of a time.',
    '受试者计入该终点的文字；是或否记Y或N；时间记EVENT或CENSORED。',
  ),
  AVALU: assigned({ en: 'DAYS of a time.', zh: '时间的单位为DAYS。' }),
  ADT: derived('Of a time its end.', '时间的终止日期。'),
  ADY: derived(
    'ADT - TRTSDT + 1 on or after the first dose, ADT - TRTSDT before it; there is no day 0.',
    '首次给药日及以后为ADT − TRTSDT + 1，之前为ADT − TRTSDT；无第0天。',
  ),
})
