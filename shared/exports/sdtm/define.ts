import type { ItemDefinition } from '../../forms/define.ts'
import type { Member } from '../../kernel/registry.ts'
import type { ProtocolDefinition } from '../../protocol/define.ts'
import type { FileLayout } from '../../trial/layout.ts'
import type { Row, TrialSubject } from '../../trial/trial.ts'
import type {
  Cell,
  DatasetProblem,
  DatasetRecord,
  DatasetStudy,
  DatasetSubject,
  DatasetVariable,
  RecordSource,
} from '../datasets/define.ts'
import type { StandardVariable } from '../standard/standard.ts'

/**
 * Where an item's answer goes: a variable of a domain (`test` in brackets: of that test's record), a
 * supplemental qualifier of the domain's record, or a comment about it.
 */
export type Target =
  | {
      readonly kind: 'variable'
      readonly domain: string
      readonly variable: string
      readonly test: string | null
    }
  | {
      readonly kind: 'supplemental'
      readonly domain: string
      readonly name: string
      readonly test: string | null
    }
  | { readonly kind: 'comment'; readonly domain: string }

/** Name and label of a supplemental qualifier (QNAM, QLABEL): one to one within a domain. */
export interface QualifierName {
  readonly name: string
  readonly label: string
}

/** An item with its place in SDTM. */
export interface MappedItem {
  readonly item: ItemDefinition
  readonly target: Target
  /** Qualifier of the reason why it is empty, and of a text that its variable cannot hold. */
  readonly reasonName: QualifierName
  readonly textName: QualifierName
  /** QNAM and QLABEL of a supplemental item. */
  readonly qualifier: QualifierName | null
}

/** A file of the definition with the place of each of its items. */
export interface MappedPart {
  readonly layout: FileLayout
  /** Domain of the rows themselves: what is mapped to none goes to its supplemental qualifiers. */
  readonly domain: string
  readonly items: readonly MappedItem[]
  /** The column that dates a row: when it began or was collected. */
  readonly dateColumn: string | null
}

/** What of a definition's mapping cannot be used as it stands. */
export interface MappingFault {
  readonly item: string
  readonly sdtm: string
  readonly domain: string
}

/** How a definition becomes SDTM: made once for a definition. */
export interface SdtmPlan {
  readonly definition: ProtocolDefinition
  readonly parts: readonly MappedPart[]
  /** The domains that it can fill, in the order of their datasets; those of own forms included. */
  readonly domains: readonly SdtmDomain[]
  readonly faults: readonly MappingFault[]
}

/** A row of a file that exists at the cut-off, without dates that lie after it. */
export interface MappedRow {
  readonly part: MappedPart
  readonly row: Row
  readonly source: RecordSource
  /** --SPID: the id of its record, else its file and row. */
  readonly spid: string
  /** The visit as the product names it. */
  readonly visit: string | null
  /** When it began or was collected, as entered; of a form that asks no date that of its visit. */
  readonly date: string | null
  /** Of a form that is filled before the first dose. */
  readonly preDose: boolean
}

/** An answer with the item it stands for. Its text is as entered; empty where only a reason is given. */
export interface MappedValue {
  readonly mapped: MappedItem
  readonly text: string
  /** Why it is empty; empty where none was given. */
  readonly reason: string
}

/** The part of a row that one domain gets. */
export interface DomainRow extends MappedRow {
  readonly domain: string
  /** By variable, for the record of the row or for all records that are made of it. */
  readonly values: ReadonlyMap<string, MappedValue>
  /** Answers that are the result of a test, or belong to a record of their own, by item. */
  readonly tests: readonly MappedValue[]
  readonly supplementals: readonly Supplemental[]
  readonly comments: readonly CommentText[]
  /** A planned assessment that was not done, and why. */
  readonly notDone: { readonly reason: string | null } | null
}

/** A supplemental qualifier of a record. `test`: of the row's record of that test alone. */
export interface Supplemental extends QualifierName {
  readonly value: string
  readonly origin: 'CRF' | 'Derived' | 'Assigned'
  readonly evaluator: string | null
  readonly test: string | null
  readonly column: string
  /** Where it is not the row of its record. */
  readonly source?: RecordSource
}

export interface CommentText {
  readonly text: string
  readonly column: string
  readonly date: string | null
  /** Where it is not the row of its record. */
  readonly row?: MappedRow
}

/**
 * A record before it has its sequence number. STUDYID, DOMAIN, USUBJID, --SEQ, --SPID, study days,
 * EPOCH and the visit are filled in by the engine where the domain has them and they are absent here.
 */
