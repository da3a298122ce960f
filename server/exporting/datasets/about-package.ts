import { markedTitle } from '../../../shared/environment/test-mark.ts'
import type { AboutPackage } from '../../../shared/exports/datasets/about.ts'
import type { FormatInput } from '../format.ts'

/** What the files of a package say of where they come from. */
export function aboutPackage(
  input: FormatInput,
  { standard, cutoff }: Pick<AboutPackage, 'standard' | 'cutoff'>,
): AboutPackage {
  const { study, mark, definition, snapshot } = input
  return {
    standard,
    studyKey: study.key,
    title: markedTitle(mark, study.title),
    protocol: definition.key,
    definition: `${input.definitionVersion} (${definition.version})`,
    stateAt: input.stateAt,
    snapshot: snapshot === null ? null : { name: snapshot.name, hash: snapshot.hash },
    cutoff,
    programVersion: input.programVersion,
  }
}
