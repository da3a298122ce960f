import type { Bilingual } from '../kernel/bilingual.ts'
import type { Member } from '../kernel/registry.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type { Trial } from '../trial/trial.ts'

/** One file of an export: its name, its text, and how many data rows it holds. */
export interface ExportedFile {
  readonly name: string
  /** Made when it is read, so that a file can be listed or passed over without its cost. */
  readonly text: string
  readonly rows: number
  /** The columns of a table, in their order; absent for what is none. */
  readonly fields?: readonly string[]
  /** Where it is not that of the format. */
  readonly mediaType?: string
}

/**
 * A way in which a study leaves the product. Pure: the same data give the same bytes. Files are made
 * one after the other, so that a large study is never held as one text.
 */
export interface ExportFormat extends Member {
  readonly title: Bilingual
  /** What the files hold and what they are for, in a sentence or two. */
  readonly description?: Bilingual
  /** Media type of each of its files, with the character set where it has one. */
  readonly mediaType: string
  files(trial: Trial, definition: ProtocolDefinition): Iterable<ExportedFile>
}
