import type { SnapshotView } from '../../shared/api/routes/snapshots.ts'
import type * as routes from '../../shared/api/routes/exports.ts'
import type { ExportedFile, ExportFormat } from '../../shared/exports/define.ts'
import { deidentified } from '../../shared/exports/deidentify.ts'
import type { Families } from '../../shared/families.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { flaggedSubjects, type FlaggedSubject } from '../../shared/subject/withdrawal.ts'
import type { Trial } from '../../shared/trial/trial.ts'
import { csvField } from '../../shared/trial/write-csv.ts'
import { loadTrial } from '../analysis/service.ts'
import { actorOf } from '../http/actor.ts'
import { notFound } from '../http/problem-error.ts'
import type { Handlers, StudyScope } from '../http/route-handler.ts'
import { dataOfSnapshot } from '../snapshots/service.ts'
import type { StudyServices } from '../studies/service.ts'
import type { Registry } from '../../shared/kernel/registry.ts'
import { coversOf } from './covers.ts'
import type { ServerFormat } from './format.ts'
import { offeredFormats } from './offer.ts'
import { readExportLog } from './export-log.ts'
import { recordExport, recordKeyTaken } from './record-export.ts'
import { allFiles, nameOf } from './service.ts'
import { unlockedFiles } from './unlocked-files.ts'

interface ExportServices extends StudyServices {
  readonly serverFormats: Registry<ServerFormat>
}

export function exportHandlers(services: ExportServices): Handlers<typeof routes> {
  const { store, families } = services
  return {
    listExportFormats() {
      const offered = offeredFormats(families.exports, services.serverFormats)
      const formats = offered.map(({ key, title, description, deidentifies }) => ({
        ...{ key, title, description, deidentifies },
        single: families.exports.has(key),
      }))
      return Promise.resolve({ body: { formats } })
    },
    async listExportFiles(call) {
      const format = formatOf(families, call.params.format)
      const data = await dataOf(services, call)
      const files = allFiles({ format, ...data }, data.unlocked)
      const listed = Array.from(files, ({ name, rows }) => ({ name, rows }))
      return { body: { files: listed, withdrawn: [...data.withdrawn] } }
    },
    async downloadExportFile(call) {
      const { scope, params, query } = call
      const format = formatOf(families, params.format)
      const data = await dataOf(services, call)
      const { withdrawn, snapshot } = data
      const file = fileNamed(allFiles({ format, ...data }, data.unlocked), params.file)
      if (file === undefined) throw notFound('file')
      const { text } = file
      const { purpose, recipient, country, profile } = query
      const reason = { purpose, recipient, country, profile }
      const taken = { studyId: scope.study.id, format, withdrawn, snapshot, ...reason }
      await recordExport(store, actorOf(call), taken, [nameOf(file, text)])
      const type = file.mediaType ?? format.mediaType
      return { body: text, file: { name: file.name, type } }
    },
    async listExportLog({ scope, caller }) {
      // Whoever sees some sites alone sees the own exports alone.
      const of = scope.sites.kind === 'all' ? null : caller.username
      return { body: { rows: await readExportLog(store, scope.study.id, of) } }
    },
    async downloadExportKey(call) {
      const { text, name } = await takeKey(services, call)
      return { body: text, file: { name, type: 'text/csv; charset=utf-8' } }
    },
  }
}

function formatOf(families: Families, key: string): ExportFormat {
  const format = families.exports.find(key)
  if (format === undefined) throw notFound('format')
  return format
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
  /** Who withdrew consent, by the numbers that the files hold. */
  readonly withdrawn: readonly FlaggedSubject[]
  /** What says which locks were released, where any was. */
  readonly unlocked: readonly ExportedFile[]
}

type ExportCall = Parameters<typeof actorOf>[0] & {
  readonly scope: StudyScope
  readonly query: {
    readonly snapshot?: string | undefined
    readonly profile: 'full' | 'deidentified'
  }
}

/** The data of the sites that the exporter may see, under the profile asked for. */
async function dataOf(services: StudyServices, call: ExportCall): Promise<ExportedData> {
  const { scope, query } = call
  const data = await statesOf(services, scope, query.snapshot)
  const studyId = scope.study.id
  const asOf = data.snapshot?.asOf ?? null
  const releases = { studyId, sites: scope.sites, asOf }
  if (query.profile === 'full') {
    const unlocked = await unlockedFiles(services.store, releases)
    return { ...data, unlocked, withdrawn: flagged(data) }
  }
  const covers = await coversOf(services.store, actorOf(call), studyId)
  const twin = deidentified(data.trial, data.definition, covers)
  const unlocked = await unlockedFiles(services.store, { ...releases, covered: twin })
  return { ...twin, snapshot: data.snapshot, unlocked, withdrawn: flagged(twin) }
}

function flagged({ trial, definition }: Pick<ExportedData, 'trial' | 'definition'>) {
  return [...flaggedSubjects(trial, definition)]
}

/** The data as they are, or as a snapshot keeps them. */
async function statesOf(
  { store, definitions }: StudyServices,
  { study, sites }: StudyScope,
  snapshotId: string | undefined,
): Promise<Omit<ExportedData, 'withdrawn' | 'unlocked'>> {
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

/** The table from codes to subjects, with its own entry in the trail. */
async function takeKey(
  services: StudyServices,
  call: Omit<ExportCall, 'query'> & { readonly query: { readonly snapshot?: string | undefined } },
): Promise<{ readonly text: string; readonly name: string }> {
  const { study } = call.scope
  const { trial, definition, snapshot } = await statesOf(services, call.scope, call.query.snapshot)
  const covers = await coversOf(services.store, actorOf(call), study.id)
  const { key } = deidentified(trial, definition, covers)
  const lines = key.map(({ code, subjid, daysBack }) => `${code},${csvField(subjid)},${daysBack}`)
  const text = ['CODE,SUBJID,DAYS_BACK', ...lines].join('\n') + '\n'
  const taken = { studyId: study.id, subjects: key.length, snapshot: snapshot?.name ?? null }
  await recordKeyTaken(services.store, actorOf(call), taken)
  return { text, name: `${study.key}-key.csv` }
}
