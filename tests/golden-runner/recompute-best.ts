import { RANK } from './recompute-tumour.ts'
import { day, input, number, text, yes, type Recompute } from './step-values.ts'

export const responseDate: Recompute = (step) => {
  const first =
    text(step, 'inForce') === 'PD' ||
    (text(step, 'inForce') === 'SD' && text(step, 'stableDate') === 'EARLIEST')
  return step.result === text(step, first ? 'earliest' : 'latest')
}

export const counts: Recompute = (step) => {
  const own = day(step, 'date')
  if (own === null) return false
  if (step.rule === 'B-2') {
    const pd = day(step, 'progression')
    return step.result === 'NO' && pd !== null && own >= pd
  }
  const origin = day(step, 'origin')
  const therapy = day(step, 'newTherapy')
  const inTime =
    origin !== null &&
    own >= origin &&
    (therapy === null ||
      own < therapy ||
      (own === therapy && text(step, 'sameDayCounts') === 'YES'))
  return yes(step, inTime)
}

export const dayOfVisit: Recompute = (step) => {
  if (step.result !== 'none') return step.result === text(step, 'date')
  const wanted = step.rule === 'B-2-first' ? ['PD'] : RANK.filter((one) => one !== 'NE')
  const looked = step.rule === 'B-response' ? ['CR', 'PR'] : wanted
  return step.inputs.every(({ value }) => !looked.includes(value))
}

export const stable: Recompute = (step) => {
  const own = day(step, 'date')
  const origin = day(step, 'origin')
  const long = own !== null && origin !== null && own - origin >= number(step, 'minSdDays')
  if (!long) return step.result === 'NE'
  const response = text(step, 'response')
  const isComplete = response === 'CR' && text(step, 'measurable') === 'NO'
  if (isComplete) return step.result === 'NON-CR/NON-PD'
  return step.result === (response === 'NON-CR/NON-PD' ? response : 'SD')
}

/** A response that counts: confirmed by a later one far enough away, where that is demanded. */
export const confirmed: Recompute = (step) => {
  const own = day(step, 'date')
  if (step.result !== text(step, 'response') || own === null) return false
  if (input(step, 'confirmation') === undefined) return true
  return step.inputs.some(({ name, value }) => {
    const later = day(step, `${name} date`)
    const supports = value === 'CR' || value === step.result
    return supports && later !== null && later - own >= number(step, 'minIntervalDays')
  })
}

/** B-8: disease after a complete response is progression, or the response was a partial one. */
export const diseaseAfterCr: Recompute = (step) => {
  const setting = text(step, 'crFollowedByDisease')
  const recorded = text(step, 'inForce')
  if (setting === 'DISEASE_IS_PD') return recorded !== 'CR' && step.result === 'PD'
  return setting === 'CR_WAS_PR' && recorded === 'CR' && step.result === 'PR'
}
