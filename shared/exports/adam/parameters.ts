import type {
  EndpointDefinition,
  ProportionEndpoint,
  TimeToEventEndpoint,
} from '../../endpoints/define.ts'
import { oncePer } from '../../kernel/remembered.ts'
import type { ProtocolDefinition } from '../../protocol/define.ts'
import { DEATH_PARAMETER, RESPONSE_PARAMETERS } from './response-parameters.ts'
import { distinctCodes } from './short-code.ts'

/** A parameter of an analysis dataset: code and name are one to one in a study. */
export interface Parameter {
  readonly code: string
  readonly name: string
  readonly number: number
}

/** A time-to-event endpoint as a parameter. */
export interface TimeParameter extends Parameter {
  readonly endpoint: TimeToEventEndpoint
}

/** A response that has to last, as the protocol counts it: a parameter beside those of every study. */
export interface LastingParameter extends Parameter {
  readonly endpoint: ProportionEndpoint
}

/** The parameters of a definition. */
export interface AdamParameters {
  readonly times: readonly TimeParameter[]
  readonly lasting: readonly LastingParameter[]
  /** What stands before the codes of a criterion: nothing, or a letter of its own. */
  prefixOf(criteria: string): string
}

/** The parameters of a definition, in its order; the same whatever subjects there are. */
export const parametersOf = oncePer((definition: ProtocolDefinition): AdamParameters => ({
  times: timeParameters(definition),
  lasting: lastingParameters(definition),
  prefixOf: prefixes(definition),
}))

function timeParameters({ endpoints }: ProtocolDefinition): readonly TimeParameter[] {
  const times = endpoints.filter((endpoint) => endpoint.kind === 'time-to-event')
  const codes = distinctCodes(times.map(({ id }) => id))
  const names = new Set<string>()
  return times.map((endpoint, at) => {
    const name = timeName(endpoint, names)
    names.add(name)
    return { code: codes.get(endpoint.id) ?? endpoint.id, name, number: at + 1, endpoint }
  })
}

/** The codes that every study has under its criteria, in their order; that of death last. */
function commonCodes({ criteria }: ProtocolDefinition, prefixOf: AdamParameters['prefixOf']) {
  const set = Object.values(RESPONSE_PARAMETERS)
  const codes = criteria.flatMap(({ key }) => set.map(({ code }) => `${prefixOf(key)}${code}`))
  return [...codes, DEATH_PARAMETER.code]
}

function lastingParameters(definition: ProtocolDefinition): readonly LastingParameter[] {
  const lasting = definition.endpoints.filter(isLasting)
  const common = commonCodes(definition, prefixes(definition))
  // An identifier that is a code of every study gives way: the lengthened one is another name.
  const names = lasting.map(({ id }) => (common.includes(id) ? `${id}_${id}` : id))
  const codes = distinctCodes([...common, ...names])
  return lasting.map((endpoint, at) => {
    const { label, criteria, id } = endpoint
    const name = criteria === null ? label.en : `${label.en}, ${criteria}`
    const code = codes.get(names[at] ?? id) ?? id
    return { code, name, number: common.length + at + 1, endpoint }
  })
}

function isLasting(endpoint: EndpointDefinition): endpoint is ProportionEndpoint {
  return endpoint.kind === 'proportion' && 'durationAboveMonths' in endpoint
}

function timeName({ id, label, criteria }: TimeToEventEndpoint, taken: Set<string>): string {
  const base =
    criteria === null || label.en.includes(criteria) ? label.en : `${label.en}, ${criteria}`
  const name = `${base} (days)`
  return taken.has(name) ? `${base} [${id}] (days)` : name
}

/** RECIST 1.1 stands without a letter. @source mapping, section 4: the mRECIST set has prefix M */
const PREFIXES: Readonly<Record<string, string>> = { 'RECIST 1.1': '', mRECIST: 'M' }
/** For criteria of one's own: letters that begin no code of the set. */
const OTHER_LETTERS = 'XYZWVUTSQKJIHGFEAN'

function prefixes({ criteria }: ProtocolDefinition): AdamParameters['prefixOf'] {
  const own = criteria.map(({ key }) => key).filter((key) => PREFIXES[key] === undefined)
  return (key) => PREFIXES[key] ?? OTHER_LETTERS.charAt(Math.max(0, own.indexOf(key)))
}
