import { toIsoDate } from '../../shared/kernel/dates.ts'
import type { Day } from '../../shared/kernel/brand.ts'
import type { BaselineLesion } from '../../shared/response/baseline-lesion.ts'
import { baselineViolations } from '../../shared/response/baseline-eligibility.ts'
import type { BestOverall } from '../../shared/response/best-overall.ts'
import { bestOverall } from '../../shared/response/best-overall.ts'
import { durationOfResponse } from '../../shared/response/duration.ts'
import { overallResponse } from '../../shared/response/overall.ts'
import { responseCriteria } from '../../shared/response/registry.ts'
import type { CaseResult, Comparison } from './case-result.ts'
import { runCase } from './case-result.ts'
import type { BaselineCase, BestOverallCase } from './response-case-files.ts'
import {
  baselineCase,
  bestOverallCase,
  combination,
  readItems,
  timepointCase,
} from './response-case-files.ts'
import { compare, dayOfText, dayOrNull, tenthsOf } from './response-case-values.ts'
import { compareTimepointCase } from './response-timepoint-cases.ts'

/** One file of cases: the member that lists them, and what is done with one of them. */
interface CaseFile {
  readonly name: string
  readonly list: 'cases' | 'rows'
  readonly compareItem: (item: unknown) => Comparison
}

const FILES: readonly CaseFile[] = [
  {
    name: 'timepoint-cases.json',
    list: 'cases',
    compareItem: (item) => compareTimepointCase(timepointCase.parse(item)),
  },
  { name: 'overall-combinations.json', list: 'rows', compareItem: compareCombination },
  {
    name: 'bor-cases.json',
    list: 'cases',
    compareItem: (item) => compareBestOverall(bestOverallCase.parse(item)),
  },
  {
    name: 'baseline-cases.json',
    list: 'cases',
    compareItem: (item) => compareBaselineCase(baselineCase.parse(item)),
  },
]

/** Runs the reference cases for tumour response that one folder holds. A faulty case fails alone. */
export function runResponseCases(dir: string): CaseResult[] {
  return FILES.flatMap(({ name, list, compareItem }) =>
    readItems(dir, name, list).map(({ id, item }) => runCase(id, () => compareItem(item))),
  )
}

function compareCombination(item: unknown): Comparison {
  const row = combination.parse(item)
  const overall = overallResponse(
    row.target === 'NA' ? null : row.target,
    row.nonTarget === 'NA' ? null : row.nonTarget,
    row.newLesion === 'YES',
  )
  return compare({ overall: row.overall }, { overall })
}

function compareBestOverall(item: BestOverallCase): Comparison {
  const { options } = item
  const { measurableDisease, confirmation } = options
  const newTherapy = dayOrNull(options.newTherapyDate)
  const best = bestOverall({
    responses: item.assessments.map(({ date, response }) => ({ day: dayOfText(date), response })),
    origin: dayOfText(item.referenceDate),
    newTherapy,
    settings: { ...responseCriteria.get('RECIST 1.1').defaults, ...settingsOf(options) },
    confirmation,
    measurableAtBaseline: measurableDisease,
  })
  const dor = durationOfResponse({ best, death: dayOrNull(options.deathDate), newTherapy })
  const found = {
    bor: best.bor,
    borDate: iso(best.borDay),
    responseDate: iso(best.responseDay),
    firstPdDate: iso(best.firstPdDay),
    dor:
      dor === null
        ? null
        : {
            startDate: iso(dor.startDay),
            endDate: iso(dor.endDay),
            event: dor.event,
            days: dor.days,
          },
    ...benefit(best, dor?.days ?? null, options.clinicalBenefit),
  }
  return compare(item.expected, found)
}

function settingsOf(
  options: BestOverallCase['options'],
): Pick<
  BestOverallCase['options'],
  | 'minIntervalDays'
  | 'minSdDays'
  | 'maxNeBetween'
  | 'allowOneSdBetween'
  | 'crFollowedByDisease'
  | 'missingAs'
  | 'newTherapySameDayCounts'
> {
  return {
    minIntervalDays: options.minIntervalDays,
    minSdDays: options.minSdDays,
    maxNeBetween: options.maxNeBetween,
    allowOneSdBetween: options.allowOneSdBetween,
    crFollowedByDisease: options.crFollowedByDisease,
    missingAs: options.missingAs,
    newTherapySameDayCounts: options.newTherapySameDayCounts,
  }
}

function benefit(
  { bor }: BestOverall,
  days: number | null,
  rule: BestOverallCase['options']['clinicalBenefit'],
): { clinicalBenefit?: boolean } {
  if (rule === undefined) return {}
  const responded = bor === 'CR' || bor === 'PR'
  return { clinicalBenefit: responded && days !== null && days > rule.durationAboveDays }
}

function compareBaselineCase(item: BaselineCase): Comparison {
  const violations = baselineViolations({
    rules: responseCriteria.get(item.criteria).baselineRules,
    imaging: dayOfText(item.imagingDate),
    treatmentStart: dayOfText(item.treatmentStartDate),
    lesions: item.lesions.map(lesionOf),
  })
  const found = violations.map(({ lesionId, code }) => ({ lesionId, code }))
  return compare(
    { valid: item.expected.valid, violations: sorted(item.expected.violations) },
    { valid: violations.length === 0, violations: sorted(found) },
  )
}

function lesionOf(lesion: BaselineCase['lesions'][number]): BaselineLesion {
  const { diameterMm } = lesion
  return {
    id: lesion.id,
    organ: lesion.organ,
    kind: lesion.kind,
    nodal: lesion.nodal,
    tenths: diameterMm === null || diameterMm === undefined ? null : tenthsOf(diameterMm),
    modality: lesion.modality ?? null,
    sliceThicknessMm: lesion.sliceThicknessMm ?? null,
    selectedAs: lesion.selectedAs,
    priorLocalTherapy: lesion.priorLocalTherapy ?? null,
    grownSinceLocalTherapy: lesion.progressedSinceLocalTherapy ?? null,
    arterialEnhancement: lesion.arterialEnhancement ?? null,
    wellDelineated: lesion.wellDelineated ?? null,
  }
}

/** The same violations in one order, each once. */
function sorted(
  violations: readonly { readonly lesionId: string | null; readonly code: string }[],
): readonly string[] {
  return [...new Set(violations.map(({ lesionId, code }) => `${lesionId ?? ''} ${code}`))].sort()
}

function iso(day: Day | null): string | null {
  return day === null ? null : toIsoDate(day)
}
