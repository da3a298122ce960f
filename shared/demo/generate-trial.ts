import type { Day } from '../kernel/brand.ts'
import { addDays } from '../kernel/dates.ts'
import type { Registry } from '../kernel/registry.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type { ResponseCriterion } from '../response/define.ts'
import type { Trial, TrialSubject } from '../trial/trial.ts'
import { writeAdverseEvents } from './adverse-events.ts'
import { makeCourse } from './course.ts'
import { writeFollowUp } from './follow-up.ts'
import { writeLaboratory, writeVisitForms } from './laboratory.ts'
import { demoProfile, type DemoProfile } from './profiles.ts'
import { Random } from './random.ts'
import { writeUrineAndVirology } from './samples.ts'
import { writeReviews } from './reviews.ts'
import { SubjectRows } from './rows.ts'
import {
  writeAntibodies,
  writeEnrolment,
  writeSamplesAndHistory,
  writeScreening,
} from './screening.ts'
import { writeTreatment } from './treatment.ts'
import { writeTumour } from './tumour.ts'
import { makeVisits } from './visits.ts'

export interface GenerateOptions {
  readonly definition: ProtocolDefinition
  readonly criteria: Registry<ResponseCriterion>
  /** Subjects in all, screen failures included. */
  readonly subjects: number
  readonly seed: string
  /** Last day on which anything is known; consents lie in the `recruitDays` that end 200 days before. */
  readonly until: Day
  readonly recruitDays?: number
  /** False: only the files that the analyses read; true: also eligibility, baseline, vital signs, ECG. */
  readonly everyForm?: boolean
}

/**
 * A made-up trial of realistic size and shape: the same options give the same rows. Each subject has
 * a random sequence of its own, so the first subjects of a larger trial are those of a smaller one
 * but for their dates of consent. No real person is in it.
 */
export function generateTrial(options: GenerateOptions): Trial {
  return { subjects: [...generateSubjects(options)] }
}

/** The subjects of the same trial one after the other, for what never holds all of them. */
export function* generateSubjects(options: GenerateOptions): Generator<TrialSubject> {
  const profile = demoProfile(options.definition)
  for (let index = 0; index < options.subjects; index += 1) {
    yield generateSubject(options, profile, index)
  }
}

/** Screening numbers of one length, so that text order is number order. */
function subjidOf(options: GenerateOptions, index: number): string {
  const digits = Math.max(4, String(options.subjects).length + 1)
  return String(10 ** (digits - 1) + index + 1)
}

function generateSubject(
  options: GenerateOptions,
  profile: DemoProfile,
  index: number,
): TrialSubject {
  const { definition, criteria, until, everyForm = false, recruitDays = 720 } = options
  const random = new Random(`${options.seed}/${definition.key}/${index}`)
  const place = options.subjects <= 1 ? 0 : index / (options.subjects - 1)
  const back = 200 + Math.round((1 - place) * recruitDays)
  const subjid = subjidOf(options, index)
  const course = makeCourse({
    random,
    definition,
    profile,
    subjid,
    consent: addDays(until, -back - random.between(0, 6)),
    until,
    screenFailure: index % 13 === 7,
  })
  const rows = new SubjectRows(subjid)
  writeEnrolment(random, course, rows)
  if (everyForm) writeScreening(random, course, definition, rows)
  if (course.enrolment !== null) {
    const visits = makeVisits(random, definition.schedule, course)
    writeVisitForms(random, visits, rows, everyForm)
    writeTumour(random, course, visits, rows)
    writeLaboratory({ random, course, visits, rows, everyVisit: everyForm })
    writeTreatment(random, course, profile, rows)
    writeAdverseEvents(random, course, rows)
    writeAntibodies(random, course, visits, rows)
    if (everyForm) {
      writeSamplesAndHistory(course, visits, rows)
      writeUrineAndVirology(visits, rows)
    }
    writeReviews({ random, subjid, definition, criteria, until, rows })
  }
  writeFollowUp(random, course, definition, rows)
  return { subjid, files: rows.files }
}
