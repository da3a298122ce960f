import type { Bilingual } from '../kernel/bilingual.ts'
import type { GradeCounts, TermBars } from '../plots/safety-data.ts'
import { TERMS_FOOTNOTE } from '../safety/adverse-event-footnote.ts'
import {
  tabulateIncidence,
  type IncidenceCounts,
  type IncidenceTable,
} from '../safety/adverse-event-incidence.ts'
import { EVENT_NOTES } from './adverse-event-overview-table.ts'
import type { ReportFigure, ReportInput, ReportMember } from './define.ts'
import { emergentEvents } from './event-counts.ts'
import { groupsOf } from './groups.ts'
import { figure } from './part.ts'
import { inPopulation, population } from './report-populations.ts'

/** Terms are drawn from this share of subjects on, or with any subject at grade 3 or above. */
const THRESHOLD_PERCENT = 10
/** Lines of one figure; the tables have all of them. */
const LINES = 45

/** Worst grades by term: all causes against related, and cohort against cohort. @source UX rules, P5 */
export const adverseEventFigures: ReportMember = {
  key: 'adverse-event-figures',
  section: '14.3',
  parts(input) {
    const all = sideOf(input, { cohort: null, related: false }, ALL)
    const related = sideOf(input, { cohort: null, related: true }, RELATED)
    const cohorts = groupsOf(input).filter(({ cohort }) => cohort !== null)
    const pairs = cohorts.flatMap((first, at) =>
      cohorts.slice(at + 1).map((second) => [first, second] as const),
    )
    const sides = { left: all, right: related }
    return [
      barsFigure(input, { key: 'ae-severity', title: TITLE, ...sides, grouped: false }),
      barsFigure(input, {
        key: 'ae-severity-by-class',
        title: {
          en: `${TITLE.en}, by organ class`,
          zh: `${TITLE.zh}（按系统器官分类）`,
        },
        ...{ ...sides, grouped: true },
      }),
      ...pairs.map(([first, second]) =>
        barsFigure(input, {
          key: `ae-severity-${keyOf(first.cohort)}-${keyOf(second.cohort)}`,
          title: {
            en: `Adverse events by worst grade: ${first.label.en} and ${second.label.en}`,
            zh: `不良事件最高级别：${first.label.zh}与${second.label.zh}`,
          },
          left: sideOf(input, { cohort: first.cohort, related: false }, first.label),
          right: sideOf(input, { cohort: second.cohort, related: false }, second.label),
          grouped: false,
        }),
      ),
    ]
  },
}

const TITLE: Bilingual = {
  en: 'Adverse events by worst grade: all causes and related',
  zh: '不良事件最高级别：所有原因与治疗相关',
}
const ALL: Bilingual = { en: 'All causes', zh: '所有原因' }
const RELATED: Bilingual = { en: 'Related to study treatment', zh: '与研究治疗相关' }

function keyOf(cohort: string | null): string {
  return (cohort ?? 'all').toLowerCase().replace(/[^a-z0-9]+/g, '-')
}

interface Side {
  readonly key: string
  readonly label: Bilingual
  readonly counted: IncidenceTable
}

/** The events of one side, counted as the tables of adverse events count them. */
function sideOf(
  input: ReportInput,
  { cohort, related }: { readonly cohort: string | null; readonly related: boolean },
  label: Bilingual,
): Side {
  const N = inPopulation(input, 'SAF').filter(
    ({ addition }) => cohort === null || addition.cohort === cohort,
  ).length
  const events = emergentEvents(input, cohort).filter((event) => !related || event.related)
  return {
    key: cohort ?? (related ? 'RELATED' : 'ALL'),
    label,
    counted: tabulateIncidence(events, N),
  }
}

interface BarsWish {
  readonly key: string
  readonly title: Bilingual
  readonly left: Side
  readonly right: Side
  readonly grouped: boolean
}

