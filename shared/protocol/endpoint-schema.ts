import { z } from 'zod'
import type { EndpointDefinition } from '../endpoints/define.ts'
import { bilingualSchema } from '../forms/form-schema.ts'

const base = {
  id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,29}$/),
  label: bilingualSchema,
  primary: z.boolean().exactOptional(),
  extra: z.boolean().exactOptional(),
  population: z.enum(['ENR', 'SAF', 'EVAL', 'DLT', 'RESP']),
  criteria: z.string().nullable(),
  timeFrameMonths: z.number().positive().nullable(),
}

const builtInSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...base,
    kind: z.literal('proportion'),
    responses: z.array(z.enum(['CR', 'PR', 'SD', 'NON-CR/NON-PD', 'PD', 'NE'])).min(1),
    confirmed: z.boolean(),
    durationAboveMonths: z.number().positive().exactOptional(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('time-to-event'),
    origin: z.enum(['firstDose', 'enrolment', 'response']),
    events: z.array(z.enum(['progression', 'death'])).min(1),
    censorAt: z.enum(['last-evaluable-assessment', 'last-known-alive']),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('landmark'),
    of: z.string(),
    months: z.number().positive(),
    report: z.enum(['survival', 'mortality']),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('incidence'),
    onset: z.enum(['treatment-emergent', 'from-enrolment']),
    seriousOnly: z.boolean().exactOptional(),
    relatedOnly: z.boolean().exactOptional(),
    minGrade: z.literal([1, 2, 3, 4, 5]).exactOptional(),
    haematologic: z.boolean().exactOptional(),
  }),
  z.strictObject({ ...base, kind: z.literal('distribution'), confirmed: z.boolean() }),
  z.strictObject({
    ...base,
    kind: z.literal('dose-limiting-toxicity'),
    drugs: z.array(z.string().min(1)).min(1),
    windowDays: z.int().min(1),
    minDosePercent: z.number().min(0).max(100).nullable(),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('antibody'),
    drug: z.string().min(1),
    treatmentInduced: z.boolean(),
  }),
])

const otherSchema = z.strictObject({
  ...base,
  kind: z.templateLiteral(['x-', z.string()]),
  settings: z.record(z.string(), z.unknown()),
})

/** An endpoint as JSON; a kind that begins with `x-` is one that a family member brings itself. */
export const endpointSchema: z.ZodType<EndpointDefinition> = z.union([builtInSchema, otherSchema])
