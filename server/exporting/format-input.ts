import { and, count, eq, inArray, lte } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import type { SnapshotView } from '../../shared/api/routes/snapshots.ts'
import type { ResponseSource } from '../../shared/endpoints/results.ts'
import { deidentified, SMALL_SITES, type Twin } from '../../shared/exports/deidentify.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import type { IsoDate } from '../../shared/kernel/brand.ts'
import type { TrialSubject } from '../../shared/trial/trial.ts'
import type { Actor } from '../audit/actor.ts'
import { lastChange } from '../audit/as-of.ts'
import { dictionariesAsOf } from '../coding/service.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { laboratoriesAsOf } from '../laboratories/service.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import { loadPastTrial, pastSubjects, readSnapshot } from '../snapshots/service.ts'
import {
  sitesAsOf,
  studyMark,
  type PinnedDefinition,
  type SiteAsOf,
  type StudyServices,
} from '../studies/service.ts'
import { coversOf } from './covers.ts'
import type { FormatInput } from './format.ts'

/** What of a study is exported, and how. */
export interface FormatWish {
  readonly study: { readonly id: string; readonly key: string }
  /** The sites whose data the exporter may see. */
  readonly sites: SiteFilter
  /** Id of a snapshot; null: the data as they are when the input is made. */
  readonly snapshot: string | null
  readonly profile: 'full' | 'deidentified'
  readonly language: Language
  /** Absent: the snapshot's own; without one the latest complete date recorded. */
  readonly cutoff?: IsoDate | null
  /** Absent: the investigator's. */
  readonly responses?: ResponseSource
  readonly onProgress?: FormatInput['onProgress']
  /** Absent: the snapshot's, or that of this moment. */
  readonly state?: DataState
}

/**
 * Everything that a format is made of, on one state of the data that never changes: a snapshot's, or
 * that of the last change of these sites at this moment. Subjects are read as they are asked for; those
 * of a de-identified copy are held whole. Throws the 404 of a snapshot that the study does not have.
 */
export async function formatInput(
  services: StudyServices,
  actor: Actor,
  wish: FormatWish,
): Promise<FormatInput> {
  const { store, families } = services
  const { study, sites } = wish
  const { pinned, snapshot, seq, stateAt, readAt } = wish.state ?? (await stateOf(services, wish))
  const siteIds = sites.kind === 'all' ? null : sites.ids
  const part = { studyId: study.id, seq, forms: pinned.forms, siteIds }
  const twin = await twinOf(store, actor, { wish, part, pinned })
  const places = await sitesAsOf(store, { studyId: study.id, seq, at: readAt })
  return {
    store,
    families,
    study: { id: study.id, key: study.key, title: pinned.definition.title.en },
    mark: await studyMark(store, study.id),
    definition: twin?.definition ?? pinned.definition,
    definitionVersion: pinned.number,
    ...(twin === null
      ? {
          subjects: () => pastSubjects(store, part),
          subjectCount: await countSubjects(store, part),
        }
      : { subjects: () => subjectsOf(twin), subjectCount: twin.trial.subjects.length }),
    ...{ snapshot, seq, sites, places },
    dictionaries: await dictionariesAsOf(store, { studyId: study.id, seq }),
    countryOf: countriesOf(places, twin),
    ...(twin === null
      ? { laboratoriesOf: await laboratoriesAsOf(store, { studyId: study.id, seq }) }
      : {}),
    twin,
    language: wish.language,
    cutoff: wish.cutoff ?? cutoffOf(snapshot),
    responses: wish.responses ?? 'investigator',
    stateAt,
    programVersion: PROGRAM_VERSION,
    onProgress: wish.onProgress ?? (() => undefined),
  }
}

/** By SITEID: of a de-identified copy the site's code; small sites that are joined have none. */
function countriesOf(
  places: readonly SiteAsOf[],
  twin: Twin | null,
): (siteId: string) => string | null {
  const known = new Map(
    places.map(({ code, country }) => [twin?.siteCode(code) ?? code, country] as const),
  )
  if (twin !== null) known.delete(SMALL_SITES)
  return (siteId) => known.get(siteId) ?? null
}

function cutoffOf(snapshot: SnapshotView | null): IsoDate | null {
  return (snapshot?.cutoff ?? null) as IsoDate | null
}

type Part = Parameters<typeof pastSubjects>[1]

/** The de-identified copy where one is asked for. */
async function twinOf(
  store: Store,
  actor: Actor,
  of: { readonly wish: FormatWish; readonly part: Part; readonly pinned: PinnedDefinition },
): Promise<Twin | null> {
  const { wish, part, pinned } = of
  if (wish.profile === 'full') return null
  const covers = await coversOf(store, actor, wish.study.id)
  return deidentified(await loadPastTrial(store, part), pinned.definition, covers)
}

/** The state that an export is of; every format of it is made on the same one. */
export interface DataState {
  readonly pinned: PinnedDefinition
  readonly snapshot: SnapshotView | null
  /** The last entry of the trail that counts. */
  readonly seq: number
  /** When the data became what they are (ISO 8601, UTC). */
  readonly stateAt: string
  /** The moment whose versions of forms are in force (ISO 8601, UTC). */
  readonly readAt: string
}

/**
 * Takes the last change among what is exported, once for an export: when something was done at a site that
 * one may not see is not told. Throws the 404 of a snapshot that the study does not have.
 */
export async function stateOf(
  { store, definitions }: StudyServices,
  { study, sites, snapshot: id }: Pick<FormatWish, 'study' | 'sites' | 'snapshot'>,
): Promise<DataState> {
  if (id === null) {
    const pinned = await definitions.of(study.id)
    const { seq, at: stateAt } = await lastChange(store, store.read, study.id, sites)
    return { pinned, snapshot: null, seq, stateAt, readAt: store.now() }
  }
  const snapshot = await readSnapshot(store, store.read, { studyId: study.id, id })
  const pinned = await definitions.version(study.id, snapshot.definitionVersion)
  if (pinned === null) throw new Error('A snapshot names a version that its study does not have.')
  const { seq, asOf } = snapshot
  return { pinned, snapshot, seq, stateAt: asOf, readAt: asOf }
}

/** Subjects that had a record by then. */
async function countSubjects(
  { t: { record, subject }, read }: Store,
  part: {
    readonly studyId: string
    readonly seq: number
    readonly siteIds: readonly string[] | null
  },
): Promise<number> {
  const { studyId, seq, siteIds } = part
  const withRecords = read
    .select({ id: record.subjectId })
    .from(record)
    .where(and(eq(record.studyId, studyId), lte(record.createdSeq, seq)))
  const [row] = await read
    .select({ found: count() })
    .from(subject)
    .where(
      and(
        eq(subject.studyId, studyId),
        siteIds === null ? undefined : inArray(subject.siteId, [...siteIds]),
        inArray(subject.id, withRecords),
      ),
    )
  return row?.found ?? 0
}

async function* subjectsOf({ trial }: Twin): AsyncGenerator<TrialSubject> {
  for (const subject of trial.subjects) yield await Promise.resolve(subject)
}
