import { parsePartialDate } from '../../shared/kernel/dates.ts'
import { delivered, doseLimiting, latest, samples, window } from './recompute-doses.ts'
import type { Trace } from '../../shared/kernel/trace.ts'
import {
  day,
  input,
  isNear,
  number,
  REAL,
  resultDay,
  text,
  yes,
  type Recompute,
} from './step-values.ts'

/** The diameter that one cell says; null where it cannot be evaluated. */
function diameter(value: string): number | null {
  const parts = value.split(';').map((part) => part.trim())
  if (parts.every((part) => /^\d+(\.\d)?$/.test(part))) {
    return parts.reduce((sum, part) => sum + Number(part), 0)
  }
  return null
}

function isMergedInto({ inputs }: Trace, value: string): boolean {
  return inputs.some(({ name }) => name === value)
}

const sum: Recompute = (step) => {
  let measured = 0
  let complete = true
  for (const { value } of step.inputs) {
    if (isMergedInto(step, value)) continue
    const own = diameter(value)
    if (own === null) complete = false
    else measured += own
  }
  return isNear(measured, Number(step.result)) && complete === (step.rule !== 'T-4')
}

const gone: Recompute = (step) => {
  const nodes = new Map(
    step.inputs
      .filter(({ name }) => name.startsWith('node '))
      .map(({ name, value }) => [name.slice('node '.length), value === 'Y']),
  )
  const limit = number(step, 'nodeLimit')
  const lesions = step.inputs.filter(
    ({ unit, constant }) => unit === 'mm' && constant === undefined,
  )
  const all = lesions.every(({ name, value }) => {
    const own = diameter(value)
    if (own === null) return true
    return nodes.get(name) === true ? own < limit : own === 0
  })
  return yes(step, all)
}

const percent: Recompute = (step) => {
  const to = step.rule === 'A-3-baseline-percent' ? number(step, 'baseline') : number(step, 'nadir')
  return isNear(((number(step, 'sum') - to) / to) * 100, Number(step.result))
}

function progresses(step: Trace): boolean {
  const increase = number(step, 'changeFromNadir')
  const told = input(step, 'percentFromNadir')
  const enough = told === undefined || Number(told.value) >= number(step, 'limitUp') - REAL
  return increase > 0 && enough && increase >= number(step, 'floor')
}

function responds(step: Trace): boolean {
  return number(step, 'percentFromBaseline') <= number(step, 'limitDown') + REAL
}

const RANK = ['CR', 'PR', 'SD', 'NON-CR/NON-PD', 'PD', 'NE']

function bestOf(step: Trace): string {
  return (
    [...step.inputs].sort((a, b) => RANK.indexOf(a.value) - RANK.indexOf(b.value))[0]?.value ?? ''
  )
}

const nonTarget: Recompute = (step) => {
  const own = step.inputs.filter(({ name }) => name !== 'lastEvaluable')
  const states = own.filter(({ name }) => !name.startsWith('cytology ')).map(({ value }) => value)
  if (step.rule === 'N-1') return step.result === 'PD' && states.includes('UNEQUIVOCAL PROGRESSION')
  if (step.rule === 'N-3') return step.result === 'PD' && text(step, 'lastEvaluable') === 'CR'
  const known = states.every((one) =>
    ['ABSENT', 'PRESENT', 'UNEQUIVOCAL PROGRESSION'].includes(one),
  )
  if (!known) return step.result === 'NE'
  return step.result === (states.every((one) => one === 'ABSENT') ? 'CR' : 'NON-CR/NON-PD')
}

const newLesion: Recompute = (step) => {
  const certain = step.inputs.some(({ value }) => value === 'UNEQUIVOCAL' || value === 'YES')
  return step.result === 'NO' ? !certain || step.inputs.length > 0 : certain
}

const TABLE: Readonly<Record<string, string>> = {
  'CR CR': 'CR',
  'CR NA': 'CR',
  'CR NON-CR/NON-PD': 'PR',
  'CR NE': 'PR',
  'NA CR': 'CR',
  'NA NON-CR/NON-PD': 'NON-CR/NON-PD',
  'NA NE': 'NE',
  'NA NA': 'NE',
}

const overall: Recompute = (step) => {
  const target = text(step, 'target')
  const other = text(step, 'nonTarget')
  const isPd = target === 'PD' || other === 'PD' || text(step, 'newLesion') === 'YES'
  return step.result === (isPd ? 'PD' : (TABLE[`${target} ${other}`] ?? target))
}

