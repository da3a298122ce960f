import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { markedName } from '../../shared/environment/test-mark.ts'
import type { Actor } from '../audit/actor.ts'
import { withdrawnOf } from './export-files.ts'
import { exportedName } from './format-folder.ts'
import type { FormatFile, FormatInput } from './format.ts'
import { recordExport, type ExportReason } from './record-export.ts'

interface HandedOut {
  readonly input: FormatInput
  readonly file: FormatFile
  readonly reason: ExportReason
  /** What else was chosen, for the trail. */
  readonly more: object
}

interface FileAnswer {
  readonly body: string
  readonly file: { readonly name: string; readonly type: string }
  readonly stream: Readable
}

/** A file of the study report as an answer, once the trail says who took it, what for, and of which data. */
export async function handOut(
  actor: Actor,
  { input, file: made, reason, more }: HandedOut,
): Promise<FileAnswer> {
  const file = { ...made, name: markedName(input.mark, made.name) }
  const bytes = await bytesOf(file.pieces())
  const { purpose, recipient, country } = reason
  const taken = {
    ...{ format: 'report', input, reason: { purpose, recipient, country } },
    ...{ withdrawn: await withdrawnOf(input), more },
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await recordExport(taken, actor, [exportedName(file, sha256)])
  const { name, mediaType: type } = file
  return { body: '', file: { name, type }, stream: Readable.from([bytes]) }
}

async function bytesOf(
  pieces: Iterable<string | Uint8Array> | AsyncIterable<string | Uint8Array>,
): Promise<Buffer> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) {
    all.push(typeof piece === 'string' ? Buffer.from(piece) : piece)
  }
  return Buffer.concat(all)
}
