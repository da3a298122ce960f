import type { Day } from '../kernel/brand.ts'
import type { Trace } from '../kernel/trace.ts'
import { countSteps, worthSteps, type ProofNames, type Worth } from './best-overall-steps.ts'
import { confirmingVisit } from './confirmation.ts'
import type { DatedResponse } from './dated-response.ts'
import type { OverallResponse, ResponseQueryCode, ResponseSettings } from './define.ts'
import { readDiseaseAfterCr } from './disease-after-cr.ts'

export interface BestOverallInput {
  /** In time order, baseline excluded. */
  readonly responses: readonly DatedResponse[]
  /** The protocol's origin; `null` (never dosed): no assessment counts. */
  readonly origin: Day | null
  /** Start of new anticancer therapy; `null` where there is none, or where the protocol ignores it. */
  readonly newTherapy: Day | null
  readonly settings: ResponseSettings
  readonly confirmation: boolean
  /** At least one target lesion at baseline (rule B-9). */
  readonly measurableAtBaseline: boolean
  /** Key of the criterion, and the names of the steps behind origin and new therapy, for the proof. */
  readonly names?: ProofNames
}

export interface BestOverall {
  readonly bor: OverallResponse | 'MISSING'
  /** First visit that qualifies for the best response; `null` where nothing counts. */
  readonly borDay: Day | null
  /** First CR or PR that is confirmed (without confirmation: the first); start of the response. */
  readonly responseDay: Day | null
  readonly firstPdDay: Day | null
  /** Last counted assessment other than NE. */
  readonly lastEvaluableDay: Day | null
  /** The assessments that count, after B-3, B-8 and B-2. */
  readonly counted: readonly DatedResponse[]
  readonly queries: readonly ResponseQueryCode[]
  /** Worth of each assessment and the best of them; made when it is asked for. */
  readonly trace: () => readonly Trace[]
  /** Which assessments count and why, the same with and without confirmation. */
  readonly countTrace: () => readonly Trace[]
}

/** Order of preference (B-1), best first. */
const PREFERENCE: Readonly<Record<OverallResponse, number>> = {
  CR: 0,
  PR: 1,
  SD: 2,
  'NON-CR/NON-PD': 3,
  PD: 4,
  NE: 5,
}

const NO_QUERIES: readonly ResponseQueryCode[] = []
const CR_THEN_PR: readonly ResponseQueryCode[] = ['CR_THEN_PR']

/**
 * Best overall response of one subject under one criterion. Assessments before the origin, after new
 * therapy (B-3) and after the first PD (B-2) never count. @source response criteria, section 8
 */
export function bestOverall(input: BestOverallInput): BestOverall {
  const { settings, confirmation } = input
  const inTime = input.responses.filter(({ day }) => isInTime(day, input))
  const { responses, crThenDisease } = readDiseaseAfterCr(inTime, settings)
  const counted = upToProgression(responses)
  const worths = counted.map((visit, index) =>
    worthOf(visit, !confirmation || confirmingVisit(counted, index, settings) !== null, input),
  )
  const best = bestOf(worths)
  return {
    bor: best === null ? settings.missingAs : best.response,
    borDay: dayOf(best),
    responseDay: dayOf(worths.find(isResponse)),
    firstPdDay: dayOf(counted.find(({ response }) => response === 'PD')),
    lastEvaluableDay: dayOf(counted.findLast(({ response }) => response !== 'NE')),
    counted,
    queries: crThenDisease ? CR_THEN_PR : NO_QUERIES,
    trace: () => worthSteps(input, { counted, worths, best }),
    countTrace: () => countSteps(input, { inTime, responses, counted }),
  }
}

function isInTime(day: Day, { origin, newTherapy, settings }: BestOverallInput): boolean {
  if (origin === null || day < origin) return false
  if (newTherapy === null || day < newTherapy) return true
  return day === newTherapy && settings.newTherapySameDayCounts
}

function upToProgression(responses: readonly DatedResponse[]): readonly DatedResponse[] {
  const progression = responses.findIndex(({ response }) => response === 'PD')
  return progression < 0 ? responses : responses.slice(0, progression + 1)
}

function worthOf(visit: DatedResponse, confirmed: boolean, input: BestOverallInput): Worth {
  const { day, response } = visit
  switch (response) {
    case 'PD':
    case 'NE':
      return { day, recorded: response, response, rule: 'B-1' }
    case 'CR':
    case 'PR':
      return confirmed
        ? { day, recorded: response, response, rule: response === 'CR' ? 'B-4' : 'B-6' }
        : stable(visit, fallbackOf(response, input), input)
    case 'SD':
    case 'NON-CR/NON-PD':
      return stable(visit, response, input)
  }
}

/** An unconfirmed response is at least stable disease; without measurable disease a CR is NON-CR/NON-PD (B-9). */
function fallbackOf(
  response: 'CR' | 'PR',
  { measurableAtBaseline }: BestOverallInput,
): 'SD' | 'NON-CR/NON-PD' {
  return response === 'CR' && !measurableAtBaseline ? 'NON-CR/NON-PD' : 'SD'
}

/** Stable disease counts from its minimum duration on, before it nothing is known (B-11). */
function stable(
  { day, response: recorded }: DatedResponse,
  response: 'SD' | 'NON-CR/NON-PD',
  { origin, settings }: BestOverallInput,
): Worth {
  const longEnough = origin !== null && day - origin >= settings.minSdDays
  return { day, recorded, response: longEnough ? response : 'NE', rule: 'B-11' }
}

function bestOf(worths: readonly Worth[]): Worth | null {
  let best: Worth | null = null
  for (const worth of worths) {
    if (best === null || PREFERENCE[worth.response] < PREFERENCE[best.response]) best = worth
  }
  return best
}

function isResponse({ response }: Worth): boolean {
  return response === 'CR' || response === 'PR'
}

function dayOf(visit: { readonly day: Day } | null | undefined): Day | null {
  return visit?.day ?? null
}
