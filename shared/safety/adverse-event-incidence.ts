import type { Grade } from './grade.ts'
import { GRADES } from './grade.ts'

/** An adverse event as far as the tables of incidence need it. Emergence is decided beforehand. */
export interface IncidenceEvent {
  readonly subject: string
  /** CTCAE term, or the preferred term of an uploaded MedDRA. */
  readonly term: string
  /** System organ class. */
  readonly soc: string
  /** `null`: not graded. Counts in "any grade" and in "missing". */
  readonly grade: Grade | null
}

/** One line: subjects counted once, at their worst grade. Percentages are of N, never of events. */
export interface IncidenceCounts {
  readonly subjects: number
  readonly events: number
  /** Subjects by worst grade, grade 1 first. */
  readonly byWorstGrade: readonly [number, number, number, number, number]
  /** Subjects of whose events in this line none is graded. */
  readonly missingGrade: number
  readonly gradeThreeOrMore: number
}

export interface TermIncidence extends IncidenceCounts {
  readonly term: string
}

export interface ClassIncidence extends IncidenceCounts {
  readonly soc: string
  /** A subject with several terms counts once in the class: terms need not add up to it. */
  readonly terms: readonly TermIncidence[]
}

export interface IncidenceTable {
  /** N: the safety set, at least one dose. */
  readonly denominator: number
  readonly any: IncidenceCounts
  readonly classes: readonly ClassIncidence[]
}

/**
 * Incidence by system organ class and term, by falling number of subjects, ties by name. Give only
 * the events the table is about (treatment-emergent, related, serious ...).
 * @source adverse-event reporting conventions, section 8, tables 2 to 5
 */
export function tabulateIncidence(
  events: readonly IncidenceEvent[],
  denominator: number,
): IncidenceTable {
  const classes = groupBy(events, ({ soc }) => soc).map(([soc, inClass]) => ({
    soc,
    ...countEvents(inClass),
    terms: groupBy(inClass, ({ term }) => term)
      .map(([term, ofTerm]) => ({ term, ...countEvents(ofTerm) }))
      .sort((a, b) => b.subjects - a.subjects || compareNames(a.term, b.term)),
  }))
  classes.sort((a, b) => b.subjects - a.subjects || compareNames(a.soc, b.soc))
  return { denominator, any: countEvents(events), classes }
}

/** The terms of a table seen in at least `percent` of N, over all classes; order as in the table. */
export function termsFromPercent(
  { classes, denominator }: IncidenceTable,
  percent: number,
): readonly TermIncidence[] {
  return classes
    .flatMap(({ terms }) => terms)
    .filter(({ subjects }) => denominator > 0 && subjects * 100 >= percent * denominator)
    .sort((a, b) => b.subjects - a.subjects || compareNames(a.term, b.term))
}

/** Counts one line of a table from its events. */
export function countEvents(events: readonly IncidenceEvent[]): IncidenceCounts {
  const worst = groupBy(events, ({ subject }) => subject).map(([, ofSubject]) =>
    worstGrade(ofSubject),
  )
  const at = (grade: Grade) => worst.filter((one) => one === grade).length
  return {
    subjects: worst.length,
    events: events.length,
    byWorstGrade: [at(1), at(2), at(3), at(4), at(5)],
    missingGrade: worst.filter((grade) => grade === null).length,
    gradeThreeOrMore: at(3) + at(4) + at(5),
  }
}

/** Highest grade among events; `null` when none of them is graded. */
export function worstGrade(events: readonly Pick<IncidenceEvent, 'grade'>[]): Grade | null {
  return (
    [...GRADES].reverse().find((grade) => events.some((event) => event.grade === grade)) ?? null
  )
}

/** A cell as the report prints it: `2 (10.0)`, zero without a percentage, none without subjects at all. */
export function formatCount(count: number, denominator: number): string {
  if (count === 0 || denominator === 0) return String(count)
  return `${count} (${(Math.round((count * 1000) / denominator) / 10).toFixed(1)})`
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return [...groups]
}

function compareNames(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
