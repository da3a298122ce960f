import type { Day } from '../kernel/brand.ts'
import { toIsoDate } from '../kernel/dates.ts'
import { FACTS } from '../kernel/facts.ts'
import type { Trace, TraceInput } from '../kernel/trace.ts'
import type { DatedResponse } from './dated-response.ts'
import type { OverallResponse, ResponseSettings } from './define.ts'

/** How the steps of other parts are named that a best response rests on. */
export interface ProofNames {
  readonly criterion: string
  /** The step that derived the origin, and that of the start of new therapy. */
  readonly origin: string
  readonly newTherapy: string
}

/** What one counted assessment is worth for the best response, and by which rule. */
export interface Worth {
  readonly day: Day
  readonly recorded: OverallResponse
  readonly response: OverallResponse
  readonly rule: string
}

interface Asked {
  readonly responses: readonly DatedResponse[]
  readonly origin: Day | null
  readonly newTherapy: Day | null
  readonly settings: ResponseSettings
  readonly confirmation: boolean
  readonly measurableAtBaseline: boolean
  readonly names?: ProofNames
}

interface Counting {
  readonly inTime: readonly DatedResponse[]
  /** After rule B-8. */
  readonly responses: readonly DatedResponse[]
  readonly counted: readonly DatedResponse[]
}

const NO_NAMES: ProofNames = { criterion: '', origin: 'origin', newTherapy: 'newTherapy' }

/** Why each assessment counts or not (B-2, B-3), how it is read (B-8), and what they end in. */
export function countSteps(asked: Asked, counting: Counting): readonly Trace[] {
  const { criterion } = asked.names ?? NO_NAMES
  const { counted } = counting
  const pd = counted.find(({ response }) => response === 'PD')
  const evaluable = counted.findLast(({ response }) => response !== 'NE')
  return [
    ...asked.responses.flatMap((visit) => visitSteps(asked, counting, visit)),
    dayStep(asked, counted, { visit: pd, part: 'progression', rule: 'B-2-first' }),
    dayStep(asked, counted, { visit: evaluable, part: 'lastEvaluable', rule: 'B-last' }),
  ].map((step) => ({ ...step, under: criterion }))
}

function visitSteps(asked: Asked, counting: Counting, visit: DatedResponse): Trace[] {
  const name = visit.visit ?? toIsoDate(visit.day)
  const { criterion } = asked.names ?? NO_NAMES
  const of = (part: string): string => FACTS.at(criterion, name, part)
  const read = counting.responses[counting.inTime.indexOf(visit)]
  const step = countStep(asked, counting, { visit, read, fact: of('counts') })
  if (read === undefined || read.response === visit.response) return [step]
  const { crFollowedByDisease: setting } = asked.settings
  const reading: Trace = {
    fact: of('read'),
    rule: 'B-8',
    inputs: [
      { name: 'inForce', value: visit.response, of: of('inForce') },
      { name: 'crFollowedByDisease', value: setting, constant: 'definition' },
    ],
    result: read.response,
  }
  return [step, reading]
}

interface CountQuestion {
  readonly visit: DatedResponse
  /** As it is read by B-8; undefined where it is not in time. */
  readonly read: DatedResponse | undefined
  readonly fact: string
}

function countStep(
  asked: Asked,
  { counted }: Counting,
  { visit, read, fact }: CountQuestion,
): Trace {
  const counts = read !== undefined && counted.includes(read)
  const date = dateInput(asked, visit, 'date')
  const pd = counted.findLast(({ response }) => response === 'PD')
  if (read !== undefined && !counts && pd !== undefined) {
    const inputs = [date, dateInput(asked, pd, 'progression')]
    return { fact, rule: 'B-2', inputs, result: 'NO' }
  }
  const inputs = [date, ...windowInputs(asked)]
  return { fact, rule: 'B-3', inputs, result: counts ? 'YES' : 'NO' }
}

