import type { Day } from '../../shared/kernel/brand.ts'
import type { PinnedDefinition } from '../studies/service.ts'
import type { ListedSubject } from './find-subjects.ts'
import type { SubjectMarks } from './marks.ts'
import type { SubjectOverview } from './overview.ts'

/** All that a subject's row, or its work, is made of: the same again gives the same. */
export interface SubjectSource {
  readonly subject: ListedSubject
  readonly overview: SubjectOverview
  readonly pinned: PinnedDefinition
  readonly marks: SubjectMarks
  readonly today: Day
}

/** What is made of subjects, made again only where something it is made of has changed. */
export interface KnownBySource<T> {
  of(source: SubjectSource): T
}

/** Of so many subjects at most. In memory; may be lost at any time. */
export function createKnownBySource<T>(
  make: (source: SubjectSource) => T,
  atMost: number,
): KnownBySource<T> {
  const known = new Map<string, { readonly source: SubjectSource; readonly made: T }>()
  return {
    of(source) {
      const { id } = source.subject
      const entry = known.get(id)
      if (entry !== undefined && isSameSource(entry.source, source)) return entry.made
      const made = make(source)
      if (known.size >= atMost) known.clear()
      known.set(id, { source, made })
      return made
    },
  }
}

/** An overview is one object as long as the subject's revision and the definition are the same. */
function isSameSource(one: SubjectSource, other: SubjectSource): boolean {
  return (
    one.overview === other.overview &&
    one.pinned === other.pinned &&
    one.today === other.today &&
    one.marks.content === other.marks.content &&
    isSameSubject(one.subject, other.subject)
  )
}

function isSameSubject(one: ListedSubject, other: ListedSubject): boolean {
  const names = Object.keys(one) as (keyof ListedSubject)[]
  return names.every((name) => one[name] === other[name])
}
