import type { Found } from './found-problems.ts'
import type { FormatInput } from '../exporting/service.ts'

/** The problems of every dataset of a study, subject by subject. */
export async function* findProblems({ subjects }: FormatInput): AsyncGenerator<Found> {
  for await (const subject of subjects()) yield { problems: [], subject }
}
