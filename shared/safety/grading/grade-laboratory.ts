import { climbLadders } from './climb.ts'
import type { Climb } from './climb.ts'
import { evaluateBand } from './evaluate.ts'
import type { Measurement, Missing } from './evaluate.ts'
import { traceOf } from './grading-trace.ts'
import type {
  Assumption,
  LaboratoryGrade,
  LaboratoryQuestion,
  LaboratoryResult,
  NotGradableReason,
} from './laboratory-grade.ts'
import { readMeasurement } from './measurement.ts'
import type { Ladder, Rule } from './rule.ts'
import { CLINICAL_TERMS, findRule, rulesOfAnalyte } from './rules.ts'

/**
 * The CTCAE v5.0 grade that a measurement gives under one term. Never chooses silently: what a
 * number cannot decide comes back as a range, what is missing as a reason, what was assumed as a
 * list. A suggestion: the investigator may raise it (`criteriaThatRaise`).
 * @source CTCAE v5.0; conventions of the numeric rules
 */
export function gradeLaboratory(question: LaboratoryQuestion): LaboratoryGrade {
  const rule = findRule(question)
  return rule === null ? withoutRule(question) : gradeByRule(rule, question)
}

/** The grades of a measurement under every term it may be suggested for, both directions. */
export function gradeAnalyte(analyte: string, result: LaboratoryResult): LaboratoryGrade[] {
  return rulesOfAnalyte(analyte).map((rule) => gradeByRule(rule, result))
}

function withoutRule({ term, ...result }: LaboratoryQuestion): LaboratoryGrade {
  const clinical = term !== undefined && CLINICAL_TERMS.has(term)
  return refuse(clinical ? 'clinical-only' : 'no-rule', term ?? null, result)
}

function refuse(
  reason: NotGradableReason,
  term: string | null,
  result: LaboratoryResult,
): LaboratoryGrade {
  const trace = traceOf({ term, ladders: [], result, bands: [], answer: reason })
  return { status: 'not-gradable', term, reason, assumptions: [], trace }
}

function gradeByRule(rule: Rule, result: LaboratoryResult): LaboratoryGrade {
  const read = readMeasurement(rule, result)
  if (typeof read === 'string') return refuse(read, rule.term, result)
  const { parts, beyondLimit } = read
  const ladders = laddersFor(rule, result)
  const bands = ladders.flatMap((ladder) =>
    ladder.bands.map((band) => ({
      ladder: ladder.id,
      ...evaluateBand(band, parts[ladder.component ?? 'whole'], rule),
    })),
  )
  const climb = climbLadders(bands, result.context ?? {})
  const reason = climb.min === 0 ? missingReason(climb.missing) : null
  if (reason !== null) return refuse(reason, rule.term, result)
  const assumptions = assumptionsOf({ rule, result, climb, beyondLimit, measured: parts.whole })
  return answer(rule, result, { ...climb, assumptions })
}

function answer(
  rule: Rule,
  result: LaboratoryResult,
  climb: Climb & { readonly assumptions: readonly Assumption[] },
): LaboratoryGrade {
  const { min, max, bands, ask, missing, assumptions } = climb
  const shared = { term: rule.term, bands, assumptions }
  const ladders = [...new Set(bands.map((band) => band.ladder))]
  const about = { term: rule.term, ladders, result, bands }
  if (min === max) {
    const trace = traceOf({ ...about, answer: `grade ${min}` })
    return { status: 'graded', grade: min, ...shared, trace }
  }
  const trace = traceOf({ ...about, answer: `grade ${min} to ${max}` })
  return { status: 'range', min, max, ask, missing: [...missing], ...shared, trace }
}

/** The state at baseline matters to the terms that have a ladder for each: ALT, AST, ALP, GGT, bilirubin. */
function laddersFor(rule: Rule, { baselineState }: LaboratoryResult): readonly Ladder[] {
  const state = baselineState === 'high' ? 'high' : 'not-high'
  return rule.parsedLadders.filter(({ baseline }) => baseline === null || baseline === state)
}

/** The infarction cut-off is entered with the normal range, and counts as part of its upper limit. */
function missingReason(missing: ReadonlySet<Missing>): NotGradableReason | null {
  if (missing.has('VALUE')) return 'missing-value'
  if (missing.has('ULN') || missing.has('MI')) return 'missing-uln'
  return missing.has('LLN') ? 'missing-lln' : null
}

interface AssumptionQuestion {
  readonly rule: Rule
  readonly result: LaboratoryResult
  readonly climb: Climb
  readonly beyondLimit: boolean
  readonly measured: Measurement
}

function assumptionsOf(question: AssumptionQuestion): Assumption[] {
  const { rule, result, climb, beyondLimit } = question
  const asksState = rule.parsedLadders.some(({ baseline }) => baseline !== null)
  const assumptions: Assumption[] = []
  if (asksState && result.baselineState === null) assumptions.push('baseline-state-unknown')
  if (climb.skippedBaseline) assumptions.push('baseline-missing')
  if (beyondLimit) assumptions.push('beyond-limit')
  if (climb.min > 0 && insideNormalRange(question)) assumptions.push('inside-normal-range')
  return assumptions
}

function insideNormalRange({ rule, result, measured }: AssumptionQuestion): boolean {
  if (measured.value === null) return false
  if (rule.direction === 'low') return result.lln !== null && measured.value >= result.lln
  return result.uln !== null && measured.value <= result.uln
}
