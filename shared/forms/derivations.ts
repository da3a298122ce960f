import { createRegistry, type Member } from '../kernel/registry.ts'
import { ageAtConsent } from './age.ts'
import { albi } from './albi.ts'
import { bclcStage } from './bclc.ts'
import { bodyMassIndex, bodySurfaceArea } from './body-size.ts'
import { childPugh } from './child-pugh.ts'
import type { RowValues } from './define.ts'
import type { Derived } from './derived.ts'

/** Computes one item; `null` while an input is missing. A changed formula is a new version. */
export interface Derivation extends Member {
  readonly version: string
  derive(values: RowValues): Derived | null
}

/** The derivations an item can name. */
export const derivations = createRegistry<Derivation>('derivation', [
  {
    key: 'child-pugh-score',
    version: '1',
    derive: (values) => {
      const result = childPugh(values)
      return result && { value: String(result.score), trace: result.trace }
    },
  },
  {
    key: 'child-pugh-class',
    version: '1',
    derive: (values) => {
      const result = childPugh(values)
      return result && { value: result.grade, trace: result.trace }
    },
  },
  {
    key: 'albi-score',
    version: '1',
    derive: (values) => {
      const result = albi(values)
      return result && { value: result.score.toFixed(2), trace: result.trace }
    },
  },
  {
    key: 'albi-grade',
    version: '1',
    derive: (values) => {
      const result = albi(values)
      return result && { value: result.grade, trace: result.trace }
    },
  },
  { key: 'bclc-stage', version: '1', derive: bclcStage },
  { key: 'bmi', version: '1', derive: bodyMassIndex },
  { key: 'bsa-mosteller', version: '1', derive: bodySurfaceArea },
  { key: 'age-at-consent', version: '1', derive: ageAtConsent },
])
