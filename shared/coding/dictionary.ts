export type DictionaryKind = 'MEDDRA' | 'WHODRUG'

/** A level above a term: its code and name. */
export interface ParentTerm {
  readonly code: string
  readonly name: string
}

/** A term that an answer can be coded with. */
export interface DictionaryTerm {
  readonly level: string
  readonly code: string
  readonly name: string
  /** Levels above, by their name in the dictionary (`PT`, `SOC`; `ATC`). */
  readonly parents: Readonly<Record<string, ParentTerm>>
  /** False: kept for history, not to be used for new codings. */
  readonly current: boolean
}

/** A file of a release as it was chosen: its name without folders, and its text. */
export interface DictionaryFile {
  readonly name: string
  readonly text: string
}

/** What is wrong with a file of a release: where, and what, as a text key. */
export interface DictionaryFault {
  readonly file: string
  /** From 1; 0 speaks of the whole file. */
  readonly line: number
  readonly key: string
  readonly value: string
}

/** Terms of a release, or every fault that was found (the first hundred): never both. */
export interface DictionaryReading {
  readonly terms: readonly DictionaryTerm[]
  readonly faults: readonly DictionaryFault[]
}

/** A kind of dictionary the product can read. */
export interface DictionaryReader {
  readonly kind: DictionaryKind
  /** Names of the files it needs, in lower case. */
  readonly files: readonly string[]
  readonly read: (files: ReadonlyMap<string, string>) => DictionaryReading
}

const FAULTS_AT_MOST = 100

/** Collects faults up to a number that a person can read. */
export class FaultList {
  readonly faults: DictionaryFault[] = []

  add(fault: DictionaryFault): void {
    if (this.faults.length < FAULTS_AT_MOST) this.faults.push(fault)
  }
}

/** The lines of a text with their numbers, empty ones left out. A byte-order mark is no part of it. */
export function linesOf(text: string): readonly { readonly line: number; readonly text: string }[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .map((one, at) => ({ line: at + 1, text: one }))
    .filter((one) => one.text.trim() !== '')
}
