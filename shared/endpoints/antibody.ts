import { rowsOf } from '../trial/trial.ts'
import { contributed, notAtRisk, type Contributed } from './contribution.ts'
import type { AntibodyEndpoint, EndpointDefinition } from './define.ts'
import { endpointKind } from './kind.ts'
import { readCell, traceDate, type KnownDate } from './known-date.ts'
import { summariseProportion } from './proportion.ts'
import type { SubjectFacts } from './subject-facts.ts'
import { firstDoseOf } from './timeline.ts'

/**
 * Antibodies against a drug: any sample after its first dose positive. Treatment-induced: and the
 * last sample on or before that dose negative, among those who have both.
 * @source protocol 2, ADA and ADA-TI
 */
export const antibodyKind = endpointKind('antibody', {
  accepts: (endpoint: EndpointDefinition): endpoint is AntibodyEndpoint =>
    endpoint.kind === 'antibody',
  contribute,
  summarise: (_, members, context) => summariseProportion(members, context),
})

interface Sample {
  readonly date: KnownDate
  readonly positive: boolean
}

function contribute(endpoint: AntibodyEndpoint, facts: SubjectFacts): Contributed {
  const { id, drug, treatmentInduced } = endpoint
  const dose = firstDoseOf(facts.timeline.doses.filter((period) => period.drug === drug))
  if (dose === null) return notAtRisk(id, `not given ${drug}`)
  const samples = readSamples(facts)
  const after = samples.filter(({ date }) => date.day > dose.day)
  const before = lastSample(samples.filter(({ date }) => date.day <= dose.day))
  if (after.length === 0) return notAtRisk(id, 'no sample after the first dose')
  if (treatmentInduced && before === null) {
    return notAtRisk(id, 'no sample on or before the first dose')
  }
  return judge(endpoint, { dose, before, positive: after.find((one) => one.positive) ?? null })
}

interface Evidence {
  readonly dose: KnownDate
  readonly before: Sample | null
  /** First positive sample after the dose. */
  readonly positive: Sample | null
}

function judge(
  { id, treatmentInduced }: AntibodyEndpoint,
  { dose, before, positive }: Evidence,
): Contributed {
  const hit = positive !== null && (!treatmentInduced || before?.positive === false)
  const inputs = [
    traceDate('first dose', dose),
    traceDate('positive after it', positive?.date ?? null),
    { name: 'before it', value: resultText(before) },
  ]
  const result = hit ? 'positive' : 'negative'
  return contributed({ kind: 'counted', hit }, { rule: `${id}-samples`, inputs, result })
}

/** Samples with a result, in the order of the file. */
function readSamples(facts: SubjectFacts): readonly Sample[] {
  const samples: Sample[] = []
  for (const row of rowsOf(facts.trial, 'antibodies')) {
    const date = readCell({ file: 'antibodies', row, column: 'ISDAT' }, facts.timeline.limits)
    const result = row['ISORRES']
    if (date === null || (result !== 'POSITIVE' && result !== 'NEGATIVE')) continue
    samples.push({ date, positive: result === 'POSITIVE' })
  }
  return samples
}

/** The latest sample; of several on its day a positive one. */
function lastSample(samples: readonly Sample[]): Sample | null {
  let last: Sample | null = null
  for (const sample of samples) {
    const { day } = sample.date
    if (last === null || day > last.date.day) last = sample
    else if (day === last.date.day && sample.positive) last = sample
  }
  return last
}

function resultText(sample: Sample | null): string {
  if (sample === null) return 'none'
  return sample.positive ? 'POSITIVE' : 'NEGATIVE'
}
