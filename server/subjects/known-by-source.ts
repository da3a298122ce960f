import type { Day } from '../../shared/kernel/brand.ts'
import type { PinnedDefinition } from '../studies/service.ts'
import type { ListedSubject } from './find-subjects.ts'
import type { SubjectMarks } from './marks.ts'
import type { SubjectOverview } from './overview.ts'

/** All that tells what a subject's row, or its work, is: the same again gives the same. */
export interface SubjectSource {
  /** Its revision and the definition tell the overview. */
  readonly subject: ListedSubject
  readonly pinned: PinnedDefinition
  readonly marks: SubjectMarks
  readonly today: Day
}

/** The same with what it is made of. */
export interface ReadSource extends SubjectSource {
  readonly overview: SubjectOverview
}

/** What is made of subjects, made again only where something it is made of has changed. */
export interface KnownBySource<T> {
  /** What is known, without an overview; null where it has to be made. */
  known(source: SubjectSource): T | null
  of(source: ReadSource): T
}

interface Entry<T> {
  readonly subject: ListedSubject
  readonly pinned: PinnedDefinition
  readonly content: string
  readonly today: Day
  readonly made: T
}

/** Of so many subjects at most. In memory; may be lost at any time. */
export function createKnownBySource<T extends object>(
  make: (source: ReadSource) => T,
  atMost: number,
): KnownBySource<T> {
  const entries = new Map<string, Entry<T>>()
  const known = (source: SubjectSource): T | null => {
    const entry = entries.get(source.subject.id)
    return entry !== undefined && isOf(entry, source) ? entry.made : null
  }
  return {
    known,
    of(source) {
      const former = known(source)
      if (former !== null) return former
      const { subject, pinned, marks, today } = source
      const made = make(source)
      if (entries.size >= atMost && !entries.has(subject.id)) entries.clear()
      entries.set(subject.id, { subject, pinned, content: marks.content, today, made })
      return made
    },
  }
}

export interface MadeOf<T> {
  readonly source: SubjectSource
  readonly made: T
}

/**
 * What is made of some subjects; one without an overview is left out. `read` gives the overviews of those
 * alone of which it is not known.
 */
export async function knownOrMade<T>(
  known: KnownBySource<T>,
  sources: readonly SubjectSource[],
  read: (subjects: readonly ListedSubject[]) => Promise<ReadonlyMap<string, SubjectOverview>>,
): Promise<readonly MadeOf<T>[]> {
  // Looked up first: making others may forget it.
  const found = sources.map((source) => ({ source, made: known.known(source) }))
  const unknown = found.filter(({ made }) => made === null)
  const overviews = await read(unknown.map(({ source }) => source.subject))
  return found.flatMap(({ source, made }) => {
    if (made !== null) return [{ source, made }]
    const overview = overviews.get(source.subject.id)
    return overview === undefined ? [] : [{ source, made: known.of({ ...source, overview }) }]
  })
}

function isOf(entry: Entry<unknown>, { subject, pinned, marks, today }: SubjectSource): boolean {
  return (
    entry.pinned === pinned &&
    entry.today === today &&
    entry.content === marks.content &&
    isSameSubject(entry.subject, subject)
  )
}

function isSameSubject(one: ListedSubject, other: ListedSubject): boolean {
  const names = Object.keys(one) as (keyof ListedSubject)[]
  return names.every((name) => one[name] === other[name])
}
