import { deriveSubject } from '../../../../shared/endpoints/derive-subject.ts'
import type { ResponseSource } from '../../../../shared/endpoints/results.ts'
import { adam } from '../../../../shared/exports/adam/family.ts'
import type {
  Cell,
  DatasetProblem,
  DatasetRecord,
  DatasetStudy,
  Tabulation,
} from '../../../../shared/exports/datasets/define.ts'
import { sdtm } from '../../../../shared/exports/sdtm/sdtm.ts'
import { builtInFamilies } from '../../../../shared/families.ts'
import type { IsoDate } from '../../../../shared/kernel/brand.ts'
import type { ProtocolDefinition } from '../../../../shared/protocol/define.ts'
import type { TrialSubject } from '../../../../shared/trial/trial.ts'

/** A record of an analysis dataset as its values. */
export type Values = Readonly<Record<string, Cell>>

export interface Asked {
  readonly definition: ProtocolDefinition
  readonly cutoff: string
  readonly source?: ResponseSource
  readonly laboratoriesOf?: DatasetStudy['laboratoriesOf']
}

export function studyOf(asked: Asked): DatasetStudy {
  const { definition, cutoff, source = 'investigator', laboratoriesOf } = asked
  return {
    studyId: 'HCC-01',
    definition,
    cutoff: cutoff as IsoDate,
    source,
    families: builtInFamilies,
    ...(laboratoriesOf === undefined ? {} : { laboratoriesOf }),
    totals: { subjects: 0, enrolled: 0, treated: 0, firstConsent: null, lastContact: null },
  }
}

/** Analysis datasets of one subject; SDTM records only where a test gives them. */
export function analysisOf(
  subject: TrialSubject,
  asked: Asked,
  tabulated: Tabulation | null = null,
): Tabulation {
  const study = studyOf(asked)
  const derivation = deriveSubject(subject, study.definition, study, builtInFamilies)
  return adam.subject({ subject, derivation, sdtm: tabulated }, study)
}

/** SDTM records of one subject. */
export function tabulationOf(subject: TrialSubject, asked: Asked): Tabulation {
  const study = studyOf(asked)
  const derivation = deriveSubject(subject, study.definition, study, builtInFamilies)
  return sdtm.subject({ subject, derivation, sdtm: null }, study)
}

/** Analysis datasets of one subject, made beside its SDTM records as an export makes them. */
export function bothOf(subject: TrialSubject, asked: Asked): Tabulation {
  return analysisOf(subject, asked, tabulationOf(subject, asked))
}

/** Records of a dataset over several subjects, as their values. */
export function recordsOf(tabulations: readonly Tabulation[], dataset: string): readonly Values[] {
  return tabulations.flatMap(({ records }) => valuesOf(records.get(dataset) ?? []))
}

export function valuesOf(records: readonly DatasetRecord[]): readonly Values[] {
  return records.map(({ values }) => values)
}

/** The only record of a parameter. */
export function parameter(tabulation: Tabulation, dataset: string, code: string): Values {
  const found = recordsOf([tabulation], dataset).filter(({ PARAMCD }) => PARAMCD === code)
  const [only, other] = found
  if (only === undefined || other !== undefined) {
    throw new Error(`${String(found.length)} records of ${code}`)
  }
  return only
}

/** The record of ADSL. */
export function subjectRecord(tabulation: Tabulation): Values {
  const [only] = recordsOf([tabulation], 'ADSL')
  if (only === undefined) throw new Error('no record in ADSL')
  return only
}

const MILLISECONDS = 86_400_000

/** Days from 1960-01-01, counted by the runtime's own calendar. */
export function sasDay(date: string): number {
  return (Date.parse(`${date}T00:00:00Z`) - Date.UTC(1960, 0, 1)) / MILLISECONDS
}

export function rules(problems: readonly DatasetProblem[]): readonly string[] {
  return problems.map(({ rule }) => rule)
}
