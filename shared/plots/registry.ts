import { createRegistry } from '../kernel/registry.ts'
import type { Plot } from './define.ts'
import { kaplanMeierPlot } from './kaplan-meier.ts'
import { responseDistributionPlot } from './response-distribution.ts'
import { swimmerPlot } from './swimmer.ts'
import { waterfallPlot } from './waterfall.ts'

/** Every kind of plot, by the `kind` of its data. */
export const plots = createRegistry<Plot>('plot', [
  kaplanMeierPlot,
  responseDistributionPlot,
  swimmerPlot,
  waterfallPlot,
])
