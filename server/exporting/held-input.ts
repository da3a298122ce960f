import { setImmediate } from 'node:timers/promises'
import { desc, eq } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { ExportWish } from '../../shared/api/routes/export-runs.ts'
import type { SnapshotView } from '../../shared/api/routes/snapshots.ts'
import { defaultCutoff } from '../../shared/endpoints/default-cutoff.ts'
import { deriveSubject } from '../../shared/endpoints/derive-subject.ts'
import { deidentified, type Covers, type Twin } from '../../shared/exports/deidentify.ts'
import type { IsoDate } from '../../shared/kernel/brand.ts'
import { parseDay, toIsoDate } from '../../shared/kernel/dates.ts'
import type { Trial } from '../../shared/trial/trial.ts'
import { loadTrial } from '../analysis/service.ts'
import { heldStill } from '../casebook/service.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { PROGRAM_VERSION } from '../program-version.ts'
import { dataOfSnapshot } from '../snapshots/service.ts'
import { listSites, type PinnedDefinition, type StudyServices } from '../studies/service.ts'
import type { FormatInput } from './format.ts'

/** The state that an export is made of: a snapshot, or the data as they are. */
export interface ExportState {
  readonly snapshot: SnapshotView | null
  /** The last entry of the study's trail that counts, and its time. */
  readonly seq: number
  readonly at: string
  readonly pinned: PinnedDefinition
  /** Of the sites that the exporter may see, by code. */
  readonly sites: readonly { readonly code: string; readonly timeZone: string }[]
}

/** What an export is made of, on one state that stands still while `fn` runs. */
export interface HeldExport {
  readonly state: ExportState
  /** The data as they are, whatever profile was asked for: what problems are found in. */
  readonly plain: FormatInput
  /** The data in the profile asked for: what files are made of. */
  readonly input: FormatInput
}

export interface ExportPart {
  readonly study: { readonly id: string; readonly key: string }
  readonly sites: SiteFilter
  readonly wish: ExportWish
  /** What stands for subjects and sites, where the profile asks for a de-identified copy. */
  readonly covers: Covers | null
  readonly onProgress: FormatInput['onProgress']
}

/** Reads what a wish asks for on one committed state, and works with it. */
export async function withHeldExport<T>(
  services: StudyServices,
  part: ExportPart,
  fn: (held: HeldExport) => Promise<T>,
): Promise<T> {
  return services.store.snapshot(async (queries) => {
    const held = { ...services, store: heldStill(services.store, queries) }
    const { state, trial } = await stateOf(held, queries, part)
    const chosen = populationOf(trial, { services, state, wish: part.wish })
    const { wish, covers } = part
    const common = commonInput(held, { part, state })
    const plain = inputOf(common, { trial: chosen, twin: null, definition: definitionOf(state) })
    if (wish.profile === 'full' || covers === null) return fn({ state, plain, input: plain })
    const twin = deidentified(chosen, definitionOf(state), covers)
    return fn({ state, plain, input: inputOf(common, { ...twin, twin }) })
  })
}

function definitionOf({ pinned }: ExportState) {
  return pinned.definition
}

interface Loaded {
  readonly state: ExportState
  readonly trial: Trial
}

async function stateOf(
  services: StudyServices,
  queries: ReadQueries,
  { study, sites, wish }: ExportPart,
): Promise<Loaded> {
  const { store, definitions } = services
  const studyId = study.id
  const listed = await listSites(store, studyId, sites)
  const places = listed.map(({ code, timeZone }) => ({ code, timeZone }))
  if (wish.snapshot !== undefined) {
    const of = { studyId, id: wish.snapshot, sites }
    const { snapshot, pinned, trial } = await dataOfSnapshot({ store, definitions }, of)
    const { seq, asOf: at } = snapshot
    return { state: { snapshot, seq, at, pinned, sites: places }, trial }
  }
  const last = await lastEntry(store, queries, studyId)
  const pinned = await definitions.of(studyId)
  const siteIds = sites.kind === 'all' ? null : sites.ids
  const trial = await loadTrial(store, { studyId, forms: pinned.forms, siteIds })
  return { state: { snapshot: null, ...last, pinned, sites: places }, trial }
}

async function lastEntry(
  { t: { auditEntry }, now }: Store,
  queries: ReadQueries,
  studyId: string,
): Promise<{ readonly seq: number; readonly at: string }> {
  const [last] = await queries
    .select({ seq: auditEntry.seq, at: auditEntry.at })
    .from(auditEntry)
    .where(eq(auditEntry.chain, studyId))
    .orderBy(desc(auditEntry.seq))
    .limit(1)
  return last ?? { seq: 0, at: now() }
}

interface Population {
  readonly services: Pick<StudyServices, 'families'>
  readonly state: ExportState
  readonly wish: ExportWish
}

/** The subjects of the population asked for, judged at the export's cut-off. */
function populationOf(trial: Trial, { services, state, wish }: Population): Trial {
  const { population, responses: source } = wish
  if (population === 'ALL') return trial
  const cutoff = cutoffOf(wish, state) ?? defaultCutoff(trial)
  if (cutoff === null) return { subjects: [] }
  const { families } = services
  const isIn = (subject: Trial['subjects'][number]): boolean =>
    deriveSubject(subject, definitionOf(state), { cutoff, source }, families).populations[
      population
    ]
  return { subjects: trial.subjects.filter(isIn) }
}

/** The cut-off asked for, else the snapshot's own; null where neither says one. */
function cutoffOf({ cutoff }: ExportWish, { snapshot }: ExportState): IsoDate | null {
  const text = cutoff ?? snapshot?.cutoff ?? null
  const day = text === null ? null : parseDay(text)
  return day === null ? null : toIsoDate(day)
}

type Common = Omit<FormatInput, 'subjects' | 'subjectCount' | 'twin' | 'definition'>

function commonInput(
  { store, families }: StudyServices,
  { part, state }: { readonly part: ExportPart; readonly state: ExportState },
): Common {
  const { study, sites, wish, onProgress } = part
  const { definition, number } = state.pinned
  return {
    ...{ store, families, sites, onProgress },
    study: { ...study, title: definition.title[wish.language] },
    definitionVersion: number,
    snapshot: state.snapshot,
    language: wish.language,
    cutoff: cutoffOf(wish, state),
    responses: wish.responses,
    stateAt: state.at,
    programVersion: PROGRAM_VERSION,
  }
}

interface Data {
  readonly trial: Trial
  readonly twin: Twin | null
  readonly definition: FormatInput['definition']
}

function inputOf(common: Common, { trial, twin, definition }: Data): FormatInput {
  return {
    ...common,
    definition,
    twin,
    subjectCount: trial.subjects.length,
    async *subjects() {
      for (const subject of trial.subjects) {
        yield subject
        // Between two subjects, other requests are answered.
        await setImmediate()
      }
    },
  }
}
