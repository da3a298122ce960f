import { createRegistry } from '../kernel/registry.ts'
import { cohortHazardTables } from './cohort-hazards.ts'
import type { ReportMember } from './define.ts'
import { demographicsTable } from './demographics.ts'
import { kaplanMeierFigures } from './efficacy-figures.ts'
import { forestFigures } from './forest-figures.ts'
import { responseTables } from './response-tables.ts'
import { sensitivityTables } from './sensitivity-tables.ts'

/** Curves of the cohorts beside each other alone. */
const curvesByCohort: ReportMember = {
  ...kaplanMeierFigures,
  parts: (input) => kaplanMeierFigures.parts(input).filter(({ key }) => key.endsWith('-by-cohort')),
}

/** What the page of the cohorts shows of a report. */
export const cohortMembers = createRegistry<ReportMember>('part of the cohorts', [
  demographicsTable,
  responseTables,
  curvesByCohort,
  cohortHazardTables,
  forestFigures,
])

/** What the page of sensitivity shows of a report. */
export const sensitivityMembers = createRegistry<ReportMember>('part of sensitivity', [
  sensitivityTables,
])
