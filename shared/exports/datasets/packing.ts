import type {
  Cell,
  DatasetDefinition,
  DatasetProblem,
  DatasetVariable,
  Tabulation,
} from './define.ts'
import type { VariableProfile } from './profile.ts'

/** The records of one dataset and subject, as a kind of file holds them. */
export interface PackedRecords {
  /** By record, in the order of the variables: what the file's definition is learned from. */
  readonly cells: readonly (readonly Cell[])[]
  readonly bytes: Uint8Array
  /** Longest further part of a text, by place of its variable and number of the part from 1. */
  readonly further: readonly {
    readonly place: number
    readonly part: number
    readonly longest: number
  }[]
}

/** A way to keep records until the widths and terms of their dataset are known. */
export interface Packing {
  /** Every dataset that may come out, in the order of the package. */
  readonly definitions: ReadonlyMap<string, DatasetDefinition>
  /** What is to be said of the definitions themselves. */
  readonly problems: readonly DatasetProblem[]
  pack(
    tabulation: Pick<Tabulation, 'records'>,
    subjid: string | null,
  ): {
    readonly datasets: ReadonlyMap<string, PackedRecords>
    readonly problems: readonly DatasetProblem[]
  }
}

/** A column of a finished dataset: a variable, or a further part of one. */
export interface Column {
  readonly variable: DatasetVariable
  readonly profile: VariableProfile
  readonly place: number
  /** 0: the variable itself. */
  readonly part: number
}
