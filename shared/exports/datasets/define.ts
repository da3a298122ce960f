import type { DeriveOptions, SubjectDerivation } from '../../endpoints/derivation.ts'
import type { Families } from '../../families.ts'
import type { Bilingual } from '../../kernel/bilingual.ts'
import type { Member } from '../../kernel/registry.ts'
import type { RangedLaboratory } from '../../laboratory/row-limits.ts'
import type { ProtocolDefinition } from '../../protocol/define.ts'
import type { TrialSubject } from '../../trial/trial.ts'

/** A value of a dataset: text, a finite number, or null where there is none. */
export type Cell = string | number | null

/** How a value came to be. @source Define-XML 2.1, def:Origin */
export type Origin = 'Collected' | 'Derived' | 'Assigned' | 'Protocol' | 'Predecessor'

/**
 * A variable of a dataset. `kind` is its type in files: `text` (ISO 8601 dates of SDTM too), whole or
 * any number, or a day counted from 1960-01-01 (numeric dates of ADaM).
 */
export interface DatasetVariable {
  readonly name: string
  readonly label: string
  readonly kind: 'text' | 'integer' | 'float' | 'sas-date'
  readonly core: 'Req' | 'Exp' | 'Perm' | 'Cond'
  readonly role?: string
  /** NCI code of its codelist. */
  readonly codelist?: string
  readonly origin: Origin
  /** The variable whose values it carries, as `ADSL.TRTSDT`, where that is its origin. */
  readonly predecessor?: string
  /** How a derived value is computed, in words. */
  readonly method?: Bilingual
  /** Item of a form whose answers it holds, as `form.ITEM`; several where it has several sources. */
  readonly items?: readonly string[]
}

/** What a dataset is, whatever its rows. Records are unique in, and ordered by, `keys`. */
export interface DatasetDefinition extends Member {
  /** Its name: `AE`, `SUPPAE`, `ADTTE`. */
  readonly key: string
  readonly standard: 'SDTM' | 'ADaM'
  readonly label: string
  /** Observation class, as `EVENTS` or `BASIC DATA STRUCTURE`. */
  readonly class: string
  /** What one record is: `One record per adverse event per subject`. */
  readonly structure: string
  readonly keys: readonly string[]
  readonly variables: readonly DatasetVariable[]
}

/** The row of a study file that a record was made from, counted from 0 within the subject: the way back. */
export interface RecordSource {
  readonly file: string
  readonly row: number
  /** The column whose value the record is, where it is one value's. */
  readonly column?: string
}

/** A record of a dataset by variable name; an absent variable is null. */
export interface DatasetRecord {
  readonly values: Readonly<Record<string, Cell>>
  /** Absent where it rests on no single row. */
  readonly source?: RecordSource
}

/** Something of the data or the definition that a dataset cannot say as its standard asks. */
export interface DatasetProblem {
  /** Stable name of the rule, as `SDTM-CT-01`. */
  readonly rule: string
  readonly severity: 'error' | 'warning' | 'note'
  readonly dataset: string
  readonly variable: string | null
  /** Null where it is about the study. */
  readonly subjid: string | null
  readonly source: RecordSource | null
  readonly message: Bilingual
}

/** The records of one subject (or of the study, for its design) by dataset, in the order of the keys. */
export interface Tabulation {
  readonly records: ReadonlyMap<string, readonly DatasetRecord[]>
  readonly problems: readonly DatasetProblem[]
}

/** What is the same for all subjects while datasets are made. */
export interface DatasetStudy extends DeriveOptions {
  /** STUDYID. */
  readonly studyId: string
  readonly definition: ProtocolDefinition
  readonly families: Pick<Families, 'criteria' | 'endpoints'>
  /** Country of a site (ISO 3166-1 alpha-3), where it is known: COUNTRY of its subjects. */
  readonly countryOf?: (siteId: string) => string | null
  /** Laboratories of a site (by SITEID): their ranges hold where none was recorded with a result. */
  readonly laboratoriesOf?: (siteId: string) => readonly RangedLaboratory[]
  /**
   * Dates are those of a de-identified copy, moved by days of each subject, and the cut-off with them:
   * it is for computing alone, because beside the study's own it would tell the days.
   */
  readonly movedDates?: boolean
  /** From all subjects, for the records about the study itself. */
  readonly totals: StudyTotals
}

/** What the records about the study need of its subjects. Dates as entered; null where there is none. */
export interface StudyTotals {
  readonly subjects: number
  readonly enrolled: number
  readonly treated: number
  readonly firstConsent: string | null
  readonly lastContact: string | null
}

/** One subject with what the analysis made of it: computed once, for all of its datasets. */
export interface DatasetSubject {
  readonly subject: TrialSubject
  readonly derivation: SubjectDerivation
  /** The subject's SDTM records, for datasets that point at them; null while those are made. */
  readonly sdtm: Tabulation | null
}

/**
 * A way to make datasets of a study: SDTM, ADaM. Subjects are made one after the other and depend on
 * nothing but themselves, so that a large study is never held whole.
 */
export interface DatasetFamily extends Member {
  /** Every dataset that the definition can fill; which of them hold records is known at the end. */
  datasets(definition: ProtocolDefinition): readonly DatasetDefinition[]
  subject(of: DatasetSubject, study: DatasetStudy): Tabulation
  /** Records about the study itself: its design, and relations between datasets. */
  study(study: DatasetStudy): Tabulation
}