const marker: Recompute = (step) => {
  const value = text(step, 'value')
  const limit = text(step, 'upperLimit')
  const isNormal = value !== 'none' && limit !== 'none' && Number(value) <= Number(limit)
  return !isNormal && step.result !== 'CR'
}

const inForce: Recompute = (step) => {
  const recorded = text(step, 'recorded')
  const isRecorded = text(step, 'source') === 'investigator' && RANK.includes(recorded)
  const taken = isRecorded ? recorded : text(step, 'derived')
  return step.result === taken || (taken === 'CR' && input(step, 'markerRule') !== undefined)
}

const responseDate: Recompute = (step) => {
  const first =
    text(step, 'inForce') === 'PD' ||
    (text(step, 'inForce') === 'SD' && text(step, 'stableDate') === 'EARLIEST')
  return step.result === text(step, first ? 'earliest' : 'latest')
}

const same =
  (name?: string): Recompute =>
  (step) =>
    step.result === (name === undefined ? step.inputs[0]?.value : text(step, name))

/** A day that an entry may mean. */
const within: Recompute = (step) => {
  const [entry] = step.inputs
  const date = entry === undefined ? null : parsePartialDate(entry.value)
  const own = resultDay(step)
  if (own === null) return step.result === 'none'
  if (date === null) return entry?.value === '' || entry?.value === 'none'
  if (date.precision === 'day') return own === date.earliest
  const limits = ['cutoff', 'death', 'AEENDAT'].flatMap((name) => day(step, name) ?? [])
  return own <= Math.min(date.latest, ...limits) && own >= Math.min(date.earliest, ...limits)
}

/** The entry itself, or the step that imputed it. */
const entered: Recompute = (step) => {
  const [first] = step.inputs
  return step.result === first?.value
}

const counts: Recompute = (step) => {
  const own = day(step, 'date')
  if (own === null) return false
  if (step.rule === 'B-2') {
    const pd = day(step, 'progression')
    return step.result === 'NO' && pd !== null && own >= pd
  }
  const origin = day(step, 'origin')
  const therapy = day(step, 'newTherapy')
  const inTime =
    origin !== null &&
    own >= origin &&
    (therapy === null ||
      own < therapy ||
      (own === therapy && text(step, 'sameDayCounts') === 'YES'))
  return yes(step, inTime)
}

const dayOfVisit: Recompute = (step) => {
  if (step.result !== 'none') return step.result === text(step, 'date')
  const wanted = step.rule === 'B-2-first' ? ['PD'] : RANK.filter((one) => one !== 'NE')
  const looked = step.rule === 'B-response' ? ['CR', 'PR'] : wanted
  return step.inputs.every(({ value }) => !looked.includes(value))
}

const stable: Recompute = (step) => {
  const own = day(step, 'date')
  const origin = day(step, 'origin')
  const long = own !== null && origin !== null && own - origin >= number(step, 'minSdDays')
  if (!long) return step.result === 'NE'
  const response = text(step, 'response')
  const isComplete = response === 'CR' && text(step, 'measurable') === 'NO'
  if (isComplete) return step.result === 'NON-CR/NON-PD'
  return step.result === (response === 'NON-CR/NON-PD' ? response : 'SD')
}

/** A response that counts: confirmed by a later one far enough away, where that is demanded. */
const confirmed: Recompute = (step) => {
  const own = day(step, 'date')
  if (step.result !== text(step, 'response') || own === null) return false
  if (input(step, 'confirmation') === undefined) return true
  return step.inputs.some(({ name, value }) => {
    const later = day(step, `${name} date`)
    const supports = value === 'CR' || value === step.result
    return supports && later !== null && later - own >= number(step, 'minIntervalDays')
  })
}

const count: Recompute = (step) =>
  Number(step.result) === step.inputs.filter(({ value }) => value === 'counted').length

const countsEvent: Recompute = (step) => {
  const inTime = [text(step, 'emergent'), text(step, 'fromEnrolment')].includes('YES')
  const asked = ['AESER', 'related'].flatMap((name) => input(step, name)?.value ?? [])
  const grade = input(step, 'minGrade') === undefined ? 0 : Number(text(step, 'grade')) || 0
  const least = Number(input(step, 'minGrade')?.value ?? 0)
  const kind = text(step, 'haematologic') === text(step, 'counts')
  const all = inTime && asked.every((one) => one === 'Y' || one === 'YES') && grade >= least && kind
  return step.result === (all ? 'counted' : 'not counted')
}

