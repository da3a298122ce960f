import type {
  EndpointDefinition,
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
  return endpoint.kind === 'proportion' && endpoint.responses.includes('PR')
}

function isJudgedBy({ criteria }: EndpointDefinition, leading: string | null): boolean {
  return criteria === null || criteria === leading
}

/** The usual outcomes that are missing among the protocol's. */
function usual(
  definition: ProtocolDefinition,
  own: readonly OutcomeEndpoint[],
): readonly OutcomeEndpoint[] {
  const criteria = leadingCriteria(definition)
  const times = own.filter((one) => one.kind === 'time-to-event')
  const rate = own.find((one) => one.kind === 'proportion')
  const { origin } = definition.conventions
  const population = origin === 'firstDose' ? 'SAF' : 'ENR'
  const base = { population, criteria, timeFrameMonths: null } as const
  const isProgression = ({ events, origin: from }: TimeToEventEndpoint): boolean =>
    events.includes('progression') && events.includes('death') && from !== 'response'
  const confirmed = definition.criteria[0]?.settings.confirmation ?? false
  const made: readonly (OutcomeEndpoint | null)[] = [
    rate === undefined ? { ...ORR, ...base, confirmed } : null,
    isControlled(own)
      ? null
      : {
          ...DCR,
          ...base,
          population: rate?.population ?? population,
          confirmed: rate?.confirmed ?? confirmed,
        },
    times.some(isProgression) ? null : { ...PFS, ...base, origin },
    times.some(({ events }) => !events.includes('death'))
      ? null
      : timeToProgression(times, base, origin),
    times.some((one) => one.origin === 'response') || rate?.id !== ORR.id
      ? null
      : { ...DOR, criteria, timeFrameMonths: null },
    times.some(({ events }) => !events.includes('progression'))
      ? null
      : { ...OS, population, origin, timeFrameMonths: null },
  ]
  return made.filter((one): one is OutcomeEndpoint => one !== null && isPossible(one, criteria))
}

function isControlled(own: readonly OutcomeEndpoint[]): boolean {
  return own.some((one) => one.kind === 'proportion' && one.responses.includes('SD'))
}

function timeToProgression(
  times: readonly TimeToEventEndpoint[],
  base: Pick<TimeToEventEndpoint, 'population' | 'criteria' | 'timeFrameMonths'>,
  origin: 'firstDose' | 'enrolment',
): TimeToEventEndpoint {
  const like = times.find(({ events, origin: from }) => events.length === 2 && from !== 'response')
  return {
    ...PFS,
    ...base,
    ...(like === undefined ? {} : { population: like.population }),
    origin: like?.origin ?? origin,
    id: 'TTP',
    label: { en: 'Time to progression', zh: '至疾病进展时间（TTP）' },
    events: ['progression'],
  }
}

/** Without a criterion only survival can be had. */
function isPossible({ kind, id }: OutcomeEndpoint, criteria: string | null): boolean {
  return criteria !== null || (kind === 'time-to-event' && id === OS.id)
}
