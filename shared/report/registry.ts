import { createRegistry } from '../kernel/registry.ts'
import { overviewTable } from './adverse-event-overview-table.ts'
import { adverseEventTermTables } from './adverse-event-term-tables.ts'
import { cohortHazardTables } from './cohort-hazards.ts'
import { deathsTable } from './deaths-table.ts'
import type { ReportMember } from './define.ts'
import { demographicsTable } from './demographics.ts'
import { deviationsTable } from './deviations.ts'
import { dispositionTable } from './disposition.ts'
import { doseDecisionListing } from './dose-decision-listing.ts'
import { doseEscalationFigure } from './dose-escalation-figure.ts'
import { enrolmentFigure } from './enrolment-figure.ts'
import { exposureTable } from './exposure.ts'
import { forestFigures } from './forest-figures.ts'
import { kaplanMeierFigures } from './kaplan-meier-figures.ts'
import { laboratoryFigures } from './laboratory-figures.ts'
import { laboratoryTable } from './laboratory-table.ts'
import { landmarkTable } from './landmark-table.ts'
import { liverFigures } from './liver-figures.ts'
import {
  adverseEventListings,
  deathListing,
  deviationListing,
  responseListings,
} from './listings.ts'
import { otherEndpointsTable } from './other-endpoints-table.ts'
import { proofListing } from './proof-listing.ts'
import { responseCourseFigures } from './response-course-figure.ts'
import { responseTables } from './response-tables.ts'
import { adverseEventFigures } from './safety-figures.ts'
import { antibodyTable, doseLimitingTable } from './safety-rate-tables.ts'
import { sensitivityTables } from './sensitivity-tables.ts'
import { spiderFigures } from './spider-figure.ts'
import { swimmerFigures } from './swimmer-figure.ts'
import { timeToEventTables } from './time-to-event-tables.ts'
import { waterfallFigures } from './waterfall-figure.ts'

/** Every question that a report answers, in the order of the report. */
export const reportMembers = createRegistry<ReportMember>('report part', [
  dispositionTable,
  enrolmentFigure,
  demographicsTable,
  deviationsTable,
  exposureTable,
  responseTables,
  waterfallFigures,
  spiderFigures,
  responseCourseFigures,
  timeToEventTables,
  kaplanMeierFigures,
  cohortHazardTables,
  landmarkTable,
  forestFigures,
  sensitivityTables,
  swimmerFigures,
  otherEndpointsTable,
  overviewTable,
  adverseEventTermTables,
  adverseEventFigures,
  doseLimitingTable,
  doseEscalationFigure,
  deathsTable,
  antibodyTable,
  liverFigures,
  laboratoryTable,
  laboratoryFigures,
  responseListings,
  adverseEventListings,
  deathListing,
  deviationListing,
  doseDecisionListing,
  proofListing,
])

/** Those of them that give figures, some beside a table: a page of figures asks no other. */
export const figureMembers = createRegistry<ReportMember>('figure', [
  enrolmentFigure,
  responseTables,
  waterfallFigures,
  spiderFigures,
  responseCourseFigures,
  kaplanMeierFigures,
  forestFigures,
  swimmerFigures,
  adverseEventFigures,
  doseEscalationFigure,
  liverFigures,
  laboratoryFigures,
])
