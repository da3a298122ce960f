import type { Day } from '../kernel/brand.ts'
import { addDays } from '../kernel/dates.ts'
import type { Course } from './course.ts'
import type { DemoDrug, DemoProfile } from './profiles.ts'
import type { Random } from './random.ts'
import { date, vagueDate, type SubjectRows } from './rows.ts'

/** Doses with interruptions and reductions, procedures, and what followed the study treatment. */
export function writeTreatment(
  random: Random,
  course: Course,
  profile: DemoProfile,
  rows: SubjectRows,
): void {
  if (course.firstDose === null) return
  for (const drug of course.drugs) writeDrug({ random, course, drug, from: course.firstDose, rows })
  writeProcedures(random, course, profile, rows)
  writeNewTherapy(random, course, rows)
}

function writeDrug(of: {
  readonly random: Random
  readonly course: Course
  readonly drug: DemoDrug
  readonly from: Day
  readonly rows: SubjectRows
}): void {
  const { random, course, drug, rows } = of
  const ongoing = course.treatmentEnd >= course.lastKnown && course.death === null
  let { from } = of
  let dose = drug.dose
  let reason = ''
  for (let period = 1; period <= 5; period += 1) {
    const pause = random.chance(0.35)
    const end = addDays(from, random.between(30, 160))
    const last = !pause || end >= course.treatmentEnd
    rows.add('exposure', {
      ...doseOf(drug, dose),
      EXSTDAT: date(from),
      EXENDAT: last ? (ongoing ? '' : date(course.treatmentEnd)) : date(end),
      EXADJ: reason,
    })
    if (last) return
    const back = addDays(end, random.between(4, 14))
    if (back >= course.treatmentEnd) return
    rows.add('exposure', {
      ...doseOf(drug, 0),
      EXSTDAT: date(addDays(end, 1)),
      EXENDAT: date(addDays(back, -1)),
      EXADJ: 'ADVERSE EVENT',
    })
    if (drug.reduced > 0) dose = drug.reduced
    reason = 'ADVERSE EVENT'
    from = back
  }
}

function doseOf(drug: DemoDrug, dose: number): Record<string, string> {
  return {
    EXTRT: drug.name,
    EXDOSE: String(dose),
    EXDOSU: drug.unit,
    EXDOSFRQ: drug.frequency,
  }
}

function writeProcedures(
  random: Random,
  course: Course,
  profile: DemoProfile,
  rows: SubjectRows,
): void {
  const [first, ...rest] = profile.procedures
  if (first === undefined || course.firstDose === null) return
  const count = random.between(1, 3)
  for (let number = 0; number < count; number += 1) {
    const day = addDays(course.firstDose, number * random.between(40, 70) + random.between(0, 10))
    if (day > course.treatmentEnd) return
    rows.add('procedures', {
      PRSTDAT: date(day),
      PRTRT: random.pick([first, ...rest]),
      PRCAT: 'STUDY',
    })
  }
}

const NEXT_LINE = ['REGORAFENIB', 'APATINIB', 'SORAFENIB', 'CABOZANTINIB', 'HAIC'] as const

function writeNewTherapy(random: Random, course: Course, rows: SubjectRows): void {
  const start = addDays(course.treatmentEnd, random.between(10, 60))
  if (course.treatmentEnd < course.progression || start > course.lastKnown) return
  if (!random.chance(0.45)) return
  rows.add('new-therapies', { CMSTDAT: vagueDate(random, start), CMTRT: random.pick(NEXT_LINE) })
}
