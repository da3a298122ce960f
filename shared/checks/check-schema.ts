import { z } from 'zod'
import { bilingualSchema } from '../forms/form-schema.ts'
import type { EditCheck } from './define.ts'

const row = z.record(z.string(), z.string())

const exampleSchema = z.strictObject({
  records: z.array(
    z.strictObject({
      form: z.string(),
      visit: z.string().exactOptional(),
      items: row.exactOptional(),
      rows: z.array(row).exactOptional(),
    }),
  ),
})

/** The shape of an edit check as JSON: at least one example that passes and one that fires. */
export const editCheckSchema: z.ZodType<EditCheck> = z.strictObject({
  key: z.string().regex(/^[A-Z][A-Z0-9]{0,7}-[A-Z0-9]{1,12}$/),
  version: z.string().min(1).max(20),
  level: z.enum(['field', 'form', 'visit', 'subject']),
  severity: z.enum(['warning', 'note']),
  form: z.string(),
  item: z.string(),
  rationale: bilingualSchema,
  message: bilingualSchema,
  condition: z.union([
    z.strictObject({ rule: z.string().min(1).max(2000) }),
    z.strictObject({
      producer: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])).exactOptional(),
    }),
  ]),
  compares: z.array(z.string()),
  pass: z.array(exampleSchema).min(1),
  fail: z.array(exampleSchema).min(1),
})
