import { parseRule } from './rule.ts'
import type { Rule } from './rule.ts'
import { BLOOD_RULES } from './rules-blood.ts'
import { LIVER_AND_ENZYME_RULES } from './rules-liver-and-enzymes.ts'
import { METABOLISM_AND_KIDNEY_RULES } from './rules-metabolism-and-kidney.ts'
import { VITAL_SIGN_AND_TEST_RULES } from './rules-vital-signs-and-tests.ts'

/** Every term of CTCAE v5.0 that a single measurement can grade, at least in part. */
export const GRADING_RULES: readonly Rule[] = [
  ...BLOOD_RULES,
  ...LIVER_AND_ENZYME_RULES,
  ...METABOLISM_AND_KIDNEY_RULES,
  ...VITAL_SIGN_AND_TEST_RULES,
].map(parseRule)

/**
 * Terms that people expect to be numeric and that v5.0 grades by clinical findings, or by several
 * measurements together: no number alone gives their grade.
 */
export const CLINICAL_TERMS: ReadonlySet<string> = new Set([
  'Hypophosphatemia',
  'Hyperphosphatemia',
  'Hyperlipidemia',
  'Acute kidney injury',
  'Hepatic failure',
  'Glucose intolerance',
  'Hypothyroidism',
  'Hyperthyroidism',
  'Adrenal insufficiency',
  'Pancreatitis',
  'Disseminated intravascular coagulation',
  'Tumor lysis syndrome',
  'Iron overload',
  'Rhabdomyolysis',
  'Febrile neutropenia',
  'Hemolysis',
  'Carbon monoxide diffusing capacity decreased',
])

/** Which rule is meant: by term (name or LLT code), by analyte, or by both where one is not enough. */
export interface RuleQuery {
  readonly term?: string
  readonly analyte?: string
  readonly unit: string | null
}

/**
 * The rule for a term. Three terms have two: the analyte tells them apart, otherwise the unit
 * (`dipstick`), otherwise the first (corrected calcium, 24-hour protein). `null`: no such rule.
 */
export function findRule({ term, analyte, unit }: RuleQuery): Rule | null {
  const rules = GRADING_RULES.filter(
    (rule) =>
      (term === undefined || isTerm(rule, term)) &&
      (analyte === undefined || rule.analyte === analyte),
  )
  const written = unit?.trim().toLowerCase()
  const byUnit = rules.find((rule) => rule.units.some((own) => own.toLowerCase() === written))
  return byUnit ?? rules[0] ?? null
}

/** The rules under which a measurement of an analyte may be suggested as an adverse event. */
export function rulesOfAnalyte(analyte: string): readonly Rule[] {
  return GRADING_RULES.filter((rule) => rule.analyte === analyte && rule.offered !== false)
}

function isTerm(rule: Rule, term: string): boolean {
  const key = term.trim().toLowerCase()
  return rule.llt === key || rule.term.toLowerCase() === key
}
