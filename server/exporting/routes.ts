import { createHash } from 'node:crypto'
import type * as analysisRoutes from '../../shared/api/routes/analysis.ts'
import type { ExportedFile, ExportFormat } from '../../shared/exports/define.ts'
import { ANNOUNCED_FORMATS } from '../../shared/exports/registry.ts'
import type { Families } from '../../shared/families.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { flaggedSubjects } from '../../shared/subject/withdrawal.ts'
import type { Trial } from '../../shared/trial/trial.ts'
import { loadTrial } from '../analysis/service.ts'
import { actorOf } from '../http/actor.ts'
import { notFound, ProblemError } from '../http/problem-error.ts'
import type { Handlers, StudyScope } from '../http/route-handler.ts'
import type { StudyServices } from '../studies/service.ts'
import { allFiles, recordExport, unlockedFiles } from './service.ts'

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
    async listExportFiles({ scope, params }) {
      const format = formatOf(families, params.format)
      const { trial, definition } = await dataOf(services, scope)
      const unlocked = await unlockedFiles(store, { studyId: scope.study.id, sites: scope.sites })
      const files = allFiles({ format, trial, definition }, unlocked)
      return {
        body: {
          files: Array.from(files, ({ name, rows }) => ({ name, rows })),
          withdrawn: [...flaggedSubjects(trial, definition)],
        },
      }
    },
    async downloadExportFile(call) {
      const { scope, params } = call
      const format = formatOf(families, params.format)
      const data = await dataOf(services, scope)
      const unlocked = await unlockedFiles(store, { studyId: scope.study.id, sites: scope.sites })
      const file = fileNamed(allFiles({ format, ...data }, unlocked), params.file)
      if (file === undefined) throw notFound('file')
      const { name, text, rows, mediaType } = file
      const sha256 = createHash('sha256').update(text).digest('hex')
      const withdrawn = flaggedSubjects(data.trial, data.definition)
      const taken = { studyId: scope.study.id, format, withdrawn }
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

/** The data of the sites that the exporter may see. */
async function dataOf(
  { store, definitions }: StudyServices,
  { study, sites }: StudyScope,
): Promise<{ readonly trial: Trial; readonly definition: ProtocolDefinition }> {
  const { definition, forms } = await definitions.of(study.id)
  const siteIds = sites.kind === 'all' ? null : sites.ids
  return { definition, trial: await loadTrial(store, { studyId: study.id, forms, siteIds }) }
}
