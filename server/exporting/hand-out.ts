import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { markedName, type TestMark } from '../../shared/environment/test-mark.ts'
import type { Actor } from '../audit/actor.ts'
import { bytesOf } from './drawn-file.ts'
import { withdrawnOf } from './export-files.ts'
import { exportedName } from './format-folder.ts'
import type { FormatFile, FormatInput } from './format.ts'
import { recordExport, type ExportedName, type ExportReason } from './record-export.ts'

interface FileAnswer {
  readonly body: string
  readonly file: { readonly name: string; readonly type: string }
  readonly stream: Readable
}

/**
 * A file as an answer: made whole, then recorded by its name and hash, then handed out. Without its entry
 * in the trail nothing leaves.
 */
export async function fileAnswer(
  mark: TestMark | null,
  made: FormatFile,
  record: (file: ExportedName) => Promise<void>,
): Promise<FileAnswer> {
  const file = { ...made, name: markedName(mark, made.name) }
  const bytes = await bytesOf(file)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await record(exportedName(file, sha256))
  const { name, mediaType: type } = file
  return { body: '', file: { name, type }, stream: Readable.from([bytes]) }
}

interface HandedOut {
  readonly input: FormatInput
  readonly file: FormatFile
  readonly reason: ExportReason
  /** What else was chosen, for the trail. */
  readonly more: object
}

/** A file of the study report as an answer, once the trail says who took it, what for, and of which data. */
export async function handOut(
  actor: Actor,
  { input, file, reason: { purpose, recipient, country }, more }: HandedOut,
): Promise<FileAnswer> {
  const { language = input.language } = file
  const taken = {
    ...{ format: 'report', reason: { purpose, recipient, country } },
    // Read once for every language: which one left stands with the file.
    input: { ...input, language },
    ...{ withdrawn: await withdrawnOf(input), more },
  }
  return fileAnswer(input.mark, file, (name) => recordExport(taken, actor, [name]))
}
