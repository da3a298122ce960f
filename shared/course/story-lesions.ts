import type { ResponseDerivation, SubjectDerivation } from '../endpoints/derivation.ts'
import type { FormDefinition, RowValues } from '../forms/define.ts'
import { isReviewForm } from '../forms/review-form.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import type { Day } from '../kernel/brand.ts'
import { parseDay } from '../kernel/dates.ts'
import { parseNumberText } from '../kernel/number-text.ts'
import type {
  AssessmentMark,
  CriterionCourse,
  DaySpan,
  LesionCourse,
  LesionCurve,
  LesionPoint,
  TumourCourse,
} from '../plots/story-data.ts'
import { recordsOf, type CourseRecord } from './records.ts'
import { spanOf } from './span-of.ts'
import { codedWords, codedWordsOrNull } from './story-words.ts'

interface TumourInput {
  readonly records: readonly CourseRecord[]
  readonly forms: readonly FormDefinition[]
  readonly derivation: SubjectDerivation
  readonly cutoff: Day
}

/** Where tumours are measured first. */
const BASELINE = 'BASELINE'
/** What a lesion counts that is seen and too small to be measured. @source RECIST 1.1, 3.1.3 */
const TOO_SMALL_MM = 5

/**
 * Sums, responses and the diameters of targets as the engine derived them at its cut-off; what was seen
 * of new lesions as entered. Nothing is computed again.
 */
export function tumourCourse(input: TumourInput): TumourCourse {
  const { forms, derivation } = input
  const scans = scansOf(input)
  const first = scans.filter(({ visit }) => visit === BASELINE).flatMap(({ when }) => when ?? [])
  const ledger = forms.find(({ group }) => group?.file === 'measurements')?.key ?? ''
  const reviews = forms.find(isReviewForm)?.key ?? ''
  return {
    criteria: derivation.responses.flatMap((one) => criterionCourse(one, derivation, first) ?? []),
    lesions: [...targets(input, scans), ...newLesions(input, scans)],
    ledger: { form: ledger, visit: null },
    reviews: { form: reviews, visit: null },
  }
}

/** A measurement row with the form and visit it stands in. */
interface Scan {
  readonly form: string
  readonly visit: string
  readonly values: RowValues
  readonly when: DaySpan | null
}

/** The rows of measurements that exist at the cut-off. */
function scansOf({ records, forms, cutoff }: TumourInput): readonly Scan[] {
  return recordsOf(records, forms, 'measurements')
    .flatMap(({ form, visit, values }) =>
      values.rows.map((row) => ({
        ...{ form, visit: visit ?? '', values: row },
        when: spanOf(row['TRDAT']),
      })),
    )
    .filter(({ when }) => when === null || when.earliest <= cutoff)
}

function criterionCourse(
  { row: { criteria }, baselineSum, baselineDate }: ResponseDerivation,
  { timepoints }: SubjectDerivation,
  scannedFirst: readonly DaySpan[],
): CriterionCourse | null {
  const own = timepoints.filter(({ row }) => row.criteria === criteria)
  const assessments = own.flatMap(({ row }): readonly AssessmentMark[] => {
    const day = parseDay(row.date)
    if (day === null) return []
    const { visit, sum, percentFromBaseline, percentFromNadir, nonTarget, newLesion } = row
    return [
      {
        ...{ visit, day, sum, percentFromBaseline, percentFromNadir, nonTarget, newLesion },
        ...{ derived: row.derived, investigator: row.investigator },
      },
    ]
  })
  if (assessments.length === 0 && baselineSum === null) return null
  const last = own.at(-1)
  // What the last assessment was judged against, and that one itself.
  const lows = [baselineSum, last?.nadir ?? null, last?.row.sum ?? null].filter(
    (value) => value !== null,
  )
  // Dates known in part give the engine no day: the baseline then stands at the last day they may mean.
  const latest = scannedFirst.reduce<Day | null>(
    (known, one) => (known === null || one.latest > known ? one.latest : known),
    null,
  )
  const day = baselineDate === null ? latest : parseDay(baselineDate)
  return {
    criteria,
    baseline: baselineSum === null ? null : { day, sum: baselineSum },
    nadir: lows.length === 0 ? null : Math.min(...lows),
    assessments: [...assessments].sort((a, b) => a.day - b.day),
  }
}

