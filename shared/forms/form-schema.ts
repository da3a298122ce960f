import { z } from 'zod'
import type { FormCheck, FormDefinition, ItemDefinition, ShowIf } from './define.ts'

/** A label in both languages, neither empty. */
export const bilingualSchema = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) })

const KEY = /^[A-Z][A-Z0-9_]{0,29}$/
const FILE = /^[a-z][a-z0-9-]{0,39}$/
const keySchema = z.string().regex(KEY)
const fileSchema = z.string().regex(FILE)

const showIfSchema: z.ZodType<ShowIf> = z.strictObject({
  item: keySchema,
  in: z.array(z.string()).min(1),
})

const codeSchema = z.strictObject({ value: z.string().min(1).max(200), label: bilingualSchema })

const itemBase = {
  key: keySchema,
  label: bilingualSchema,
  required: z.boolean().exactOptional(),
  help: bilingualSchema.exactOptional(),
  showIf: showIfSchema.exactOptional(),
  hidden: z.boolean().exactOptional(),
  derivation: z.string().exactOptional(),
  unstored: z.boolean().exactOptional(),
  sdtm: z.string().exactOptional(),
  drugs: z.array(z.string().min(1)).min(1).exactOptional(),
}

const numberMembers = {
  unit: z.string().exactOptional(),
  min: z.number().exactOptional(),
  max: z.number().exactOptional(),
  comparator: z.boolean().exactOptional(),
}

const itemSchema: z.ZodType<ItemDefinition> = z.discriminatedUnion('kind', [
  z.strictObject({
    ...itemBase,
    kind: z.literal('text'),
    maxLength: z.int().min(1).max(20_000).exactOptional(),
    multiline: z.boolean().exactOptional(),
    format: z.literal('time').exactOptional(),
  }),
  z.strictObject({ ...itemBase, ...numberMembers, kind: z.literal('integer') }),
  z.strictObject({
    ...itemBase,
    ...numberMembers,
    kind: z.literal('number'),
    decimals: z.int().min(0).max(12).exactOptional(),
  }),
  z.strictObject({
    ...itemBase,
    kind: z.literal('date'),
    complete: z.boolean().exactOptional(),
    atMost: z.enum(['year', 'month']).exactOptional(),
  }),
  z.strictObject({
    ...itemBase,
    kind: z.literal('code'),
    codes: z.array(codeSchema),
    multiple: z.boolean().exactOptional(),
    open: z.boolean().exactOptional(),
  }),
  z.strictObject({ ...itemBase, kind: z.literal('term') }),
  z.strictObject({ ...itemBase, kind: z.literal('lesion') }),
])

const exampleSchema = z.record(z.string(), z.string())

const checkBase = {
  key: z.string().min(1),
  message: bilingualSchema,
  version: z.string().min(1).max(20).exactOptional(),
  rationale: bilingualSchema.exactOptional(),
  pass: z.array(exampleSchema).exactOptional(),
  fail: z.array(exampleSchema).exactOptional(),
}

const checkSchema: z.ZodType<FormCheck> = z.discriminatedUnion('kind', [
  z.strictObject({
    ...checkBase,
    kind: z.literal('date-order'),
    earlier: keySchema,
    later: keySchema,
  }),
  z.strictObject({
    ...checkBase,
    kind: z.literal('agreement'),
    when: showIfSchema,
    then: showIfSchema,
  }),
  z.strictObject({
    ...checkBase,
    kind: z.literal('one-of'),
    when: showIfSchema,
    and: z.array(showIfSchema).exactOptional(),
    items: z.array(keySchema).min(1),
    is: z.union([z.string(), z.array(z.string()).min(1)]),
  }),
])

const groupSchema = z.strictObject({
  title: bilingualSchema,
  file: fileSchema,
  items: z.array(itemSchema).min(1),
  identity: z.array(keySchema),
  sortBy: z.array(keySchema),
  everyCode: z.boolean().exactOptional(),
  showIf: showIfSchema.exactOptional(),
  checks: z.array(checkSchema).exactOptional(),
  panels: z
    .array(z.strictObject({ title: bilingualSchema, codes: z.array(z.string()).min(1) }))
    .exactOptional(),
})

/** The shape of a form definition as JSON. What spans several members is checked beside it. */
export const formSchema: z.ZodType<FormDefinition> = z.strictObject({
  key: z.string().regex(FILE),
  title: bilingualSchema,
  scope: z.enum(['subject', 'visit', 'log']),
  owner: z.enum(['site', 'investigator']),
  file: fileSchema.exactOptional(),
  items: z.array(itemSchema),
  sortBy: z.array(keySchema).exactOptional(),
  rowKey: z.array(keySchema).min(1).exactOptional(),
  visitColumn: z.boolean().exactOptional(),
  hidden: z.boolean().exactOptional(),
  performed: z.strictObject({ item: keySchema, reason: keySchema }).exactOptional(),
  capture: z.enum(['transcribed', 'direct']).exactOptional(),
  checks: z.array(checkSchema).exactOptional(),
  group: groupSchema.exactOptional(),
})
