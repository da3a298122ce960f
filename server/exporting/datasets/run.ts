import type {
  DatasetDefinition,
  DatasetRecord,
  DatasetStudy,
  Tabulation,
} from '../../../shared/exports/datasets/define.ts'
import { definitionChecker } from '../../../shared/exports/datasets/definition-check.ts'
import { xmlCharacterProblems } from '../../../shared/exports/datasets/xml-characters.ts'
import type { Column, PackedRecords, Packing } from '../../../shared/exports/datasets/packing.ts'
import { DatasetProfile } from '../../../shared/exports/datasets/profile.ts'
import type { TrialSubject } from '../../../shared/trial/trial.ts'
import { breathe } from '../../breathe.ts'
import type { FormatInput } from '../format.ts'
import { columnsOf, FurtherParts } from './columns.ts'
import { ProblemFile } from './problem-file.ts'
import { Spool } from './spool.ts'
import { tabulating, type RunFamilies } from './tabulated.ts'

/** A dataset with at least one record. */
export interface MadeDataset {
  readonly definition: DatasetDefinition
  readonly profile: DatasetProfile
  readonly columns: readonly Column[]
  readonly rows: number
  /** Its records as the packing made them, in the order of the keys; again with each call. */
  readonly packed: () => Iterable<Uint8Array>
}

/** What a run made. It is good until it is closed. */
export interface DatasetRun {
  readonly study: DatasetStudy
  /** In the order of the family; those without a record are left out. */
  readonly datasets: readonly MadeDataset[]
  readonly problems: ProblemFile
  close(): void
}

const STEP = {
  en: 'Making the records of the subjects',
  zh: '正在生成受试者的数据记录',
}

/**
 * Makes all datasets of a study, each subject derived and tabulated once. Their records wait packed. The
 * first pass alone reads dates, where no cut-off is given.
 */
export async function runDatasets(
  input: FormatInput,
  { sdtm, adam }: RunFamilies,
  packingOf: (definitions: readonly DatasetDefinition[]) => Packing,
): Promise<DatasetRun> {
  const family = adam ?? sdtm
  const packing = packingOf(family.datasets(input.definition))
  const run = new Run(input, packing)
  try {
    const { subjects, study } = await tabulating(input, { sdtm, adam })
    for await (const { subject, ...made } of subjects()) {
      await breathe()
      run.add(made.adam ?? made.sdtm, subject)
    }
    run.add(run.withoutEmptySides(family.study(study())), null)
    return run.finish(study())
  } catch (error) {
    run.close()
    throw error
  }
}

class Run {
  private readonly spool = new Spool()
  private readonly problems: ProblemFile
  private readonly profiles: ReadonlyMap<string, DatasetProfile>
  private readonly further = new FurtherParts()
  private readonly check: ReturnType<typeof definitionChecker>
  private readonly input: FormatInput
  private readonly packing: Packing
  private subjects = 0

  constructor(input: FormatInput, packing: Packing) {
    this.input = input
    this.packing = packing
    this.problems = new ProblemFile()
    this.problems.add(packing.problems, null)
    this.check = definitionChecker(packing.definitions)
    this.profiles = new Map(
      Array.from(packing.definitions, ([key, definition]) => [key, new DatasetProfile(definition)]),
    )
  }

  /** Takes in what was made of one subject, or of the study. */
  add(tabulation: Tabulation, subject: TrialSubject | null): void {
    const subjid = subject?.subjid ?? null
    this.problems.add(tabulation.problems, subject)
    this.problems.add(this.check(tabulation, subjid), subject)
    this.problems.add(xmlCharacterProblems(tabulation, subjid), subject)
    const { datasets, problems } = this.packing.pack(tabulation, subjid)
    this.problems.add(problems, subject)
    const key = subject === null ? '' : personOf(tabulation) || subject.subjid
    for (const [dataset, packed] of datasets) this.addDataset(dataset, key, packed)
    if (subject === null) return
    this.subjects += 1
    this.input.onProgress({ step: STEP, subjects: this.subjects })
  }

  private addDataset(dataset: string, key: string, { cells, bytes, further }: PackedRecords): void {
    const profile = this.profiles.get(dataset)
    if (profile === undefined) return
    for (const row of cells) profile.add(row)
    this.further.add(dataset, further)
    this.spool.append(dataset, key, bytes)
  }

  /** Relations between datasets of which both sides hold records. */
  withoutEmptySides(tabulation: Tabulation): Tabulation {
    const relations = tabulation.records.get('RELREC')
    if (relations === undefined) return tabulation
    const isEmpty = ({ values }: DatasetRecord): boolean =>
      (this.profiles.get(String(values['RDOMAIN']))?.rows ?? 0) === 0
    const gone = new Set(relations.filter(isEmpty).map(({ values }) => values['RELID']))
    const kept = relations.filter(({ values }) => !gone.has(values['RELID'] ?? null))
    return { ...tabulation, records: new Map([...tabulation.records, ['RELREC', kept]]) }
  }

  finish(study: DatasetStudy): DatasetRun {
    const datasets = Array.from(this.packing.definitions.values()).flatMap(
      (definition): MadeDataset[] => {
        const profile = this.profiles.get(definition.key)
        if (profile === undefined || profile.rows === 0) return []
        const columns = columnsOf(definition, profile, this.further.of(definition.key))
        const packed = (): Iterable<Uint8Array> => this.spool.chunks(definition.key)
        return [{ definition, profile, columns, rows: profile.rows, packed }]
      },
    )
    return {
      study,
      datasets,
      problems: this.problems,
      close: () => {
        this.close()
      },
    }
  }

  close(): void {
    this.spool.close()
    this.problems.close()
  }
}

/** USUBJID of the subject whose records these are: datasets are in its order. */
function personOf({ records }: Tabulation): string {
  for (const [, [first]] of records) {
    const person = first?.values['USUBJID']
    if (typeof person === 'string' && person !== '') return person
  }
  return ''
}
