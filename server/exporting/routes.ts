import { createHash } from 'node:crypto'
import type { SnapshotView } from '../../shared/api/routes/snapshots.ts'
import type * as analysisRoutes from '../../shared/api/routes/analysis.ts'
import type { ExportedFile, ExportFormat } from '../../shared/exports/define.ts'
import { filesOf } from '../../shared/exports/flagged-file.ts'
import { ANNOUNCED_FORMATS } from '../../shared/exports/registry.ts'
import type { Families } from '../../shared/families.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { flaggedSubjects } from '../../shared/subject/withdrawal.ts'
import type { Trial } from '../../shared/trial/trial.ts'
import { loadTrial } from '../analysis/service.ts'
import { actorOf } from '../http/actor.ts'
import { notFound, ProblemError } from '../http/problem-error.ts'
import type { Handlers, StudyScope } from '../http/route-handler.ts'
import { dataOfSnapshot } from '../snapshots/service.ts'
import type { StudyServices } from '../studies/service.ts'
import { recordExport } from './service.ts'

type ExportRoutes = Pick<
  typeof analysisRoutes,
  'listExportFormats' | 'listExportFiles' | 'downloadExportFile'
>

export function exportHandlers(services: StudyServices): Handlers<ExportRoutes> {
  const { store, families } = services
  return {
    listExportFormats() {
      const formats = families.exports.all.map(({ key, title, description }) => ({
        ...{ key, title },
        description: description ?? null,
      }))
      return Promise.resolve({ body: { formats } })
    },
    async listExportFiles({ scope, params, query }) {
      const format = formatOf(families, params.format)
      const { trial, definition } = await dataOf(services, scope, query.snapshot)
      const files = filesOf(format, trial, definition)
      return {
        body: {
          files: Array.from(files, ({ name, rows }) => ({ name, rows })),
          withdrawn: [...flaggedSubjects(trial, definition)],
        },
      }
    },
    async downloadExportFile(call) {
      const { scope, params, query } = call
      const format = formatOf(families, params.format)
      const data = await dataOf(services, scope, query.snapshot)
      const file = fileNamed(filesOf(format, data.trial, data.definition), params.file)
      if (file === undefined) throw notFound('file')
      const { name, text, rows, mediaType } = file
      const sha256 = createHash('sha256').update(text).digest('hex')
      const withdrawn = flaggedSubjects(data.trial, data.definition)
      const taken = { studyId: scope.study.id, format, withdrawn, snapshot: data.snapshot }
      await recordExport(store, actorOf(call), taken, [{ name, rows, sha256 }])
      return { body: text, file: { name, type: mediaType ?? format.mediaType } }
    },
  }
}

function formatOf(families: Families, key: string): ExportFormat {
  const format = families.exports.find(key)
  if (format !== undefined) return format
  const announced: readonly string[] = ANNOUNCED_FORMATS
  if (!announced.includes(key)) throw notFound('format')
  throw new ProblemError({ type: 'urn:problem:format-not-available', status: 501, format: key })
}

/** Makes the files up to the one of that name; the texts of the others are never made. */
function fileNamed(files: Iterable<ExportedFile>, name: string): ExportedFile | undefined {
  for (const file of files) if (file.name === name) return file
  return undefined
}

interface ExportedData {
  readonly trial: Trial
  readonly definition: ProtocolDefinition
  /** Null: the present data. */
  readonly snapshot: SnapshotView | null
}

/** The data of the sites that the exporter may see: as they are, or as a snapshot keeps them. */
async function dataOf(
  { store, definitions }: StudyServices,
  { study, sites }: StudyScope,
  snapshotId: string | undefined,
): Promise<ExportedData> {
  if (snapshotId !== undefined) {
    const of = { studyId: study.id, id: snapshotId, sites }
    const { snapshot, pinned, trial } = await dataOfSnapshot({ store, definitions }, of)
    return { definition: pinned.definition, trial, snapshot }
  }
  const { definition, forms } = await definitions.of(study.id)
  const siteIds = sites.kind === 'all' ? null : sites.ids
  const trial = await loadTrial(store, { studyId: study.id, forms, siteIds })
  return { definition, trial, snapshot: null }
}
