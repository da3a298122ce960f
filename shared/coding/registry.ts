import type { DictionaryKind, DictionaryReader } from './dictionary.ts'
import { meddra } from './read-meddra.ts'
import { whodrug } from './read-whodrug.ts'

/** Kinds of dictionaries that a study can load; none is needed. */
export const DICTIONARY_READERS: readonly DictionaryReader[] = [meddra, whodrug]

/** The reader of a kind. */
export function readerOf(kind: DictionaryKind): DictionaryReader {
  const reader = DICTIONARY_READERS.find((one) => one.kind === kind)
  if (reader === undefined) throw new Error(`No reader of ${kind}.`)
  return reader
}
