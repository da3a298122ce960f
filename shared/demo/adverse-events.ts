import { findTerm } from '../safety/ctcae-catalogue.ts'
import { addDays } from '../kernel/dates.ts'
import type { Course } from './course.ts'
import type { Random } from './random.ts'
import { date, vagueDate, type SubjectRows } from './rows.ts'

/** Reported word, CTCAE term, and how often it is met. */
const EVENTS = [
  ['High blood pressure', 'Hypertension', 10],
  ['Hand-foot skin reaction', 'Palmar-plantar erythrodysesthesia syndrome', 9],
  ['Loose stools', 'Diarrhea', 8],
  ['PLT decreased', 'Platelet count decreased', 7],
  ['AST elevation', 'Aspartate aminotransferase increased', 7],
  ['Poor appetite', 'Anorexia', 6],
  ['Tiredness', 'Fatigue', 6],
  ['Blood bilirubin increased', 'Blood bilirubin increased', 5],
  ['Proteinuria', 'Proteinuria', 5],
  ['Fever', 'Fever', 4],
  ['Rash', 'Rash maculo-papular', 4],
  ['Abdominal pain', 'Abdominal pain', 4],
  ['White blood cell decreased', 'White blood cell decreased', 4],
  ['Hypothyroidism', 'Hypothyroidism', 3],
  ['Hypoalbuminaemia', 'Hypoalbuminemia', 3],
  ['Nausea', 'Nausea', 3],
  ['Anaemia', 'Anemia', 2],
  ['Pneumonitis', 'Pneumonitis', 1],
] as const

type Event = (typeof EVENTS)[number]
const WEIGHTED = EVENTS.map((event): readonly [Event, number] => [event, event[2]])
const GRADES = [
  [1, 48],
  [2, 36],
  [3, 14],
  [4, 2],
] as const
const CAUSALITY = [
  ['NOT RELATED', 22],
  ['UNLIKELY', 15],
  ['POSSIBLE', 38],
  ['PROBABLE', 20],
  ['DEFINITE', 5],
] as const

/** About nine adverse events of a treated subject. */
export function writeAdverseEvents(random: Random, course: Course, rows: SubjectRows): void {
  if (course.firstDose === null) return
  const days = Math.max(1, course.treatmentEnd - course.firstDose)
  const count = Math.min(20, Math.round(6 + days / 45 + random.normal() * 2))
  for (let number = 0; number < count; number += 1) {
    writeEvent({ random, course, rows, onset: addDays(course.firstDose, random.between(0, days)) })
  }
}

interface EventOf {
  readonly random: Random
  readonly course: Course
  readonly rows: SubjectRows
  readonly onset: Course['treatmentEnd']
}

function writeEvent(of: EventOf): void {
  const { random, course, rows, onset } = of
  const [first, ...rest] = WEIGHTED
  if (first === undefined) return
  const [reported, name] = random.weighted([first, ...rest])
  const { coded, worst } = codeOf(name)
  const grade = Math.min(random.weighted(GRADES), worst)
  const end = addDays(onset, random.between(3, 60))
  const ended = end <= course.lastKnown && random.chance(0.8)
  const causality = random.weighted(CAUSALITY)
  const related = causality !== 'NOT RELATED'
  rows.add('adverse-events', {
    AESTDAT: vagueDate(random, onset),
    AETERM: reported,
    AEENDAT: ended ? date(end) : '',
    ...coded,
    AETOXGR: String(grade),
    ...seriousness(random, grade),
    AEREL: causality,
    AERELTRT: related ? course.drugs.map((drug) => drug.name).join(';') : '',
    AEACN: actionAt({ random, rows, onset }, grade),
    AEOUT: ended ? 'RECOVERED/RESOLVED' : 'NOT RECOVERED/NOT RESOLVED',
  })
}

/** The coding items of a term, and the highest grade that the standard defines for it. */
function codeOf(name: string): {
  readonly coded: Record<string, string>
  readonly worst: number
} {
  const term = findTerm(name)
  if (term === null) throw new Error(`CTCAE has no term ${name}.`)
  const { code, systemOrganClass, grades } = term
  return {
    coded: { AEDECOD: name, AELLTCD: code, AEBODSYS: systemOrganClass },
    worst: Math.max(...grades),
  }
}

/** Six yes/no answers where the event is serious; admission is by far the most frequent reason. */
function seriousness(random: Random, grade: number): Record<string, string> {
  if (!random.chance(grade >= 3 ? 0.4 : 0.03)) return { AESER: 'N' }
  return {
    AESER: 'Y',
    AESDTH: 'N',
    AESLIFE: grade === 4 ? 'Y' : 'N',
    AESHOSP: 'Y',
    AESDISAB: 'N',
    AESCONG: 'N',
    AESMIE: 'N',
  }
}

const ACTIONS = ['DOSE NOT CHANGED', 'DRUG INTERRUPTED', 'DOSE REDUCED'] as const

/** An action that the dosing after the onset shows. */
function actionAt({ random, rows, onset }: Omit<EventOf, 'course'>, grade: number): string {
  const drawn = grade <= 1 ? 'DOSE NOT CHANGED' : random.pick(ACTIONS)
  const doses = rows.files['exposure'] ?? []
  const isShown = doses.some((row, index) => {
    if ((row['EXSTDAT'] ?? '') < date(onset)) return false
    if (drawn === 'DRUG INTERRUPTED') return row['EXDOSE'] === '0'
    const before = doses
      .slice(0, index)
      .findLast(({ EXTRT, EXDOSE }) => EXTRT === row['EXTRT'] && EXDOSE !== '0')
    return row['EXDOSE'] !== '0' && Number(row['EXDOSE']) < Number(before?.['EXDOSE'])
  })
  return isShown ? drawn : 'DOSE NOT CHANGED'
}
