import { compareCodePoints } from '../kernel/code-points.ts'
import type { ProtocolDefinition } from '../protocol/define.ts'
import { flaggedSubjects, type FlaggedSubject } from '../subject/withdrawal.ts'
import { csvField } from '../trial/write-csv.ts'
import type { Trial } from '../trial/trial.ts'
import type { ExportedFile, ExportFormat } from './define.ts'

/** No `.csv`: an import takes every such file for a form's, and this one is a view of the others. */
const NAME = 'consent-withdrawn.txt'

/** The files of a format, and after them the one that names whose consent was withdrawn. */
export function* filesOf(
  format: ExportFormat,
  trial: Trial,
  definition: ProtocolDefinition,
): Iterable<ExportedFile> {
  yield* format.files(trial, definition)
  const flagged = flaggedFile([...flaggedSubjects(trial, definition)])
  if (flagged !== null) yield flagged
}

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
