import fc from 'fast-check'
import { z } from 'zod'

/** JSON schema as zod writes it; only what the product's schemas use. */
const nodeSchema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  additionalProperties: z.unknown().optional(),
  items: z.unknown().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  $ref: z.string().optional(),
  $defs: z.record(z.string(), z.unknown()).optional(),
})
type Node = z.output<typeof nodeSchema>

/** Texts that break what was not thought through: markup, SQL, paths, odd Unicode, numbers. */
export const HOSTILE_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  '\u202Eevil',
  '<script>alert(1)</script>',
  "'; drop table record; --",
  '../../etc/passwd',
  '%00%2e%2e',
  '__proto__',
  'constructor',
  '=cmd()',
  'NaN',
  '1e999',
  '-0',
  '9'.repeat(400),
  'x'.repeat(30_000),
  '2024-02-31',
  '0000-00-00',
  '９９',
  '\u{1F4A5}'.repeat(50),
] as const

/** Words that lead somewhere in the study under test: forms, visits, identifiers, codes. */
export type KnownWords = readonly string[]

/** Values that fit a zod schema by its shape; further rules of the schema may still refuse some. */
export function validFor(schema: z.ZodType, words: KnownWords): fc.Arbitrary<unknown> {
  const root = nodeSchema.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }))
  return arbitraryOf(root, { words, root, depth: 0 })
}

interface Context {
  readonly words: KnownWords
  readonly root: Node
  readonly depth: number
}

function arbitraryOf(node: Node, context: Context): fc.Arbitrary<unknown> {
  if (node.$ref !== undefined) return referred(node.$ref, context)
  if (node.const !== undefined) return fc.constant(node.const)
  if (node.enum !== undefined) return fc.constantFrom(...node.enum)
  const types = Array.isArray(node.type) ? node.type.map((type) => ({ ...node, type })) : []
  const branches = node.anyOf ?? node.oneOf ?? types
  if (branches.length > 0) {
    return fc.oneof(...branches.map((branch) => arbitraryOf(nodeSchema.parse(branch), context)))
  }
  return typeof node.type === 'string' ? ofType(node.type, node, context) : anything()
}

function ofType(type: string, node: Node, context: Context): fc.Arbitrary<unknown> {
  const max = Math.min(node.maximum ?? 500, 10_000)
  const makers: Readonly<Record<string, () => fc.Arbitrary<unknown>>> = {
    object: () => objectOf(node, context),
    array: () => arrayOf(node, context),
    string: () => stringOf(node, context),
    integer: () => fc.integer({ min: node.minimum ?? -5, max }),
    number: () => fc.double({ min: node.minimum ?? -5, max, noNaN: true }),
    boolean: () => fc.boolean(),
    null: () => fc.constant(null),
  }
  return (makers[type] ?? anything)()
}

function anything(): fc.Arbitrary<unknown> {
  return fc.jsonValue({ maxDepth: 2 })
}

function referred(ref: string, context: Context): fc.Arbitrary<unknown> {
  const name = ref.split('/').at(-1) ?? ''
  const target = ref === '#' ? context.root : context.root.$defs?.[name]
  if (target === undefined || context.depth > 6) return fc.constant({})
  return arbitraryOf(nodeSchema.parse(target), { ...context, depth: context.depth + 1 })
}

function objectOf(node: Node, context: Context): fc.Arbitrary<unknown> {
  const deeper = { ...context, depth: context.depth + 1 }
  const members = Object.entries(node.properties ?? {})
  if (members.length === 0) {
    const value = nodeSchema.safeParse(node.additionalProperties)
    const values = value.success ? arbitraryOf(value.data, deeper) : fc.string({ maxLength: 12 })
    const keys = fc.oneof(fc.constantFrom(...context.words), fc.string({ maxLength: 10 }))
    return fc.dictionary(keys, values, { maxKeys: 4 })
  }
  const model = Object.fromEntries(
    members.map(([key, member]) => [key, arbitraryOf(nodeSchema.parse(member), deeper)]),
  )
  return fc.record(model, { requiredKeys: node.required ?? [] })
}

function arrayOf(node: Node, context: Context): fc.Arbitrary<unknown> {
  const items = nodeSchema.safeParse(node.items)
  const minLength = node.minItems ?? 0
  const maxLength = Math.max(minLength, Math.min(node.maxItems ?? 4, 4))
  return fc.array(
    items.success ? arbitraryOf(items.data, { ...context, depth: context.depth + 1 }) : fc.string(),
    { minLength, maxLength },
  )
}

function stringOf(node: Node, { words }: Context): fc.Arbitrary<string> {
  const known = fc.constantFrom(...words)
  if (node.format === 'date') return fc.constantFrom('2026-01-05', '2024-02-29', '2030-12-31')
  if (node.format === 'date-time') return fc.constantFrom('2026-03-01T08:00:00+08:00')
  const long = { minLength: node.minLength ?? 0, maxLength: Math.min(node.maxLength ?? 40, 40) }
  return fc.oneof(known, fc.string(long), fc.string({ ...long, unit: 'grapheme' }))
}

/** A value with one place spoilt: a member left out, of another type, hostile, or one too many. */
export function nearly(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const spoilt = fc.oneof(
    fc.constantFrom<unknown>(...HOSTILE_TEXTS),
    fc.constantFrom<unknown>(null, true, -1, 1.5, [], {}, [[]], { a: { b: {} } }),
  )
  return fc
    .tuple(valid, fc.nat(), spoilt, fc.constantFrom('replace', 'drop', 'add'))
    .map(([value, at, by, how]) => spoil(value, { at, by, how }))
}

interface Spoiling {
  readonly at: number
  readonly by: unknown
  readonly how: string
}

function spoil(value: unknown, spoiling: Spoiling): unknown {
  const { at, by, how } = spoiling
  if (typeof value !== 'object' || value === null) return by
  const entries: [string, unknown][] = Object.entries(value)
  const [key, member] = entries[at % Math.max(1, entries.length)] ?? ['unknown', null]
  const isDeep = typeof member === 'object' && member !== null && at % 3 !== 0
  const next = isDeep ? spoil(member, { ...spoiling, at: Math.floor(at / 3) }) : by
  if (Array.isArray(value))
    return value.map((one: unknown, at) => (String(at) === key ? next : one))
  const others = entries.filter(([name]) => name !== key)
  if (how === 'drop' && !isDeep) return Object.fromEntries(others)
  return Object.fromEntries([...others, [key, next], ...surplus(how, by)])
}

function surplus(how: string, by: unknown): [string, unknown][] {
  return how === 'add' ? [['surplus', by]] : []
}
