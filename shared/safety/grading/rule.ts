import type { Grade } from '../grade.ts'

/**
 * One term's numeric criteria as data. A band is a grade and the conditions that must all hold:
 * - `>=10|100|6.2`: the printed number, one per unit in the order of `units` (`-`: not printed)
 * - `<LLN`, `<=1.5*ULN`, `>BASE`, `>=MI`, `<=ULN+2|20`: a multiple of a reference, or an offset to it
 *   (lower and upper limit of normal, baseline value, the assay's infarction cut-off)
 * - `>=5%down`, `>=5%up`, `>=10drop`, `>60rise`: change from baseline, in percent or in the unit
 * - `in:2+,3+`: one of the readings of a dipstick
 * - `symptomatic`, `!symptomatic`: a clinical circumstance that no number shows
 */
export interface RuleText {
  /** CTCAE term; the rules know nothing else of the catalogue. */
  readonly term: string
  readonly llt: string
  readonly analyte: string
  readonly direction: 'high' | 'low'
  /** `partial`: the higher grades of the term are clinical only. */
  readonly extent: 'full' | 'partial'
  readonly units: readonly string[]
  /** False: never suggested from the measurement, only graded where the term is already diagnosed. */
  readonly offered?: false
  /** Every ladder that applies is climbed; the highest grade counts. */
  readonly ladders: readonly LadderText[]
  /** `grade criterion, ...`: what lets the investigator raise the grade whatever the number. */
  readonly mayBeRaised?: string
}

export interface LadderText {
  readonly id: string
  /** The ladder applies only to a baseline above, or not above, the upper limit of normal. */
  readonly baseline?: 'high' | 'not-high'
  /** The ladder reads one part of a blood pressure. */
  readonly component?: PressureComponent
  readonly bands: readonly string[]
}

export type PressureComponent = 'sbp' | 'dbp'
export type Reference = 'LLN' | 'ULN' | 'BASE' | 'MI'
export type ChangeMeasure = '%down' | '%up' | 'drop' | 'rise'
export type Comparison = '>' | '>=' | '<' | '<='

/** The numbers of a bound by unit, in the order printed. */
export type ByUnit = ReadonlyMap<string, number>

export type Limit =
  | { readonly kind: 'printed'; readonly numbers: ByUnit }
  | {
      readonly kind: 'reference'
      readonly of: Reference
      readonly factor: number
      readonly offset: ByUnit | null
    }
  | { readonly kind: 'change'; readonly measure: ChangeMeasure; readonly amount: number }

export interface Bound {
  readonly comparison: Comparison
  readonly limit: Limit
}

export interface Band {
  readonly grade: Grade
  readonly bounds: readonly Bound[]
  /** Readings of a dipstick; null: the band is numeric. */
  readonly readings: readonly string[] | null
  readonly circumstance: { readonly name: string; readonly present: boolean } | null
}

export interface Ladder {
  readonly id: string
  readonly baseline: 'high' | 'not-high' | null
  readonly component: PressureComponent | null
  readonly bands: readonly Band[]
}

export interface Rule extends Omit<RuleText, 'ladders'> {
  readonly parsedLadders: readonly Ladder[]
}

/** Reads a rule. Throws on a condition that is not of the language above. */
export function parseRule({ ladders, ...rule }: RuleText): Rule {
  return {
    ...rule,
    parsedLadders: ladders.map((ladder) => ({
      id: ladder.id,
      baseline: ladder.baseline ?? null,
      component: ladder.component ?? null,
      bands: ladder.bands.map((text) => parseBand(text, rule.units)),
    })),
  }
}

function parseBand(text: string, units: readonly string[]): Band {
  const [grade = '', ...conditions] = text.split(' ')
  const bounds: Bound[] = []
  let readings: readonly string[] | null = null
  let circumstance: Band['circumstance'] = null
  for (const condition of conditions) {
    if (/^[<>]/.test(condition)) bounds.push(parseBound(condition, units))
    else if (condition.startsWith('in:')) readings = condition.slice(3).split(',')
    else circumstance = parseCircumstance(condition)
  }
  return { grade: Number(grade) as Grade, bounds, readings, circumstance }
}

function parseCircumstance(text: string): Band['circumstance'] {
  const match = /^(!?)([a-zA-Z0-9]+)$/.exec(text)
  if (match === null) throw new Error(`Not a condition of a grading rule: "${text}"`)
  return { name: match[2] ?? '', present: match[1] === '' }
}

function parseBound(text: string, units: readonly string[]): Bound {
  const [, comparison, limit = ''] = /^([<>]=?)(.+)$/.exec(text) ?? []
  return { comparison: comparison as Comparison, limit: parseLimit(limit, units) }
}

function parseLimit(text: string, units: readonly string[]): Limit {
  const change = /^([\d.]+)(%down|%up|drop|rise)$/.exec(text)
  if (change !== null) {
    return {
      kind: 'change',
      measure: change[2] as ChangeMeasure,
      amount: Number(change[1]),
    }
  }
  const reference = /^(?:([\d.]+)\*)?(LLN|ULN|BASE|MI)(?:\+(.+))?$/.exec(text)
  if (reference !== null) {
    return {
      kind: 'reference',
      of: reference[2] as Reference,
      factor: Number(reference[1] ?? '1'),
      offset: reference[3] === undefined ? null : parseNumbers(reference[3], units),
    }
  }
  return { kind: 'printed', numbers: parseNumbers(text, units) }
}

function parseNumbers(text: string, units: readonly string[]): ByUnit {
  const numbers = text.split('|')
  const byUnit = new Map<string, number>()
  if (numbers.length !== units.length) throw new Error(`Not one number per unit: "${text}"`)
  for (const [place, unit] of units.entries()) {
    const number = numbers[place]
    if (number !== undefined && number !== '-') byUnit.set(unit, Number(number))
  }
  return byUnit
}
