import type { Bilingual } from '../kernel/bilingual.ts'
import { column, same } from './cells.ts'
import type { ReportCell, ReportColumn, ReportInput } from './define.ts'
import type { ReportSubject } from './report-subject.ts'

/** A column of subjects: one cohort, or all of them. */
export interface Group {
  /** Null: all. */
  readonly cohort: string | null
  readonly label: Bilingual
}

const ALL: Bilingual = { en: 'Total', zh: '合计' }
const EVERYONE: Bilingual = { en: 'All subjects', zh: '全部受试者' }

/**
 * The cohorts that have an enrolled subject, in the protocol's order, and all subjects; all alone in a
 * protocol without cohorts.
 */
export function groupsOf({ definition, subjects }: ReportInput): readonly Group[] {
  const present = new Set(
    subjects.flatMap(({ addition }) => (addition.enrolled ? [addition.cohort] : [])),
  )
  const cohorts = definition.cohorts
    .filter(({ key }) => present.has(key))
    .map(({ key }) => ({ cohort: key, label: same(key) }))
  return [...cohorts, { cohort: null, label: cohorts.length === 0 ? EVERYONE : ALL }]
}

/** What the keys of the cohorts mean, for whatever shows them by key; nothing without cohorts. */
export function cohortNote(input: ReportInput): readonly Bilingual[] {
  const shown = new Set(groupsOf(input).map(({ cohort }) => cohort))
  const cohorts = input.definition.cohorts.filter(({ key }) => shown.has(key))
  if (cohorts.length === 0) return []
  return [
    {
      en: `${cohorts.map(({ key, label }) => `${key}: ${label.en}`).join('; ')}.`,
      zh: `${cohorts.map(({ key, label }) => `${key}：${label.zh}`).join('；')}。`,
    },
  ]
}

/** Those of some subjects that stand in a group. */
export function membersOf(
  group: Group,
  subjects: readonly ReportSubject[],
): readonly ReportSubject[] {
  return group.cohort === null
    ? subjects
    : subjects.filter(({ addition }) => addition.cohort === group.cohort)
}

/** The columns of a table by group, with how many subjects each has. */
export function groupColumns(
  input: ReportInput,
  first: Bilingual,
  subjects: readonly ReportSubject[] | null,
): readonly ReportColumn[] {
  return [
    column('LABEL', first, { width: 2 }),
    ...groupsOf(input).map((group) =>
      column(group.cohort ?? 'TOTAL', headOf(group, subjects), { align: 'end' }),
    ),
  ]
}

function headOf(group: Group, subjects: readonly ReportSubject[] | null): Bilingual {
  if (subjects === null) return group.label
  const n = membersOf(group, subjects).length
  return { en: `${group.label.en} (N = ${n})`, zh: `${group.label.zh}（N=${n}）` }
}

/** One cell for each group. */
export function cellsByGroup(
  input: ReportInput,
  subjects: readonly ReportSubject[],
  cellOf: (members: readonly ReportSubject[], group: Group) => ReportCell,
): readonly ReportCell[] {
  return groupsOf(input).map((group) => cellOf(membersOf(group, subjects), group))
}
