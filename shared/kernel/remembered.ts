/**
 * A pure function that remembers its answers by a text that tells all it looks at. It forgets all of
 * them once there are `most`: memory stays bounded, answers are the same.
 */
export function remembered<A, R>(
  compute: (argument: A) => R,
  keyOf: (argument: A) => string,
  most: number,
): (argument: A) => R {
  const known = new Map<string, { readonly answer: R }>()
  return (argument) => {
    const key = keyOf(argument)
    const entry = known.get(key)
    if (entry !== undefined) return entry.answer
    const answer = compute(argument)
    if (known.size >= most) known.clear()
    known.set(key, { answer })
    return answer
  }
}

/**
 * A pure function of an object that never changes, computed once for each and forgotten with it. What
 * is asked questions does not compile as its argument: it remembers by itself what its answers rest
 * on (`recall.ts`), and would overlook what is kept beside them.
 */
export function oncePer<O extends object, R>(compute: (object: O) => R): (object: Kept<O>) => R {
  const known = new WeakMap<O, { readonly answer: R }>()
  return (object) => {
    const entry = known.get(object) ?? { answer: compute(object) }
    known.set(object, entry)
    return entry.answer
  }
}

type Kept<O> = O extends { readonly ask: unknown } ? never : O
