/**
 * Whether two plain values (text, numbers, lists, objects, maps, sets) say the same, in the same order.
 * Anything else is equal to itself alone.
 */
export function isEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (!isObject(one) || !isObject(other)) return false
  const kind = kindOf(one)
  if (kind === 'other' || kind !== kindOf(other)) return false
  if (kind === 'object') return areEqualObjects(one, other)
  return areEqualLists(listOf(one), listOf(other))
}

function listOf(value: object): readonly unknown[] {
  return Array.isArray(value) ? value : [...(value as Iterable<unknown>)]
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}

function kindOf(value: object): 'list' | 'map' | 'set' | 'object' | 'other' {
  if (Array.isArray(value)) return 'list'
  if (value instanceof Map) return 'map'
  if (value instanceof Set) return 'set'
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null ? 'object' : 'other'
}

function areEqualLists(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, at) => isEqual(value, other[at]))
}

function areEqualObjects(one: object, other: object): boolean {
  const keys = Object.keys(one)
  if (keys.length !== Object.keys(other).length) return false
  const [mine, theirs] = [one, other] as Readonly<Record<string, unknown>>[]
  return keys.every((key) => isOwn(other, key) && isEqual(mine?.[key], theirs?.[key]))
}

const isOwn = (value: object, key: string): boolean =>
  Object.prototype.propertyIsEnumerable.call(value, key)

/** Whether two lists hold the very same objects in the same order. */
export function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, at) => Object.is(value, other[at]))
}
