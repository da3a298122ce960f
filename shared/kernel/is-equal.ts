/**
 * Whether two plain values (text, numbers, lists, objects, maps, sets) say the same, in the same order.
 * Anything else is equal to itself alone.
 */
export function isEqual(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true
  if (!isObject(one) || !isObject(other)) return false
  const kind = kindOf(one)
  if (kind === 'other' || kind !== kindOf(other)) return false
  return kind === 'object'
    ? areEqualObjects(one, other)
    : areEqualLists([...(one as Iterable<unknown>)], [...(other as Iterable<unknown>)])
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
  const entries = Object.entries(one)
  const others = new Map<string, unknown>(Object.entries(other))
  return (
    entries.length === others.size &&
    entries.every(([key, value]) => others.has(key) && isEqual(value, others.get(key)))
  )
}

/** Whether two lists hold the very same objects in the same order. */
export function isSameList(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((value, at) => Object.is(value, other[at]))
}
