import type { z } from 'zod'
import type { FieldError } from '../../shared/api/problem.ts'
import { ProblemError } from './problem-error.ts'

type Params = Record<string, string | number>

/** Parses one part of a request. Throws the 422 problem with a JSON pointer for each faulty field. */
export function parsePart<S extends z.ZodType>(schema: S, value: unknown, under = ''): z.output<S> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map((issue) => toFieldError(issue, under))
  throw new ProblemError({ type: 'urn:problem:invalid-input', status: 422, errors })
}

/** RFC 6901 pointer of a path. */
export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** One zod issue as a field error: a text key and its values, never a sentence. */
export function toFieldError(issue: z.core.$ZodIssue, under = ''): FieldError {
  const pointer = under + toPointer(issue.path)
  const { key, params } = keyOf(issue)
  return params === undefined ? { pointer, key } : { pointer, key, params }
}

function keyOf(issue: z.core.$ZodIssue): { key: string; params?: Params } {
  if (issue.code === 'custom') return withParams(issue.message, issue.params)
  if (issue.code === 'too_small') {
    if (issue.origin === 'string') return lengthKey('input.tooShort', issue.minimum)
    return { key: 'input.tooSmall', params: { minimum: Number(issue.minimum) } }
  }
  if (issue.code === 'too_big') {
    if (issue.origin === 'string') return lengthKey('input.tooLong', issue.maximum)
    return { key: 'input.tooBig', params: { maximum: Number(issue.maximum) } }
  }
  if (issue.code === 'invalid_type') {
    return { key: 'input.type', params: { expected: issue.expected } }
  }
  if (issue.code === 'invalid_format') {
    return { key: 'input.format', params: { format: issue.format } }
  }
  if (issue.code === 'invalid_value') {
    return { key: 'input.value', params: { values: issue.values.map(String).join(', ') } }
  }
  return { key: 'input.value' }
}

function lengthKey(key: string, length: number | bigint): { key: string; params: Params } {
  return { key, params: { length: Number(length) } }
}

function withParams(key: string, given: unknown): { key: string; params?: Params } {
  if (typeof given !== 'object' || given === null) return { key }
  const params: Params = {}
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === 'string' || typeof value === 'number') params[name] = value
  }
  return { key, params }
}

/**
 * Refuses U+0000, which the databases cannot keep in text, and the one name that a member of an object
 * cannot bear without being lost. Called only when the raw body may hold one of them, so that ordinary
 * requests do not pay for the walk.
 */
export function refuseUnstorable(value: unknown, path: readonly PropertyKey[] = []): void {
  if (typeof value === 'string') {
    if (value.includes('\u0000')) throw unstorable(path, 'input.nul')
    return
  }
  if (typeof value !== 'object' || value === null) return
  for (const [key, member] of Object.entries(value)) {
    const place = [...path, key]
    if (key === '__proto__') throw unstorable(place, 'input.name')
    refuseUnstorable(key, place)
    refuseUnstorable(member, place)
  }
}

function unstorable(path: readonly PropertyKey[], key: string): ProblemError {
  const errors = [{ pointer: toPointer(path), key }]
  return new ProblemError({ type: 'urn:problem:invalid-input', status: 422, errors })
}
