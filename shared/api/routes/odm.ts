import { z } from 'zod'
import { defineRoute } from '../define.ts'
import { definitionSchema } from './studies.ts'

const params = z.record(z.string(), z.union([z.string(), z.number()]))

/** Something of an ODM file that did not come over as it stands there. */
const odmReportLineSchema = z
  .object({
    /** `lost`: it is not in the definition; `changed`: it is, in another way; `note`: to be looked at. */
    kind: z.enum(['lost', 'changed', 'note']),
    place: z.string(),
    line: z.number(),
    key: z.string(),
    params,
  })
  .meta({ id: 'OdmReportLine' })
export type OdmReportLine = z.output<typeof odmReportLineSchema>

export const readOdmDefinition = defineRoute({
  id: 'readOdmDefinition',
  tag: 'studies',
  summary:
    'Read the definition of a study from an ODM 1.3 file, with what did not come over; nothing is stored',
  method: 'post',
  path: '/api/odm-definitions',
  access: 'study.manage',
  body: z.object({
    text: z.string().min(1).max(20_000_000),
    /** Key of the built-in protocol that the file adds to; an empty frame unless given. */
    protocol: z.string().optional(),
    /** A definition that the file adds to in place of a protocol, as an amendment does. */
    definition: z.record(z.string(), z.unknown()).optional(),
  }),
  response: z.object({
    definition: definitionSchema,
    report: z.array(odmReportLineSchema),
    /** What stands against opening a study on it; empty where nothing does. */
    faults: z.array(z.object({ pointer: z.string(), key: z.string(), params })),
  }),
})
