import { endpointKinds } from './endpoints/registry.ts'
import type { EndpointKind } from './endpoints/kind.ts'
import type { ExportFormat } from './exports/define.ts'
import { exportFormats } from './exports/registry.ts'
import type { FormDefinition } from './forms/define.ts'
import { forms } from './forms/registry.ts'
import type { Registry } from './kernel/registry.ts'
import type { ProtocolDefinition } from './protocol/define.ts'
import { protocols } from './protocol/registry.ts'
import type { ResponseCriterion } from './response/define.ts'
import { responseCriteria } from './response/registry.ts'

/** What differs between trials, as data: code that needs a family takes it as a parameter. */
export interface Families {
  readonly protocols: Registry<ProtocolDefinition>
  readonly forms: Registry<FormDefinition>
  readonly criteria: Registry<ResponseCriterion>
  readonly endpoints: Registry<EndpointKind>
  readonly exports: Registry<ExportFormat>
}

/** The members that the product ships with. */
export const builtInFamilies: Families = {
  protocols,
  forms,
  criteria: responseCriteria,
  endpoints: endpointKinds,
  exports: exportFormats,
}
