import { setImmediate } from 'node:timers/promises'
import type { Store } from '../../db/store.ts'
import type { AdverseEventRecord } from '../../shared/endpoints/adverse-events.ts'
import { defaultCutoff } from '../../shared/endpoints/default-cutoff.ts'
import {
  toAddition,
  type AnalysisFamilies,
  type DeriveOptions,
  type SubjectAddition,
} from '../../shared/endpoints/derivation.ts'
import { deriveSubject } from '../../shared/endpoints/derive-subject.ts'
import type { IsoDate } from '../../shared/kernel/brand.ts'
import type { TrialSubject } from '../../shared/trial/trial.ts'
import type { PinnedDefinition } from '../studies/service.ts'
import { loadSubjects, type LoadedSubject, type SubjectHead } from './load-trial.ts'

/** What one subject adds to the results of a study at one cut-off. */
export interface SubjectResult {
  readonly addition: SubjectAddition
  readonly adverseEvents: readonly AdverseEventRecord[]
}

/** Results of subjects, derived again only where the subject's revision has risen. */
export type SubjectCache = DerivedCache<SubjectResult>

/** Whatever is derived of one subject alone, kept as long as the subject's records are the same. */
export interface DerivedCache<T, O extends DeriveOptions = DeriveOptions> {
  /** The latest complete date among the subjects; null where none is recorded. */
  latestDate(heads: readonly SubjectHead[], pinned: PinnedDefinition): Promise<IsoDate | null>
  results(
    heads: readonly SubjectHead[],
    pinned: PinnedDefinition,
    options: O,
  ): Promise<readonly T[]>
}

/** What is derived of one subject's records at a cut-off. */
type Derive<T, O> = (subject: TrialSubject, pinned: PinnedDefinition, options: O) => T

interface Remembered<T> {
  readonly revision: number
  readonly pinned: PinnedDefinition
  readonly latest: IsoDate | null
  /** By cut-off and source, oldest first. */
  readonly results: Map<string, T>
}

const AT_ONCE = 200
/** Subjects derived before others have their turn: some ten milliseconds. */
const IN_ONE_TURN = 10
const REMEMBERED_SUBJECTS = 20_000
/** Cut-offs and sources kept for one subject: the usual one, and what a person compares it with. */
const REMEMBERED_RESULTS = 3

/** What each subject adds to the results of its study. */
export function createSubjectCache(store: Store, families: AnalysisFamilies): SubjectCache {
  return createDerivedCache(store, (subject, { definition }, options) => {
    const derivation = deriveSubject(subject, definition, options, families)
    return { addition: toAddition(derivation), adverseEvents: derivation.adverseEvents }
  })
}

/**
 * A cache of what `derive` makes of each subject, in memory alone. `restsOn`: a text that is another one
 * where options lead to something else beside cut-off and source.
 */
export function createDerivedCache<T, O extends DeriveOptions = DeriveOptions>(
  store: Store,
  derive: Derive<T, O>,
  restsOn: (options: O) => string = () => '',
): DerivedCache<T, O> {
  const known = new Map<string, Remembered<T>>()

  const find = (head: SubjectHead, pinned: PinnedDefinition): Remembered<T> | undefined => {
    const entry = known.get(head.id)
    return entry?.revision === head.revision && entry.pinned === pinned ? entry : undefined
  }

  const remember = (loaded: LoadedSubject, pinned: PinnedDefinition): Remembered<T> => {
    const { id, revision, subject } = loaded
    const latest = defaultCutoff({ subjects: [subject] })
    const entry: Remembered<T> = { revision, pinned, latest, results: new Map() }
    if (known.size >= REMEMBERED_SUBJECTS) known.clear()
    known.set(id, entry)
    return entry
  }

  /** Loads what `isMissing` says, in batches, and hands each subject over with its entry. */
  const loadMissing = async (
    heads: readonly SubjectHead[],
    pinned: PinnedDefinition,
    use: (entry: Remembered<T>, subject: TrialSubject) => void,
  ): Promise<void> => {
    let done = 0
    for (let from = 0; from < heads.length; from += AT_ONCE) {
      const batch = heads.slice(from, from + AT_ONCE)
      for (const loaded of await loadSubjects(store, store.read, pinned.forms, batch)) {
        const head = batch.find(({ id }) => id === loaded.id)
        const entry = head === undefined ? undefined : find(head, pinned)
        use(entry ?? remember(loaded, pinned), loaded.subject)
        done += 1
        // Others have their turn between subjects.
        if (done % IN_ONE_TURN === 0) await setImmediate()
      }
    }
  }

  return {
    async latestDate(heads, pinned) {
      const unknown = heads.filter((head) => find(head, pinned) === undefined)
      await loadMissing(unknown, pinned, () => undefined)
      return latestOf(heads.map(({ id }) => known.get(id)?.latest ?? null))
    },
    async results(heads, pinned, options) {
      const key = `${options.cutoff} ${options.source} ${restsOn(options)}`
      const derived = new Map<string, T>()
      const missing = heads.filter((head) => {
        const result = readAgain(find(head, pinned), key)
        if (result !== undefined) derived.set(head.subjid, result)
        return result === undefined
      })
      await loadMissing(missing, pinned, (entry, subject) => {
        const result = derive(subject, pinned, options)
        keep(entry, key, result)
        derived.set(subject.subjid, result)
      })
      return heads.flatMap(({ subjid }) => derived.get(subjid) ?? [])
    },
  }
}

/** What is known under a key; what is read again stays longest. */
function readAgain<T>(entry: Remembered<T> | undefined, key: string): T | undefined {
  const result = entry?.results.get(key)
  if (entry === undefined || result === undefined) return undefined
  entry.results.delete(key)
  entry.results.set(key, result)
  return result
}

function latestOf(dates: readonly (IsoDate | null)[]): IsoDate | null {
  return dates.reduce((latest, date) => {
    return date !== null && (latest === null || date > latest) ? date : latest
  }, null)
}

function keep<T>({ results }: Remembered<T>, key: string, result: T): void {
  const [oldest] = results.keys()
  if (results.size >= REMEMBERED_RESULTS && oldest !== undefined) results.delete(oldest)
  results.set(key, result)
}
