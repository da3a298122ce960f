import { defaultCutoff } from '../../../shared/endpoints/default-cutoff.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import type { Registry } from '../../../shared/kernel/registry.ts'
import type { ProtocolDefinition } from '../../../shared/protocol/define.ts'
import { buildReport } from '../../../shared/report/build-report.ts'
import type {
  DescribedPopulation,
  NumberedPart,
  Report,
  ReportFigure,
  ReportMember,
  ReportTable,
} from '../../../shared/report/define.ts'
import { shownCell } from '../../../shared/report/show-cell.ts'
import { toReportSubject } from '../../../shared/report/report-subject.ts'
import type { Trial } from '../../../shared/trial/trial.ts'

interface Wish {
  readonly cutoff?: IsoDate
  readonly source?: 'investigator' | 'derived'
  readonly described?: DescribedPopulation
  /** Its parts; absent: all, with the proofs that their listing shows. */
  readonly members?: Registry<ReportMember>
}

/** The report of a trial of plain data. */
export function reportOf(trial: Trial, definition: ProtocolDefinition, wish: Wish = {}): Report {
  const { source = 'investigator', described = 'ENR' } = wish
  const cutoff = wish.cutoff ?? defaultCutoff(trial) ?? ('1970-01-01' as IsoDate)
  const options = { cutoff, source, withProofs: wish.members === undefined }
  const subjects = trial.subjects.flatMap(
    (one) => toReportSubject(one, definition, options, builtInFamilies) ?? [],
  )
  const { members } = wish
  return buildReport(subjects, {
    ...{ ...options, definition, described, families: builtInFamilies },
    ...(members === undefined ? {} : { members }),
  })
}

export function partsOf(report: Report): readonly NumberedPart[] {
  return report.sections.flatMap(({ parts }) => parts)
}

export function tableOf(report: Report, key: string): ReportTable {
  const found = partsOf(report).find((part) => part.kind !== 'figure' && part.key === key)
  if (found === undefined || found.kind === 'figure') throw new Error(`no table ${key}`)
  return found
}

export function figureOf(report: Report, key: string): ReportFigure {
  const found = partsOf(report).find((part) => part.kind === 'figure' && part.key === key)
  if (found?.kind !== 'figure') throw new Error(`no figure ${key}`)
  return found
}

/** The rows of a table as people read them, in English. */
export function shownRows(report: Report, key: string): readonly (readonly string[])[] {
  const shown = { language: 'en', monthDays: report.monthDays } as const
  return tableOf(report, key).rows.map(({ cells }) => cells.map((cell) => shownCell(cell, shown)))
}

/** The row under a label, behind the heading that names it where one is given. */
export function shownRow(
  report: Report,
  key: string,
  label: string,
  heading?: string,
): readonly string[] {
  const rows = shownRows(report, key)
  const from = heading === undefined ? 0 : rows.findIndex(([name]) => name === heading)
  const found = rows.slice(from).find(([name]) => name === label)
  if (from < 0 || found === undefined) throw new Error(`no row ${heading ?? ''} ${label} in ${key}`)
  return found.slice(1)
}
