import { compareCodePoints } from '../kernel/code-points.ts'
import type { FlaggedSubject } from '../subject/withdrawal.ts'
import { csvField } from '../trial/write-csv.ts'
import type { ExportedFile } from './define.ts'

/** No `.csv`: an import takes every such file for a form's, and this one is a view of the others. */
const NAME = 'consent-withdrawn.txt'

/**
 * Where the protocol asks to flag what was held before a withdrawal of consent, a file that names the
 * subjects: comma-separated, with the day, empty where it is not known. Null where there are none.
 * @source PR-04
 */
export function flaggedFile(flagged: readonly FlaggedSubject[]): ExportedFile | null {
  if (flagged.length === 0) return null
  const lines = flagged
    .toSorted((a, b) => compareCodePoints(a.subjid, b.subjid))
    .map(({ subjid, withdrawn }) => `${csvField(subjid)},${withdrawn ?? ''}`)
  return {
    name: NAME,
    rows: flagged.length,
    fields: ['SUBJID', 'WITHDRAWN'],
    text: ['SUBJID,WITHDRAWN', ...lines].join('\n') + '\n',
    mediaType: 'text/plain; charset=utf-8',
  }
}
