import { checkConformance } from '../../../shared/exports/conformance/check.ts'
import type {
  DatasetFamily,
  DatasetProblem,
  RecordSource,
  Tabulation,
} from '../../../shared/exports/datasets/define.ts'
import { definitionChecker } from '../../../shared/exports/datasets/definition-check.ts'
import { datasetFamilies } from '../../../shared/exports/datasets/registry.ts'
import { xmlCharacterProblems } from '../../../shared/exports/datasets/xml-characters.ts'
import { xptPacking } from '../../../shared/exports/xpt/xpt-packing.ts'
import type { TrialSubject } from '../../../shared/trial/trial.ts'
import { breathe, breathingSteps } from '../../breathe.ts'
import type { FormatInput } from '../format.ts'
import { tabulating, type RunFamilies } from './tabulated.ts'

/** Problems that were found at once: those of one subject, or of the study (`subject` null). */
export interface Found {
  readonly problems: readonly DatasetProblem[]
  readonly subject: TrialSubject | null
  /** The records that rest on a row of a study file, where the way back was asked for. */
  readonly traced: readonly TracedRecord[]
}

/** A record of a dataset, by its keys, with what it was made from. */
export interface TracedRecord {
  readonly dataset: string
  /** `USUBJID=S-1001; AESEQ=1` */
  readonly keys: string
  readonly source: RecordSource
}

/** What is looked for. */
export interface Search {
  /** Limits of SAS transport files are told too. */
  readonly transport: boolean
  /** The way back of every record is wanted. */
  readonly trace: boolean
}

/**
 * What the SDTM and ADaM datasets of a study cannot say as their standard asks, what their mapping had
 * to leave out, and which conformance rules they break: subject by subject, then of the study. Problems
 * that only the whole tells come last, each with its subject, so that it leads to a form too.
 */
export async function* findProblems(input: FormatInput, search: Search): AsyncGenerator<Found> {
  const looking = new Looking(input, search)
  const { subjects, study } = await tabulating(input, looking)
  for await (const { subject, sdtm, adam } of subjects()) {
    const made = [sdtm, adam ?? NOTHING]
    await breathe()
    const problems = await breathingSteps(looking.through(made, subject.subjid))
    yield { problems, subject, traced: search.trace ? looking.traced(made) : [] }
  }
  const ofStudy = [looking.sdtm.study(study()), looking.adam?.study(study()) ?? NOTHING]
  const problems = await breathingSteps(looking.through(ofStudy, null))
  yield { problems, subject: null, traced: [] }
  yield* bySubject(looking.end(), input)
}

const NOTHING: Tabulation = { records: new Map(), problems: [] }

/** Everything that datasets are held against. */
class Looking implements RunFamilies {
  readonly sdtm: DatasetFamily
  readonly adam: DatasetFamily | null
  private readonly conformance: ReturnType<typeof checkConformance>
  private readonly check: ReturnType<typeof definitionChecker>
  private readonly packing: ReturnType<typeof xptPacking> | null
  private readonly keys: ReadonlyMap<string, readonly string[]>
  private isFirst = true

  constructor({ definition }: FormatInput, { transport }: Search) {
    this.sdtm = datasetFamilies.get('sdtm')
    this.adam = datasetFamilies.find('adam') ?? null
    const both = [this.sdtm, ...(this.adam === null ? [] : [this.adam])]
    const definitions = both.flatMap((family) => [...family.datasets(definition)])
    this.conformance = checkConformance(definitions)
    this.check = definitionChecker(new Map(definitions.map((one) => [one.key, one])))
    this.keys = new Map(definitions.map(({ key, keys }) => [key, keys]))
    this.packing = transport ? xptPacking(definitions) : null
  }

  /** In steps: each looks once through all records. */
  *through(
    tabulations: readonly Tabulation[],
    subjid: string | null,
  ): Generator<undefined, readonly DatasetProblem[]> {
    const records = new Map(tabulations.flatMap((one) => [...one.records]))
    const ofDefinitions = this.isFirst ? (this.packing?.problems ?? []) : []
    this.isFirst = false
    const ofMapping = tabulations.flatMap(({ problems }) => problems)
    const undefinedValues = this.check({ records }, subjid)
    const characters = xmlCharacterProblems({ records }, subjid)
    yield
    const transport = this.packing?.pack({ records }, subjid).problems ?? []
    yield
    const rules = this.conformance.part(subjid, records, ofMapping)
    return [
      ...ofDefinitions,
      ...ofMapping,
      ...undefinedValues,
      ...characters,
      ...transport,
      ...rules,
    ]
  }

  traced(tabulations: readonly Tabulation[]): readonly TracedRecord[] {
    return tabulations.flatMap(({ records }) =>
      Array.from(records).flatMap(([dataset, own]) =>
        own.flatMap(({ values, source }) => {
          if (source === undefined) return []
          const keys = (this.keys.get(dataset) ?? []).flatMap((name) => {
            const value = values[name] ?? null
            return value === null ? [] : [`${name}=${value}`]
          })
          return [{ dataset, keys: keys.join('; '), source }]
        }),
      ),
    )
  }

  end(): readonly DatasetProblem[] {
    return this.conformance.end()
  }
}

async function* bySubject(
  problems: readonly DatasetProblem[],
  { subjects }: FormatInput,
): AsyncGenerator<Found> {
  const ofStudy = problems.filter(({ subjid }) => subjid === null)
  if (ofStudy.length > 0) yield { problems: ofStudy, subject: null, traced: [] }
  if (ofStudy.length === problems.length) return
  for await (const subject of subjects()) {
    const own = problems.filter(({ subjid }) => subjid === subject.subjid)
    if (own.length > 0) yield { problems: own, subject, traced: [] }
  }
}
