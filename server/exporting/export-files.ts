import { markedName, markSentence, TEST_DATA_FILE } from '../../shared/environment/test-mark.ts'
import { flaggedFile } from '../../shared/exports/flagged-file.ts'
import { LANGUAGES } from '../../shared/kernel/bilingual.ts'
import { flaggedSubjects, type FlaggedSubject } from '../../shared/subject/withdrawal.ts'
import { ProblemError } from '../http/problem-error.ts'
import type { FormatFile, FormatInput } from './format.ts'
import type { OfferedFormat } from './offer.ts'
import { unlockedFiles } from './unlocked-files.ts'

/**
 * The files of a format. Throws the problem where two of them would bear one name: a file system may
 * not tell upper from lower case, and the second would take the place of the first.
 */
export async function* filesOfFormat(
  format: Pick<OfferedFormat, 'key' | 'files'>,
  input: FormatInput,
): AsyncGenerator<FormatFile> {
  yield* allFiles(format, input, { files: [] })
}

/** Names of files that lie in one place, each once without regard to case. */
class NamesTaken {
  private readonly names = new Set<string>()
  private readonly format: string

  constructor(format: string) {
    this.format = format
  }

  /** Throws the problem that names the format and the file. */
  add(name: string): void {
    const known = name.normalize('NFC').toLowerCase()
    if (this.names.has(known)) {
      const type = 'urn:problem:same-file-name'
      throw new ProblemError({ type, status: 409, format: this.format, file: name })
    }
    this.names.add(known)
  }
}

/** What whoever takes data has to know beside them. */
export interface Beside {
  /** Who withdrew consent, by the numbers that the files hold, where the protocol flags what was held before. */
  readonly withdrawn: readonly FlaggedSubject[]
  /** The lists of these subjects and of released locks, where either is to be said. */
  readonly files: readonly FormatFile[]
}

/** @source PR-04, LK-03 */
export async function besideOf(input: FormatInput): Promise<Beside> {
  const { store, study, sites, seq, twin } = input
  const withdrawn = await withdrawnOf(input)
  const covered = twin === null ? {} : { covered: twin }
  const released = await unlockedFiles(store, { studyId: study.id, sites, seq, ...covered })
  const flagged = flaggedFile(withdrawn)
  const files = [...(flagged === null ? [] : [flagged]), ...released].map(
    ({ name, rows, fields, text, mediaType = 'text/plain; charset=utf-8' }) => ({
      ...{ name, rows, mediaType },
      ...(fields === undefined ? {} : { fields }),
      pieces: () => [text],
    }),
  )
  return { withdrawn, files }
}

/** Who withdrew consent, where the protocol flags what was held before. */
export async function withdrawnOf({
  subjects,
  definition,
}: Pick<FormatInput, 'subjects' | 'definition'>): Promise<readonly FlaggedSubject[]> {
  const flagged: FlaggedSubject[] = []
  for await (const subject of subjects()) {
    flagged.push(...flaggedSubjects({ subjects: [subject] }, definition))
  }
  return flagged
}

/** All files of an export in one format: those of the format, and what is to be known beside them. */
export async function* allFiles(
  format: Pick<OfferedFormat, 'key' | 'files'>,
  input: FormatInput,
  { files }: Pick<Beside, 'files'>,
): AsyncGenerator<FormatFile> {
  const taken = new NamesTaken(format.key)
  for await (const file of format.files(input)) {
    taken.add(file.name)
    yield readByPeople(file) ? { ...file, name: markedPath(input.mark, file.name) } : file
  }
  for (const file of [...files, ...testDataFiles(input.mark)]) {
    taken.add(file.name)
    yield file
  }
}

/** What says of data files, whose names and bytes stay as their layout has them, that they are test data. */
function testDataFiles(mark: FormatInput['mark']): readonly FormatFile[] {
  if (mark === null) return []
  const text = LANGUAGES.map((language) => `${markSentence(mark, language)}\n`).join('')
  const mediaType = 'text/plain; charset=utf-8'
  return [{ name: TEST_DATA_FILE, rows: 0, mediaType, pieces: () => [text] }]
}

/** Files that people open by themselves; the names of data files are those of their standard or layout. */
const FOR_PEOPLE = /^(?:application\/pdf|text\/html|application\/vnd\.)/

function readByPeople({ mediaType }: FormatFile): boolean {
  return FOR_PEOPLE.test(mediaType)
}

/** @source VA-06 */
function markedPath(mark: FormatInput['mark'], path: string): string {
  const at = path.lastIndexOf('/') + 1
  return path.slice(0, at) + markedName(mark, path.slice(at))
}
