import type { Store } from '../../db/store.ts'
import type { SnapshotView } from '../../shared/api/routes/snapshots.ts'
import type { TestMark } from '../../shared/environment/test-mark.ts'
import type { ResponseSource } from '../../shared/endpoints/results.ts'
import type { Twin } from '../../shared/exports/deidentify.ts'
import type { Families } from '../../shared/families.ts'
import type { Bilingual, Language } from '../../shared/kernel/bilingual.ts'
import type { IsoDate } from '../../shared/kernel/brand.ts'
import type { Member } from '../../shared/kernel/registry.ts'
import type { RangedLaboratory } from '../../shared/laboratory/row-limits.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { TrialSubject } from '../../shared/trial/trial.ts'
import type { LoadedRelease } from '../coding/service.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import type { SiteAsOf } from '../studies/service.ts'

/** The subjects of a study on one state, by SUBJID; each call begins with the first again. */
export type SubjectSource = () => AsyncIterable<TrialSubject>

/** Everything that an export is made of. Two inputs of one snapshot give the same bytes. */
export interface FormatInput {
  readonly store: Store
  readonly families: Families
  readonly study: { readonly id: string; readonly key: string; readonly title: string }
  /** Whether what is exported is test data, which every file for readers says; null: it is not. */
  readonly mark: TestMark | null
  readonly definition: ProtocolDefinition
  /** Number of the definition's version in the study. */
  readonly definitionVersion: number
  readonly subjects: SubjectSource
  /** How many subjects there are, for the progress. */
  readonly subjectCount: number
  /** The snapshot that is exported; null: the data as they are. */
  readonly snapshot: SnapshotView | null
  /** The last entry of the study's trail that counts: nothing that is written later is in any file. */
  readonly seq: number
  /** The sites whose data the exporter may see. */
  readonly sites: SiteFilter
  /** All sites of the study as they stood at that entry, by code. */
  readonly places: readonly SiteAsOf[]
  /** Dictionaries that were loaded at that entry. */
  readonly dictionaries: readonly LoadedRelease[]
  /** Country of a site by SITEID (ISO 3166-1, three letters); null where it is not recorded. */
  readonly countryOf?: (siteId: string) => string | null
  /**
   * Laboratories of a site by SITEID, with the ranges that hold where none was recorded with a result.
   * Absent for a de-identified copy: its sites and dates are not those that the ranges are for.
   */
  readonly laboratoriesOf?: (siteId: string) => readonly RangedLaboratory[]
  /** Of a de-identified copy, what stands for subjects and sites; null: the data themselves. */
  readonly twin: Twin | null
  readonly language: Language
  /** Records dated after it are left out of analyses; null: the latest complete date recorded. */
  readonly cutoff: IsoDate | null
  readonly responses: ResponseSource
  /** When the exported state was reached (ISO 8601, UTC): that entry's time, never the clock. */
  readonly stateAt: string
  readonly programVersion: string
  /** Called as work goes on; throws where the export was cancelled. */
  readonly onProgress: (done: { readonly step: Bilingual; readonly subjects: number }) => void
}

/** A file of an export: its name, how many data rows it holds, and its pieces, made while they are read. */
export interface FormatFile {
  /** May begin with folders: `sdtm/ae.xpt`. */
  readonly name: string
  /** Of its words; absent: the same file in every language. */
  readonly language?: Language
  readonly rows: number
  readonly fields?: readonly string[]
  readonly mediaType: string
  readonly pieces: () => Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>
}

/**
 * A format that needs more than plain data: the trail, a font, a library. It joins those of
 * `shared/exports` in what the product offers. Same state, same bytes.
 */
export interface ServerFormat extends Member {
  readonly title: Bilingual
  readonly description: Bilingual
  /** Whether de-identified copies can be made in it: not where it carries trail or names. */
  readonly deidentifies: boolean
  /** The pieces of a file are good until the next file is asked for; an iteration given up frees what it held. */
  files(input: FormatInput): AsyncIterable<FormatFile> | Iterable<FormatFile>
}
