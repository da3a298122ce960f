import { aggregate } from '../endpoints/aggregate.ts'
import type { AnalysisFamilies, DeriveOptions } from '../endpoints/derivation.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { compareCodePoints } from '../kernel/code-points.ts'
import type { Registry } from '../kernel/registry.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type {
  DescribedPopulation,
  Report,
  ReportInput,
  ReportMember,
  ReportPart,
  ReportSection,
  SectionKey,
} from './define.ts'
import type { PlannedSubjects } from '../sensitivity/compare.ts'
import { sensitivityResults } from '../sensitivity/results.ts'
import { cohortNote } from './groups.ts'
import { reportMembers } from './registry.ts'
import type { ReportSubject } from './report-subject.ts'

const SECTIONS: readonly { readonly key: SectionKey; readonly title: Bilingual }[] = [
  { key: '14.1', title: { en: 'Subjects', zh: '受试者' } },
  { key: '14.2', title: { en: 'Efficacy', zh: '有效性' } },
  { key: '14.3', title: { en: 'Safety', zh: '安全性' } },
  { key: '16.2', title: { en: 'Subject listings', zh: '受试者数据列表' } },
]

interface ReportWish extends DeriveOptions {
  readonly definition: ProtocolDefinition
  readonly described: DescribedPopulation
  /** Decisions on the dose, the latest first; absent: not known. */
  readonly doseDecisions?: ReportInput['doseDecisions']
  /** The subjects under every way of analysing them; absent: not made. */
  readonly sensitivity?: PlannedSubjects
  /** Keys of the characteristics that hazard ratios are adjusted for; absent: the usual ones. */
  readonly adjustFor?: readonly string[] | undefined
  readonly families: Pick<AnalysisFamilies, 'endpoints'>
  /** Other questions than the built-in ones. */
  readonly members?: Registry<ReportMember>
}

/**
 * The report of subjects that were all read at the same cut-off and from the same source. Its numbers
 * are those of the analysis of these subjects.
 */
export function buildReport(subjects: readonly ReportSubject[], wish: ReportWish): Report {
  const steps = reportSteps(subjects, wish)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** The same in steps, a part or so at a time: whoever serves others too can do so in between. */
export function* reportSteps(
  subjects: readonly ReportSubject[],
  wish: ReportWish,
): Generator<undefined, Report> {
  const { definition, described, cutoff, source, members = reportMembers } = wish
  const { doseDecisions = null, adjustFor = null } = wish
  const sensitivity =
    wish.sensitivity === undefined
      ? null
      : sensitivityResults(wish.sensitivity, cutoff, wish.families)
  yield
  const ordered = [...subjects].sort((a, b) =>
    compareCodePoints(a.addition.subject, b.addition.subject),
  )
  const additions = ordered.map(({ addition }) => addition)
  const analysis = aggregate(additions, definition, { cutoff, source }, wish.families)
  const input = {
    ...{ definition, analysis, subjects: ordered, described },
    ...{ doseDecisions, sensitivity, adjustFor },
  }
  yield
  const sections: ReportSection[] = []
  for (const section of SECTIONS) sections.push(yield* numbered(section, members.all, input))
  const { key, version, title } = definition
  return {
    protocol: { key, version, title },
    ...{ cutoff, source, described },
    monthDays: definition.conventions.monthDays,
    sections,
  }
}

/** Tables, listings and figures are counted each on their own. */
function* numbered(
  { key, title }: (typeof SECTIONS)[number],
  members: readonly ReportMember[],
  input: ReportInput,
): Generator<undefined, ReportSection> {
  const counts = { table: 0, listing: 0, figure: 0 }
  const parts: ReportPart[] = []
  for (const member of members) {
    if (member.section !== key) continue
    for (const part of member.parts(input)) {
      parts.push(part)
      yield
    }
  }
  return {
    key,
    title,
    parts: parts.map((part) => {
      counts[part.kind] += 1
      const footnotes = [...part.footnotes, ...(showsCohorts(part) ? cohortNote(input) : [])]
      return { ...part, footnotes, number: `${key}.${counts[part.kind]}` }
    }),
  }
}

/** Columns by group end in the total; figures of several groups name them. */
function showsCohorts(part: ReportPart): boolean {
  if (part.kind !== 'figure') {
    return part.columns.some(({ key }) => key === 'TOTAL' || key === 'COHORT')
  }
  return part.showsCohorts
}
