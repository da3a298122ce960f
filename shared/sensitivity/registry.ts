import { createRegistry } from '../kernel/registry.ts'
import type { Variation } from './define.ts'
import { newTherapyVariation } from './new-therapy.ts'
import {
  enrolledVariation,
  evaluableVariation,
  perProtocolVariation,
  safetyVariation,
} from './populations.ts'
import { confirmationVariation, criteriaVariation, sourceVariation } from './responses.ts'

/** Every respect in which an analysis is varied, in the order of the tables. */
export const variations = createRegistry<Variation>('variation', [
  sourceVariation,
  confirmationVariation,
  criteriaVariation,
  newTherapyVariation,
  enrolledVariation,
  safetyVariation,
  evaluableVariation,
  perProtocolVariation,
])
