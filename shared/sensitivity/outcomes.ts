import type {
  EndpointDefinition,
  Population,
  ProportionEndpoint,
  TimeToEventEndpoint,
} from '../endpoints/define.ts'
import { leadingCriteria } from '../endpoints/populations.ts'
import { DCR, DOR, ORR, OS, PFS } from '../protocol/endpoint-parts.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'

export type OutcomeEndpoint = ProportionEndpoint | TimeToEventEndpoint

/** A result that is compared between analyses. */
export interface Outcome {
  readonly endpoint: OutcomeEndpoint
  /** It is an endpoint of the protocol; else it is shown beside them. */
  readonly own: boolean
}

/**
 * Rates of response and disease control, and times to progression or death, by the leading criterion:
 * the protocol's own, and the usual ones that it does not name, made like those it has.
 */
export function outcomesOf(definition: ProtocolDefinition): readonly Outcome[] {
  const leading = leadingCriteria(definition)
  const own = definition.endpoints.filter(
    (one): one is OutcomeEndpoint => isOutcome(one) && isJudgedBy(one, leading),
  )
  const added = usual(definition, own).filter(
    ({ id }) => !definition.endpoints.some((one) => one.id === id),
  )
  const all = [
    ...own.map((endpoint) => ({ endpoint, own: true })),
    ...added.map((endpoint) => ({ endpoint, own: false })),
  ]
  const rates = all.filter(({ endpoint }) => endpoint.kind === 'proportion')
  return [...rates, ...all.filter(({ endpoint }) => endpoint.kind !== 'proportion')]
}

function isOutcome(endpoint: EndpointDefinition): endpoint is OutcomeEndpoint {
  if (endpoint.kind === 'time-to-event') return true
  if (endpoint.kind !== 'proportion' || endpoint.durationAboveMonths !== undefined) return false
  return endpoint.responses.includes('CR') && endpoint.responses.includes('PR')
}

function isJudgedBy({ criteria }: EndpointDefinition, leading: string | null): boolean {
  return criteria === null || criteria === leading
}

/** The protocol's own outcomes that the missing ones are made like. */
interface Like {
  readonly definition: ProtocolDefinition
  readonly criteria: string | null
  readonly population: Population
  /** Its first rate, and its first time to progression or death. */
  readonly rate: ProportionEndpoint | undefined
  readonly time: TimeToEventEndpoint | undefined
}

/** A usual outcome: whether the protocol has it, and how it is made where not. */
interface UsualOutcome {
  readonly isThere: (own: OutcomeEndpoint) => boolean
  readonly make: (like: Like) => OutcomeEndpoint | null
}

function isRate(one: OutcomeEndpoint): one is ProportionEndpoint {
  return one.kind === 'proportion'
}

function isTimeOf(one: OutcomeEndpoint, ...events: readonly string[]): one is TimeToEventEndpoint {
  if (one.kind !== 'time-to-event' || one.origin === 'response') return false
  return one.events.length === events.length && one.events.every((event) => events.includes(event))
}

const USUAL: readonly UsualOutcome[] = [
  { isThere: isRate, make: (like) => ({ ...ORR, ...rateBase(like) }) },
  {
    isThere: (one) => isRate(one) && one.responses.includes('SD'),
    make: (like) => ({ ...DCR, ...rateBase(like) }),
  },
  {
    isThere: (one) => isTimeOf(one, 'progression', 'death'),
    make: (like) => ({ ...PFS, ...timeBase(like) }),
  },
  {
    isThere: (one) => isTimeOf(one, 'progression'),
    make: (like) => ({ ...PFS, ...timeBase(like), ...TTP }),
  },
  {
    isThere: (one) => one.kind === 'time-to-event' && one.origin === 'response',
    // The responders are those of the protocol's response rate.
    make: ({ rate, criteria }) =>
      rate?.id === ORR.id ? { ...DOR, criteria, timeFrameMonths: null } : null,
  },
  {
    isThere: (one) => isTimeOf(one, 'death'),
    make: (like) => ({ ...OS, ...timeBase(like), criteria: null }),
  },
]

const TTP = {
  id: 'TTP',
  label: { en: 'Time to progression', zh: '至疾病进展时间（TTP）' },
  events: ['progression'],
} as const

function rateBase({
  rate,
  criteria,
  population,
  definition,
}: Like): Pick<ProportionEndpoint, 'population' | 'criteria' | 'confirmed' | 'timeFrameMonths'> {
  const confirmed = definition.criteria[0]?.settings.confirmation ?? false
  return {
    population: rate?.population ?? population,
    confirmed: rate?.confirmed ?? confirmed,
    ...{ criteria, timeFrameMonths: null },
  }
}

function timeBase({
  time,
  criteria,
  population,
  definition,
}: Like): Pick<TimeToEventEndpoint, 'population' | 'criteria' | 'origin' | 'timeFrameMonths'> {
  return {
    population: time?.population ?? population,
    origin: time?.origin ?? definition.conventions.origin,
    ...{ criteria, timeFrameMonths: null },
  }
}

/** The usual outcomes that are missing among the protocol's. */
function usual(
  definition: ProtocolDefinition,
  own: readonly OutcomeEndpoint[],
): readonly OutcomeEndpoint[] {
  const criteria = leadingCriteria(definition)
  const like: Like = {
    ...{ definition, criteria },
    population: definition.conventions.origin === 'firstDose' ? 'SAF' : 'ENR',
    rate: own.find(isRate),
    time: own.find((one) => isTimeOf(one, 'progression', 'death')),
  }
  return USUAL.filter(({ isThere }) => !own.some(isThere))
    .flatMap(({ make }) => make(like) ?? [])
    .filter((one) => isPossible(one, criteria))
}

/** Without a criterion only survival can be had. */
function isPossible({ kind, id }: OutcomeEndpoint, criteria: string | null): boolean {
  return criteria !== null || (kind === 'time-to-event' && id === OS.id)
}