/** What an assessment has to lie between. */
function windowInputs({ origin, newTherapy, settings, names = NO_NAMES }: Asked): TraceInput[] {
  const date = (name: string, day: Day | null, of: string): TraceInput => ({
    name,
    value: day === null ? 'none' : toIsoDate(day),
    of,
  })
  return [
    date('origin', origin, names.origin),
    ...(newTherapy === null
      ? []
      : [
          date('newTherapy', newTherapy, names.newTherapy),
          {
            name: 'sameDayCounts',
            value: settings.newTherapySameDayCounts ? 'YES' : 'NO',
            constant: 'definition',
          } as const,
        ]),
  ]
}

interface CountedDay {
  readonly visit: DatedResponse | undefined
  readonly part: 'progression' | 'lastEvaluable'
  readonly rule: string
}

/** The day of the progression, or of the last that can be evaluated; without one, all that count. */
function dayStep(
  asked: Asked,
  counted: readonly DatedResponse[],
  { visit, part, rule }: CountedDay,
): Trace {
  const fact = FACTS.of((asked.names ?? NO_NAMES).criterion, part)
  if (visit === undefined) {
    const inputs = counted.map((one) => responseInput(asked, one, nameOf(one)))
    return { fact, rule, inputs: [...inputs, ...uncountedInputs(asked, counted)], result: 'none' }
  }
  return {
    fact,
    rule,
    inputs: [responseInput(asked, visit, 'response'), dateInput(asked, visit, 'date')],
    result: toIsoDate(visit.day),
  }
}

/** Assessments that do not count; without any at all, that none was measured. */
function uncountedInputs(asked: Asked, counted: readonly DatedResponse[]): TraceInput[] {
  const { criterion } = asked.names ?? NO_NAMES
  if (asked.responses.length === 0) {
    return [{ name: 'assessments', value: 'none', absent: 'measurements' }]
  }
  const names = new Set(counted.map(nameOf))
  return asked.responses
    .filter((visit) => !names.has(nameOf(visit)))
    .map((visit) => ({
      name: nameOf(visit),
      value: 'NO',
      of: FACTS.at(criterion, nameOf(visit), 'counts'),
    }))
}

interface Valued {
  readonly counted: readonly DatedResponse[]
  readonly worths: readonly Worth[]
  readonly best: Worth | null
}

/** What each assessment is worth, the best of them, and the first response among them. */
export function worthSteps(asked: Asked, { counted, worths, best }: Valued): readonly Trace[] {
  const { criterion } = asked.names ?? NO_NAMES
  const mode = modeOf(asked)
  const factOf = (visit: DatedResponse): string =>
    FACTS.at(criterion, nameOf(visit), `${mode}/worth`)
  const each = worths.flatMap((worth, index) => {
    const visit = counted[index]
    return visit === undefined ? [] : [{ worth, visit, index }]
  })
  const steps: Trace[] = each.map(({ worth, visit, index }) => ({
    fact: factOf(visit),
    rule: worth.rule === 'B-1' ? 'B-as-it-is' : worth.rule,
    inputs: worthInputs(asked, { worth, visit, later: counted.slice(index + 1) }),
    result: worth.response,
  }))
  const bor: Trace = {
    fact: FACTS.of(criterion, `${mode}/bor`),
    rule: best === null ? 'B-10' : 'B-1',
    inputs:
      best === null
        ? [
            ...uncountedInputs(asked, []),
            { name: 'missingAs', value: asked.settings.missingAs, constant: 'definition' },
          ]
        : each.map(({ worth, visit }) => ({
            name: nameOf(visit),
            value: worth.response,
            of: factOf(visit),
          })),
    result: best === null ? asked.settings.missingAs : best.response,
  }
  return [...steps, bor, ...responseStep(asked, each, factOf)].map((step) => ({
    ...step,
    under: criterion,
  }))
}

