import type { CurveLimits } from './curve-limits.ts'
import type { KaplanMeierCurve } from './kaplan-meier.ts'

/** One row of a curve as plain values; null where a value is not defined. */
interface CurveRow {
  readonly time: number
  readonly nRisk: number
  readonly nEvent: number
  readonly nCensor: number
  readonly surv: number
  readonly stdErr: number | null
  readonly cumhaz: number
  readonly lower: number | null
  readonly upper: number | null
}

/** The curve as a list of rows, for tables, figures and JSON. Without limits these are null. */
export function curveRows(curve: KaplanMeierCurve, limits: CurveLimits | null): CurveRow[] {
  return Array.from(curve.time, (time, row) => ({
    time,
    nRisk: curve.nRisk[row] ?? 0,
    nEvent: curve.nEvent[row] ?? 0,
    nCensor: curve.nCensor[row] ?? 0,
    surv: curve.surv[row] ?? 0,
    stdErr: defined(curve.stdErr[row]),
    cumhaz: curve.cumhaz[row] ?? 0,
    lower: defined(limits?.lower[row]),
    upper: defined(limits?.upper[row]),
  }))
}

function defined(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value
}
