import type { Bilingual } from '../kernel/bilingual.ts'
import { TERMS_FOOTNOTE } from '../safety/adverse-event-footnote.ts'
import {
  tabulateIncidence,
  type IncidenceCounts,
  type IncidenceTable,
} from '../safety/adverse-event-incidence.ts'
import { GRADES } from '../safety/grade.ts'
import { classWords, termWords } from '../safety/term-words.ts'
import { column, count, number, row } from './cells.ts'
import type { ReportCell, ReportInput, ReportMember, ReportRow, ReportTable } from './define.ts'
import { EVENT_NOTES } from './adverse-event-overview-table.ts'
import { emergentEvents, ledToWithdrawal } from './event-counts.ts'
import { groupColumns, groupsOf, type Group } from './groups.ts'
import { table } from './part.ts'
import { inPopulation, population } from './report-populations.ts'

type CountedEvent = ReturnType<typeof emergentEvents>[number]

interface Selection {
  readonly key: string
  readonly title: Bilingual
  readonly counts: (event: CountedEvent) => boolean
}

const SELECTIONS: readonly Selection[] = [
  {
    key: 'ae-by-term',
    title: {
      en: 'Adverse events by organ class and term',
      zh: '按系统器官分类和术语汇总的不良事件',
    },
    counts: () => true,
  },
  {
    key: 'ae-grade-3',
    title: { en: 'Adverse events of grade 3 or higher', zh: '3级及以上不良事件' },
    counts: ({ grade }) => (grade ?? 0) >= 3,
  },
  {
    key: 'ae-related',
    title: { en: 'Adverse events related to study treatment', zh: '与研究治疗相关的不良事件' },
    counts: ({ related }) => related,
  },
  {
    key: 'ae-serious',
    title: { en: 'Serious adverse events', zh: '严重不良事件' },
    counts: ({ serious }) => serious,
  },
  {
    key: 'ae-withdrawal',
    title: {
      en: 'Adverse events leading to withdrawal of study treatment',
      zh: '导致永久停用研究治疗的不良事件',
    },
    counts: ledToWithdrawal,
  },
]

/** By class and term: at the worst grade over all, then those of each kind by group. @source ICH E3, 12.2.2 */
export const adverseEventTermTables: ReportMember = {
  key: 'adverse-event-terms',
  section: '14.3',
  *parts(input) {
    yield worstGradeTable(input)
    for (const one of SELECTIONS) yield selectedTable(input, one)
  },
}

const FIRST: Bilingual = { en: 'System organ class, term', zh: '系统器官分类、术语' }
const NONE: Bilingual = { en: 'No such adverse event is recorded.', zh: '无此类不良事件记录。' }
const ANY: Bilingual = { en: 'Any adverse event', zh: '任何不良事件' }
const BASIS: Bilingual = { en: 'Adverse events; study treatment', zh: '不良事件；研究用药' }

/** The table of the safety page: all subjects, each at the worst grade. */
function worstGradeTable(input: ReportInput): ReportTable {
  const safety = population(input, 'SAF')
  const counted = tabulateIncidence(emergentEvents(input, null), safety.n)
  const cells = (counts: IncidenceCounts): readonly ReportCell[] => [
    count(counts.subjects, safety.n),
    number(counts.events, 0),
    ...counts.byWorstGrade.map((n) => count(n)),
    count(counts.missingGrade),
  ]
  return table({
    key: 'ae-worst-grade',
    title: {
      en: 'Adverse events by organ class, term and worst grade',
      zh: '按系统器官分类、术语和最高级别汇总的不良事件',
    },
    population: safety,
    basis: BASIS,
    columns: [
      column('LABEL', FIRST, { width: 2.5 }),
      column('SUBJECTS', { en: 'Subjects, n (%)', zh: '受试者，例（%）' }, { align: 'end' }),
      column('EVENTS', { en: 'Events', zh: '事件数' }, { align: 'end', width: 0.6 }),
      ...GRADES.map((grade) =>
        column(
          `GRADE${grade}`,
          { en: `Grade ${grade}`, zh: `${grade}级` },
          { align: 'end', width: 0.6 },
        ),
      ),
      column('NO_GRADE', { en: 'No grade', zh: '未分级' }, { align: 'end', width: 0.6 }),
    ],
    rows: termRows(counted, cells),
    empty: NONE,
    footnotes: [...EVENT_NOTES(input.definition), TERMS_FOOTNOTE],
  })
}

/** A class, or a term of it. */
interface LineName {
  readonly soc: string
  readonly term: string | null
}

/** All events first, then each class with its terms. */
function termRows(
  { any, classes }: IncidenceTable,
  cells: (counts: IncidenceCounts, name: LineName | null) => readonly ReportCell[],
): readonly ReportRow[] {
  if (any.events === 0) return []
  return [
    row(ANY, cells(any, null)),
    ...classes.flatMap(({ soc, terms, ...counts }) => [
      row(soc === '' ? NO_CLASS : classWords(soc), cells(counts, { soc, term: null })),
      ...terms.map(({ term, ...own }) => row(termWords(term), cells(own, { soc, term }), 1)),
    ]),
  ]
}

const NO_CLASS: Bilingual = { en: 'No organ class recorded', zh: '未记录系统器官分类' }

function selectedTable(input: ReportInput, { key, title, counts }: Selection): ReportTable {
  const safety = inPopulation(input, 'SAF')
  const groups = groupsOf(input).map((group) => incidenceOf(input, group, counts))
  const all = groups.at(-1)
  return table({
    key,
    title,
    population: population(input, 'SAF'),
    basis: BASIS,
    columns: groupColumns(input, FIRST, safety),
    rows:
      all === undefined
        ? []
        : termRows(all, (_, name) =>
            groups.map((group) => count(subjectsIn(group, name), group.denominator)),
          ),
    empty: NONE,
    footnotes: [...EVENT_NOTES(input.definition), TERMS_FOOTNOTE],
  })
}

function incidenceOf(
  input: ReportInput,
  { cohort }: Group,
  counts: Selection['counts'],
): IncidenceTable {
  const N = inPopulation(input, 'SAF').filter(
    ({ addition }) => cohort === null || addition.cohort === cohort,
  ).length
  return tabulateIncidence(emergentEvents(input, cohort).filter(counts), N)
}

/** Subjects of a line of another group's table; null: the line of all events. */
function subjectsIn({ any, classes }: IncidenceTable, name: LineName | null): number {
  if (name === null) return any.subjects
  const inClass = classes.find(({ soc }) => soc === name.soc)
  if (name.term === null) return inClass?.subjects ?? 0
  return inClass?.terms.find(({ term }) => term === name.term)?.subjects ?? 0
}
