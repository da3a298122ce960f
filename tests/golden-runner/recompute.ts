import { parseDay } from '../../shared/kernel/dates.ts'
import {
  confirmed,
  counts,
  dayOfVisit,
  diseaseAfterCr,
  responseDate,
  stable,
} from './recompute-best.ts'
import {
  entered,
  imputedDate,
  imputedDeath,
  imputedOnset,
  lastDose,
  vitalState,
  within,
} from './recompute-dates.ts'
import { delivered, doseLimiting, latest, samples, window } from './recompute-doses.ts'
import {
  atCutoff,
  count,
  countsEvent,
  emergent,
  grade,
  gradeBeforeDeath,
  oneOf,
} from './recompute-events.ts'
import {
  inForce,
  markerOfNonTarget,
  markerOfOverall,
  newLesion,
  overall,
} from './recompute-overall.ts'
import { laboratoryGrade, ROW_RULES } from './recompute-rows.ts'
import { alive, censored, days, eventOf, gap, lasting } from './recompute-time.ts'
import {
  bestOf,
  diameter,
  gone,
  nonTarget,
  percent,
  progresses,
  responds,
  sum,
} from './recompute-tumour.ts'
import { day, isNear, number, resultDay, text, yes, type Recompute } from './step-values.ts'

const same =
  (name?: string): Recompute =>
  (step) =>
    step.result === (name === undefined ? step.inputs[0]?.value : text(step, name))

const EVALUABLE = ['dose-limiting toxicity', 'none in the window']

const member: Recompute = (step) => {
  const all = step.inputs.every(({ value }) => !['none', 'NO', 'NE', 'not counted'].includes(value))
  if (step.rule !== 'population-DLT') return yes(step, all)
  return yes(
    step,
    step.inputs.some(({ value }) => EVALUABLE.includes(value)),
  )
}

/** What was looked at says no: it is not there, or no sample lies on the side of the dose that is asked for. */
const leftOut: Recompute = (step) => {
  const dose = parseDay(step.inputs[0]?.value ?? '')
  const taken = step.inputs.flatMap(({ name, value }) =>
    name === 'sampleDate' ? (parseDay(value) ?? []) : [],
  )
  if (dose !== null && taken.length > 0) {
    return step.result.includes('after')
      ? taken.every((one) => one <= dose)
      : taken.every((one) => one > dose)
  }
  return step.inputs.some(({ value }) => ['none', 'NO', 'NE', 'not counted'].includes(value))
}

/** How each rule of a proof is recomputed from the inputs of its step alone. */
export const RECOMPUTED: Readonly<Record<string, Recompute>> = {
  'A-1': sum,
  'A-2': sum,
  'T-4': sum,
  'T-3': gone,
  'A-5': (step) =>
    isNear(Math.min(...step.inputs.map(({ value }) => Number(value))), Number(step.result)),
  'A-3-nadir-percent': percent,
  'A-3-nadir-mm': (step) =>
    isNear(number(step, 'sum') - number(step, 'nadir'), Number(step.result)),
  'A-3-baseline-percent': percent,
  'A-measurable': (step) =>
    yes(
      step,
      step.inputs.some(({ value, unit }) => unit === 'mm' && (diameter(value) ?? 0) > 0),
    ),
  'T-5': (step) =>
    step.result === 'PD' && text(step, 'allGone') === 'NO' && text(step, 'lastEvaluable') === 'CR',
  'T-6': (step) => step.result === 'CR' && text(step, 'allGone') === 'YES',
  'T-7': (step) => step.result === 'PD' && progresses(step),
  'T-8': (step) => step.result === 'NE' && text(step, 'complete') === 'NO' && !progresses(step),
  'T-9': (step) => step.result === 'PR' && responds(step),
  'T-10': (step) => step.result === 'SD' && !responds(step) && !progresses(step),
  'T-11': (step) => step.result === 'PR' && !progresses(step),
  'N-1': nonTarget,
  'N-2': nonTarget,
  'N-3': nonTarget,
  'L-1': newLesion,
  'L-2': newLesion,
  'L-3': newLesion,
  'L-6': newLesion,
  'L-7': newLesion,
  'N-4': newLesion,
  'O-1': overall,
  'K-2': markerOfNonTarget,
  'K-3': markerOfOverall,
  'K-4': markerOfOverall,
  'O-in-force': inForce,
  'D-scan': within,
  'D-1': responseDate,
  'B-1': (step) => step.result === bestOf(step),
  'B-as-it-is': same('response'),
  'B-2': counts,
  'B-3': counts,
  'B-8': diseaseAfterCr,
  'B-2-first': dayOfVisit,
  'B-last': dayOfVisit,
  'B-response': dayOfVisit,
  'B-4': confirmed,
  'B-6': confirmed,
  'B-10': same('missingAs'),
  'B-11': stable,
  'E-2': (step) => resultDay(step) === eventOf(step),
  'E-3': censored,
  'E-alive': alive,
  'E-exit': (step) => resultDay(step) === day(step, 'exit') && alive(step),
  'E-gap': gap,
  'E-4': days,
  'E-5': lasting,
  'E-6': lasting,
  'E-category': same(),
  'E-landmark': same(),
  'AE-count': count,
  'AE-counts': countsEvent,
  'AE-onset': entered,
  'impute-onset': imputedOnset,
  'AE-emergent': emergent,
  'AE-from-enrolment': emergent,
  'AE-haematologic': oneOf,
  'AE-related': oneOf,
  'AE-grade': grade,
  'AE-grade-before-death': gradeBeforeDeath,
  'AE-at-cutoff': atCutoff,
  'impute-date': imputedDate,
  'impute-death': imputedDeath,
  'date-enrolment': entered,
  'date-firstDose': entered,
  'date-lastDose': lastDose,
  'date-newTherapy': entered,
  'date-death': entered,
  'date-lastKnownAlive': entered,
  'date-exit': entered,
  'date-dose': entered,
  'date-sample': entered,
  'subject-dates': vitalState,
  'population-ENR': member,
  'population-SAF': member,
  'population-EVAL': member,
  'population-DLT': member,
  'population-RESP': member,
  'DLT-window': window,
  'DLT-first-day': latest,
  'DLT-last-day': (step) =>
    resultDay(step) === (day(step, 'firstDay') ?? 0) + number(step, 'windowDays') - 1,
  'DLT-event': doseLimiting,
  'DLT-percent': delivered,
  'ADA-samples': samples,
  'not-at-risk': leftOut,
  ...ROW_RULES,
}

/** How a rule is recomputed; grades of the laboratory share one rule, whatever their term. */
export function recomputeOf(rule: string): Recompute | undefined {
  return rule.startsWith('CTCAE ') ? laboratoryGrade : RECOMPUTED[rule]
}
