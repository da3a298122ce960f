import { addDays } from '../kernel/dates.ts'
import type { Course } from './course.ts'
import type { Random } from './random.ts'
import { date, printed, type SubjectRows } from './rows.ts'
import type { DemoVisit } from './visits.ts'

interface DemoTest {
  readonly test: string
  readonly unit: string
  readonly low: string
  readonly high: string
  readonly mean: number
  readonly spread: number
  readonly decimals: number
}

const demoTest = (
  name: string,
  unit: string,
  range: readonly [string, string],
  law: readonly [number, number, number],
): DemoTest => ({
  test: name,
  unit,
  low: range[0],
  high: range[1],
  mean: law[0],
  spread: law[1],
  decimals: law[2],
})

const PANEL: readonly DemoTest[] = [
  demoTest('ALT', 'U/L', ['9', '50'], [38, 16, 1]),
  demoTest('AST', 'U/L', ['15', '40'], [36, 14, 1]),
  demoTest('TBIL', 'umol/L', ['5', '21'], [17, 6, 1]),
  demoTest('ALB', 'g/L', ['40', '55'], [39, 4, 1]),
  demoTest('PLT', '10^9/L', ['125', '350'], [150, 48, 0]),
  demoTest('NEUT', '10^9/L', ['1.8', '6.3'], [3.6, 1.2, 1]),
]

/** Laboratory panels with AFP: at every visit that asks for them, or only with tumour assessments. */
export function writeLaboratory(of: {
  readonly random: Random
  readonly course: Course
  readonly visits: readonly DemoVisit[]
  readonly rows: SubjectRows
  readonly everyVisit: boolean
}): void {
  const { random, course, visits, rows, everyVisit } = of
  const afpStart = Math.exp(random.real(1.2, 8))
  const panels = visits.filter(({ forms }) =>
    forms.includes(everyVisit ? 'laboratory' : 'tumour-assessment'),
  )
  for (const visit of panels) {
    const LBDAT = date(addDays(visit.day, -random.between(0, 2)))
    const from = { LBDAT, VISIT: visit.visit }
    for (const test of PANEL) {
      const spread = test.spread * (random.chance(0.06) ? 3 : 1)
      const value = Math.abs(test.mean + random.normal() * spread)
      rows.add('labs', { ...from, ...result(test), LBORRES: printed(value, test.decimals) })
    }
    const share = visit.day >= course.progression ? 1.8 : Math.max(course.depth, 0.05)
    const afp = visit.visit === 'BASELINE' ? afpStart : afpStart * share * random.real(0.8, 1.2)
    rows.add('labs', {
      ...from,
      LBTESTCD: 'AFP',
      LBORRES: afp > 12100 ? '>12100' : printed(afp, 2),
      LBORRESU: 'ng/mL',
      LBORNRLO: '0',
      LBORNRHI: '7',
    })
  }
}

function result(of: DemoTest): Record<string, string> {
  return { LBTESTCD: of.test, LBORRESU: of.unit, LBORNRLO: of.low, LBORNRHI: of.high }
}

/** Forms at visits beside laboratory and tumour: the visit itself, vital signs, the ECG. */
export function writeVisitForms(
  random: Random,
  visits: readonly DemoVisit[],
  rows: SubjectRows,
  everyForm: boolean,
): void {
  const weight = random.between(48, 88)
  for (const { visit, day, forms } of visits) {
    rows.add('visits', { VISIT: visit, SVSTDAT: date(day) })
    if (!everyForm) continue
    if (forms.includes('vitals')) {
      rows.add('vitals', {
        VISIT: visit,
        VSDAT: date(day),
        SYSBP: String(random.between(105, 158)),
        DIABP: String(random.between(62, 98)),
        PULSE: String(random.between(58, 98)),
        TEMP: random.real(36.1, 37.2).toFixed(1),
        WEIGHT: String(weight + random.between(-3, 3)),
        ECOG101: random.pick(['0', '1']),
      })
    }
    if (forms.includes('ecg')) {
      rows.add('ecg', {
        VISIT: visit,
        EGDAT: date(day),
        EGHR: String(random.between(58, 98)),
        QTCF: String(random.between(380, 455)),
        EGINTP: 'NORMAL',
      })
    }
  }
}
