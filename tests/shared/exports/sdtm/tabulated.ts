import { readFileSync } from 'node:fs'
import path from 'node:path'
import { deriveSubject } from '../../../../shared/endpoints/derive-subject.ts'
import type {
  DatasetProblem,
  DatasetRecord,
  DatasetStudy,
} from '../../../../shared/exports/datasets/define.ts'
import { sdtm } from '../../../../shared/exports/sdtm/sdtm.ts'
import { builtInFamilies } from '../../../../shared/families.ts'
import type { IsoDate } from '../../../../shared/kernel/brand.ts'
import type { ProtocolDefinition } from '../../../../shared/protocol/define.ts'
import type { Row, TrialSubject } from '../../../../shared/trial/trial.ts'
import { readTrialFolder } from '../../../../server/reference-cases/trial-folder.ts'

const TOTALS = {
  subjects: 1,
  enrolled: 1,
  treated: 1,
  firstConsent: '2024-01-05',
  lastContact: '2024-12-31',
}

/** A study as the engine sees it, at a cut-off far off unless said otherwise. */
export function studyOf(
  protocol: string | ProtocolDefinition,
  more: Partial<DatasetStudy> = {},
): DatasetStudy {
  const definition =
    typeof protocol === 'string' ? builtInFamilies.protocols.get(protocol) : protocol
  return {
    studyId: 'HP1',
    definition,
    families: builtInFamilies,
    cutoff: '2026-12-31' as IsoDate,
    source: 'investigator',
    totals: TOTALS,
    countryOf: () => 'CHN',
    ...more,
  }
}

/** What SDTM makes of one subject: records by dataset, and problems. */
export interface Tabulated {
  readonly problems: readonly DatasetProblem[]
  readonly all: ReadonlyMap<string, readonly DatasetRecord[]>
  /** Values of a dataset's records; of the variables named alone where some are. */
  readonly of: (
    dataset: string,
    ...variables: readonly string[]
  ) => readonly Record<string, unknown>[]
}

export function tabulate(subject: TrialSubject, study: DatasetStudy): Tabulated {
  const options = { cutoff: study.cutoff, source: study.source }
  const derivation = deriveSubject(subject, study.definition, options, study.families)
  const made = sdtm.subject({ subject, derivation, sdtm: null }, study)
  return {
    problems: made.problems,
    all: made.records,
    of: (dataset, ...variables) =>
      (made.records.get(dataset) ?? []).map(({ values }) =>
        variables.length === 0
          ? values
          : Object.fromEntries(variables.map((name) => [name, values[name] ?? null])),
      ),
  }
}

type Files = Readonly<Record<string, readonly Row[]>>

/** A subject of site 01, consented 2024-01-05, enrolled 2024-01-10, dosed from 2024-01-15 to 2024-06-15. */
export function subjectOf(files: Files = {}, subjid = '1001'): TrialSubject {
  const usual: Files = {
    subjects: [
      {
        SUBJID: subjid,
        SITEID: '01',
        SEX: 'M',
        BRTHDAT: '1960-03-04',
        RFICDAT: '2024-01-05',
        ENRDAT: '2024-01-10',
      },
    ],
    exposure: [
      {
        EXTRT: 'LENVATINIB',
        EXSTDAT: '2024-01-15',
        EXENDAT: '2024-06-15',
        EXDOSE: '8',
        EXDOSU: 'mg',
        EXDOSFRQ: 'QD',
      },
    ],
  }
  return { subjid, files: { ...usual, ...files } }
}

const FOLDER = path.resolve(import.meta.dirname, '../../../golden/trials')

/** A reference trial with its study at the cut-off of its expected results. */
export function goldenTrial(protocol: string): {
  readonly study: DatasetStudy
  readonly subjects: readonly TrialSubject[]
} {
  const folder = path.join(FOLDER, protocol)
  const expected: unknown = JSON.parse(readFileSync(path.join(folder, 'expected.json'), 'utf8'))
  const { cutoff } = expected as { readonly cutoff: IsoDate }
  return { study: studyOf(protocol, { cutoff }), subjects: readTrialFolder(folder).subjects }
}
