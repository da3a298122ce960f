import { createRegistry } from '../kernel/registry.ts'
import { antibodyKind } from './antibody.ts'
import { distributionKind } from './distribution.ts'
import { doseLimitingToxicityKind } from './dose-limiting-toxicity.ts'
import { incidenceKind } from './incidence.ts'
import { landmarkKind } from './landmark.ts'
import { proportionKind } from './proportion.ts'
import { timeToEventKind } from './time-to-event.ts'

/** The kinds of endpoint, by the `kind` of their definitions. */
export const endpointKinds = createRegistry('endpoint kind', [
  antibodyKind,
  distributionKind,
  doseLimitingToxicityKind,
  incidenceKind,
  landmarkKind,
  proportionKind,
  timeToEventKind,
])
