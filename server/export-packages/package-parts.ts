import type { ExportWish } from '../../shared/api/routes/export-runs.ts'
import type { FlaggedSubject } from '../../shared/subject/withdrawal.ts'
import type { OfferedFormat } from '../exporting/service.ts'
import type { PackedFile } from '../packing/service.ts'
import type { ChosenInput } from './chosen-input.ts'
import type { FindProblems } from './found-problems.ts'
import type { RunResult } from './run-input.ts'
import type { Steps } from './write-files.ts'

export interface PackParts {
  readonly chosen: ChosenInput
  readonly wish: ExportWish
  readonly formats: readonly OfferedFormat[]
  readonly find: FindProblems
  readonly steps: Steps
}

/** A data file of a package. */
export interface DataFile extends PackedFile {
  readonly format: string
  /** As the format names it. */
  readonly name: string
  readonly rows: number
  readonly fields: readonly string[]
}

/** What a package holds, as the trail and the page tell it. */
export interface Packed extends Pick<RunResult, 'problems'> {
  readonly files: readonly DataFile[]
  readonly withdrawn: readonly FlaggedSubject[]
}
