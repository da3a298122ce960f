import { z } from 'zod'

const number = z.number().nullable()
const limits = z.object({ lower: number, upper: number })
const byType = <T extends z.ZodType>(item: T) =>
  z.object({ 'log-log': item, log: item, plain: item }).partial()
const quantiles = z.object({ estimate: number, lower: number, upper: number })
const test = z.object({ chisq: number, df: number, p: number })

const curve = z.object({
  n: z.number(),
  events: z.number(),
  rows: z.object({
    time: z.array(number),
    nRisk: z.array(number),
    nEvent: z.array(number),
    nCensor: z.array(number),
    surv: z.array(number),
    stdErr: z.array(number),
    cumhaz: z.array(number),
  }),
  limits: byType(z.object({ lower: z.array(number), upper: z.array(number) })),
  quantiles: byType(z.object({ q25: quantiles, median: quantiles, q75: quantiles }).partial()),
  landmarks: z.array(byType(limits).extend({ time: z.number(), atRisk: z.number(), surv: number })),
  followUp: z.object({ median: number, lower: number, upper: number }).nullish(),
})

const logrank = test.extend({ observed: z.array(number), expected: z.array(number) })

const cox = z.object({
  coefficients: z
    .array(
      z.object({
        term: z.string(),
        coef: number,
        se: number,
        hr: number,
        lower: number,
        upper: number,
        p: number,
      }),
    )
    .nullish(),
  loglik: z.array(number).nullish(),
  likelihoodRatio: test.nullish(),
  score: test.nullish(),
})

const comparison = z.object({ logrank: logrank.nullish(), cox: cox.nullish() })

const label = z.union([z.string(), z.number()]).transform(String)

/** One file of the survival reference, as its README describes it. */
export const survivalFile = comparison.extend({
  name: z.string(),
  input: z.object({
    time: z.array(z.number()),
    status: z.array(z.number()),
    group: z.array(label).nullish(),
    strata: z.array(label).nullish(),
  }),
  overall: curve,
  groups: z.record(z.string(), curve).nullish(),
  groupLevels: z.array(label).nullish(),
  stratified: comparison.nullish(),
})

export type SurvivalFile = z.output<typeof survivalFile>
export type ExpectedCurve = z.output<typeof curve>
export type ExpectedLogRank = z.output<typeof logrank>
export type ExpectedCox = z.output<typeof cox>
