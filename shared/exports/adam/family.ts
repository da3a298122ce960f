import type {
  DatasetDefinition,
  DatasetFamily,
  DatasetProblem,
  DatasetRecord,
  Tabulation,
} from '../datasets/define.ts'
import { subjectValues } from './adsl.ts'
import type { AdamContext, AdamDataset } from './define.ts'
import { analysedResults } from './lab-results.ts'
import { parametersOf } from './parameters.ts'
import { adamDatasets } from './registry.ts'
import { sortedRecords } from './sorted-records.ts'
import { sourceFinder } from './source-finder.ts'
import { studyProblems } from './study-problems.ts'
import { subjectProblems } from './subject-problems.ts'

/**
 * Analysis datasets, from what the endpoints page is made of: the same derivation of each subject, at
 * the same cut-off and source. @source ADaMIG 1.3; OCCDS 1.1
 */
export const adam: DatasetFamily = {
  key: 'adam',
  datasets: (definition) =>
    adamDatasets.all.filter((one) => one.isFilledBy(definition)).map(toDefinition),
  subject({ subject, derivation, sdtm }, study) {
    if (isUnknown(sdtm)) return { records: new Map(), problems: [] }
    const problems: DatasetProblem[] = []
    const base = {
      study,
      subject,
      derivation,
      parameters: parametersOf(study.definition),
      sources: sourceFinder(sdtm, subject),
      labs: analysedResults({ study, subject, derivation }),
      report: (problem: Omit<DatasetProblem, 'subjid'>): void => {
        problems.push({ ...problem, subjid: subject.subjid })
      },
    }
    const context: AdamContext = { ...base, subjectValues: subjectValues(base, sdtm) }
    for (const problem of subjectProblems(context)) context.report(problem)
    const records = new Map<string, readonly DatasetRecord[]>()
    for (const dataset of adamDatasets.all) {
      if (!dataset.isFilledBy(study.definition)) continue
      records.set(dataset.key, sortedRecords(dataset, dataset.records(context)))
    }
    return { records, problems }
  },
  study: ({ definition }) => ({ records: new Map(), problems: studyProblems(definition) }),
}

/** Whoever has no record in DM at the cut-off does not exist for the analysis either. */
function isUnknown(sdtm: Tabulation | null): boolean {
  return sdtm !== null && (sdtm.records.get('DM') ?? []).length === 0
}

function toDefinition(dataset: AdamDataset): DatasetDefinition {
  const { key, label, structure, keys, variables } = dataset
  return { key, standard: 'ADaM', label, class: dataset.class, structure, keys, variables }
}
