import { defaultCutoff } from '../../../shared/endpoints/default-cutoff.ts'
import type { SubjectDerivation } from '../../../shared/endpoints/derivation.ts'
import { deriveSubject } from '../../../shared/endpoints/derive-subject.ts'
import type {
  DatasetFamily,
  DatasetStudy,
  Tabulation,
} from '../../../shared/exports/datasets/define.ts'
import type { IsoDate } from '../../../shared/kernel/brand.ts'
import type { TrialSubject } from '../../../shared/trial/trial.ts'
import { breathe } from '../../breathe.ts'
import type { FormatInput } from '../format.ts'
import { calendarOf } from '../twin-calendar.ts'
import { TotalsCount } from './totals.ts'

/** The families whose datasets are made; `adam` points at the records of `sdtm`. */
export interface RunFamilies {
  readonly sdtm: DatasetFamily
  readonly adam: DatasetFamily | null
}

/** A subject with the records of its datasets. */
export interface TabulatedSubject {
  readonly subject: TrialSubject
  readonly derivation: SubjectDerivation
  readonly sdtm: Tabulation
  /** Null where the analysis datasets were not asked for. */
  readonly adam: Tabulation | null
}

/** The subjects of an export on their way through the datasets. */
export interface Tabulating {
  readonly subjects: () => AsyncIterable<TabulatedSubject>
  /** The study with the totals of the subjects that have gone by. */
  readonly study: () => DatasetStudy
}

type Options = Omit<DatasetStudy, 'totals'>

/** What was made of a whole study, with what it was made by. */
interface Kept extends RunFamilies {
  readonly options: Options
  readonly subjects: readonly TabulatedSubject[]
}

/** Records of one export that are kept: a study of usual size whole, a large one not at all. */
const MOST_KEPT = 100_000

/** Null where nothing is kept yet. An input never changes, and what is kept goes with it. */
const keptOf = new WeakMap<FormatInput, Kept | null>()

/** Says that several formats, or a look for problems too, are made of one input: they share its work. */
export function keepTabulations(input: FormatInput): void {
  if (!keptOf.has(input)) keptOf.set(input, null)
}

/**
 * Derives and tabulates the subjects of an export, one after the other. Of an input that is kept, what a
 * look through the datasets, or a format before it, made of a study of usual size is taken and not made
 * again; else no more than one subject at a time is held.
 */
export async function tabulating(
  input: FormatInput,
  families: RunFamilies,
  mostKept = MOST_KEPT,
): Promise<Tabulating> {
  const last = keptOf.get(input)
  const known = last?.sdtm === families.sdtm ? last : null
  const options = known?.options ?? (await optionsOf(input))
  const totals = new TotalsCount()
  const study = (): DatasetStudy => ({ ...options, totals: totals.sofar() })
  const work: Work = { input, families, study }
  return {
    study,
    async *subjects() {
      const keeping = new Keeping(keptOf.has(input) ? mostKept : 0)
      for await (const one of known === null ? made(work) : completed(known, work)) {
        totals.add(one.subject, one.derivation)
        keeping.add(one)
        yield families.adam === null ? { ...one, adam: null } : one
      }
      const { subjects } = keeping
      const adam = families.adam ?? known?.adam ?? null
      if (subjects !== null && keptOf.has(input))
        keptOf.set(input, { sdtm: families.sdtm, adam, options, subjects })
    },
  }
}

interface Work {
  readonly input: FormatInput
  readonly families: RunFamilies
  readonly study: () => DatasetStudy
}

async function* made({ input, families, study }: Work): AsyncGenerator<TabulatedSubject> {
  const calendar = calendarOf(input.twin)
  for await (const subject of input.subjects()) {
    const own = ownStudy(study(), calendar, subject)
    const derivation = deriveSubject(subject, input.definition, own, input.families)
    await breathe()
    const sdtm = families.sdtm.subject({ subject, derivation, sdtm: null }, own)
    await breathe()
    const adam = families.adam?.subject({ subject, derivation, sdtm }, own) ?? null
    yield { subject, derivation, sdtm, adam }
  }
}

/** What is kept, with the analysis datasets where they are asked for and not made yet. */
function* completed(kept: Kept, { input, families, study }: Work): Generator<TabulatedSubject> {
  const { adam } = families
  const calendar = calendarOf(input.twin)
  for (const one of kept.subjects) {
    if (adam === null || adam === kept.adam) yield one
    else yield { ...one, adam: adam.subject(one, ownStudy(study(), calendar, one.subject)) }
  }
}

function ownStudy(
  study: DatasetStudy,
  calendar: ReturnType<typeof calendarOf>,
  { subjid }: TrialSubject,
): DatasetStudy {
  return { ...study, cutoff: calendar.toSubject(subjid, study.cutoff) }
}

/** Keeps what goes by until it is too much. */
class Keeping {
  subjects: TabulatedSubject[] | null = []
  private records = 0
  private readonly most: number

  constructor(most: number) {
    this.most = most
  }

  add(one: TabulatedSubject): void {
    for (const tabulation of [one.sdtm, one.adam]) {
      for (const [, own] of tabulation?.records ?? []) this.records += own.length
    }
    if (this.most === 0 || this.records > this.most) this.subjects = null
    this.subjects?.push(one)
  }
}

/** A study without any complete date is as good as before all dates. */
const BEFORE_ALL = '1970-01-01' as IsoDate

async function optionsOf(input: FormatInput): Promise<Options> {
  const { study, definition, families, responses, countryOf, laboratoriesOf } = input
  const cutoff = input.cutoff ?? (await latestDate(input)) ?? BEFORE_ALL
  return {
    ...{ studyId: study.key, definition, families, cutoff, source: responses },
    ...(countryOf === undefined ? {} : { countryOf }),
    ...(laboratoriesOf === undefined ? {} : { laboratoriesOf }),
    ...(input.twin === null ? {} : { movedDates: true }),
  }
}

/** The latest complete date recorded, as the study counts its days. */
export async function latestDate({ subjects, twin }: FormatInput): Promise<IsoDate | null> {
  const calendar = calendarOf(twin)
  let latest: IsoDate | null = null
  for await (const subject of subjects()) {
    const recorded = defaultCutoff({ subjects: [subject] })
    const own = recorded === null ? null : calendar.toStudy(subject.subjid, recorded)
    if (own !== null && (latest === null || own > latest)) latest = own
  }
  return latest
}
