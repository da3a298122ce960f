import type { Day } from '../kernel/brand.ts'
import { addDays } from '../kernel/dates.ts'
import type { Course } from './course.ts'
import type { Random } from './random.ts'
import { date, type SubjectRows } from './rows.ts'
import type { DemoVisit } from './visits.ts'

interface DemoLesion {
  readonly id: string
  readonly group: 'TARGET' | 'NON-TARGET'
  readonly site: string
  readonly nodal: boolean
  /** Millimetres at baseline; 0 for a lesion that is not measured. */
  readonly size: number
  /** Viable share of the diameter at baseline. */
  readonly viable: number
}

const LIVER = ['LIVER S4', 'LIVER S5', 'LIVER S6', 'LIVER S7', 'LIVER S8'] as const
const ELSEWHERE = ['LUNG', 'ADRENAL GLAND', 'PERITONEUM'] as const
const NON_TARGET = ['PORTAL VEIN TUMOR THROMBUS', 'BONE', 'LIVER S2'] as const
/** Targets of one organ, at most. @source RECIST 1.1, section 3.2 */
const MOST_IN_LIVER = 2
const GROWTH_FROM_NADIR = [1.3, 1.45, 1.7] as const

/** Lesions, measurements and the true progression of a made-up subject, for all criteria at once. */
export function writeTumour(
  random: Random,
  course: Course,
  visits: readonly DemoVisit[],
  rows: SubjectRows,
): void {
  const lesions = makeLesions(random)
  const assessed = visits.filter((visit) => visit.forms.includes('tumour-assessment'))
  const baseline = assessed[0]
  if (baseline === undefined) return
  for (const lesion of lesions) {
    rows.add('lesions', {
      TULNKID: lesion.id,
      TUGRPID: lesion.group,
      TULOC: lesion.site,
      TUNODE: lesion.nodal ? 'Y' : 'N',
      TUDAT: date(baseline.day),
    })
  }
  const newLesion = random.chance(0.4)
  let afterProgression = 0
  assessed.forEach((visit, index) => {
    const progressed = index > 0 && visit.day >= course.progression
    if (progressed) afterProgression += 1
    const share = index === 0 ? 1 : shareAt({ course, index, afterProgression, newLesion })
    const scan = addDays(visit.day, -random.between(0, 2))
    for (const lesion of lesions) writeLesion({ random, rows, lesion, visit, scan, share, index })
    if (progressed && newLesion) writeNewLesion(visit, afterProgression, rows)
  })
}

function makeLesions(random: Random): DemoLesion[] {
  const targets = random.between(1, MOST_IN_LIVER)
  const lesions: DemoLesion[] = []
  for (let number = 1; number <= targets; number += 1) {
    lesions.push({
      id: `T0${number}`,
      group: 'TARGET',
      site: random.pick(LIVER),
      nodal: false,
      size: random.between(16, 95),
      viable: random.real(0.6, 1),
    })
  }
  if (random.chance(0.3)) {
    const nodal = random.chance(0.4)
    lesions.push({
      id: `T0${targets + 1}`,
      group: 'TARGET',
      site: nodal ? 'LYMPH NODE' : random.pick(ELSEWHERE),
      nodal,
      size: nodal ? random.between(16, 34) : random.between(12, 40),
      viable: 1,
    })
  }
  if (random.chance(0.7)) {
    const site = random.pick(NON_TARGET)
    lesions.push({ id: 'NT01', group: 'NON-TARGET', site, nodal: false, size: 0, viable: 1 })
  }
  return lesions
}

function shareAt(of: {
  readonly course: Course
  readonly index: number
  readonly afterProgression: number
  readonly newLesion: boolean
}): number {
  const { course, index, afterProgression, newLesion } = of
  const reached = 1 - (1 - course.depth) * Math.min(1, index / 2)
  if (afterProgression === 0 || newLesion) return reached
  const growth = GROWTH_FROM_NADIR[Math.min(afterProgression, 3) - 1] ?? 1.7
  return Math.max(reached, 0.2) * growth
}

function writeLesion(of: {
  readonly random: Random
  readonly rows: SubjectRows
  readonly lesion: DemoLesion
  readonly visit: DemoVisit
  /** Day of the scan; now and then a lesion is imaged the day before. */
  readonly scan: Day
  readonly share: number
  readonly index: number
}): void {
  const { random, rows, lesion, visit, scan, share, index } = of
  const place = { VISIT: visit.visit, TRLNKID: lesion.id, TRMETHOD: 'CT' }
  if (index > 0 && random.chance(0.015)) {
    rows.add('measurements', { ...place, TRSTAT: 'NOT DONE' })
    return
  }
  const scanned = { ...place, TRDAT: date(random.chance(0.04) ? addDays(scan, -1) : scan) }
  if (lesion.group === 'NON-TARGET') {
    rows.add('measurements', { ...scanned, TUMSTATE: share === 0 ? 'ABSENT' : 'PRESENT' })
    return
  }
  const size = sized(lesion, share)
  if (lesion.nodal) rows.add('measurements', { ...scanned, SAXIS: String(size) })
  else {
    const viable = index === 0 ? size * lesion.viable : size * lesion.viable * Math.min(1, share)
    const VDIAM = String(viable > 0 && viable < 5 ? 5 : Math.round(viable))
    rows.add('measurements', { ...scanned, LDIAM: String(size), VDIAM })
  }
}

/** Whole millimetres; a lesion that is gone is 0 (a node: a normal 6 mm), a trace of one 5. */
function sized(lesion: DemoLesion, share: number): number {
  const size = Math.round(lesion.size * share)
  if (lesion.nodal) return Math.max(6, size)
  return size > 0 && size < 5 ? 5 : size
}

function writeNewLesion(visit: DemoVisit, seen: number, rows: SubjectRows): void {
  if (seen === 1) {
    rows.add('lesions', {
      TULNKID: 'NEW01',
      TUGRPID: 'NEW',
      TULOC: 'LIVER S3',
      TUNODE: 'N',
      TUDAT: date(visit.day),
    })
  }
  rows.add('measurements', {
    VISIT: visit.visit,
    TRLNKID: 'NEW01',
    TRMETHOD: 'CT',
    TRDAT: date(visit.day),
    TUMSTATE: 'UNEQUIVOCAL',
  })
}
