import type { Bilingual } from '../kernel/bilingual.ts'

/** A treatment of the protocol, for which causality and action are asked on their own. */
export interface StudyTreatment {
  readonly label: Bilingual
  readonly kind: 'drug' | 'procedure'
  /** Generic names (EXTRT) of the drug, or of all of its class. */
  readonly drugs?: readonly string[]
}

/** Where a protocol names none: two drugs, in the order of the protocol. */
export const UNNAMED_TREATMENTS: readonly StudyTreatment[] = [
  { kind: 'drug', label: { en: 'first study drug', zh: '第一种研究药物' } },
  { kind: 'drug', label: { en: 'second study drug', zh: '第二种研究药物' } },
]
