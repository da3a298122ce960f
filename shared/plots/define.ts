import type { BestResponse } from '../endpoints/results.ts'
import type { Bilingual, Language } from '../kernel/bilingual.ts'
import type { Member } from '../kernel/registry.ts'
import type { CoursePlotData } from './course-data.ts'
import type { ForestData } from './forest-data.ts'
import type { Drawing } from './marks.ts'
import type { SafetyPlotData } from './safety-data.ts'
import type { StoryPlotData } from './story-data.ts'

/** Rows of a survival curve by rising time; days, shares 0 to 1. */
export interface CurveStep {
  readonly time: number
  readonly nEvent: number
  readonly nCensor: number
  readonly surv: number
  readonly lower: number | null
  readonly upper: number | null
}

export interface SurvivalCurve {
  readonly key: string
  readonly label: Bilingual
  readonly n: number
  readonly steps: readonly CurveStep[]
}

/** Survival curves; the limits are drawn where there is one curve. */
export interface KaplanMeierData {
  readonly kind: 'kaplan-meier'
  readonly label: Bilingual
  readonly monthDays: number
  readonly curves: readonly SurvivalCurve[]
}

/** Best change of one subject's sum of diameters, in percent of baseline. */
export interface WaterfallBar {
  readonly subject: string
  readonly change: number
  readonly response: BestResponse
  /** A new lesion, or progression of lesions that are not in the sum. */
  readonly otherProgression: boolean
}

export interface WaterfallData {
  readonly kind: 'waterfall'
  readonly bars: readonly WaterfallBar[]
}

export type SwimmerEvent = 'CR' | 'PR' | 'PD' | 'death' | 'off-treatment' | 'new-therapy'

/** One subject's time in days from the first dose, itself day 1. */
export interface SwimmerLane {
  readonly subject: string
  readonly cohort: string | null
  readonly treatedDays: number
  readonly followedDays: number
  readonly ongoing: boolean
  /** From the first response to its end; null without response. */
  readonly response: { readonly from: number; readonly to: number } | null
  readonly events: readonly { readonly kind: SwimmerEvent; readonly days: number }[]
}

/** In which order the lanes stand, and of whom they are. */
export interface SwimmerOrder {
  readonly by: 'follow-up' | 'waterfall'
  /** By follow-up: within each cohort. */
  readonly cohorts: boolean
  /** Treated subjects that no page shows. */
  readonly left: number
  /** As a waterfall: how many lanes here, the first ones, have a bar there. */
  readonly barred: number
}

export interface SwimmerData {
  readonly kind: 'swimmer'
  readonly order: SwimmerOrder
  readonly monthDays: number
  /** Follow-up of the longest on any page, so that all pages have one axis; absent: this is the only page. */
  readonly longestDays?: number
  readonly lanes: readonly SwimmerLane[]
}

export interface DistributionBar {
  readonly key: string
  readonly label: Bilingual
  readonly N: number
  readonly counts: Readonly<Partial<Record<BestResponse, number>>>
}

export interface DistributionData {
  readonly kind: 'response-distribution'
  readonly bars: readonly DistributionBar[]
}

/** Data of a kind of plot that is not built in. */
export interface OtherPlotData {
  readonly kind: `x-${string}`
  readonly values: readonly number[]
}

export type PlotData =
  | KaplanMeierData
  | WaterfallData
  | SwimmerData
  | DistributionData
  | CoursePlotData
  | ForestData
  | SafetyPlotData
  | StoryPlotData
  | OtherPlotData

/** The numbers of a plot as a table, unrounded. */
export interface PlotTable {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly (string | number | null)[])[]
}

/** A kind of plot: from data to marks, and to the table behind it. Knows no drawing. */
export interface Plot extends Member {
  draw(data: PlotData, language: Language): Drawing
  table(data: PlotData): PlotTable
}

/** A plot from its rules. The member throws when it is given data of another kind. */
export function definePlot<K extends PlotData['kind']>(
  key: K,
  rules: {
    readonly draw: (data: Extract<PlotData, { kind: K }>, language: Language) => Drawing
    readonly table: (data: Extract<PlotData, { kind: K }>) => PlotTable
  },
): Plot {
  const own = (data: PlotData): Extract<PlotData, { kind: K }> => {
    if (isOf(data, key)) return data
    throw new Error(`The plot "${key}" cannot draw data of "${data.kind}".`)
  }
  return {
    key,
    draw: (data, language) => rules.draw(own(data), language),
    table: (data) => rules.table(own(data)),
  }
}

function isOf<K extends PlotData['kind']>(
  data: PlotData,
  key: K,
): data is Extract<PlotData, { kind: K }> {
  return data.kind === key
}
