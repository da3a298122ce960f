import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { QueryOf } from '../../shared/api/define.ts'
import type * as routes from '../../shared/api/routes/report.ts'
import type { ReportView } from '../../shared/api/routes/report.ts'
import { markedName } from '../../shared/environment/test-mark.ts'
import type { NumberedPart, Report } from '../../shared/report/define.ts'
import { withSwimmerOrder } from '../../shared/report/swimmer-order.ts'
import type { Trial, TrialSubject } from '../../shared/trial/trial.ts'
import { cutoffOf, loadTrial } from '../analysis/service.ts'
import type { Actor } from '../audit/actor.ts'
import { actorOf } from '../http/actor.ts'
import { notFound } from '../http/problem-error.ts'
import type { Answer, Handlers, StudyScope } from '../http/route-handler.ts'
import { dataOfSnapshot } from '../snapshots/service.ts'
import type { StudyServices } from '../studies/service.ts'
import { withdrawnOf } from './export-files.ts'
import { exportedName } from './format-folder.ts'
import { formatInput } from './format-input.ts'
import { bytesOf } from './drawn-file.ts'
import { figureFile } from './figure-files.ts'
import type { FormatFile, FormatInput } from './format.ts'
import { originOf, readReport, reportFiles } from './report-format.ts'
import { recordExport, type ExportReason } from './record-export.ts'

/** Rows of a listing that the page shows; files hold all of them. */
const SHOWN_ROWS = 500

export function reportHandlers(services: StudyServices): Handlers<typeof routes> {
  return {
    async getStudyReport(call) {
      const input = await inputOf(services, actorOf(call), call)
      const report = await readReport(input, call.query.described)
      return { body: toView(report, input) }
    },
    async downloadReportFile(call) {
      const { params, query } = call
      const actor = actorOf(call)
      const input = await inputOf(services, actor, call)
      const report = withSwimmerOrder(await readReport(input, query.described), query.swimmer)
      for (const file of reportFiles(report, originOf(input))) {
        if (file.name === params.file) return handOut(actor, { input, report, file, query })
      }
      throw notFound('file')
    },
    async downloadFigure(call) {
      const { params, query } = call
      const actor = actorOf(call)
      const input = await inputOf(services, actor, call)
      const report = withSwimmerOrder(await readReport(input, query.described), query.swimmer)
      const file = figureFile(report, originOf(input), { name: params.file, ...query })
      if (file === null) throw notFound('file')
      return handOut(actor, { input, report, file, query })
    },
  }
}

interface Taken {
  readonly input: FormatInput
  readonly report: Report
  readonly file: FormatFile
  readonly query: ExportReason & Pick<FileQuery, 'described' | 'swimmer'>
}

type FileQuery = QueryOf<typeof routes.downloadReportFile>

/** A file as an answer, once the trail says who took it, what for, and of which report. */
async function handOut(
  actor: Actor,
  { input, report, file: made, query }: Taken,
): Promise<Pick<Answer<typeof routes.downloadReportFile>, 'body' | 'file' | 'stream'>> {
  const file = { ...made, name: markedName(input.mark, made.name) }
  const bytes = await bytesOf(file)
  const { purpose, recipient, country, described, swimmer } = query
  const rows = swimmer === undefined ? {} : { swimmer }
  const taken = {
    ...{ format: 'report', input, reason: { purpose, recipient, country } },
    ...{ withdrawn: await withdrawnOf(input), more: { described, cutoff: report.cutoff, ...rows } },
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await recordExport(taken, actor, [exportedName(file, sha256)])
  const { name, mediaType: type } = file
  return { body: '', file: { name, type }, stream: Readable.from([bytes]) }
}

interface ReportCall {
  readonly scope: StudyScope
  readonly query: {
    readonly snapshot?: string | undefined
    readonly cutoff?: string | undefined
    readonly source: 'investigator' | 'derived'
  }
}

/**
 * The input of a report, its subjects read at once: a page waits for them. What was written in between
 * is read again, so that the state named is the state shown.
 */
async function inputOf(parts: StudyServices, actor: Actor, call: ReportCall): Promise<FormatInput> {
  const services = { ...parts, store: await parts.store.forHeavyReads() }
  const { scope, query } = call
  const wish = {
    study: scope.study,
    sites: scope.sites,
    snapshot: query.snapshot ?? null,
    profile: 'full',
    language: 'en',
    cutoff: cutoffOf(query.cutoff),
    responses: query.source,
  } as const
  for (let attempt = 1; ; attempt += 1) {
    const { seq } = await formatInput(services, actor, wish)
    const trial = await trialOf(services, call)
    const input = await formatInput(services, actor, wish)
    if (input.seq === seq || attempt === ATTEMPTS) {
      return { ...input, subjects: () => eachOf(trial) }
    }
  }
}

const ATTEMPTS = 5

/** The present data, or those of a snapshot, of the sites that one may see. */
async function trialOf(
  { store, definitions }: StudyServices,
  { scope, query }: ReportCall,
): Promise<Trial> {
  const { study, sites } = scope
  if (query.snapshot !== undefined) {
    const of = { studyId: study.id, id: query.snapshot, sites }
    return (await dataOfSnapshot({ store, definitions }, of)).trial
  }
  const { forms } = await definitions.of(study.id)
  const siteIds = sites.kind === 'all' ? null : sites.ids
  return loadTrial(store, { studyId: study.id, forms, siteIds })
}

async function* eachOf({ subjects }: Trial): AsyncGenerator<TrialSubject> {
  for (const subject of subjects) yield await Promise.resolve(subject)
}

function toView(report: Report, input: FormatInput): ReportView {
  const cut: Record<string, number> = {}
  const shown = (part: NumberedPart): NumberedPart => {
    if (part.kind !== 'listing' || part.rows.length <= SHOWN_ROWS) return part
    cut[part.number] = part.rows.length
    return { ...part, rows: part.rows.slice(0, SHOWN_ROWS) }
  }
  const sections = report.sections.map((section) => ({
    ...section,
    parts: section.parts.map(shown),
  }))
  return { report: { ...report, sections }, origin: originOf(input), cut }
}
