import { LANGUAGES } from '../../shared/kernel/bilingual.ts'
import type { IsoDate } from '../../shared/kernel/brand.ts'
import { reportSteps } from '../../shared/report/build-report.ts'
import type { DescribedPopulation, Report, ReportInput } from '../../shared/report/define.ts'
import { csvText, numbersCsv, partCsv, type PartCsv } from '../../shared/report/part-csv.ts'
import type { ReportOrigin } from '../../shared/report/report-head.ts'
import { toReportSubject, type ReportSubject } from '../../shared/report/report-subject.ts'
import { derivePlans, type PlannedAdditions } from '../../shared/sensitivity/derive-plans.ts'
import { sensitivityPlans } from '../../shared/sensitivity/plans.ts'
import { breathe, breathingSteps } from '../breathe.ts'
import { asSeenAt, listDecisions } from '../dose-decisions/service.ts'
import { reportHtml, reportPdf } from '../reporting/service.ts'
import { latestDate } from './datasets/tabulated.ts'
import type { FormatFile, FormatInput, ServerFormat } from './format.ts'
import { calendarOf } from './twin-calendar.ts'

/** The study report: HTML and PDF in both languages, and every number of it. */
export const reportFormat: ServerFormat = {
  key: 'report',
  title: { en: 'Study report', zh: '研究报告' },
  description: {
    en: 'Tables, figures and listings as HTML and PDF in English and Chinese, and their numbers, unrounded, as CSV.',
    zh: '统计表、统计图和数据列表，提供中英文HTML与PDF，以及未舍入数值的CSV文件。',
  },
  deidentifies: true,
  async *files(input) {
    yield* reportFiles(await readReport(input, 'ENR'), originOf(input))
  },
}

/** Before every date: a study without any is analysed as of then. */
const BEFORE_ALL = '1970-01-01' as IsoDate

/** Reads the subjects one after the other: of each no more is kept than the report needs. */
export async function readReport(
  input: FormatInput,
  described: DescribedPopulation,
): Promise<Report> {
  const { definition, families, responses: source, subjects, onProgress, laboratoriesOf } = input
  const cutoff = input.cutoff ?? (await latestDate(input)) ?? BEFORE_ALL
  const options = { cutoff, source }
  const calendar = calendarOf(input.twin)
  const read: ReportSubject[] = []
  const plans = sensitivityPlans(definition, source)
  const planned: PlannedAdditions[] = []
  let done = 0
  for await (const subject of subjects()) {
    const own = {
      cutoff: calendar.toSubject(subject.subjid, cutoff),
      source,
      withProofs: true,
      ...(laboratoriesOf === undefined ? {} : { laboratoriesOf }),
    }
    const facts = toReportSubject(subject, definition, own, families)
    if (facts !== null) {
      read.push(facts)
      await breathe()
      planned.push(derivePlans(subject, plans, own.cutoff, families))
    }
    done += 1
    onProgress({ step: READING, subjects: done })
    // Grading takes its time.
    await breathe()
  }
  const doseDecisions = await decisionsOf(input)
  const sensitivity = { plans, subjects: planned }
  const wish = { ...options, definition, described, families, doseDecisions, sensitivity }
  return breathingSteps(reportSteps(read, wish))
}

/** Those recorded in the state that is read; null in a de-identified copy: they are people's own words. */
async function decisionsOf(input: FormatInput): Promise<ReportInput['doseDecisions']> {
  const { store, study, seq: upToSeq, sites, twin } = input
  if (twin !== null) return null
  const wish = { studyId: study.id, upToSeq }
  return asSeenAt(sites, await listDecisions(store, store.read, wish))
}

const READING = { en: 'Reading the subjects', zh: '读取受试者数据' }

export function originOf(input: FormatInput): ReportOrigin {
  const { study, mark, snapshot, stateAt, programVersion, twin } = input
  return {
    study: { key: study.key, title: study.title },
    mark,
    snapshot:
      snapshot === null ? null : { name: snapshot.name, seq: snapshot.seq, hash: snapshot.hash },
    ...{ stateAt, programVersion },
    deidentified: twin !== null,
    ...sitesOf(input),
  }
}

function sitesOf({ sites, places, twin }: FormatInput): Pick<ReportOrigin, 'sites'> {
  if (sites.kind === 'all') return {}
  const codes = places
    .filter(({ id }) => sites.ids.includes(id))
    .map(({ code }) => twin?.siteCode(code) ?? code)
  return { sites: [...new Set(codes)].sort() }
}

/** The files of a report, each made when it is read. */
export function* reportFiles(report: Report, origin: ReportOrigin): Iterable<FormatFile> {
  const parts = report.sections.flatMap((section) => section.parts)
  for (const language of LANGUAGES) {
    yield {
      ...{ name: `report-${language}.html`, language },
      rows: parts.length,
      mediaType: 'text/html; charset=utf-8',
      pieces: () => reportHtml(report, origin, language),
    }
    yield {
      ...{ name: `report-${language}.pdf`, language },
      rows: parts.length,
      mediaType: 'application/pdf',
      pieces: () => reportPdf(report, origin, language),
    }
  }
  yield csvFile(numbersCsv(report))
  for (const part of parts) yield csvFile(partCsv(part))
}

function csvFile(csv: PartCsv): FormatFile {
  return {
    name: csv.name,
    rows: csv.rows.length,
    fields: csv.columns,
    mediaType: 'text/csv; charset=utf-8',
    pieces: () => [csvText(csv)],
  }
}
