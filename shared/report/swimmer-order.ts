import type { Bilingual } from '../kernel/bilingual.ts'
import type { SwimmerData, SwimmerLane, SwimmerOrder, WaterfallData } from '../plots/define.ts'
import type { NumberedPart, Report, ReportFigure } from './define.ts'

/** Orders that the rows of the swimmer plot can have, the usual one first. */
export const SWIMMER_ORDERS = ['follow-up', 'waterfall'] as const
type OrderName = (typeof SWIMMER_ORDERS)[number]

/** The waterfall that rows are aligned with, and who stands in one of the two figures alone. */
interface Alignment {
  readonly criteria: string
  readonly barred: number
  /** Rows without a bar, and bars without a row. */
  readonly rowsAlone: number
  readonly barsAlone: number
}

/** What the figure says of whom it shows, in which order: the first of its footnotes. */
export function orderNotes(
  { cohorts, left }: Pick<SwimmerOrder, 'cohorts' | 'left'>,
  aligned: Alignment | null = null,
): readonly Bilingual[] {
  const who =
    left === 0
      ? { en: 'All treated subjects', zh: '显示全部接受治疗的受试者' }
      : { en: 'Treated subjects', zh: '显示接受治疗的受试者' }
  const usual = cohorts
    ? {
        en: 'by cohort, in each the longest followed first',
        zh: '按队列分组，组内按随访时间由长至短排列',
      }
    : { en: 'the longest followed first', zh: '按随访时间由长至短排列' }
  const order = aligned === null ? usual : alignedWords(aligned, usual)
  const steps =
    aligned === null
      ? { en: 'this order', zh: '上述顺序' }
      : { en: `the usual order (${usual.en})`, zh: `通常顺序（${usual.zh}）` }
  const rest = {
    en: `${left} ${left === 1 ? 'subject is' : 'subjects are'} not shown: those drawn are chosen at even steps of ${steps.en}, so that each cohort and long and short follow-up stand in proportion.`,
    zh: `另有${left}例未显示：按${steps.zh}等间隔选取受试者，使各队列及不同随访时长者所占比例与全体一致。`,
  }
  return [
    { en: `${who.en}, ${order.en}.`, zh: `${who.zh}，${order.zh}。` },
    ...(left === 0 ? [] : [rest]),
    ...(aligned === null || aligned.barsAlone === 0 ? [] : [barsAloneNote(aligned.barsAlone)]),
  ]
}

function alignedWords({ criteria, barred, rowsAlone }: Alignment, usual: Bilingual): Bilingual {
  const words = {
    en: `in the order of the waterfall by ${criteria}, the largest increase first: ${barred} with a bar there`,
    zh: `按瀑布图（${criteria}）的顺序排列，增加最多者在前：${barred}例在瀑布图中有柱形`,
  }
  if (rowsAlone === 0) return words
  return {
    en: `${words.en}; after them, below a dashed line, ${rowsAlone} without one, ${usual.en}`,
    zh: `${words.zh}；其后（虚线以下）${rowsAlone}例无柱形，${usual.zh}`,
  }
}

function barsAloneNote(count: number): Bilingual {
  return {
    en: `${count} ${count === 1 ? 'bar' : 'bars'} of the waterfall ${count === 1 ? 'has' : 'have'} no row here: not treated, or not shown.`,
    zh: `瀑布图中另有${count}例在此无对应行：未接受治疗，或未显示。`,
  }
}

type Figure = ReportFigure & NumberedPart
type SwimmerFigure = Figure & { readonly plot: SwimmerData }

/** The waterfall by the criteria of the swimmer plot; null where either has nothing to show. */
function waterfallFor(
  parts: readonly NumberedPart[],
): { readonly criteria: string; readonly bars: WaterfallData['bars'] } | null {
  const swimmer = parts.find(isSwimmer)
  if (swimmer === undefined || swimmer.plot.lanes.length === 0) return null
  for (const part of parts) {
    if (part.kind !== 'figure' || part.plot.kind !== 'waterfall') continue
    const { criteria } = part
    const { bars } = part.plot
    if (criteria !== null && criteria === swimmer.criteria && bars.length > 0)
      return { criteria, bars }
  }
  return null
}

function isSwimmer(part: NumberedPart): part is SwimmerFigure {
  return part.kind === 'figure' && part.plot.kind === 'swimmer'
}

/** Whether the rows of the swimmer plot can stand in the order of a waterfall beside it. */
export function canAlignSwimmer({ sections }: Report): boolean {
  return waterfallFor(sections.flatMap(({ parts }) => parts)) !== null
}

/**
 * The report with the rows of its swimmer plot in another order: those with a bar as the bars of the
 * waterfall by the same criteria stand, then the others as they stood. The subjects are the same, on as
 * many pages. Without such a waterfall the report stays as it is. @source UX rules, P3
 */
export function withSwimmerOrder(report: Report, order: OrderName | undefined): Report {
  const parts = report.sections.flatMap((section) => section.parts)
  const waterfall = order === 'waterfall' ? waterfallFor(parts) : null
  if (waterfall === null) return report
  const pages = parts.filter(isSwimmer)
  const { lanes, barred } = aligned(
    pages.flatMap(({ plot }) => plot.lanes),
    waterfall.bars,
  )
  const note: Alignment = {
    ...{ criteria: waterfall.criteria, barred, rowsAlone: lanes.length - barred },
    barsAlone: waterfall.bars.length - barred,
  }
  let from = 0
  const realigned = new Map<NumberedPart, NumberedPart>()
  for (const page of pages) {
    const own = lanes.slice(from, from + page.plot.lanes.length)
    realigned.set(page, alignedPage(page, { own, barred: barred - from, note }))
    from += own.length
  }
  return {
    ...report,
    sections: report.sections.map((section) => ({
      ...section,
      parts: section.parts.map((part) => realigned.get(part) ?? part),
    })),
  }
}

/** Lanes in the order of the bars, then those without one; and how many have one. */
function aligned(
  lanes: readonly SwimmerLane[],
  bars: WaterfallData['bars'],
): { readonly lanes: readonly SwimmerLane[]; readonly barred: number } {
  const bySubject = new Map(lanes.map((lane) => [lane.subject, lane]))
  const first = bars.flatMap(({ subject }) => bySubject.get(subject) ?? [])
  const known = new Set(first)
  return { lanes: [...first, ...lanes.filter((lane) => !known.has(lane))], barred: first.length }
}

function alignedPage(
  page: SwimmerFigure,
  {
    own,
    barred,
    note,
  }: { readonly own: readonly SwimmerLane[]; readonly barred: number; readonly note: Alignment },
): NumberedPart {
  const { order } = page.plot
  const held = Math.min(own.length, Math.max(0, barred))
  return {
    ...page,
    plot: { ...page.plot, lanes: own, order: { ...order, by: 'waterfall', barred: held } },
    footnotes: [...orderNotes(order, note), ...page.footnotes.slice(orderNotes(order).length)],
  }
}