function responseStep(
  asked: Asked,
  each: readonly { readonly worth: Worth; readonly visit: DatedResponse }[],
  factOf: (visit: DatedResponse) => string,
): Trace[] {
  const first = each.find(({ worth: { response } }) => response === 'CR' || response === 'PR')
  const fact = FACTS.of((asked.names ?? NO_NAMES).criterion, `${modeOf(asked)}/response`)
  const rule = 'B-response'
  if (first === undefined) {
    const worths = each.map(({ worth, visit }): TraceInput => ({
      name: nameOf(visit),
      value: worth.response,
      of: factOf(visit),
    }))
    const uncounted = each.length > 0 ? [] : uncountedInputs(asked, [])
    return [{ fact, rule, inputs: [...worths, ...uncounted], result: 'none' }]
  }
  return [
    {
      fact,
      rule,
      inputs: [
        { name: 'response', value: first.worth.response, of: factOf(first.visit) },
        dateInput(asked, first.visit, 'date'),
      ],
      result: toIsoDate(first.visit.day),
    },
  ]
}

interface WorthQuestion {
  readonly worth: Worth
  readonly visit: DatedResponse
  readonly later: readonly DatedResponse[]
}

function worthInputs(asked: Asked, { worth, visit, later }: WorthQuestion): TraceInput[] {
  const own = responseInput(asked, visit, 'response')
  const isResponse = worth.recorded === 'CR' || worth.recorded === 'PR'
  const confirmation = isResponse && asked.confirmation ? confirmationInputs(asked, later) : []
  if (worth.rule === 'B-1') return [own]
  const date = dateInput(asked, visit, 'date')
  if (worth.rule !== 'B-11') return [own, date, ...confirmation]
  const { origin, names = NO_NAMES, settings } = asked
  return [
    own,
    date,
    { name: 'origin', value: origin === null ? 'none' : toIsoDate(origin), of: names.origin },
    { name: 'minSdDays', value: String(settings.minSdDays), unit: 'd', constant: 'definition' },
    ...confirmation,
    ...(isResponse
      ? [
          {
            name: 'measurable',
            value: asked.measurableAtBaseline ? 'YES' : 'NO',
            of: FACTS.of(names.criterion, 'measurable'),
          },
        ]
      : []),
  ]
}

/** Every assessment that follows, with what may lie between a response and its confirmation. */
function confirmationInputs(asked: Asked, later: readonly DatedResponse[]): TraceInput[] {
  const { minIntervalDays, maxNeBetween, allowOneSdBetween } = asked.settings
  return [
    { name: 'confirmation', value: 'YES', constant: 'definition' },
    ...later.flatMap((visit) => [
      responseInput(asked, visit, nameOf(visit)),
      dateInput(asked, visit, `${nameOf(visit)} date`),
    ]),
    { name: 'minIntervalDays', value: String(minIntervalDays), unit: 'd', constant: 'definition' },
    { name: 'maxNeBetween', value: String(maxNeBetween), constant: 'definition' },
    { name: 'oneSdBetween', value: allowOneSdBetween ? 'YES' : 'NO', constant: 'definition' },
  ]
}

function responseInput(asked: Asked, visit: DatedResponse, name: string): TraceInput {
  const { criterion } = asked.names ?? NO_NAMES
  const own = asked.responses.find((one) => one.visit === visit.visit && one.visit !== undefined)
  const part = own !== undefined && own.response !== visit.response ? 'read' : 'inForce'
  return { name, value: visit.response, of: FACTS.at(criterion, nameOf(visit), part) }
}

/** A response that B-8 reads as PD takes the earliest scan; every other its own date (D-1). */
function dateInput(asked: Asked, visit: DatedResponse, name: string): TraceInput {
  const { criterion } = asked.names ?? NO_NAMES
  const own = asked.responses.find((one) => one.visit === visit.visit && one.visit !== undefined)
  const part = own !== undefined && own.day !== visit.day ? 'earliest' : 'date'
  return { name, value: toIsoDate(visit.day), of: FACTS.at(criterion, nameOf(visit), part) }
}

function nameOf({ visit, day }: DatedResponse): string {
  return visit ?? toIsoDate(day)
}

function modeOf({ confirmation }: Pick<Asked, 'confirmation'>): 'confirmed' | 'plain' {
  return confirmation ? 'confirmed' : 'plain'
}
