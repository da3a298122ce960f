import type { EndpointDerivation, SubjectDerivation } from '../endpoints/derivation.ts'
import type { Bilingual } from '../kernel/bilingual.ts'
import { FACTS } from '../kernel/facts.ts'
import type { Trace } from '../kernel/trace.ts'
import { confirmsBest } from '../protocol/confirms-best.ts'
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
  definition: Pick<ProtocolDefinition, 'endpoints' | 'criteria'>,
): readonly ProofLine[] {
  const best = derivation.responses.flatMap(({ row: { criteria }, trace }) => {
    const isConfirmed = confirmsBest(definition, criteria)
    const fact = FACTS.of(criteria, isConfirmed ? 'confirmed/bor' : 'plain/bor')
    const word = isConfirmed ? 'word.confirmedBor' : 'word.bor'
    return named(trace(), fact).map((step) => ({
      title: joined(inBothLanguages(word, ''), criteria),
      ...{ step, because: [] },
    }))
  })
  const labels = new Map(definition.endpoints.map(({ id, label }) => [id, label]))
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
  definition: Pick<ProtocolDefinition, 'endpoints' | 'criteria'>,
): readonly ProofLine[] {
  const dates = derivation.trace().filter(({ fact }) => fact?.startsWith('date/') === true)
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
  const [, name = '', part] = fact.split('/')
  const title = inBothLanguages(`word.${name}`, fact)
  if (part !== 'imputed') return title
  const { en, zh } = inBothLanguages('word.imputed', part)
  return { en: `${title.en}, ${en}`, zh: `${title.zh}，${zh}` }
}

function named(steps: readonly Trace[], wanted: string): readonly Trace[] {
  return steps.filter(({ fact }) => fact === wanted)
}

function joined({ en, zh }: Bilingual, of: string): Bilingual {
  return { en: `${en}, ${of}`, zh: `${zh}，${of}` }
}