/** Every target once, with a curve for each diameter that some criterion reads. */
function targets(input: TumourInput, scans: readonly Scan[]): readonly LesionCourse[] {
  const lesions = new Map<string, { curves: LesionCurve[]; node: boolean }>()
  for (const response of input.derivation.responses) {
    response.targets.forEach(({ id, column }, at) => {
      const lesion = lesions.get(id) ?? { curves: [], node: column === 'SAXIS' }
      lesions.set(id, lesion)
      if (lesion.curves.some((curve) => curve.column === column)) return
      lesion.curves.push({ column, points: targetPoints(input, scans, { response, at }) })
    })
  }
  return [...lesions].map(([id, { curves, node }]) => ({
    ...{ id, group: 'target', site: siteOf(input, id), node, curves },
  }))
}

function targetPoints(
  { forms, derivation }: TumourInput,
  scans: readonly Scan[],
  { response, at }: { readonly response: ResponseDerivation; readonly at: number },
): readonly LesionPoint[] {
  const { row, targets: all, baselineDate } = response
  const target = all[at]
  if (target === undefined) return []
  const point = (visit: string, date: string | null, value: number | null): LesionPoint[] => {
    const scan = scans.find((one) => one.visit === visit && one.values['TRLNKID'] === target.id)
    const when = scan?.when ?? spanOf(date ?? undefined)
    if (when === null) return []
    return [
      {
        ...{ when, visit, value, baseline: visit === BASELINE },
        tooSmall: value === TOO_SMALL_MM,
        method: scan === undefined ? null : codedWordsOrNull(forms, scan, 'TRMETHOD'),
      },
    ]
  }
  const later = derivation.timepoints
    .filter((one) => one.row.criteria === row.criteria)
    .flatMap(({ row: { visit, date }, diameters }) => point(visit, date, diameters[at] ?? null))
  return inTime([...point(BASELINE, baselineDate, target.baseline), ...later])
}

/** Lesions that were entered as new, from the day on which they were first seen. */
function newLesions(input: TumourInput, scans: readonly Scan[]): readonly LesionCourse[] {
  const { records, forms } = input
  return recordsOf(records, forms, 'lesions').flatMap(({ values: { items } }) => {
    const id = items['TULNKID'] ?? ''
    if (items['TUGRPID'] !== 'NEW') return []
    const node = items['TUNODE'] === 'Y'
    const column = node ? 'SAXIS' : 'LDIAM'
    const points = scans.flatMap((scan): readonly LesionPoint[] => {
      const { values, visit, when } = scan
      if (values['TRLNKID'] !== id || values['TUMSTATE'] === 'ABSENT' || when === null) return []
      const value = parseNumberText(values[column] ?? '')?.value ?? null
      const method = codedWordsOrNull(forms, scan, 'TRMETHOD')
      return [{ when, visit, value, baseline: false, tooSmall: value === TOO_SMALL_MM, method }]
    })
    if (points.length === 0) return []
    const curves = [{ column, points: inTime(points) }] as const
    return [{ id, group: 'new' as const, site: siteOf(input, id), node, curves }]
  })
}

function siteOf({ records, forms }: TumourInput, id: string): Bilingual {
  const lesion = recordsOf(records, forms, 'lesions').find(
    ({ values }) => values.items['TULNKID'] === id,
  )
  if (lesion === undefined) return { en: '', zh: '' }
  return codedWords(forms, { form: lesion.form, values: lesion.values.items }, 'TULOC')
}

function inTime(points: readonly LesionPoint[]): readonly LesionPoint[] {
  return [...points].sort((a, b) => a.when.earliest - b.when.earliest)
}
