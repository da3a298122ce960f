import { createCheckMemory, type CheckMemory } from '../../shared/checks/gather-subject.ts'

/** What the checks found out about a subject so far. */
export type KnownSubjects = (subjectId: string) => CheckMemory

/** Subjects worked on at the same time; each takes up to some hundred kB. */
const REMEMBERED = 100

/** What checks found out of a subject they need not find out again. In memory; may be lost at any time. */
export function createKnownSubjects(): KnownSubjects {
  const known = new Map<string, CheckMemory>()
  return (subjectId) => {
    const memory = known.get(subjectId) ?? createCheckMemory()
    known.delete(subjectId)
    known.set(subjectId, memory)
    const [oldest] = known.keys()
    if (known.size > REMEMBERED && oldest !== undefined) known.delete(oldest)
    return memory
  }
}
