import type { Page } from 'playwright-core'
import { z } from 'zod'
import { hepatrial } from './built-server.ts'

/** Counts, estimate and limits of an endpoint. */
type Figures = readonly [counts: string, estimate: string, limits: string]

export interface Results {
  readonly ORR: Figures
  readonly PFS: Figures
}

/** The two endpoints as they stand in the table of results. */
export async function shownResults(page: Page): Promise<Results> {
  const figures = async (name: RegExp): Promise<Figures> => {
    const cells = await page.getByRole('row', { name }).first().getByRole('cell').allInnerTexts()
    return [cells[2] ?? '', cells[3] ?? '', cells[4] ?? '']
  }
  return { ORR: await figures(/ ORR /), PFS: await figures(/ PFS /) }
}

const limit = z.number().nullable()
const analysisSchema = z.object({
  endpoints: z.array(z.looseObject({ id: z.string(), cohort: z.string().nullable() })),
})
const proportionSchema = z.object({
  n: z.number(),
  N: z.number(),
  estimate: z.number(),
  lower: z.number(),
  upper: z.number(),
})
const survivalSchema = z.object({
  events: z.number(),
  N: z.number(),
  median: limit,
  lower: limit,
  upper: limit,
})
const MONTH_DAYS = 30.4375

/** What the command line prints of the two endpoints, rounded as a reader would. */
export async function printedAnalysis(
  dataDir: string,
  study: string,
  source: string,
): Promise<Results> {
  const options = ['--study', study, '--source', source, '--json', '--data', dataDir]
  const { endpoints } = analysisSchema.parse(JSON.parse(await hepatrial('analyse', ...options)))
  const pooled = (id: string) => endpoints.find((row) => row.id === id && row.cohort === null)
  const orr = proportionSchema.parse(pooled('ORR'))
  const pfs = survivalSchema.parse(pooled('PFS'))
  const share = (value: number) => (value * 100).toFixed(1)
  const months = (days: number | null) => (days === null ? null : (days / MONTH_DAYS).toFixed(1))
  const median = months(pfs.median)
  return {
    ORR: [
      `${orr.n}/${orr.N}`,
      `${share(orr.estimate)} %`,
      `${share(orr.lower)} – ${share(orr.upper)} %`,
    ],
    PFS: [
      `${pfs.events} ${pfs.events === 1 ? 'event' : 'events'} / ${pfs.N}`,
      median === null ? 'not reached' : `${median} months`,
      `${months(pfs.lower) ?? 'NR'} – ${months(pfs.upper) ?? 'NR'}`,
    ],
  }
}
