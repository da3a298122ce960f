import { toIsoDate } from '../kernel/dates.ts'
import { FACTS } from '../kernel/facts.ts'
import type { Trace, TraceInput } from '../kernel/trace.ts'
import { placeOfCell } from '../trial/cell-place.ts'
import type { Proof } from './contribution.ts'
import { entrySteps } from './date-steps.ts'
import type { AntibodyEndpoint } from './define.ts'
import type { KnownDate } from './known-date.ts'
import type { SubjectFacts } from './subject-facts.ts'

/** A sample with a result. */
export interface AntibodySample {
  readonly date: KnownDate
  readonly positive: boolean
}

interface AntibodyProof {
  readonly endpoint: AntibodyEndpoint
  readonly facts: SubjectFacts
  /** First dose of the drug; null where it was not given. */
  readonly dose: KnownDate | null
  readonly samples: readonly AntibodySample[]
}

/** From the samples before and after the first dose to the result, or why there is none. */
export function antibodyProof(proof: AntibodyProof, rule: string, result: string): Proof {
  const { endpoint, facts, dose, samples } = proof
  const { id, drug, treatmentInduced } = endpoint
  const fact = (part?: string): string => FACTS.endpoint(id, part)
  const first: TraceInput =
    dose === null
      ? { name: drug, value: 'none', absent: 'exposure' }
      : { name: drug, value: toIsoDate(dose.day), of: fact('dose') }
  const induced = treatmentInduced ? 'YES' : 'NO'
  return [
    {
      fact: fact(),
      rule,
      inputs: [
        first,
        ...sampleInputs(proof, fact),
        { name: 'treatmentInduced', value: induced, constant: 'definition' },
      ],
      result,
    },
    ...(dose === null ? [] : dateSteps(facts, dose, fact('dose'), 'date-dose')),
    ...samples.flatMap(({ date }, at) =>
      dateSteps(facts, date, fact(`sample/${at}`), 'date-sample'),
    ),
  ]
}

function sampleInputs(
  { facts, samples }: Pick<AntibodyProof, 'facts' | 'samples'>,
  fact: (part: string) => string,
): readonly TraceInput[] {
  if (samples.length === 0) return [{ name: 'sample', value: 'none', absent: 'antibodies' }]
  return samples.flatMap(({ date, positive }, at): TraceInput[] => {
    const value = positive ? 'POSITIVE' : 'NEGATIVE'
    const { row } = date
    return [
      { name: 'sampleDate', value: toIsoDate(date.day), of: fact(`sample/${at}`) },
      row === null
        ? { name: 'sample', value }
        : {
            name: 'sample',
            value,
            from: placeOfCell(facts.trial, { file: 'antibodies', row, column: 'ISORRES' }),
          },
    ]
  })
}

function dateSteps(
  { trial, timeline }: SubjectFacts,
  date: KnownDate,
  fact: string,
  rule: string,
): readonly Trace[] {
  return entrySteps(trial, date, {
    fact,
    rule,
    imputation: 'impute-date',
    limits: timeline.limits,
  })
}
