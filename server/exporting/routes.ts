import type * as routes from '../../shared/api/routes/exports.ts'
import { deidentified } from '../../shared/exports/deidentify.ts'
import type { Registry } from '../../shared/kernel/registry.ts'
import { csvField } from '../../shared/trial/write-csv.ts'
import { sha256 } from '../audit/hash.ts'
import { actorOf } from '../http/actor.ts'
import { notFound } from '../http/problem-error.ts'
import type { Handlers, StudyScope } from '../http/route-handler.ts'
import { spool } from '../http/spool.ts'
import type { StudyServices } from '../studies/service.ts'
import { coversOf } from './covers.ts'
import { allFiles, besideOf } from './export-files.ts'
import { readExportLog } from './export-log.ts'
import { exportedName } from './format-folder.ts'
import { formatInput } from './format-input.ts'
import type { FormatFile, FormatInput, ServerFormat } from './format.ts'
import { offeredFormats, wholeTrial, type OfferedFormat } from './offer.ts'
import { recordExport, recordKeyTaken, type ExportReason } from './record-export.ts'

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
      const format = formatOf(services, call.params.format)
      const input = await inputOf(services, call)
      const beside = await besideOf(input)
      const files: { name: string; rows: number }[] = []
      for await (const { name, rows } of allFiles(format, input, beside)) files.push({ name, rows })
      return { body: { files, withdrawn: [...beside.withdrawn] } }
    },
    async downloadExportFile(call) {
      const { params, query } = call
      const format = formatOf(services, params.format)
      const input = await inputOf(services, call)
      const beside = await besideOf(input)
      const { withdrawn } = beside
      const file = await fileNamed(allFiles(format, input, beside), params.file)
      const made = await spool(piecesOf(file))
      try {
        const taken = { format: format.key, input, reason: reasonIn(query), withdrawn }
        await recordExport(taken, actorOf(call), [exportedName(file, made.sha256)])
      } catch (error) {
        await made.discard()
        throw error
      }
      const { name, mediaType: type } = file
      return { body: '', file: { name, type, fixedName: true }, stream: made.read() }
    },
    async listExportLog({ scope, caller, query: { cursor, limit } }) {
      // Whoever sees some sites alone sees the own exports alone.
      const takenBy = scope.sites.kind === 'all' ? null : caller.username
      const wish = { studyId: scope.study.id, takenBy, cursor, limit }
      return { body: await readExportLog(store, wish) }
    },
    async downloadExportKey(call) {
      const { text, name } = await takeKey(services, call)
      return { body: text, file: { name, type: 'text/csv; charset=utf-8' } }
    },
  }
}

/** Formats of plain data alone are taken file by file; the others come in a package. */
function formatOf({ families }: ExportServices, key: string): OfferedFormat {
  const found = offeredFormats(families.exports, { all: [] }).find((one) => one.key === key)
  if (found === undefined) throw notFound('format')
  return found
}

/** Makes the files up to the one of that name; the texts of the others are never made. */
async function fileNamed(files: AsyncIterable<FormatFile>, name: string): Promise<FormatFile> {
  for await (const file of files) if (file.name === name) return file
  throw notFound('file')
}

async function* piecesOf(file: FormatFile): AsyncGenerator<string | Uint8Array> {
  yield* file.pieces()
}

type ExportCall = Parameters<typeof actorOf>[0] & {
  readonly scope: StudyScope
  readonly query: {
    readonly snapshot?: string | undefined
    readonly profile?: 'full' | 'deidentified'
  }
}

/** The data of the sites that the exporter may see, under the profile asked for. */
async function inputOf(services: StudyServices, call: ExportCall): Promise<FormatInput> {
  const { scope, query } = call
  const reading = { ...services, store: await services.store.forHeavyReads() }
  return formatInput(reading, actorOf(call), {
    ...{ study: scope.study, sites: scope.sites, language: 'en' },
    ...{ snapshot: query.snapshot ?? null, profile: query.profile ?? 'full' },
  })
}

function reasonIn({ purpose, recipient, country }: ExportReason): ExportReason {
  return { purpose, recipient, country }
}

type KeyCall = ExportCall & { readonly query: ExportReason }

/** The table from codes to subjects, with its own entry in the trail. */
async function takeKey(
  services: StudyServices,
  call: KeyCall,
): Promise<{ readonly text: string; readonly name: string }> {
  const { study } = call.scope
  const input = await inputOf(services, call)
  const covers = await coversOf(services.store, actorOf(call), study.id)
  const { key } = deidentified(await wholeTrial(input), input.definition, covers)
  const lines = key.map(({ code, subjid, daysBack }) => `${code},${csvField(subjid)},${daysBack}`)
  const text = ['CODE,SUBJID,DAYS_BACK', ...lines].join('\n') + '\n'
  await recordKeyTaken(services.store, actorOf(call), {
    ...{ studyId: study.id, subjects: key.length, snapshot: input.snapshot?.name ?? null },
    ...{ seq: input.seq, sha256: sha256(text), reason: reasonIn(call.query) },
  })
  return { text, name: `${study.key}-key.csv` }
}
