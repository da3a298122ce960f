import { normalQuantile } from './normal.ts'

/** How far two judgements of the same subjects agree. Shares are 0 to 1. */
interface Kappa {
  readonly n: number
  /** Share on which they agree, and what chance alone would give. Null without anybody. */
  readonly observed: number | null
  readonly expected: number | null
  /** Null, like its limits, where chance alone explains everything: both gave one answer to all. */
  readonly kappa: number | null
  readonly lower: number | null
  readonly upper: number | null
}

/**
 * Cohen's unweighted kappa of a square table of counts, with its large-sample limits cut to
 * [-1, 1]. `level` is their two-sided confidence. Throws where the table is not square.
 * @source Cohen 1960; standard error of Fleiss, Cohen and Everitt 1969, as SAS FREQ and R vcd.
 */
export function cohensKappa(table: readonly (readonly number[])[], level: number): Kappa {
  const size = table.length
  if (table.some((row) => row.length !== size)) throw new RangeError('the table is not square')
  const n = sumOf(table.map(sumOf))
  if (n === 0) return { n, observed: null, expected: null, ...NOT_DEFINED }
  const rows = table.map((row) => sumOf(row) / n)
  const columns = table.map((_, at) => sumOf(table.map((row) => row[at] ?? 0)) / n)
  const observed = sumOf(table.map((row, at) => (row[at] ?? 0) / n))
  const expected = sumOf(rows.map((share, at) => share * (columns[at] ?? 0)))
  // Shares of whole numbers: what is 1 may miss it by rounding alone.
  if (1 - expected < 1e-12) return { n, observed, expected, ...NOT_DEFINED }
  const kappa = (observed - expected) / (1 - expected)
  const shares = table.map((row) => row.map((count) => count / n))
  const variance = varianceOf({ shares, rows, columns, kappa, expected }) / n
  const reach = -normalQuantile((1 - level) / 2) * Math.sqrt(Math.max(0, variance))
  const lower = Math.max(-1, kappa - reach)
  return { n, observed, expected, kappa, lower, upper: Math.min(1, kappa + reach) }
}

const NOT_DEFINED = { kappa: null, lower: null, upper: null } as const

interface Shares {
  readonly shares: readonly (readonly number[])[]
  readonly rows: readonly number[]
  readonly columns: readonly number[]
  readonly kappa: number
  readonly expected: number
}

/** Variance of kappa for one subject, about its own value. */
function varianceOf({ shares, rows, columns, kappa, expected }: Shares): number {
  let sum = 0
  shares.forEach((line, i) => {
    line.forEach((share, j) => {
      const margins =
        i === j ? (rows[i] ?? 0) + (columns[i] ?? 0) : (columns[i] ?? 0) + (rows[j] ?? 0)
      const part = (i === j ? 1 : 0) - margins * (1 - kappa)
      sum += share * part * part
    })
  })
  return (sum - (kappa - expected * (1 - kappa)) ** 2) / (1 - expected) ** 2
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}
