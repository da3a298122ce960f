import type { Population } from '../endpoints/define.ts'
import type { Analysis, ResponseSource } from '../endpoints/results.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { IsoDate } from '../kernel/brand.ts'
import type { Member } from '../kernel/registry.ts'
import type { PlotData } from '../plots/define.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type { DoseDecision } from '../protocol/dose-decisions.ts'
import type { ReportSubject } from './report-subject.ts'
import type { SensitivityResults } from '../sensitivity/results.ts'

/**
 * What a cell says, with its numbers as they were computed: rounding happens where it is shown.
 * Shares are 0 to 1, times are days; null is not defined, or of a time not reached.
 */
export type ReportCell =
  | { readonly kind: 'words'; readonly text: Bilingual }
  /** A code, a name or a number that is the same in every language. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'date'; readonly date: string }
  /** Subjects, with their share of N where there is one. */
  | { readonly kind: 'count'; readonly n: number; readonly of: number | null }
  | { readonly kind: 'fraction'; readonly n: number; readonly of: number }
  | { readonly kind: 'share'; readonly share: number | null }
  | { readonly kind: 'share-limits'; readonly lower: number | null; readonly upper: number | null }
  /** Of a ratio: 1 is no difference. */
  | { readonly kind: 'ratio-limits'; readonly lower: number | null; readonly upper: number | null }
  /** Of a test. */
  | { readonly kind: 'p'; readonly p: number | null }
  | { readonly kind: 'time'; readonly days: number | null }
  | { readonly kind: 'time-limits'; readonly lower: number | null; readonly upper: number | null }
  | { readonly kind: 'number'; readonly value: number | null; readonly decimals: number }
  | { readonly kind: 'mean'; readonly mean: number | null; readonly sd: number | null }
  | { readonly kind: 'range'; readonly min: number | null; readonly max: number | null }

export interface ReportColumn {
  readonly key: string
  readonly label: Bilingual
  readonly align: 'start' | 'end'
  /** Share of the width that it asks for; 1 where it asks for none. */
  readonly width?: number
}

export interface ReportRow {
  /** Depth of its label, 0 outermost. */
  readonly level: number
  /** Names what the rows below it are; has no numbers of its own. */
  readonly heading: boolean
  readonly cells: readonly ReportCell[]
}

/** Whom a part of the report is about. */
export interface ReportPopulation {
  readonly code: Population | 'SCREENED'
  readonly label: Bilingual
  readonly n: number
}

interface PartBase {
  /** Unique in a report; part of its file's name. */
  readonly key: string
  readonly title: Bilingual
  readonly population: ReportPopulation
  /** Response criteria it rests on; null: none. */
  readonly criteria: string | null
  /** It reads responses: its head then says whose. */
  readonly usesResponses: boolean
  /** What it says where it has no rows, and what a reader must know. */
  readonly empty: Bilingual
  readonly footnotes: readonly Bilingual[]
  /** Forms and files that its numbers come from. */
  readonly basis: Bilingual
}

/** Rows and columns. The first cell of a table's row is its label; a listing has one row for each record. */
export interface ReportTable extends PartBase {
  readonly kind: 'table' | 'listing'
  readonly columns: readonly ReportColumn[]
  readonly rows: readonly ReportRow[]
}

export interface ReportFigure extends PartBase {
  readonly kind: 'figure'
  readonly plot: PlotData
  /** What the figure comes to, said below its title: a rate with its limits. */
  readonly subtitle: readonly Bilingual[]
  /** It names cohorts by their keys: a footnote then says what they mean. */
  readonly showsCohorts: boolean
}

export type ReportPart = ReportTable | ReportFigure

/** A part with its number in the report: `14.2.1`. */
export type NumberedPart = ReportPart & { readonly number: string }

/** Numbers of sections as a clinical study report has them. @source ICH E3, sections 14 and 16 */
export type SectionKey = '14.1' | '14.2' | '14.3' | '16.2'

/** The population whose subjects are described and listed; endpoints keep their own. */
export type DescribedPopulation = 'ENR' | 'SAF' | 'EVAL'

/** A decision on the dose in its last version, with what the level came to when it was recorded. */
interface ReportDecision {
  readonly cohort: string
  readonly decision: DoseDecision
  readonly nextCohort: string | null
  readonly decidedOn: string
  readonly members: string
  readonly reason: string
  readonly version: number
  /** Null for who may not see every site. */
  readonly basis: {
    readonly cutoff: string
    readonly evaluable: number
    readonly toxicities: number
  } | null
}

/** Everything a part is made of: one analysis, and what is known of each subject. */
export interface ReportInput {
  readonly definition: ProtocolDefinition
  readonly analysis: Analysis
  /** By subject number: everyone who consented up to the cut-off. */
  readonly subjects: readonly ReportSubject[]
  readonly described: DescribedPopulation
  /** Decisions on the dose, the latest first; null: not known here. */
  readonly doseDecisions: readonly ReportDecision[] | null
  /** The subjects under every way of analysing them; null: not made here. */
  readonly sensitivity: SensitivityResults | null
  /** Keys of the characteristics that hazard ratios are adjusted for; null: the usual ones. */
  readonly adjustFor: readonly string[] | null
}

/** One question that a report answers: the tables, listings or figures of it. */
export interface ReportMember extends Member {
  readonly section: SectionKey
  /** In their order; none where the protocol does not ask the question. */
  parts(input: ReportInput): Iterable<ReportPart>
}

export interface ReportSection {
  readonly key: SectionKey
  readonly title: Bilingual
  readonly parts: readonly NumberedPart[]
}

/** A whole report as plain data, in both languages. */
export interface Report {
  readonly protocol: { readonly key: string; readonly version: string; readonly title: Bilingual }
  readonly cutoff: IsoDate
  readonly source: ResponseSource
  readonly described: DescribedPopulation
  readonly monthDays: number
  /** It is of some subjects of the study alone, and says of which; absent: of all. */
  readonly subset?: Bilingual
  readonly sections: readonly ReportSection[]
}
