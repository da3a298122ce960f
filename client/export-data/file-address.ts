import { downloadExportFile } from '../../shared/api/routes/analysis.ts'
import { urlOf } from '../kit/http.ts'

/** A format of a study, whose files are offered. */
export interface Source {
  readonly study: string
  readonly format: string
}

/** The address that hands out one file to whoever is signed in. */
export function fileAddress(source: Source, file: string): string {
  return urlOf(downloadExportFile, { params: { ...source, file } })
}