const emergent: Recompute = (step) => {
  const onset = day(step, 'onset')
  const first = day(step, step.rule === 'AE-emergent' ? 'firstDose' : 'enrolment')
  const last = day(step, 'lastDose')
  const inTime = onset !== null && first !== null && onset >= first
  const within_ =
    last === null || onset === null || onset - last <= number(step, 'daysAfterLastDose')
  return yes(step, inTime && (step.rule !== 'AE-emergent' || within_))
}

const oneOf: Recompute = (step) => {
  const values = text(step, 'oneOf').split('; ')
  const own = step.inputs.filter(({ from }) => from !== undefined)
  return yes(
    step,
    own.some(({ value }) => values.includes(value === '' ? 'notRecorded' : value)),
  )
}

/** The first event that counts, and the day it ends the time on; null where there is none. */
function eventOf(step: Trace): number | null {
  const progression = day(step, 'progression')
  const death = day(step, 'death')
  const therapy = day(step, 'newTherapy')
  const exit = text(step, 'deathAfterExit') === 'censor' ? day(step, 'exit') : null
  const isOut = (limit: number | null): boolean => death !== null && limit !== null && death > limit
  const counted = isOut(therapy) || isOut(exit) ? null : death
  if (progression === null || counted === null) return progression ?? counted
  return Math.min(progression, counted)
}

function originOf(step: Trace): number | null {
  return day(step, 'firstDose') ?? day(step, 'enrolment') ?? day(step, 'response')
}

const censored: Recompute = (step) => {
  const origin = originOf(step)
  const last = day(step, 'lastEvaluable')
  if (eventOf(step) !== null || origin === null) return false
  return resultDay(step) === (last === null || last < origin ? origin : last)
}

const alive: Recompute = (step) => {
  const exit = day(step, 'exit')
  if (eventOf(step) !== null) return false
  if (day(step, 'death') !== null && exit !== null) return resultDay(step) === exit
  return resultDay(step) === (day(step, 'lastKnownAlive') ?? originOf(step))
}

const gap: Recompute = (step) => {
  const origin = originOf(step)
  const event = day(step, 'event')
  const seen = day(step, 'lastEvaluable')
  if (origin === null || event === null) return false
  const since = seen === null ? origin : Math.max(seen, origin)
  return event - since > number(step, 'maxGapDays') && resultDay(step) === since
}

const lasting: Recompute = (step) => {
  const isBest = text(step, 'responses')
    .split('; ')
    .includes(input(step, 'bor')?.value ?? text(step, 'confirmedBor'))
  const days = number(step, 'duration')
  const above = days > number(step, 'aboveMonths') * number(step, 'monthDays')
  const hit = isBest && (step.rule === 'E-5' || above)
  return step.result === (hit ? 'counted' : 'not counted')
}

const days: Recompute = (step) => {
  const origin = originOf(step)
  const end = day(step, 'end')
  return origin !== null && end !== null && Number(step.result) === end - origin + 1
}

const EVALUABLE = ['dose-limiting toxicity', 'none in the window']

const member: Recompute = (step) => {
  const all = step.inputs.every(({ value }) => !['none', 'NO', 'NE', 'not counted'].includes(value))
  if (step.rule !== 'population-DLT') return yes(step, all)
  return yes(
    step,
    step.inputs.some(({ value }) => EVALUABLE.includes(value)),
  )
}

const anyStep: Recompute = ({ inputs }) => inputs.length > 0

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
  'O-1': overall,
  'K-2': marker,
  'K-3': marker,
  'K-4': marker,
  'O-in-force': inForce,
  'D-scan': within,
  'D-1': responseDate,
  'B-1': (step) => step.result === bestOf(step),
  'B-as-it-is': same('response'),
  'B-2': counts,
  'B-3': counts,
  'B-8': (step) => step.result !== text(step, 'inForce'),
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
  'AE-onset': within,
  'impute-onset': within,
  'AE-emergent': emergent,
  'AE-from-enrolment': emergent,
  'AE-haematologic': oneOf,
  'AE-related': oneOf,
  'AE-grade': (step) => step.result === (text(step, 'AETOXGR') || 'none'),
  'AE-grade-before-death': (step) => step.result === '4' && text(step, 'AETOXGR') === '5',
  'AE-at-cutoff': (step) => step.result !== step.inputs[0]?.value,
  'impute-date': within,
  'impute-death': within,
  'date-enrolment': entered,
  'date-firstDose': entered,
  'date-lastDose': (step) => step.result === 'ongoing' || step.result === step.inputs[0]?.value,
  'date-newTherapy': entered,
  'date-death': entered,
  'date-lastKnownAlive': entered,
  'date-exit': entered,
  'date-dose': entered,
  'date-sample': entered,
  'subject-dates': anyStep,
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
  'not-at-risk': anyStep,
}
