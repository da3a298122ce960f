import type { ExportFormat } from '../../shared/exports/define.ts'
import type { Bilingual } from '../../shared/kernel/bilingual.ts'
import type { Registry } from '../../shared/kernel/registry.ts'
import type { Trial, TrialSubject } from '../../shared/trial/trial.ts'
import type { FormatFile, FormatInput, ServerFormat } from './format.ts'

/** A format as it is offered to whoever exports, whichever way its files are made. */
export interface OfferedFormat {
  readonly key: string
  readonly title: Bilingual
  readonly description: Bilingual | null
  /** Whether de-identified copies can be made in it. */
  readonly deidentifies: boolean
  files(input: FormatInput): AsyncIterable<FormatFile> | Iterable<FormatFile>
}

/** All formats in one list: those of plain data first, in the order of their registries. */
export function offeredFormats(
  plain: Pick<Registry<ExportFormat>, 'all'>,
  more: Pick<Registry<ServerFormat>, 'all'>,
): readonly OfferedFormat[] {
  return [...plain.all.map(fromPlain), ...more.all]
}

/** Twins are plain data themselves, so every such format can be made of one. */
function fromPlain(format: ExportFormat): OfferedFormat {
  const { key, title, description = null, mediaType } = format
  return {
    ...{ key, title, description, deidentifies: true },
    async *files(input) {
      const trial = await wholeTrial(input)
      for (const file of format.files(trial, input.definition)) {
        yield {
          name: file.name,
          rows: file.rows,
          get fields() {
            return file.fields ?? []
          },
          mediaType: file.mediaType ?? mediaType,
          pieces: () => [file.text],
        }
      }
    },
  }
}

/** All subjects of an export at once. */
export async function wholeTrial({ subjects }: Pick<FormatInput, 'subjects'>): Promise<Trial> {
  const all: TrialSubject[] = []
  for await (const subject of subjects()) all.push(subject)
  return { subjects: all }
}
