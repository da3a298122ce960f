import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { deriveSubject } from '../../../../shared/endpoints/derive-subject.ts'
import type { ResponseSource } from '../../../../shared/endpoints/results.ts'
import { adam } from '../../../../shared/exports/adam/family.ts'
import type { DatasetStudy, Tabulation } from '../../../../shared/exports/datasets/define.ts'
import { sdtm } from '../../../../shared/exports/sdtm/sdtm.ts'
import { builtInFamilies } from '../../../../shared/families.ts'
import type { TrialSubject } from '../../../../shared/trial/trial.ts'
import { readTrialFolder } from '../../../golden-runner/trial-folder.ts'
import { studyOf } from './made-datasets.ts'

export const GOLDEN_FOLDER = path.resolve(import.meta.dirname, '../../../golden/trials')

/** A subject of a reference trial with all of its datasets. */
export interface GoldenSubject {
  readonly subject: TrialSubject
  readonly tabulated: Tabulation
  readonly analysed: Tabulation
}

interface GoldenAnalysis {
  readonly study: DatasetStudy
  readonly made: readonly GoldenSubject[]
}

const expectedSchema = z.object({ cutoff: z.string() })
const known = new Map<string, GoldenAnalysis>()

/** The datasets of a reference trial at its cut-off, made once for all tests that read them. */
export function goldenAnalysis(protocol: string, source: ResponseSource): GoldenAnalysis {
  const key = `${protocol} ${source}`
  const analysis = known.get(key) ?? makeGolden(protocol, source)
  known.set(key, analysis)
  return analysis
}

/** The same, made anew. */
export function makeGolden(protocol: string, source: ResponseSource): GoldenAnalysis {
  const folder = path.join(GOLDEN_FOLDER, protocol)
  const text = readFileSync(path.join(folder, 'expected.json'), 'utf8')
  const { cutoff } = expectedSchema.parse(JSON.parse(text))
  const definition = builtInFamilies.protocols.get(protocol)
  const study = studyOf({ definition, cutoff, source })
  const made = readTrialFolder(folder).subjects.map((subject): GoldenSubject => {
    const derivation = deriveSubject(subject, definition, study, builtInFamilies)
    const tabulated = sdtm.subject({ subject, derivation, sdtm: null }, study)
    return {
      ...{ subject, tabulated },
      analysed: adam.subject({ subject, derivation, sdtm: tabulated }, study),
    }
  })
  return { study, made }
}
