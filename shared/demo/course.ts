import type { Day } from '../kernel/brand.ts'
import { addDays, dayOf } from '../kernel/dates.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type { DemoDrug, DemoProfile } from './profiles.ts'
import type { Random } from './random.ts'

/** What "really" happens to a made-up subject; the rows of all files are written from it. */
export interface Course {
  readonly subjid: string
  readonly site: string
  readonly sex: 'M' | 'F'
  readonly birth: Day
  readonly consent: Day
  /** Null: screen failure. */
  readonly enrolment: Day | null
  readonly cohort: string
  readonly drugs: readonly DemoDrug[]
  /** Null: never dosed. */
  readonly firstDose: Day | null
  readonly treatmentEnd: Day
  /** Smallest sum of diameters as a share of baseline: 0.6 is -40 %. */
  readonly depth: number
  readonly progression: Day
  readonly death: Day | null
  /** Last day on which anything is known of the subject. */
  readonly lastKnown: Day
  readonly exit: 'LOST TO FOLLOW-UP' | 'WITHDRAWAL BY SUBJECT' | null
}

export interface CourseInput {
  readonly random: Random
  readonly definition: ProtocolDefinition
  readonly profile: DemoProfile
  readonly subjid: string
  /** Day of the consent of this subject. */
  readonly consent: Day
  /** Nothing is known after this day. */
  readonly until: Day
  readonly screenFailure: boolean
}

export function makeCourse(input: CourseInput): Course {
  const { random, definition, profile, consent, until } = input
  const enrolment = addDays(consent, random.between(4, 16))
  const cohort = cohortOf(random, definition)
  const start = addDays(enrolment, random.between(0, 4))
  const disease = makeDisease(random, profile, start)
  const fate = makeFate(random, { start, until, death: disease.death })
  const failed = input.screenFailure || enrolment > until
  const undosed = random.chance(0.02) || start > until
  return {
    subjid: input.subjid,
    site: String(random.between(1, profile.sites)).padStart(2, '0'),
    sex: random.chance(0.84) ? 'M' : 'F',
    birth: dayOf(random.between(1945, 1990), random.between(1, 12), random.between(1, 28)),
    consent,
    enrolment: failed ? null : enrolment,
    cohort: failed ? '' : cohort,
    drugs: profile.regimens[cohort] ?? profile.regimens[''] ?? [],
    firstDose: failed || undosed ? null : start,
    treatmentEnd: treatmentEnd(random, { start, ...disease, ...fate }),
    depth: disease.depth,
    progression: disease.progression,
    ...fate,
  }
}

function makeDisease(
  random: Random,
  profile: DemoProfile,
  start: Day,
): Pick<Course, 'depth' | 'progression'> & { readonly death: Day } {
  const responds = random.chance(profile.responders)
  const median = profile.medianProgression * (responds ? 1.3 : 0.6)
  const progression = addDays(start, 30 + Math.round(random.waiting(median)))
  const survival = 20 + Math.round(random.waiting(profile.medianSurvivalAfter))
  return {
    progression,
    death: addDays(progression, survival),
    depth: responds ? random.pick([0, 0.2, 0.35, 0.5, 0.6, 0.66]) : random.real(0.72, 1.1),
  }
}

function makeFate(
  random: Random,
  of: { readonly start: Day; readonly until: Day; readonly death: Day },
): Pick<Course, 'death' | 'exit' | 'lastKnown'> {
  const leaves = random.chance(0.07)
  const leaving = addDays(of.start, 20 + Math.round(random.waiting(300)))
  const reason = exitReason(random)
  if (leaves && leaving < of.until && leaving < of.death) {
    return { death: null, exit: reason, lastKnown: leaving }
  }
  return of.death <= of.until
    ? { death: of.death, exit: null, lastKnown: of.death }
    : { death: null, exit: null, lastKnown: of.until }
}

function treatmentEnd(
  random: Random,
  of: { readonly start: Day; readonly progression: Day; readonly lastKnown: Day },
): Day {
  const afterProgression = addDays(of.progression, random.between(2, 12))
  const forToxicity = addDays(of.start, random.between(30, 200))
  const planned =
    random.chance(0.15) && forToxicity < afterProgression ? forToxicity : afterProgression
  return planned < of.lastKnown ? planned : of.lastKnown
}

function exitReason(random: Random): 'LOST TO FOLLOW-UP' | 'WITHDRAWAL BY SUBJECT' {
  return random.pick(['LOST TO FOLLOW-UP', 'WITHDRAWAL BY SUBJECT'])
}

function cohortOf(random: Random, definition: ProtocolDefinition): string {
  const [first, ...rest] = definition.cohorts
  return first === undefined ? '' : random.pick([first, ...rest]).key
}
