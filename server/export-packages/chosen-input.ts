import { deriveSubject } from '../../shared/endpoints/derive-subject.ts'
import type { Twin } from '../../shared/exports/deidentify.ts'
import type { ExportWish } from '../../shared/api/routes/export-runs.ts'
import type { IsoDate } from '../../shared/kernel/brand.ts'
import type { TrialSubject } from '../../shared/trial/trial.ts'
import type { Actor } from '../audit/actor.ts'
import { breathe } from '../breathe.ts'
import {
  formatInput,
  keepTabulations,
  latestDate,
  stateOf,
  type DataState,
  type FormatInput,
} from '../exporting/service.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import type { PinnedDefinition, StudyServices } from '../studies/service.ts'

/** What a run exports, and for whom. */
export interface ExportPart {
  readonly study: { readonly id: string; readonly key: string }
  /** The sites whose data the exporter may see. */
  readonly sites: SiteFilter
  readonly wish: ExportWish
  readonly actor: Actor
  readonly onProgress: FormatInput['onProgress']
  /** Throws where the run was cancelled; asked between two subjects. */
  readonly goOn: () => void
}

export interface ChosenInput {
  /** What files are made of: the profile asked for, the subjects of the population. */
  readonly input: FormatInput
  /** The same subjects as they are: what problems are found in, so that they lead to forms. */
  readonly plain: FormatInput
  readonly pinned: PinnedDefinition
}

/** The data that a wish asks for, on one state that never changes. */
export async function chosenInput(services: StudyServices, part: ExportPart): Promise<ChosenInput> {
  const { study, sites, wish } = part
  const state = await stateOf(services, { study, sites, snapshot: wish.snapshot ?? null })
  const whole = paced(await inputAs(services, { ...part, state }, 'full'), part.goOn)
  const plain = await keptPopulation(whole, wish)
  keepTabulations(plain)
  if (wish.profile === 'full') return { input: plain, plain, pinned: state.pinned }
  const twin = await twinOf(services, { ...part, state }, plain)
  const input = paced(twin, part.goOn)
  keepTabulations(input)
  return { input, plain, pinned: state.pinned }
}

/**
 * Between two subjects others have their turn (reading alone gives way to nobody on either engine), and a
 * run that was cancelled ends.
 */
function paced(input: FormatInput, goOn: ExportPart['goOn']): FormatInput {
  return {
    ...input,
    async *subjects() {
      for await (const subject of input.subjects()) {
        yield subject
        await breathe()
        goOn()
      }
    },
  }
}

type PartOfState = ExportPart & { readonly state: DataState }

function inputAs(
  services: StudyServices,
  { study, sites, wish, actor, onProgress, state }: PartOfState,
  profile: ExportWish['profile'],
): Promise<FormatInput> {
  const { snapshot = null, language, cutoff, responses } = wish
  return formatInput(services, actor, {
    ...{ study, sites, snapshot, profile, language, responses, onProgress, state },
    ...(cutoff === undefined ? {} : { cutoff: cutoff as IsoDate }),
  })
}

/** The input with the subjects of the population alone, judged at the export's cut-off. */
async function keptPopulation(input: FormatInput, wish: ExportWish): Promise<FormatInput> {
  const { population } = wish
  if (population === 'ALL') return input
  const cutoff = input.cutoff ?? (await latestDate(input))
  const kept = new Set<string>()
  if (cutoff !== null) {
    const options = { cutoff, source: input.responses }
    for await (const subject of input.subjects()) {
      const derived = deriveSubject(subject, input.definition, options, input.families)
      if (derived.populations[population]) kept.add(subject.subjid)
    }
  }
  return limited(input, kept)
}

function limited(input: FormatInput, kept: ReadonlySet<string>): FormatInput {
  return {
    ...input,
    subjectCount: kept.size,
    async *subjects() {
      for await (const subject of input.subjects()) if (kept.has(subject.subjid)) yield subject
    },
  }
}

/** The de-identified copy of the subjects of an input: covered as in a copy of the whole study. */
async function twinOf(
  services: StudyServices,
  part: PartOfState,
  plain: FormatInput,
): Promise<FormatInput> {
  const whole = await inputAs(services, part, 'deidentified')
  const { twin } = whole
  if (twin === null) throw new Error('A de-identified copy was asked for and not made.')
  if (part.wish.population === 'ALL') return whole
  const originals = new Set<string>()
  for await (const { subjid } of plain.subjects()) originals.add(subjid)
  return { ...whole, ...cutTwin(twin, originals) }
}

function cutTwin(
  twin: Twin,
  originals: ReadonlySet<string>,
): Pick<FormatInput, 'twin' | 'subjects' | 'subjectCount'> {
  const key = twin.key.filter(({ subjid }) => originals.has(subjid))
  const codes = new Set(key.map(({ code }) => code))
  const subjects = twin.trial.subjects.filter(({ subjid }) => codes.has(subjid))
  return {
    twin: { ...twin, key, trial: { subjects } },
    subjectCount: subjects.length,
    subjects: () => oneByOne(subjects),
  }
}

async function* oneByOne(subjects: readonly TrialSubject[]): AsyncGenerator<TrialSubject> {
  for (const subject of subjects) yield await Promise.resolve(subject)
}
