import { oncePer } from '../../kernel/remembered.ts'
import type { ProtocolDefinition } from '../../protocol/define.ts'
import type { CheckSubject } from '../subject.ts'

/** The treatments that an event's questions name, and the drugs of each. */
export interface NamedTreatments {
  /** The item of each question: `AEACN1`, `AEREL1`, … */
  readonly items: readonly string[]
  /** Those of them that name drugs. */
  readonly drugItems: readonly string[]
  /** Whether a drug may be the one that a question is about. */
  readonly belongs: (item: string, drug: string) => boolean
}

const OF_ONE_TREATMENT = /^AE(?:ACN|REL)\d+$/

/**
 * Which drugs a question about one treatment means, by the form of the adverse events. A drug that
 * no question names may be any of them, and so may every drug for a question that names none.
 */
export function namedTreatments({ definition }: CheckSubject): NamedTreatments {
  return treatmentsNamedIn(definition)
}

const treatmentsNamedIn = oncePer(({ forms }: ProtocolDefinition): NamedTreatments => {
  const form = forms.find(({ file }) => file === 'adverse-events')
  const asked = (form?.items ?? []).filter(({ key }) => OF_ONE_TREATMENT.test(key))
  const drugsOf = new Map(asked.map(({ key, drugs }) => [key, drugs]))
  const named = new Set(asked.flatMap(({ drugs = [] }) => drugs))
  return {
    items: asked.map(({ key }) => key),
    drugItems: asked.flatMap(({ key, drugs }) => (drugs === undefined ? [] : [key])),
    belongs: (item, drug) => {
      const drugs = drugsOf.get(item)
      return drugs === undefined || !named.has(drug) || drugs.includes(drug)
    },
  }
})
