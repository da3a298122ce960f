import { downloadExportFile } from '../../shared/api/routes/analysis.ts'
import { urlOf } from '../kit/http.ts'

/** A format of a study, whose files are offered. */
export interface Source {
  readonly study: string
  readonly format: string
  /** Null: the present data. */
  readonly snapshot: string | null
}

/** The part of an address that names the snapshot; nothing for the present data. */
export function snapshotPart(snapshot: string | null): { snapshot?: string } {
  return snapshot === null ? {} : { snapshot }
}

/** The address that hands out one file to whoever is signed in. */
export function fileAddress({ study, format, snapshot }: Source, file: string): string {
  const params = { study, format, file }
  return urlOf(downloadExportFile, { params, query: snapshotPart(snapshot) })
}
