import type { Store } from '../../../../db/store.ts'
import type { FormatInput, FormatFile, ServerFormat } from '../../../../server/exporting/format.ts'
import { builtInFamilies } from '../../../../shared/families.ts'
import type { ProtocolDefinition } from '../../../../shared/protocol/define.ts'
import type { Trial } from '../../../../shared/trial/trial.ts'

const NO_STORE = new Proxy({} as Store, {
  get: () => {
    throw new Error('This format reads no database.')
  },
})

/** What a run of an export gets of plain data: for formats that need nothing but them. */
export function inputOf(
  trial: Trial,
  definition: ProtocolDefinition,
  other: Partial<FormatInput> = {},
): FormatInput {
  return {
    store: NO_STORE,
    families: builtInFamilies,
    study: { id: 'study', key: 'HCC1', title: definition.title.en },
    mark: null,
    definition,
    definitionVersion: 3,
    async *subjects() {
      yield* await Promise.resolve(trial.subjects)
    },
    subjectCount: trial.subjects.length,
    snapshot: null,
    ...{ seq: 1, places: [], dictionaries: [] },
    sites: { kind: 'all' },
    twin: null,
    language: 'en',
    cutoff: null,
    responses: 'investigator',
    stateAt: '2026-03-09T14:30:05.123Z',
    programVersion: '1.2.3',
    onProgress: () => undefined,
    ...other,
  }
}

export interface TakenFile extends Pick<FormatFile, 'name' | 'rows' | 'fields'> {
  readonly bytes: Buffer
}

/** The files of a format, whole. */
export async function takeFiles(
  format: ServerFormat,
  input: FormatInput,
): Promise<ReadonlyMap<string, TakenFile>> {
  const taken = new Map<string, TakenFile>()
  for await (const file of format.files(input)) {
    const pieces: Buffer[] = []
    for await (const piece of file.pieces()) pieces.push(Buffer.from(piece as Uint8Array))
    const { name, rows, fields } = file
    const bytes = Buffer.concat(pieces)
    taken.set(name, { name, rows, bytes, ...(fields === undefined ? {} : { fields }) })
  }
  return taken
}

/** The bytes of one of them. Throws where there is none of that name. */
export function bytesOf(files: ReadonlyMap<string, TakenFile>, name: string): Buffer {
  const file = files.get(name)
  if (file === undefined) throw new Error(`There is no file ${name}: ${[...files.keys()].join()}.`)
  return file.bytes
}
