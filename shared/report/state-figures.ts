import type { ResponseOf } from '../api/define.ts'
import type { getQueryAgeing } from '../api/routes/queries.ts'
import type { getLagReport } from '../api/routes/trail.ts'
import { markedTitle } from '../environment/test-mark.ts'
import type { Bilingual, Language } from '../kernel/bilingual.ts'
import type { Drawing } from '../plots/marks.ts'
import { plots } from '../plots/registry.ts'
import type { EntryLagData, LagBox, QueryAgesData } from '../plots/safety-data.ts'
import { AGE_CLASSES } from '../queries/ageing.ts'
import { emptyPlot, originWords, sheetOf } from './figure-sheet.ts'
import type { ReportOrigin } from './report-head.ts'

/** A figure of the state of the data, with everything that it says about itself. @source UX rules, P10 */
export interface StateFigure {
  readonly key: 'entry-lag' | 'query-ages'
  readonly title: Bilingual
  /** What is counted and how much of it there is, as of when, and what counts as what. */
  readonly about: Bilingual
  readonly plot: EntryLagData | QueryAgesData
  /** What it says where there is nothing to draw; null where there is. */
  readonly empty: Bilingual | null
  readonly footnotes: readonly Bilingual[]
}

type Lags = ResponseOf<typeof getLagReport>
type Ages = ResponseOf<typeof getQueryAgeing>

/** What the page says below the figure of enrolment, which the report has in its own words. */
export const ENROLMENT_NOTE: Bilingual = {
  en: 'The dashed line is what the protocol plans for the whole study; it plans no pace. Counted are the subjects of the sites that you may see.',
  zh: '虚线为方案计划的全研究入组例数；方案未规定入组进度。仅统计您有权查看的中心的受试者。',
}

/** Days from the visit to the first entry, a box for each site with one. */
export function entryLagFigure({ asOf, sites, without, limits }: Lags): StateFigure {
  const boxes = sites.flatMap(boxOf)
  const n = sum(boxes.map(({ count }) => count))
  const late = sum(boxes.map((box) => box.late))
  const undated = sum(sites.map((site) => site.undated))
  const ahead = sum(sites.map((site) => site.ahead))
  const { entryDays: lateDays } = limits
  const saved = savedWords(asOf)
  return {
    key: 'entry-lag',
    title: { en: 'Days from the visit to the first entry', zh: '自访视至首次录入的天数' },
    about: {
      en: `Forms of dated visits, each at its first entry (n = ${n}, at ${counted(boxes.length, 'site')}) · ${saved.en} · Late: more than ${lateDays} days (${late})`,
      zh: `有日期访视的表单，按首次录入计（n=${n}，${boxes.length}个中心） · ${saved.zh} · 录入延迟：超过${lateDays}天（${late}份）`,
    },
    plot: { kind: 'entry-lag', lateDays, boxes },
    empty:
      n > 0
        ? null
        : { en: 'No form of a dated visit is entered.', zh: '尚未录入有日期访视的表单。' },
    footnotes: [
      {
        en: `Left out: ${counted(undated, 'first entry', 'first entries')} of forms outside visits, or of visits without a complete date; imported data, which nobody typed.`,
        zh: `未计入：访视以外或访视日期不完整的表单首次录入${undated}份；导入的数据（非人工录入）。`,
      },
      ...datedAhead(ahead),
      ...sitesWithout(without),
      {
        en: 'Source: audit trail (first saving of each form), visit dates as they stand now, calendar days at the site.',
        zh: '来源：稽查轨迹（各表单首次保存）、当前访视日期；按中心当地日历日计算。',
      },
    ],
  }
}

/** When the newest record was saved that counts. */
function savedWords(asOf: string | null): Bilingual {
  if (asOf === null) return { en: 'No record saved yet', zh: '尚无已保存的记录' }
  const at = moment(asOf)
  return { en: `Newest record saved ${at}`, zh: `最近一条记录保存于${at}` }
}

/** A visit cannot be later than its entry: a date was mistyped, or entered in advance. */
function datedAhead(ahead: number): readonly Bilingual[] {
  if (ahead === 0) return []
  const entries = counted(ahead, 'entry of a visit', 'entries of visits')
  return [
    {
      en: `Counted as 0 days: ${entries} dated after the day of the entry.`,
      zh: `访视日期晚于录入日期的录入${ahead}份，按0天计。`,
    },
  ]
}

function sitesWithout(without: readonly string[]): readonly Bilingual[] {
  if (without.length === 0) return []
  return [
    {
      en: `Not drawn, because nothing of the kind is entered there: ${without.join(', ')}.`,
      zh: `以下中心无此类录入，未显示：${without.join('、')}。`,
    },
  ]
}

function boxOf({ site, entry }: Lags['sites'][number]): readonly LagBox[] {
  const { count, late, shortest, lower, median, upper, ninetieth, longest } = entry
  const known = { shortest, lower, median, upper, ninetieth, longest }
  return isKnown(known) ? [{ key: site, count, late, ...known }] : []
}

function isKnown<K extends string>(
  values: Readonly<Record<K, number | null>>,
): values is Readonly<Record<K, number>> {
  return Object.values(values).every((value) => value !== null)
}

/** Unsettled queries by age: a bar of all sites, and one of each that has some. */
export function queryAgesFigure({ asOf, rows }: Ages): StateFigure {
  const all = rows.find(({ group }) => group === 'all')?.unsettled ?? 0
  const bars = rows
    .filter(({ group, unsettled }) => (group === 'all' || group === 'site') && unsettled > 0)
    .map(({ key, ages }) => ({ key, counts: AGE_CLASSES.map((age) => ages[age.key]) }))
  const settledAlone = rows
    .filter(({ group, unsettled }) => group === 'site' && unsettled === 0)
    .map(({ key }) => key)
  const at = moment(asOf)
  return {
    key: 'query-ages',
    title: { en: 'Open queries by age', zh: '未关闭质疑（按时长）' },
    about: {
      en: `Open, reopened and answered queries (n = ${all}) · As of ${at} · Age: whole days since the opening`,
      zh: `待答复、重新打开和已答复的质疑（n=${all}） · 截至${at} · 时长：自提出起的整天数`,
    },
    plot: { kind: 'query-ages', classes: AGE_CLASSES, bars },
    empty: all > 0 ? null : { en: 'No query is open.', zh: '无未关闭的质疑。' },
    footnotes: [
      {
        en: 'Left out: closed and cancelled queries; sites that never had a query.',
        zh: '未计入：已关闭和已取消的质疑；从未有质疑的中心。',
      },
      ...(settledAlone.length === 0
        ? []
        : [
            {
              en: `Not drawn, because every query there is settled: ${settledAlone.join(', ')}.`,
              zh: `以下中心的质疑均已了结，未显示：${settledAlone.join('、')}。`,
            },
          ]),
      { en: 'Source: data queries with their threads.', zh: '来源：数据质疑及其往来记录。' },
    ],
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, one) => all + one, 0)
}

function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`
}

function moment(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`
}

/** The figure as one drawing that needs nothing beside it: page, files and print draw the same marks. */
export function stateSheet(
  { title, about, plot, empty, footnotes }: StateFigure,
  origin: ReportOrigin,
  language: Language,
): Drawing {
  return sheetOf({
    title: markedTitle(origin.mark, title[language]),
    state: about[language],
    plot: empty === null ? plots.get(plot.kind).draw(plot, language) : emptyPlot(empty[language]),
    notes: [...footnotes.map((note) => note[language]), originWords(origin, language)],
  })
}