export interface Draft {
  readonly values: Readonly<Record<string, Cell>>
  readonly row?: MappedRow
  /** Column of the row whose value the record is, where it is one value's. */
  readonly column?: string
  readonly supplementals?: readonly Supplemental[]
  readonly comments?: readonly CommentText[]
  /** Overrides what `row` says. */
  readonly visit?: string | null
  /** No record of its own: its qualifiers and comments become comments about the domain. */
  readonly noRecord?: boolean
}

/** Dates of the subject that SDTM counts from, as entered; null where there is none. */
export interface ReferenceDates {
  readonly consent: string | null
  readonly enrolment: string | null
  /** RFSTDTC and RFXSTDTC: first dose of a study drug. */
  readonly firstDose: string | null
  /** RFXENDTC: last dose; null while dosing is ongoing at the cut-off. */
  readonly lastDose: string | null
  readonly death: string | null
  /** Last day of the subject in the study: end of study, death, or last contact. */
  readonly endOfParticipation: string | null
}

/** VISITNUM, VISIT and VISITDY; all null where the row belongs to no visit. */
export interface VisitValues {
  readonly VISITNUM: number | null
  readonly VISIT: string | null
  readonly VISITDY: number | null
}

/** A span of the subject's time in the study: an element of its arm. */
export interface SubjectElement {
  readonly code: string
  readonly element: string
  readonly epoch: string
  readonly order: number
  readonly start: string | null
  readonly end: string | null
}

/** One subject with its rows mapped once, for all of its domains. */
export interface SubjectContext {
  readonly study: DatasetStudy
  readonly plan: SdtmPlan
  /** As given: what lies after the cut-off is still in it. Read `rows`. */
  readonly subject: TrialSubject
  readonly derivation: DatasetSubject['derivation']
  readonly siteId: string
  readonly usubjid: string
  readonly dates: ReferenceDates
  readonly elements: readonly SubjectElement[]
  /** Names of the visits that a row of the subject bears, in the order of VISITNUM. */
  readonly visits: readonly string[]
  /** Rows of a file. */
  rows(file: string): readonly MappedRow[]
  /** What the rows of all files hold for a domain, in the order of the definition and of the files. */
  domainRows(domain: string): readonly DomainRow[]
  /** First answer that a variable gets, wherever it is asked; null where there is none. */
  first(domain: string, variable: string): string | null
  /** --DY of a date; null unless both it and the first dose are known to the day. */
  readonly studyDay: (date: Cell) => number | null
  /** The epoch that covers a date; null where a partial date leaves it open. */
  readonly epoch: (date: Cell, preDose?: boolean) => string | null
  visit(name: string | null): VisitValues
  readonly report: (problem: Omit<DatasetProblem, 'subjid'>) => void
}

/** A record with its sequence number, and the draft it was made of. */
export interface FinishedRecord extends DatasetRecord {
  readonly draft: Draft
}

/** The finished records of one subject by domain, for the relations between them. */
export type FinishedDomains = ReadonlyMap<string, readonly FinishedRecord[]>

/** How a variable came to be where it holds no item's answer. */
export type VariableOrigin = Pick<DatasetVariable, 'origin' | 'method'>

/**
 * A domain: its dataset, and how one subject's records are made. Answers without a variable become
 * SUPP-- of it by themselves, remarks CO.
 */
export interface SdtmDomain extends Member {
  /** Two letters. */
  readonly key: string
  readonly label: string
  /** Observation class, as Define-XML writes it. */
  readonly class:
    'SPECIAL PURPOSE' | 'EVENTS' | 'FINDINGS' | 'FINDINGS ABOUT' | 'INTERVENTIONS' | 'TRIAL DESIGN'
  readonly structure: string
  /** Natural keys after STUDYID and USUBJID; --SEQ follows by itself where the domain has one. */
  readonly keys: readonly string[]
  /** Its variables in their order, where the standard's table has none for it. */
  readonly variables?: readonly StandardVariable[]
  /** Permissible variables that its records may hold, besides those of items. */
  readonly fills?: readonly string[]
  /** How variables come to be that no item answers and that are not the engine's. */
  readonly origins?: Readonly<Record<string, VariableOrigin>>
  /** Whether a definition can fill it; absent: some item maps to it. */
  readonly isFilledBy?: (definition: ProtocolDefinition) => boolean
  /** Records of one subject; absent for what is about the study alone. */
  readonly records?: (context: SubjectContext) => readonly Draft[]
  /** Records about the study itself. */
  readonly design?: (study: DatasetStudy, plan: SdtmPlan) => readonly Draft[]
}
