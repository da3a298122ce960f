import type { QueryInputOf } from '../../shared/api/define.ts'
import { downloadExportFile } from '../../shared/api/routes/exports.ts'
import { saidOf, type Reason } from '../kit/export-reason.tsx'
import { urlOf } from '../kit/http.ts'

export type Profile = 'full' | 'deidentified'

/** A format of a study, whose files are offered. */
export interface Source {
  readonly study: string
  readonly format: string
  /** Null: the present data. */
  readonly snapshot: string | null
  readonly profile: Profile
}

/** The part of an address that says which data; nothing for the present data as they are. */
export function dataPart({ snapshot, profile }: Pick<Source, 'snapshot' | 'profile'>): {
  snapshot?: string
  profile?: Profile
} {
  return {
    ...(snapshot === null ? {} : { snapshot }),
    ...(profile === 'full' ? {} : { profile }),
  }
}

/** The address that hands out one file to whoever is signed in. */
export function fileAddress(source: Source, file: string, reason: Reason): string {
  const { study, format } = source
  const query: QueryInputOf<typeof downloadExportFile> = { ...dataPart(source), ...saidOf(reason) }
  return urlOf(downloadExportFile, { params: { study, format, file }, query })
}
