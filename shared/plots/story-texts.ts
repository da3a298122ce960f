import type { Bilingual, Language } from '../kernel/bilingual.ts'
import { toIsoDate } from '../kernel/dates.ts'
import { shownDate } from '../kernel/shown-date.ts'
import { studyDay } from '../kernel/dates.ts'
import type { Day } from '../kernel/brand.ts'
import type { DaySpan, DoseChange, LesionCurve, OpenKind } from './story-data.ts'

/** Words of the figures of one subject. */
export const STORY_WORDS = {
  visits: { en: 'Visits', zh: '访视' },
  treatment: { en: 'Study treatment', zh: '研究用药' },
  procedures: { en: 'Procedures and further therapy', zh: '操作及后续治疗' },
  events: { en: 'Adverse events, CTCAE grade', zh: '不良事件（CTCAE级别）' },
  tumour: { en: 'Tumour, mm', zh: '肿瘤（mm）' },
  responses: { en: 'Responses', zh: '疗效评价' },
  markers: { en: 'Tumour markers, logarithmic', zh: '肿瘤标志物（对数坐标）' },
  open: { en: 'Open items, as of now', zh: '待处理事项（当前）' },
  furtherTerms: { en: 'further terms', zh: '个其他术语' },
  ongoing: { en: 'ongoing', zh: '仍在持续' },
  noGrade: { en: 'grade not recorded', zh: '未记录级别' },
  grade: { en: 'grade', zh: '级别' },
  serious: { en: 'serious', zh: '严重' },
  baseline: { en: 'baseline', zh: '基线' },
  nadir: { en: 'nadir', zh: '最低值' },
  smallest: { en: 'smallest so far', zh: '至今最小' },
  newLesion: { en: 'new lesion', zh: '新病灶' },
  notEvaluable: { en: 'not evaluable', zh: '无法评估' },
  notMeasured: { en: 'present, not measured', zh: '存在，未测量' },
  tooSmall: {
    en: 'or too small to measure (counts as 5 mm)',
    zh: '或过小无法测量（按5 mm计）',
  },
  sum: { en: 'Sum of targets', zh: '靶病灶径线总和' },
  fromBaseline: { en: 'from baseline', zh: '较基线' },
  fromNadir: { en: 'from nadir', zh: '较最低值' },
  nonTarget: { en: 'Non-target', zh: '非靶病灶' },
  investigator: { en: 'investigator', zh: '研究者' },
  derived: { en: 'derived', zh: '系统推导' },
  noReview: { en: 'none recorded', zh: '未记录' },
  death: { en: 'Death', zh: '死亡' },
  'last-contact': { en: 'Last known alive', zh: '末次确认存活' },
  cutoff: { en: 'Data cut-off', zh: '数据截止' },
  firstDose: { en: 'First dose', zh: '首次给药' },
  day: { en: 'Day', zh: '第' },
  days: {
    en: 'Days from the first dose (day 1), and dates',
    zh: '距首次给药天数（首次给药日为第1天）及日期',
  },
  dates: { en: 'Dates: no dose is recorded', zh: '日期：尚无给药记录' },
  earlier: { en: 'earlier', zh: '项更早' },
  later: { en: 'later', zh: '项更晚' },
  upperLimit: { en: 'upper limit of normal', zh: '正常值上限' },
  noVisit: { en: 'elsewhere', zh: '项不在访视中' },
  nodeLines: { en: 'Dashed in nodes: 10 and 15 mm', zh: '淋巴结虚线：10和15 mm' },
  wholeDashed: {
    en: 'Dashed: whole, solid: viable diameter',
    zh: '虚线：整体径线；实线：存活径线',
  },
  nn: { en: 'NN: non-CR/non-PD', zh: 'NN：非CR/非PD' },
  noDate: { en: 'no date', zh: '无日期' },
  undatedNote: { en: 'nothing is dated', zh: '无任何带日期的记录' },
} as const satisfies Readonly<Record<string, Bilingual>>

export const CHANGE_WORDS: Readonly<Record<DoseChange, Bilingual>> = {
  start: { en: '', zh: '' },
  same: { en: '', zh: '' },
  raised: { en: 'dose raised', zh: '增量' },
  reduced: { en: 'dose reduced', zh: '减量' },
  interrupted: { en: 'interrupted', zh: '暂停用药' },
}

export const COLUMN_WORDS: Readonly<Record<LesionCurve['column'], Bilingual>> = {
  LDIAM: { en: 'longest diameter', zh: '最长径' },
  VDIAM: { en: 'viable diameter', zh: '存活径线' },
  SAXIS: { en: 'short axis', zh: '短径' },
}

export const OPEN_WORDS: Readonly<Record<OpenKind, Bilingual>> = {
  query: { en: 'Open queries', zh: '未关闭质疑' },
  missing: { en: 'Missing forms', zh: '缺失表单' },
  incomplete: { en: 'Incomplete forms', zh: '未完成表单' },
  overdue: { en: 'Overdue visits', zh: '逾期访视' },
}

/** A length or a change with at most one decimal. */
export function shownNumber(value: number): string {
  return String(Math.round(value * 10) / 10)
}

/** A change in percent, with its sign. */
export function shownPercent(value: number): string {
  const text = shownNumber(value)
  return `${value > 0 ? '+' : ''}${text} %`
}

/** The study day in words: `day 29`. */
function dayWords(day: Day, firstDose: Day | null, language: Language): string {
  if (firstDose === null) return ''
  const number = studyDay(day, firstDose)
  return language === 'zh' ? `（第${number}天）` : ` (day ${number})`
}

/** A date with its study day; one that is known in part as what it lies between. */
export function spanWords(
  { earliest, latest }: DaySpan,
  { firstDose, language }: { readonly firstDose: Day | null; readonly language: Language },
): string {
  const date = (day: Day): string => shownDate(toIsoDate(day), language)
  if (earliest === latest) return `${date(earliest)}${dayWords(earliest, firstDose, language)}`
  return language === 'zh'
    ? `${date(earliest)}与${date(latest)}之间`
    : `between ${date(earliest)} and ${date(latest)}`
}
