import type { TimeToEventEndpoint } from '../../endpoints/define.ts'
import { oncePer } from '../../kernel/remembered.ts'
import type { ProtocolDefinition } from '../../protocol/define.ts'
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

/** The parameters of a definition. */
export interface AdamParameters {
  readonly times: readonly TimeParameter[]
  /** What stands before the codes of a criterion: nothing, or a letter of its own. */
  prefixOf(criteria: string): string
}

/** The parameters of a definition, in its order; the same whatever subjects there are. */
export const parametersOf = oncePer((definition: ProtocolDefinition): AdamParameters => ({
  times: timeParameters(definition),
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
