import type { Missing } from './evaluate.ts'
import type { GradedBand, LaboratoryGradeValue } from './laboratory-grade.ts'

/** How high a value stands on its ladders, and what decided it. */
export interface Climb {
  readonly min: LaboratoryGradeValue
  readonly max: LaboratoryGradeValue
  /** The bands that decide `min` and `max`. */
  readonly bands: readonly GradedBand[]
  /** What was missing in bands that might have given a higher grade. */
  readonly missing: ReadonlySet<Missing>
  readonly skippedBaseline: boolean
  readonly ask: readonly string[]
}

/** Lowest and highest grade over every way the unknown circumstances may be. */
export function climbLadders(
  bands: readonly GradedBand[],
  context: Readonly<Record<string, boolean | undefined>>,
): Climb {
  const reached = bands.filter(({ truth }) => truth !== 'no')
  const names = new Set(reached.flatMap(({ band }) => band.circumstance?.name ?? []))
  const unknown = [...names].filter((name) => context[name] === undefined)
  const climbs = assignments(unknown).map((assumed) =>
    climbOnce(reached.filter((outcome) => fits(outcome, { ...context, ...assumed }))),
  )
  const min = Math.min(...climbs.map((climb) => climb.min)) as LaboratoryGradeValue
  const max = Math.max(...climbs.map((climb) => climb.max)) as LaboratoryGradeValue
  const deciding = climbs.flatMap((climb) => climb.deciding)
  return {
    min,
    max,
    bands: [...new Set(deciding)].filter(({ band }) => band.grade >= min),
    missing: new Set(climbs.flatMap((climb) => climb.missing)),
    skippedBaseline: climbs.some((climb) => climb.skippedBaseline),
    ask: min === max ? [] : unknown,
  }
}

function climbOnce(outcomes: readonly GradedBand[]) {
  const certain = outcomes.filter(({ truth }) => truth === 'yes')
  const min = highest(certain)
  const open = outcomes.filter(({ truth, band }) => truth === 'open' && band.grade > min)
  return {
    min,
    max: Math.max(min, highest(open)),
    deciding: [...certain.filter(({ band }) => band.grade === min), ...open],
    missing: open.flatMap(({ bounds }) => bounds.flatMap((bound) => bound.missing ?? [])),
    skippedBaseline: outcomes.some(({ truth }) => truth === 'skipped'),
  }
}

const highest = (bands: readonly GradedBand[]): number =>
  Math.max(0, ...bands.map(({ band }) => band.grade))

function fits(
  { band: { circumstance } }: GradedBand,
  context: Readonly<Record<string, boolean | undefined>>,
): boolean {
  return circumstance === null || context[circumstance.name] === circumstance.present
}

function assignments(names: readonly string[]): Record<string, boolean>[] {
  return names.reduce<Record<string, boolean>[]>(
    (all, name) => all.flatMap((one) => [true, false].map((value) => ({ ...one, [name]: value }))),
    [{}],
  )
}
