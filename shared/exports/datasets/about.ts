import type { DatasetDefinition } from './define.ts'
import type { Column } from './packing.ts'
import type { DatasetProfile } from './profile.ts'

/** What the files of a package say of where they come from. @source EX-07 */
export interface AboutPackage {
  readonly standard: DatasetDefinition['standard']
  readonly studyKey: string
  readonly title: string
  readonly protocol: string
  /** Number and name of the version of the study's definition. */
  readonly definition: string
  /** When the data became what they are (ISO 8601, UTC). */
  readonly stateAt: string
  /** Name and SHA-256 of the snapshot; null: the data as they were. */
  readonly snapshot: { readonly name: string; readonly hash: string } | null
  /** Records dated after it are in no analysis. */
  readonly cutoff: string
  readonly programVersion: string
}

/** A dataset of a package, as its definition needs it. */
export interface PackagedDataset {
  readonly definition: DatasetDefinition
  readonly columns: readonly Column[]
  readonly profile: DatasetProfile
  /** Name of its file beside the definition. */
  readonly file: string
}

export const PRODUCT = 'Hepatrial'

/** Versions of the standards and terminologies that datasets are made by. */
export const STANDARD_VERSIONS = {
  SDTM: { guide: 'SDTMIG', version: '3.4', terms: 'SDTM', termsVersion: '2024-03-29' },
  ADaM: { guide: 'ADaMIG', version: '1.3', terms: 'ADaM', termsVersion: '2025-09-26' },
} as const

/** Identifiers that link a dataset's file with its definition. */
export const oids = {
  study: ({ studyKey }: Pick<AboutPackage, 'studyKey'>) => `ST.${studyKey}`,
  version: ({ studyKey, standard }: Pick<AboutPackage, 'studyKey' | 'standard'>) =>
    `MDV.${studyKey}.${standard}`,
  file: ({ studyKey, standard }: Pick<AboutPackage, 'studyKey' | 'standard'>, name: string) =>
    `${studyKey}.${standard}.${name}`,
  dataset: (key: string) => `IG.${key}`,
  variable: (key: string, name: string) => `IT.${key}.${name}`,
}
