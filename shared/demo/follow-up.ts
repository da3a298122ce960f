import { addDays } from '../kernel/dates.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type { Course } from './course.ts'
import type { Random } from './random.ts'
import { date, vagueDate, type SubjectRows } from './rows.ts'

const CAUSES = [
  ['DISEASE PROGRESSION', 6],
  ['HEPATIC FAILURE', 2],
  ['VARICEAL BLEEDING', 1],
  ['UNKNOWN', 1],
] as const

/** End of treatment and study, survival contacts and death. */
export function writeFollowUp(
  random: Random,
  course: Course,
  definition: ProtocolDefinition,
  rows: SubjectRows,
): void {
  if (course.enrolment === null) {
    rows.add('disposition', {
      DSSTDAT: date(addDays(course.consent, random.between(3, 14))),
      DSSCAT: 'STUDY',
      DSDECOD: 'SCREEN FAILURE',
    })
    return
  }
  writeEnds(random, course, rows)
  const every = definition.schedule.survivalContactEveryDays
  const start = addDays(course.treatmentEnd, every)
  for (let day = start; day < course.lastKnown; day = addDays(day, every + random.between(-6, 6))) {
    rows.add('survival', { SSDAT: date(day), SSORRES: 'ALIVE', SSMETHOD: 'TELEPHONE' })
  }
  if (course.death === null) return
  rows.add('survival', { SSDAT: date(course.death), SSORRES: 'DEAD' })
  rows.add('deaths', {
    DTHDAT: vagueDate(random, course.death),
    DTHCAUS: random.weighted(CAUSES),
  })
}

function writeEnds(random: Random, course: Course, rows: SubjectRows): void {
  if (course.firstDose !== null && course.treatmentEnd < course.lastKnown) {
    const progressed = course.treatmentEnd >= course.progression
    rows.add('disposition', {
      DSSTDAT: date(course.treatmentEnd),
      DSSCAT: 'TREATMENT',
      DSDECOD: progressed
        ? 'PROGRESSIVE DISEASE'
        : random.pick(['ADVERSE EVENT', 'PHYSICIAN DECISION']),
    })
  }
  if (course.death !== null) {
    rows.add('disposition', { DSSTDAT: date(course.death), DSSCAT: 'STUDY', DSDECOD: 'DEATH' })
  } else if (course.exit !== null) {
    rows.add('disposition', {
      DSSTDAT: date(course.lastKnown),
      DSSCAT: 'STUDY',
      DSDECOD: course.exit,
    })
    rows.add('survival', {
      SSDAT: date(course.lastKnown),
      SSORRES: course.exit === 'LOST TO FOLLOW-UP' ? 'LOST' : 'WITHDRAWN',
    })
  }
}
