import type { Tenths } from '../kernel/brand.ts'
import type { ResponseSettings, TargetLesion, TargetState } from './define.ts'

/** The lengths of the settings in whole tenths of a millimetre, and the two percentages. */
export interface Limits {
  readonly tooSmall: Tenths
  readonly nodeNormalBelow: Tenths
  readonly pdFloor: Tenths
  readonly pdIncreasePct: number
  readonly prDecreasePct: number
}

/** What the targets of one assessment add up to. */
export interface TargetSum {
  /** Sum of what could be measured. */
  readonly measured: Tenths
  /** No target is without an evaluable state (T-4). */
  readonly complete: boolean
  /** Every evaluable target is gone (T-3). */
  readonly allGone: boolean
}

export function limitsOf(settings: ResponseSettings): Limits {
  return {
    tooSmall: tenthsOf(settings.tooSmallToMeasureMm),
    nodeNormalBelow: tenthsOf(settings.nodeNormalBelowMm),
    pdFloor: tenthsOf(settings.pdAbsoluteIncreaseMm),
    pdIncreasePct: settings.pdRelativeIncreasePct,
    prDecreasePct: settings.prDecreasePct,
  }
}

function tenthsOf(millimetres: number): Tenths {
  return Math.round(millimetres * 10) as Tenths
}

/** Sum of the baseline diameters; `null` without targets. */
export function baselineSum(targets: readonly TargetLesion[]): Tenths | null {
  if (targets.length === 0) return null
  return targets.reduce((sum, target) => sum + target.baseline, 0) as Tenths
}

/** Sum of the targets at one assessment. @source RECIST 1.1, 4.2 and 4.3.2; rules T-1 to T-4 */
export function sumTargets(
  targets: readonly TargetLesion[],
  states: ReadonlyMap<string, TargetState>,
  limits: Limits,
): TargetSum {
  let measured = 0
  let complete = true
  let allGone = true
  for (const target of targets) {
    const own = states.get(target.id)
    const length = diameterOf(own, limits)
    const whole =
      own?.kind === 'merged' ? wholeOf(own.into, states, limits, targets.length) : length
    if (whole === null) {
      complete = false
      continue
    }
    measured += length ?? 0
    if (!isGone(whole, target.nodal, limits)) allGone = false
  }
  return { measured: measured as Tenths, complete, allGone }
}

/** Diameter that enters the sum; `null` when not evaluable. A merged lesion counts 0 (T-2). */
export function diameterOf(state: TargetState | undefined, limits: Limits): Tenths | null {
  switch (state?.kind) {
    case 'measured':
      return state.tenths
    case 'too-small':
      return limits.tooSmall
    case 'absent':
    case 'merged':
      return 0 as Tenths
    case 'split':
      return state.fragments.length === 0
        ? null
        : (state.fragments.reduce<number>((sum, fragment) => sum + fragment, 0) as Tenths)
    case 'not-evaluable':
    case undefined:
      return null
  }
}

/** Diameter of the mass that a lesion merged into; `null` when that cannot be followed or measured. */
function wholeOf(
  into: string,
  states: ReadonlyMap<string, TargetState>,
  limits: Limits,
  steps: number,
): number | null {
  let state = states.get(into)
  for (let step = 0; state?.kind === 'merged'; step++) {
    if (step >= steps) return null
    state = states.get(state.into)
  }
  return diameterOf(state, limits)
}

/** A node is gone when its short axis is normal, any other lesion when nothing is left (T-3). */
function isGone(tenths: number, nodal: boolean, limits: Limits): boolean {
  return nodal ? tenths < limits.nodeNormalBelow : tenths === 0
}
