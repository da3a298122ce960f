import { FACTS } from '../kernel/facts.ts'
import type { Trace, TraceInput } from '../kernel/trace.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { namedDateInput } from './date-steps.ts'
import type { Population } from './define.ts'
import { doseLimitingResult } from './dose-limiting-steps.ts'
import {
  doseLimitingToxicityOf,
  isInPopulation,
  leadingCriteria,
  RESPONSE_RATE,
} from './populations.ts'
import type { SubjectFacts } from './subject-facts.ts'

interface Members {
  readonly definition: ProtocolDefinition
  readonly facts: SubjectFacts
}

/** The criterion that a population is judged under: of EVAL alone. */
function criterionOf(
  population: Population,
  criteria: string | null,
  definition: ProtocolDefinition,
): string | null {
  return population === 'EVAL' ? (criteria ?? leadingCriteria(definition)) : null
}

/** Name of the step that says whether a subject is in a population. */
export function populationFact(
  population: Population,
  criteria: string | null,
  definition: ProtocolDefinition,
): string {
  return FACTS.population(population, criterionOf(population, criteria, definition))
}

/** Why the subject is, or is not, in each population that the protocol uses. */
export function populationSteps(members: Members): readonly Trace[] {
  const { definition } = members
  const asked = new Map<
    string,
    { readonly population: Population; readonly criteria: string | null }
  >()
  const ask = (population: Population, criteria: string | null): void => {
    asked.set(populationFact(population, criteria, definition), { population, criteria })
  }
  for (const population of ['ENR', 'SAF'] as const) ask(population, null)
  for (const { key } of definition.criteria) ask('EVAL', key)
  if (doseLimitingToxicityOf(definition) !== undefined) ask('DLT', null)
  if (definition.endpoints.some(({ id }) => id === RESPONSE_RATE)) ask('RESP', null)
  for (const { population, criteria } of definition.endpoints) ask(population, criteria)
  return [...asked].map(([fact, { population, criteria }]) => ({
    fact,
    rule: `population-${population}`,
    inputs: inputsOf(population, criteria, members),
    result: isInPopulation(population, criteria, members) ? 'YES' : 'NO',
  }))
}

function inputsOf(
  population: Population,
  criteria: string | null,
  { definition, facts }: Members,
): readonly TraceInput[] {
  const enrolment = namedDateInput('enrolment', 'enrolment', facts.timeline)
  switch (population) {
    case 'ENR':
      return [enrolment]
    case 'SAF':
      return [enrolment, namedDateInput('firstDose', 'firstDose', facts.timeline)]
    case 'EVAL':
      return evaluableInputs(criterionOf('EVAL', criteria, definition), facts)
    case 'DLT':
      return doseLimitingInputs(definition, facts)
    case 'RESP':
      return responderInputs(definition, facts)
    default:
      return population satisfies never
  }
}

function evaluableInputs(criterion: string | null, facts: SubjectFacts): readonly TraceInput[] {
  const safety: TraceInput = {
    name: 'SAF',
    value: facts.inSafety ? 'YES' : 'NO',
    of: FACTS.population('SAF'),
  }
  if (criterion === null) return [safety]
  const { measuredTarget, lastEvaluable, points } = facts.response(criterion)
  return [
    safety,
    {
      name: 'measurable',
      value: measuredTarget ? 'YES' : 'NO',
      of: FACTS.of(criterion, 'measurable'),
    },
    ...(lastEvaluable !== null
      ? [{ name: 'evaluable', value: 'YES', of: FACTS.of(criterion, 'lastEvaluable') }]
      : points.length === 0
        ? [{ name: 'evaluable', value: 'NO', absent: 'measurements' }]
        : points.flatMap(({ visit, inForce }) => notEvaluable(criterion, { visit, inForce }))),
  ]
}

/** An assessment that is not evaluable, or does not count. */
function notEvaluable(
  criterion: string,
  { visit, inForce }: { readonly visit: string; readonly inForce: string },
): TraceInput[] {
  const part = inForce === 'NE' ? 'inForce' : 'counts'
  return [
    { name: visit, value: inForce === 'NE' ? 'NE' : 'NO', of: FACTS.at(criterion, visit, part) },
  ]
}

function doseLimitingInputs(definition: ProtocolDefinition, facts: SubjectFacts): TraceInput[] {
  const endpoint = doseLimitingToxicityOf(definition)
  if (endpoint === undefined) return []
  const value = facts.contribution(endpoint.id)
  return [
    {
      name: endpoint.id,
      value: doseLimitingResult(value),
      of: FACTS.endpoint(endpoint.id),
    },
  ]
}

function responderInputs(definition: ProtocolDefinition, facts: SubjectFacts): TraceInput[] {
  const rate = definition.endpoints.find(({ id }) => id === RESPONSE_RATE)
  if (rate === undefined) return []
  const value = facts.contribution(rate.id)
  const counted = value.kind === 'counted' && value.hit
  const inRate =
    rate.population !== 'RESP' &&
    isInPopulation(rate.population, rate.criteria, { definition, facts })
  return [
    { name: rate.id, value: counted ? 'counted' : 'not counted', of: FACTS.endpoint(rate.id) },
    {
      name: rate.population,
      value: inRate ? 'YES' : 'NO',
      of: populationFact(rate.population, rate.criteria, definition),
    },
  ]
}
