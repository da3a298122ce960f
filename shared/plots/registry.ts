import { createRegistry } from '../kernel/registry.ts'
import { adverseEventBarsPlot } from './adverse-event-bars.ts'
import type { Plot } from './define.ts'
import { doseEscalationPlot } from './dose-escalation.ts'
import { enrolmentPlot } from './enrolment.ts'
import { entryLagPlot } from './entry-lag.ts'
import { forestPlot } from './forest.ts'
import { kaplanMeierPlot } from './kaplan-meier.ts'
import { laboratoryShiftPlot } from './laboratory-shift.ts'
import { laboratoryTrendPlot } from './laboratory-trend.ts'
import { lesionTimeLinePlot } from './lesion-time-line.ts'
import { liverCoursePlot } from './liver-course.ts'
import { liverSafetyPlot } from './liver-safety.ts'
import { queryAgesPlot } from './query-ages.ts'
import { responseCoursePlot } from './response-course.ts'
import { responseDistributionPlot } from './response-distribution.ts'
import { spiderPlot } from './spider.ts'
import { subjectStoryPlot } from './subject-story.ts'
import { swimmerPlot } from './swimmer.ts'
import { waterfallPlot } from './waterfall.ts'

/** Every kind of plot, by the `kind` of its data. */
export const plots = createRegistry<Plot>('plot', [
  adverseEventBarsPlot,
  doseEscalationPlot,
  enrolmentPlot,
  entryLagPlot,
  forestPlot,
  kaplanMeierPlot,
  laboratoryShiftPlot,
  laboratoryTrendPlot,
  lesionTimeLinePlot,
  liverCoursePlot,
  liverSafetyPlot,
  queryAgesPlot,
  responseCoursePlot,
  responseDistributionPlot,
  spiderPlot,
  subjectStoryPlot,
  swimmerPlot,
  waterfallPlot,
])
