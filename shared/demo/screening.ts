import { addDays } from '../kernel/dates.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import type { Course } from './course.ts'
import type { Random } from './random.ts'
import { date, type SubjectRows } from './rows.ts'
import type { DemoVisit } from './visits.ts'

/** Consent and enrolment: the row that every subject has. */
export function writeEnrolment(random: Random, course: Course, rows: SubjectRows): void {
  const birth = date(course.birth)
  rows.add('subjects', {
    SITEID: course.site,
    SEX: course.sex,
    BRTHDAT: random.chance(0.1) ? birth.slice(0, 4) : birth,
    RFICDAT: date(course.consent),
    ENRDAT: date(course.enrolment),
    COHORT: course.cohort,
    SCRNFAIL: course.enrolment === null ? 'ELIGIBILITY NOT MET' : '',
  })
}

/** Eligibility answered criterion by criterion, and the baseline form. */
export function writeScreening(
  random: Random,
  course: Course,
  definition: ProtocolDefinition,
  rows: SubjectRows,
): void {
  const failed = course.enrolment === null
  const failing = failed ? random.between(0, definition.eligibility.length - 1) : -1
  definition.eligibility.forEach((criterion, index) => {
    const good = criterion.kind === 'inclusion' ? 'Y' : 'N'
    const bad = criterion.kind === 'inclusion' ? 'N' : 'Y'
    rows.add('eligibility', { IETESTCD: criterion.key, IEORRES: index === failing ? bad : good })
  })
  if (failed) return
  const classB = random.chance(0.12)
  rows.add('baseline', {
    BLDAT: date(addDays(course.consent, random.between(0, 3))),
    ECOG101: random.pick(['0', '1']),
    CPS0101: '1',
    CPS0102: classB ? '2' : '1',
    CPS0103: classB ? '2' : '1',
    CPS0104: random.chance(0.3) ? '2' : '1',
    CPS0105: '1',
    BCLC: random.chance(0.3) ? 'B' : 'C',
    PVTT: random.pick(['NONE', 'NONE', 'VP2', 'VP3']),
    EXTRAHEP: random.pick(['Y', 'N']),
    AETIOL: random.weighted([
      ['HEPATITIS B', 80],
      ['HEPATITIS C', 8],
      ['ALCOHOL', 7],
      ['UNKNOWN', 5],
    ]),
    CIRRHOS: random.chance(0.75) ? 'Y' : 'N',
    HBSAG: 'POSITIVE',
    HCVAB: 'NEGATIVE',
    AFP: Math.exp(random.real(1.2, 8)).toFixed(1),
  })
}

/** Biomarker samples at the visits that ask for them, and what the subject was ill with before. */
export function writeSamplesAndHistory(
  course: Course,
  visits: readonly DemoVisit[],
  rows: SubjectRows,
): void {
  rows.add('history', {
    MHTERM: 'Hepatocellular carcinoma',
    MHCAT: 'PRIMARY DIAGNOSIS',
    MHSTDAT: date(addDays(course.consent, -120)).slice(0, 7),
    MHONGO: 'Y',
  })
  for (const { visit, day, forms } of visits) {
    if (!forms.includes('biomarkers')) continue
    rows.add('biomarkers', { BEDAT: date(day), VISIT: visit, BESPEC: 'PLASMA' })
  }
}

/** Antibody samples of dosed subjects, at the visits that ask for them. */
export function writeAntibodies(
  random: Random,
  course: Course,
  visits: readonly DemoVisit[],
  rows: SubjectRows,
): void {
  if (course.firstDose === null) return
  for (const { visit, day, forms } of visits) {
    if (!forms.includes('antibodies') || day > course.treatmentEnd) continue
    rows.add('antibodies', {
      ISDAT: date(day),
      VISIT: visit,
      ISORRES: random.chance(0.06) ? 'POSITIVE' : 'NEGATIVE',
      ISTESTCD: 'ADA_BAB',
    })
  }
}