function barsFigure(
  input: ReportInput,
  { key, title, left, right, grouped }: BarsWish,
): ReportFigure {
  const terms = termsOf(left, right)
  const drawn = terms.filter((term) => reaches(term.left, left) || reaches(term.right, right))
  const lines = grouped ? byClass(drawn, left, right) : [...drawn].sort(byFrequency).map(toRow)
  const rows = lines.slice(0, LINES)
  const shown = rows.filter(({ term }) => term !== null).length
  return figure({
    key,
    title,
    population: population(input, 'SAF'),
    basis: { en: 'Adverse events; study treatment', zh: '不良事件；研究用药' },
    empty: {
      en: `No adverse event reaches ${THRESHOLD_PERCENT} % of subjects or grade 3.`,
      zh: `无发生率达${THRESHOLD_PERCENT}%或3级及以上的不良事件。`,
    },
    plot: {
      kind: 'adverse-event-bars',
      left: { key: left.key, label: left.label, N: left.counted.denominator },
      right: { key: right.key, label: right.label, N: right.counted.denominator },
      rows,
    },
    showsCohorts: left.key !== 'ALL',
    footnotes: [
      {
        en: `Terms seen in at least ${THRESHOLD_PERCENT} % of subjects, or in any subject at grade 3 or above, on either side: ${shown} of ${terms.length} terms recorded${shown < drawn.length ? ` (further terms at the threshold, in the table alone: ${drawn.length - shown})` : ''}. Each subject counts once in each line, at the worst grade.`,
        zh: `显示任一侧发生率≥${THRESHOLD_PERCENT}%或出现3级及以上的术语：共记录${terms.length}个术语，显示${shown}个${shown < drawn.length ? `（另有${drawn.length - shown}个达到阈值的术语见统计表）` : ''}。每例受试者在每行中按最高级别计一次。`,
      },
      ...EVENT_NOTES(input.definition),
      TERMS_FOOTNOTE,
    ],
  })
}

interface TermPair {
  readonly soc: string
  readonly term: string
  readonly left: IncidenceCounts
  readonly right: IncidenceCounts
}

const NOBODY: IncidenceCounts = {
  ...{ subjects: 0, events: 0, missingGrade: 0, gradeThreeOrMore: 0 },
  byWorstGrade: [0, 0, 0, 0, 0],
}

/** Every term of either side, with its counts on both. */
function termsOf(left: Side, right: Side): readonly TermPair[] {
  const pairs = new Map<string, TermPair>()
  for (const { side, of } of [
    { side: 'left', of: left },
    { side: 'right', of: right },
  ] as const) {
    for (const { soc, terms } of of.counted.classes) {
      for (const { term, ...counts } of terms) {
        const key = `${soc}\u0001${term}`
        const known = pairs.get(key) ?? { soc, term, left: NOBODY, right: NOBODY }
        pairs.set(key, { ...known, [side]: counts })
      }
    }
  }
  return [...pairs.values()]
}

function reaches({ subjects, gradeThreeOrMore }: IncidenceCounts, { counted }: Side): boolean {
  const N = counted.denominator
  return gradeThreeOrMore > 0 || (N > 0 && subjects * 100 >= THRESHOLD_PERCENT * N)
}

function byFrequency(a: TermPair, b: TermPair): number {
  return (
    b.left.subjects - a.left.subjects ||
    b.right.subjects - a.right.subjects ||
    (a.term < b.term ? -1 : a.term > b.term ? 1 : 0)
  )
}

function toRow({ soc, term, left, right }: TermPair): TermBars {
  return { soc, term, left: toCounts(left), right: toCounts(right) }
}

function toCounts({ byWorstGrade, missingGrade, subjects }: IncidenceCounts): GradeCounts {
  return { byWorstGrade, missingGrade, subjects }
}

/** Each class before its terms, by falling number of subjects. */
function byClass(drawn: readonly TermPair[], left: Side, right: Side): readonly TermBars[] {
  const countsIn = (side: Side, soc: string): GradeCounts =>
    toCounts(side.counted.classes.find((one) => one.soc === soc) ?? NOBODY)
  const classes = [...new Set(drawn.map(({ soc }) => soc))].map((soc) => ({
    ...{ soc, term: null },
    left: countsIn(left, soc),
    right: countsIn(right, soc),
  }))
  classes.sort(
    (a, b) =>
      b.left.subjects - a.left.subjects ||
      b.right.subjects - a.right.subjects ||
      (a.soc < b.soc ? -1 : 1),
  )
  return classes.flatMap((one) => [
    one,
    ...drawn
      .filter(({ soc }) => soc === one.soc)
      .sort(byFrequency)
      .map(toRow),
  ])
}
