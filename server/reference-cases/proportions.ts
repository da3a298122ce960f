import { readFileSync } from 'node:fs'
import { z } from 'zod'
import {
  clopperPearsonLower,
  proportion,
  type ProportionCount,
  type ProportionMethod,
} from '../../shared/statistics/proportion.ts'
import { runCase, type CaseResult, type Comparison } from './case-result.ts'
import { compareValues, joinComparisons } from './compare-values.ts'

const TOLERANCE = 1e-9

const number = z.number().nullable()
const limits = z.object({ lower: number, upper: number })
const method = z.enum(['clopper-pearson', 'wilson'])

const expectedCase = z.object({
  n: z.number(),
  N: z.number(),
  estimate: number,
  clopperPearson: limits,
  clopperPearson90: limits,
  wilson: limits,
  wilson90: limits,
  oneSidedLower95: number,
  oneSidedLower975: number,
})

const publishedCase = expectedCase.partial().extend({
  n: z.number(),
  N: z.number(),
  trial: z.string(),
  endpoint: z.string(),
  printed: z.object({ lowerPct: z.number(), upperPct: z.number(), decimals: z.number() }),
  printedMatches: z.array(method),
})

const proportionFile = z.object({
  cases: z.array(expectedCase.partial().required({ n: true, N: true })),
  published: z.array(publishedCase).default([]),
})

/** Every case of a file of proportions, the published intervals included. */
export function runProportionCases(file: string): CaseResult[] {
  const { cases, published } = proportionFile.parse(JSON.parse(readFileSync(file, 'utf8')))
  return [
    ...cases.map((one) => runCase(`proportions/${one.n} of ${one.N}`, () => compareAll(one))),
    ...published.map((one) =>
      runCase(`proportions/${one.trial}, ${one.endpoint}`, () =>
        joinComparisons([compareAll(one), comparePrinted(one)]),
      ),
    ),
  ]
}

/** All members of the case that have something to do with the counts. */
function compareAll({ n, N, ...expected }: z.output<typeof expectedCase> | Counted): Comparison {
  const members = Object.keys(expectedCase.shape)
  const wanted = Object.fromEntries(
    Object.entries(expected).filter(([key, value]) => members.includes(key) && value !== undefined),
  )
  return compareValues(allLimits({ n, N }), wanted, TOLERANCE)
}

type Counted = ProportionCount & Readonly<Record<string, unknown>>

function allLimits(count: ProportionCount): object {
  return {
    estimate: proportion(count).estimate,
    clopperPearson: proportion({ ...count, level: 0.95, method: 'clopper-pearson' }),
    clopperPearson90: proportion({ ...count, level: 0.9, method: 'clopper-pearson' }),
    wilson: proportion({ ...count, level: 0.95, method: 'wilson' }),
    wilson90: proportion({ ...count, level: 0.9, method: 'wilson' }),
    oneSidedLower95: clopperPearsonLower({ ...count, level: 0.95 }),
    oneSidedLower975: clopperPearsonLower({ ...count, level: 0.975 }),
  }
}

/** Which methods give the printed interval when rounded as it was. */
function comparePrinted(published: z.output<typeof publishedCase>): Comparison {
  const { n, N, printed, printedMatches } = published
  const matches = method.options.filter(
    (one) => rounded({ n, N }, one, printed.decimals) === text(printed),
  )
  return compareValues(matches, [...printedMatches].sort(), TOLERANCE)
}

function text({
  lowerPct,
  upperPct,
  decimals,
}: {
  lowerPct: number
  upperPct: number
  decimals: number
}): string {
  return `${lowerPct.toFixed(decimals)} to ${upperPct.toFixed(decimals)}`
}

function rounded(count: ProportionCount, using: ProportionMethod, decimals: number): string {
  const { lower, upper } = proportion({ ...count, level: 0.95, method: using })
  if (lower === null || upper === null) return 'none'
  return text({ lowerPct: lower * 100, upperPct: upper * 100, decimals })
}
