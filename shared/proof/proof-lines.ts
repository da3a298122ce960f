import type { EndpointDerivation, SubjectDerivation } from '../endpoints/derivation.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { FACTS } from '../kernel/facts.ts'
import type { Trace } from '../kernel/trace.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { inBothLanguages } from '../texts/speaker.ts'

/** A derived value as a list has it: the step that gave it, and the steps that it rests on itself. */
export interface ProofLine {
  readonly title: Bilingual
  readonly step: Trace
  readonly because: readonly Trace[]
}

/** The best response under each criterion, then what the subject adds to each endpoint. */
export function endpointLines(
  derivation: SubjectDerivation,
  { endpoints }: Pick<ProtocolDefinition, 'endpoints'>,
): readonly ProofLine[] {
  const best = derivation.responses.flatMap(({ row: { criteria }, trace }) =>
    named(trace(), FACTS.of(criteria, 'confirmed/bor')).map((step) => ({
      title: joined(inBothLanguages('word.confirmedBor', ''), criteria),
      ...{ step, because: [] },
    })),
  )
  const labels = new Map(endpoints.map(({ id, label }) => [id, label]))
  return [...best, ...derivation.endpoints.map((one) => endpointLine(one, labels.get(one.id)))]
}

function endpointLine({ id, proof }: EndpointDerivation, label: Bilingual | undefined): ProofLine {
  const [step, ...others] = proof()
  const wanted = new Set(step.inputs.flatMap(({ of }) => of ?? []))
  // Of many events each is one input; which of them counted, the step says itself.
  const because =
    step.rule === 'AE-count' || step.rule === 'DLT-window'
      ? []
      : others.filter(({ fact = '' }) => wanted.has(fact))
  return { title: label ?? { en: id, zh: id }, step, because }
}

/** Parts of an assessment that a list of all of them shows. */
const PARTS = ['sum', 'target', 'nonTarget', 'newLesion', 'overall', 'inForce'] as const

/** The dates that all else rests on, each assessment under each criterion, and what they come to. */
export function subjectLines(
  derivation: SubjectDerivation,
  definition: Pick<ProtocolDefinition, 'endpoints'>,
): readonly ProofLine[] {
  const dates = derivation.trace().filter(({ rule }) => /^(date-|impute-d)/.test(rule))
  const points = derivation.timepoints.flatMap(({ row: { criteria, visit }, trace }) => {
    const steps = trace()
    return PARTS.flatMap((part) =>
      named(steps, FACTS.at(criteria, visit, part)).map((step) => ({
        title: joined(inBothLanguages(`word.${part}`, part), `${visit}, ${criteria}`),
        ...{ step, because: [] },
      })),
    )
  })
  return [
    ...dates.map((step) => ({ title: dateTitle(step), step, because: [] })),
    ...points,
    ...endpointLines(derivation, definition),
  ]
}

function dateTitle({ fact = '' }: Trace): Bilingual {
  return inBothLanguages(`word.${fact.split('/')[1] ?? ''}`, fact)
}

function named(steps: readonly Trace[], wanted: string): readonly Trace[] {
  return steps.filter(({ fact }) => fact === wanted)
}

function joined({ en, zh }: Bilingual, of: string): Bilingual {
  return { en: `${en}, ${of}`, zh: `${zh}，${of}` }
}
