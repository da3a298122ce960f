import type { Bilingual } from '../kernel/bilingual.ts'
import type { EligibilityCriterion } from './define.ts'

/** Gives the criteria their keys in the order of the protocol: `I01`, `I02`, …, `E01`, `E02`, … */
export function numberCriteria(
  inclusion: readonly Bilingual[],
  exclusion: readonly Bilingual[],
): readonly EligibilityCriterion[] {
  return [
    ...inclusion.map((text, at) => ({ key: keyOf('I', at), kind: 'inclusion' as const, text })),
    ...exclusion.map((text, at) => ({ key: keyOf('E', at), kind: 'exclusion' as const, text })),
  ]
}

function keyOf(letter: 'I' | 'E', at: number): string {
  return `${letter}${String(at + 1).padStart(2, '0')}`
}
