import { rowsOf } from '../trial/trial.ts'
import { antibodyProof, type AntibodySample } from './antibody-steps.ts'
import { contributed, type Contributed } from './contribution.ts'
import type { AntibodyEndpoint, EndpointDefinition } from './define.ts'
import { endpointKind } from './kind.ts'
import { readCell } from './known-date.ts'
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

function contribute(endpoint: AntibodyEndpoint, facts: SubjectFacts): Contributed {
  const { drug, treatmentInduced } = endpoint
  const dose = firstDoseOf(facts.timeline.doses.filter((period) => period.drug === drug))
  const samples = readSamples(facts)
  const told = { endpoint, facts, dose, samples }
  const none = (reason: string): Contributed =>
    contributed({ kind: 'not-at-risk', reason }, () => antibodyProof(told, 'not-at-risk', reason))
  if (dose === null) return none(`not given ${drug}`)
  const after = samples.filter(({ date }) => date.day > dose.day)
  const before = lastSample(samples.filter(({ date }) => date.day <= dose.day))
  if (after.length === 0) return none('no sample after the first dose')
  if (treatmentInduced && before === null) return none('no sample on or before the first dose')
  const positive = after.some((one) => one.positive)
  const hit = positive && (!treatmentInduced || before?.positive === false)
  return contributed({ kind: 'counted', hit }, () =>
    antibodyProof(told, 'ADA-samples', hit ? 'positive' : 'negative'),
  )
}

/** Samples with a result, in the order of the file. */
function readSamples(facts: SubjectFacts): readonly AntibodySample[] {
  const samples: AntibodySample[] = []
  for (const row of rowsOf(facts.trial, 'antibodies')) {
    const date = readCell({ file: 'antibodies', row, column: 'ISDAT' }, facts.timeline.limits)
    const result = row['ISORRES']
    if (date === null || (result !== 'POSITIVE' && result !== 'NEGATIVE')) continue
    samples.push({ date, positive: result === 'POSITIVE' })
  }
  return samples
}

/** The latest sample; of several on its day a positive one. */
function lastSample(samples: readonly AntibodySample[]): AntibodySample | null {
  let last: AntibodySample | null = null
  for (const sample of samples) {
    const { day } = sample.date
    if (last === null || day > last.date.day) last = sample
    else if (day === last.date.day && sample.positive) last = sample
  }
  return last
}
