import { manifestMark } from '../../shared/environment/test-mark.ts'
import type { PackedFile } from '../packing/service.ts'
import type { DataFile, Packed, PackParts } from './package-parts.ts'

/** Versions of what data are written with. */
export const STANDARDS = {
  SDTM: 'SDTM 2.0, SDTMIG 3.4',
  ADaM: 'ADaM 2.1, ADaMIG 1.3',
  sdtmTerminology: '2024-03-29',
  adamTerminology: '2025-09-26',
  CTCAE: 'CTCAE v5.0',
} as const

interface Told extends PackParts, Packed {
  readonly packed: readonly PackedFile[]
}

/** What the package is, for programs. @source EX-07 */
export function manifestOf({ packed, files, ...told }: Told): string {
  const { chosen, wish, problems, withdrawn } = told
  const { input, pinned } = chosen
  const { snapshot, seq, dictionaries } = input
  const ofData = new Map<string, DataFile>(files.map((file) => [file.path, file]))
  const body = {
    study: input.study.key,
    ...manifestMark(input.mark),
    state: {
      snapshot: snapshot === null ? null : { name: snapshot.name, hash: snapshot.hash },
      ...{ seq, at: input.stateAt },
    },
    choice: {
      formats: wish.formats,
      ...{ population: wish.population, profile: wish.profile, language: wish.language },
      ...{ responses: wish.responses, cutoff: input.cutoff },
    },
    subjects: input.subjectCount,
    versions: {
      program: input.programVersion,
      definition: { number: pinned.number, version: pinned.definition.version, hash: pinned.hash },
      standards: STANDARDS,
      dictionaries,
    },
    files: packed.map(({ path, size, sha256 }) => {
      const { format, rows, fields } = ofData.get(path) ?? {}
      const data = format === undefined ? {} : { format, rows, fields }
      return { path, size, sha256, ...data }
    }),
    problems,
    withdrawn: withdrawn.length,
  }
  return `${JSON.stringify(body, null, 2)}\n`
}
