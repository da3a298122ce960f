import type { Store } from '../../db/store.ts'
import { aggregate } from '../../shared/endpoints/aggregate.ts'
import {
  toTold,
  type AnalysisFamilies,
  type DeriveOptions,
  type SubjectDerivation,
  type ToldDerivation,
} from '../../shared/endpoints/derivation.ts'
import { deriveSubject } from '../../shared/endpoints/derive-subject.ts'
import type { Analysis, ResponseSource } from '../../shared/endpoints/results.ts'
import type { IsoDate } from '../../shared/kernel/brand.ts'
import { parseDay, toIsoDate } from '../../shared/kernel/dates.ts'
import type { TrialSubject } from '../../shared/trial/trial.ts'
import { invalidField, notFound } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import type { Definitions, PinnedDefinition } from '../studies/service.ts'
import { loadSubjects, subjectHeads, type SubjectHead } from './load-trial.ts'
import type { SubjectCache, SubjectResult } from './subject-cache.ts'

export interface AnalysisServices {
  readonly store: Store
  readonly families: AnalysisFamilies
  readonly definitions: Definitions
  readonly cache: SubjectCache
}

/** Which part of a study is analysed, and as of when. */
export interface AnalysisWish {
  readonly studyId: string
  readonly sites: SiteFilter
  readonly cutoff?: string | undefined
  readonly source: ResponseSource
}

/** A study without any complete date is as good as before all dates. */
const BEFORE_ALL = '1970-01-01' as IsoDate

/** Everything the results of a study are made of, at the cut-off asked for or the latest date. */
export interface StudyResults {
  readonly pinned: PinnedDefinition
  readonly options: DeriveOptions
  readonly results: readonly SubjectResult[]
  /** Null where the study has no complete date at all. */
  readonly latest: IsoDate | null
}

export async function studyResults(
  services: AnalysisServices,
  wish: AnalysisWish,
): Promise<StudyResults> {
  const { pinned, heads } = await headsOf(services, wish)
  const latest = await services.cache.latestDate(heads, pinned)
  const options = { cutoff: cutoffOf(wish.cutoff) ?? latest ?? BEFORE_ALL, source: wish.source }
  return { pinned, options, latest, results: await services.cache.results(heads, pinned, options) }
}

/** The analysis over the sites that the caller may see. */
export async function analyseStudy(
  services: AnalysisServices,
  wish: AnalysisWish,
): Promise<Analysis> {
  const { pinned, options, results } = await studyResults(services, wish)
  const additions = results.map(({ addition }) => addition)
  return aggregate(additions, pinned.definition, options, services.families)
}

/** All derived values of one subject with their proofs, at the same cut-off as the study's analysis. */
export async function deriveOne(
  services: AnalysisServices,
  wish: OneWish,
): Promise<ToldDerivation> {
  const { derivation } = await deriveLoaded(services, wish)
  return toTold(derivation)
}

interface OneWish extends AnalysisWish {
  readonly subjectId: string
}

/** A subject's derivation with the rows and forms that it was made from. */
export interface LoadedDerivation {
  readonly derivation: SubjectDerivation
  readonly trial: TrialSubject
  readonly definition: PinnedDefinition['definition']
  readonly forms: PinnedDefinition['forms']
  readonly cutoff: IsoDate
}

export async function deriveLoaded(
  services: AnalysisServices,
  wish: OneWish,
): Promise<LoadedDerivation> {
  const { store, families, cache } = services
  const { pinned, heads } = await headsOf(services, wish)
  const head = heads.find(({ id }) => id === wish.subjectId)
  if (head === undefined) throw notFound('subject')
  const latest = async (): Promise<IsoDate> => (await cache.latestDate(heads, pinned)) ?? BEFORE_ALL
  const cutoff = cutoffOf(wish.cutoff) ?? (await latest())
  const [loaded] = await loadSubjects(store, store.read, pinned.forms, [head])
  if (loaded === undefined) throw notFound('subject')
  const options = { cutoff, source: wish.source }
  const trial = loaded.subject
  const derivation = deriveSubject(trial, pinned.definition, options, families)
  return { derivation, trial, definition: pinned.definition, forms: pinned.forms, cutoff }
}

/** The subjects at the sites asked for, and the definition they are analysed by. */
export async function headsOf(
  { store, definitions }: Pick<AnalysisServices, 'store' | 'definitions'>,
  { studyId, sites }: Pick<AnalysisWish, 'studyId' | 'sites'>,
): Promise<{ pinned: PinnedDefinition; heads: readonly SubjectHead[] }> {
  const siteIds = sites.kind === 'all' ? null : sites.ids
  const pinned = await definitions.of(studyId)
  return { pinned, heads: await subjectHeads(store, store.read, { studyId, siteIds }) }
}

/** A day as asked for; null where none is. Throws the 422 for what is no date. */
export function cutoffOf(text: string | undefined): IsoDate | null {
  if (text === undefined) return null
  const day = parseDay(text)
  if (day === null) throw invalidField('/cutoff', 'entry.notADate', { text })
  return toIsoDate(day)
}
