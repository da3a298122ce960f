import type { DeriveOptions } from '../../shared/endpoints/derivation.ts'
import type { ResponseSource } from '../../shared/endpoints/results.ts'
import { defaultCutoff } from '../../shared/endpoints/default-cutoff.ts'
import type { IsoDate } from '../../shared/kernel/brand.ts'
import type { RangedLaboratory } from '../../shared/laboratory/row-limits.ts'
import { toLiveSubject, type LiveSubject, type PlacedSubject } from '../../shared/live/subject.ts'
import { rowsOf, type Trial } from '../../shared/trial/trial.ts'
import {
  createDerivedCache,
  cutoffOf,
  headsOf,
  type AnalysisServices,
  type DerivedCache,
  type SubjectHead,
} from '../analysis/service.ts'
import { laboratoriesAsOf, laboratoriesBySite, rangesMark } from '../laboratories/service.ts'
import { dataOfSnapshot } from '../snapshots/service.ts'
import type { PinnedDefinition } from '../studies/service.ts'
import type { KnownFigures } from './known-figures.ts'
import type { SeenPlace } from '../audit/last-saved.ts'
import { lastSeq } from './trail-place.ts'

/** How subjects are derived: results are held against the ranges of their laboratories. */
interface LiveOptions extends DeriveOptions {
  readonly laboratoriesOf: (siteCode: string) => readonly RangedLaboratory[]
  /** Mark of the state of those ranges. */
  readonly ranges: string
}

export interface LiveServices extends AnalysisServices {
  readonly live: DerivedCache<LiveSubject | null, LiveOptions>
  readonly figures: KnownFigures
}

export function createLiveCache({
  store,
  families,
}: Pick<AnalysisServices, 'store' | 'families'>): LiveServices['live'] {
  return createDerivedCache(
    store,
    (subject, { definition }, options: LiveOptions) =>
      toLiveSubject(subject, definition, options, families),
    ({ ranges }) => ranges,
  )
}

/** Which data of a study, as of when, and whose responses. */
export interface LiveWish extends SeenPlace {
  readonly cutoff?: string | undefined
  readonly source: ResponseSource
  readonly snapshot?: string | undefined
}

/** All subjects that one may see, as of one moment. */
export interface LiveResults {
  /** What they were derived from; empty where a snapshot was read. */
  readonly heads: readonly SubjectHead[]
  readonly pinned: PinnedDefinition
  readonly options: DeriveOptions
  /** The data hold no complete date. */
  readonly empty: boolean
  /** Last entry of the trail that is surely in them. */
  readonly seq: number
  readonly snapshot: { readonly id: string; readonly name: string } | null
  /** The data of the snapshot; null: the present ones, which `heads` name. */
  readonly past: Trial | null
  readonly subjects: readonly PlacedSubject[]
}

/** A study without any complete date is as good as before all dates. */
const BEFORE_ALL = '1970-01-01' as IsoDate

/** The subjects of a study, or of a snapshot of it, at the cut-off asked for or the latest date. */
export async function liveResults(services: LiveServices, wish: LiveWish): Promise<LiveResults> {
  if (wish.snapshot !== undefined) return ofSnapshot(services, wish, wish.snapshot)
  const { store, live } = services
  // Read before the data: what is saved in between is seen, and told again at the next visit.
  const seq = await lastSeq(store, wish)
  const ranges = await rangesMark(store, { studyId: wish.studyId, sites: { kind: 'all' } })
  const { pinned, heads } = await headsOf(services, wish)
  const latest = await live.latestDate(heads, pinned)
  const options = { cutoff: cutoffOf(wish.cutoff) ?? latest ?? BEFORE_ALL, source: wish.source }
  const laboratoriesOf = await laboratoriesOfHeads(store, wish.studyId, heads)
  const derived = await live.results(heads, pinned, { ...options, laboratoriesOf, ranges })
  const siteOf = new Map(heads.map(({ subjid, site }) => [subjid, site]))
  const subjects = derived.flatMap((one) =>
    one === null ? [] : [{ ...one, site: siteOf.get(one.facts.addition.subject) ?? '' }],
  )
  return {
    heads,
    pinned,
    options,
    empty: latest === null,
    seq,
    snapshot: null,
    past: null,
    subjects,
  }
}

/** The laboratories by the code of the site, for sites that have subjects. */
async function laboratoriesOfHeads(
  store: LiveServices['store'],
  studyId: string,
  heads: readonly SubjectHead[],
): Promise<LiveOptions['laboratoriesOf']> {
  const laboratories = await laboratoriesBySite(store, store.read, studyId)
  const idOf = new Map(heads.map(({ site, siteId }) => [site, siteId]))
  return (siteCode) => laboratories(idOf.get(siteCode) ?? '')
}

/** A snapshot never changes; it is read anew each time, for texts may be redacted since. */
async function ofSnapshot(
  { store, definitions, families }: LiveServices,
  { studyId, sites, source, cutoff: asked }: LiveWish,
  id: string,
): Promise<LiveResults> {
  const { snapshot, pinned, trial } = await dataOfSnapshot(
    { store, definitions },
    { studyId, id, sites },
  )
  const latest = defaultCutoff(trial)
  const kept = cutoffOf(asked) ?? cutoffOf(snapshot.cutoff ?? undefined)
  const options = { cutoff: kept ?? latest ?? BEFORE_ALL, source }
  const { name, seq } = snapshot
  const laboratoriesOf = await laboratoriesAsOf(store, { studyId, seq })
  const subjects = placedSubjects(trial, (subject) =>
    toLiveSubject(subject, pinned.definition, { ...options, laboratoriesOf }, families),
  )
  const empty = latest === null
  const past = { snapshot: { id, name }, past: trial }
  return { heads: [], pinned, options, empty, seq, ...past, subjects }
}

export function placedSubjects(
  trial: Trial,
  derive: (subject: Trial['subjects'][number]) => LiveSubject | null,
): readonly PlacedSubject[] {
  return trial.subjects.flatMap((subject) => {
    const derived = derive(subject)
    const site = rowsOf(subject, 'subjects')[0]?.['SITEID'] ?? ''
    return derived === null ? [] : [{ ...derived, site }]
  })
}
