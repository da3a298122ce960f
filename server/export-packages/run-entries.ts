import { reasonOf, stateTaken } from '../exporting/service.ts'
import type { EntityDraft } from '../audit/audit-draft.ts'
import type { ChosenInput } from './chosen-input.ts'
import type { DataFile, Packed } from './package-parts.ts'
import type { RunInput } from './run-input.ts'

/** What the trail says of the data of a run, and why they were asked for. @source EX-04 */
export function dataTaken({ wish, reason }: RunInput, { input }: ChosenInput): object {
  const { formats, population } = wish
  const said = reason === null ? {} : reasonOf(reason)
  return { formats, population, ...said, ...stateTaken(input) }
}

interface Made {
  readonly of: RunInput
  readonly chosen: ChosenInput
  readonly packed: Packed
  readonly made: { readonly name: string; readonly sha256: string; readonly size: number }
}

/** Entries stay readable: more files than this are told by their counts; the package lists each. */
const FILES_AT_MOST = 500

/** The entry of a package that was made. */
export function madeEntry(jobId: string, { of, chosen, packed, made }: Made): EntityDraft {
  const { files, problems, withdrawn } = packed
  const rows = files.reduce((sum, file) => sum + file.rows, 0)
  const fields = [...new Set(files.flatMap((file) => file.fields))]
  const listed = files.length > FILES_AT_MOST ? {} : { files: files.map(fileTold) }
  return {
    ...{ act: 'package.make', entity: 'job', entityId: jobId, before: null },
    after: {
      ...dataTaken(of, chosen),
      ...{ package: made, fileCount: files.length, rows, fields, ...listed, problems },
      ...(withdrawn.length === 0 ? {} : { withdrawn }),
    },
  }
}

function fileTold({ format, name, rows, sha256 }: DataFile): object {
  return { format, name, rows, sha256 }
}
