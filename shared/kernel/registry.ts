/** A member of a family: found by its key, which never changes its meaning. */
export interface Member {
  readonly key: string
}

/** The members of one family. Immutable: `with` gives a new registry. */
export interface Registry<M extends Member> {
  readonly keys: readonly string[]
  readonly all: readonly M[]
  has(key: string): boolean
  /** The member of that key. Throws `UnknownMemberError` when there is none. */
  get(key: string): M
  find(key: string): M | undefined
  with(...more: readonly M[]): Registry<M>
}

export class UnknownMemberError extends Error {
  constructor(family: string, key: string, known: readonly string[]) {
    super(`Unknown ${family} "${key}". Known: ${known.join(', ')}.`)
    this.name = 'UnknownMemberError'
  }
}

/** A registry of `members`, in the order given. Throws when a key occurs twice. */
export function createRegistry<M extends Member>(
  family: string,
  members: readonly M[],
): Registry<M> {
  const byKey = new Map(members.map((member) => [member.key, member]))
  if (byKey.size !== members.length) throw new Error(`The ${family} registry has a key twice.`)
  return {
    keys: [...byKey.keys()],
    all: members,
    has: (key) => byKey.has(key),
    find: (key) => byKey.get(key),
    get(key) {
      const member = byKey.get(key)
      if (member === undefined) throw new UnknownMemberError(family, key, [...byKey.keys()])
      return member
    },
    with: (...more) => createRegistry(family, [...members, ...more]),
  }
}
