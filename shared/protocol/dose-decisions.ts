import type { Bilingual } from '../kernel/bilingual.ts'
import { doseLimitingToxicityOf } from '../endpoints/populations.ts'
import type { ProtocolDefinition } from './define.ts'

/** What a committee can decide of a dose level. */
export const DOSE_DECISIONS = [
  'ESCALATE',
  'EXPAND',
  'STAY',
  'DE-ESCALATE',
  'STOP',
  'OTHER',
] as const
export type DoseDecision = (typeof DOSE_DECISIONS)[number]

/** Their words, on screen and in the report. */
export const DOSE_DECISION_WORDS: Readonly<Record<DoseDecision, Bilingual>> = {
  ESCALATE: { en: 'Escalate', zh: '递增剂量' },
  EXPAND: { en: 'Expand', zh: '扩展' },
  STAY: { en: 'Stay at the dose', zh: '维持剂量' },
  'DE-ESCALATE': { en: 'De-escalate', zh: '降低剂量' },
  STOP: { en: 'Stop', zh: '停止' },
  OTHER: { en: 'Other, see the reason', zh: '其他（见理由）' },
}

/** Whether a protocol looks for a dose: it then has dose levels and decisions on them. */
export function looksForDose(definition: ProtocolDefinition): boolean {
  return (
    doseLimitingToxicityOf(definition) !== undefined &&
    definition.cohorts.some(({ doseFinding }) => doseFinding)
  )
}
