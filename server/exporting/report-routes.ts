import type { QueryOf } from '../../shared/api/define.ts'
import type * as routes from '../../shared/api/routes/report.ts'
import { getStudyReport, type ReportView } from '../../shared/api/routes/report.ts'
import type { NumberedPart, Report } from '../../shared/report/define.ts'
import { withSwimmerOrder } from '../../shared/report/swimmer-order.ts'
import type { Actor } from '../audit/actor.ts'
import { actorOf } from '../http/actor.ts'
import type { Caller } from '../http/caller.ts'
import { notFound } from '../http/problem-error.ts'
import type { Handlers } from '../http/route-handler.ts'
import { sitesHolding } from '../http/scope.ts'
import type { StudyServices } from '../studies/service.ts'
import { figureFile } from './figure-files.ts'
import type { FormatInput } from './format.ts'
import { handOut } from './hand-out.ts'
import { originOf, readReport, reportFiles } from './report-format.ts'
import { reportInput, type ReportCall } from './report-input.ts'

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
      const input = await inputOf(services, actor, asRead(call))
      const report = withSwimmerOrder(await readReport(input, query.described), query.swimmer)
      for (const file of reportFiles(report, originOf(input))) {
        if (file.name !== params.file) continue
        return handOut(actor, { input, file, reason: query, more: chosen(report, query) })
      }
      throw notFound('file')
    },
    async downloadFigure(call) {
      const { params, query } = call
      const actor = actorOf(call)
      const input = await inputOf(services, actor, asRead(call))
      const report = withSwimmerOrder(await readReport(input, query.described), query.swimmer)
      const file = figureFile(report, originOf(input), { name: params.file, ...query })
      if (file === null) throw notFound('file')
      return handOut(actor, { input, file, reason: query, more: chosen(report, query) })
    },
  }
}

/** A file of the report needs what its page needs, of a script too. */
function asRead<Call extends ReportCall & { readonly caller: Caller }>(call: Call): Call {
  const sites = sitesHolding(call.caller, call.scope, getStudyReport.access)
  return { ...call, scope: { ...call.scope, sites } }
}

/** What the trail says of the report that a file is of. */
function chosen(
  { cutoff }: Report,
  { described, swimmer }: Pick<QueryOf<typeof routes.downloadFigure>, 'described' | 'swimmer'>,
): object {
  return { described, cutoff, ...(swimmer === undefined ? {} : { swimmer }) }
}

async function inputOf(parts: StudyServices, actor: Actor, call: ReportCall): Promise<FormatInput> {
  const services = { ...parts, store: await parts.store.forHeavyReads() }
  return (await reportInput(services, actor, call, () => Promise.resolve(null))).input
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
