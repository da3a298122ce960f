import type { FormatInput } from '../format.ts'
import type { Found, Search } from './find-problems.ts'

/** Looks for problems, with what is loaded at the first look: see `find-problems.ts`. */
export async function* findProblems(input: FormatInput, search: Search): AsyncGenerator<Found> {
  const looking = await import('./find-problems.ts')
  yield* looking.findProblems(input, search)
}
