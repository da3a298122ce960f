/** What an answer tells of subjects and their records: for the log, so that an incident can be reconstructed. */
export interface ToldOf {
  /** Numbers of subjects, each once, in the order of the answer. */
  readonly subjects: readonly string[]
  /** Ids of records, with `@version` where the answer holds the values of that version. */
  readonly records: readonly string[]
}

/**
 * Finds what an answer tells of: `subjid` wherever it stands, `record` as the id of one, and whole
 * records with their version. Identifiers only; no value of a form is ever among them.
 */
export function toldOf(answer: unknown): ToldOf {
  const subjects = new Set<string>()
  const records = new Set<string>()
  const note = (value: object): void => {
    const { subjid, record, id, version, values } = value as Readonly<Record<string, unknown>>
    if (typeof subjid === 'string') subjects.add(subjid)
    if (typeof record === 'string') records.add(record)
    if (typeof values === 'object' && typeof id === 'string' && typeof version === 'number') {
      records.add(`${id}@${version}`)
    }
  }
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) {
      for (const part of value) look(part)
      return
    }
    note(value)
    for (const part of Object.values(value)) if (typeof part === 'object') look(part)
  }
  look(answer)
  return { subjects: [...subjects], records: [...records] }
}

/** What several parts of an answer tell of together. */
export function toldTogether(parts: readonly ToldOf[]): ToldOf {
  const subjects = new Set(parts.flatMap((part) => part.subjects))
  const records = new Set(parts.flatMap((part) => part.records))
  return { subjects: [...subjects], records: [...records] }
}
