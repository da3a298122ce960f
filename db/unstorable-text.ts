/** A text holds U+0000 or half of a surrogate pair: no database keeps it unchanged. Nothing was stored. */
export class UnstorableTextError extends Error {
  override readonly name = 'UnstorableTextError'
  /** Where the text is, as member names from the outside in, e.g. `after.values.items.AETERM`; null when only the database saw it. */
  readonly path: string | null
  constructor(path: string | null) {
    super(`The text at ${path ?? 'some field'} holds U+0000 or half a character. Remove it.`)
    this.path = path
  }
}
