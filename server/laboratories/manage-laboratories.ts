import { and, eq } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { LaboratoryView } from '../../shared/api/routes/laboratories.ts'
import { plainLaboratory } from '../../shared/laboratory/row-limits.ts'
import type { Actor } from '../audit/actor.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { refuseWhereLocked } from '../audit/refuse-locked.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { invalidField, notFound, ProblemError } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { forbidden, includesSite } from '../http/scope.ts'
import type { Definitions } from '../studies/service.ts'
import {
  isVisible,
  laboratoryViews,
  loadLaboratories,
  type LaboratoryRow,
} from './load-laboratories.ts'
import { recalculateFlags, type Recalculation } from './recalculate-flags.ts'

/** Subjects whose results are held against other limits since a change. */
export interface MovedLimits {
  readonly studyId: string
  readonly actor: Actor
  readonly subjects: ReadonlySet<string>
}

/** Evaluates the checks of such subjects again, after the change, each in a transaction of its own. */
export type Recheck = (moved: MovedLimits) => Promise<void>

export interface LaboratoryServices {
  readonly store: Store
  readonly definitions: Definitions
  readonly recheck: Recheck
}

/** Where somebody keeps laboratories. */
export interface LaboratoryPlace {
  readonly actor: Actor
  readonly studyId: string
  /** Where the permission holds. */
  readonly sites: SiteFilter
}

/** A changed laboratory, and what the change did to flags of saved results. */
export interface ChangedLaboratory {
  readonly laboratory: LaboratoryView
  readonly flags: { readonly results: number; readonly changed: number }
}

export interface NewLaboratory {
  readonly code: string
  readonly name: string
  /** Code of its only site; null: every site uses it. */
  readonly site: string | null
}

/** Adds a laboratory. 409 for a code or name that another one has at the same site. */
export async function createLaboratory(
  { store }: LaboratoryServices,
  { actor, studyId, sites }: LaboratoryPlace,
  { code, name, site }: NewLaboratory,
): Promise<LaboratoryView> {
  const id = store.newId()
  try {
    await unitOfWork(store, actor, async (tx, { at }) => {
      const siteId = await siteFor(store, tx, { studyId, sites, site })
      const row: LaboratoryRow = {
        ...{ id, studyId, siteId, code, name },
        units: '{}',
        removed: false,
        version: 1,
        createdAt: at,
      }
      await tx.insert(store.t.laboratory).values(row)
      await refuseSameName(store, tx, row)
      const after = contentOf(row)
      return { result: null, audit: [draftOf('laboratory.create', row, { before: null, after })] }
    })
  } catch (error) {
    if (!store.isUnique(error)) throw error
    throw alreadyExists(code)
  }
  return viewOf(store, { studyId, sites }, id)
}

async function siteFor(
  { t }: Store,
  tx: Tx,
  { studyId, sites, site }: { studyId: string; sites: SiteFilter; site: string | null },
): Promise<string | null> {
  if (site === null) {
    if (sites.kind !== 'all') throw forbidden('laboratory.manage')
    return null
  }
  return siteOf({ t }, tx, { studyId, sites, site })
}

/** Internal id of a site by its code; 422 for one where the permission does not hold. */
export async function siteOf(
  { t }: Pick<Store, 't'>,
  tx: Tx,
  { studyId, sites, site }: { studyId: string; sites: SiteFilter; site: string },
): Promise<string> {
  const [found] = await tx
    .select({ id: t.site.id })
    .from(t.site)
    .where(and(eq(t.site.studyId, studyId), eq(t.site.siteKey, site)))
  if (found === undefined || !includesSite(sites, found.id)) {
    throw invalidField('/site', 'grant.siteUnknown')
  }
  return found.id
}

/** Results name a laboratory by its name or code: at no site do two answer to one name. */
async function refuseSameName(store: Store, tx: Tx, row: LaboratoryRow): Promise<void> {
  const others = await loadLaboratories(store, tx, row.studyId)
  const names = [row.code, row.name].map(plainLaboratory)
  for (const { row: other } of others) {
    const isElsewhere = row.siteId !== null && other.siteId !== null && row.siteId !== other.siteId
    if (other.id === row.id || isElsewhere) continue
    const same = [other.code, other.name].map(plainLaboratory).find((name) => names.includes(name))
    if (same !== undefined) throw alreadyExists(same)
  }
}

function alreadyExists(key: string): ProblemError {
  return new ProblemError({
    type: 'urn:problem:already-exists',
    status: 409,
    entity: 'laboratory',
    key,
  })
}

/** Corrects a laboratory's name. Results that bear the former name are no longer its own. */
export async function amendLaboratory(
  services: LaboratoryServices,
  place: LaboratoryPlace,
  wish: LaboratoryWish & { readonly name: string },
): Promise<ChangedLaboratory> {
  return changeLaboratory(services, place, wish, {
    act: 'laboratory.amend',
    change: async (tx, before) => {
      const after = { ...before, name: wish.name, version: before.version + 1 }
      await refuseSameName(services.store, tx, after)
      return after
    },
  })
}

/** Takes a laboratory out of use; its ranges stay in the trail, results that name it stay as they are. */
export async function removeLaboratory(
  services: LaboratoryServices,
  place: LaboratoryPlace,
  wish: LaboratoryWish,
): Promise<ChangedLaboratory> {
  return changeLaboratory(services, place, wish, {
    act: 'laboratory.remove',
    change: (_tx, before) =>
      Promise.resolve({ ...before, removed: true, version: before.version + 1 }),
  })
}

interface LaboratoryWish {
  readonly laboratoryId: string
  readonly version: number
  readonly reason: string
}

interface Changing {
  readonly act: string
  readonly change: (tx: Tx, before: LaboratoryRow) => Promise<LaboratoryRow>
}

async function changeLaboratory(
  services: LaboratoryServices,
  place: LaboratoryPlace,
  { laboratoryId, version, reason }: LaboratoryWish,
  { act, change }: Changing,
): Promise<ChangedLaboratory> {
  const { store } = services
  const { laboratory } = store.t
  return changing(services, place, laboratoryId, async (tx, before) => {
    if (before.version !== version) throw versionConflict(version, contentOf(before))
    const after = await change(tx, before)
    const { name, removed } = after
    await tx
      .update(laboratory)
      .set({ name, removed, version: after.version })
      .where(eq(laboratory.id, before.id))
    const states = { before: contentOf(before), after: contentOf(after) }
    return [{ ...draftOf(act, before, states), reason }]
  })
}

/**
 * Changes a laboratory or its ranges and works the flags of saved results out again, in one
 * transaction; then evaluates the checks of the subjects whose limits that moved. 409 where a result
 * inside a lock would be held against other limits: nothing locked moves. 404 for a laboratory
 * that the caller's sites do not use, 403 for one of every site where the caller answers for some only.
 */
export async function changing(
  { store, definitions, recheck }: LaboratoryServices,
  { actor, studyId, sites }: LaboratoryPlace,
  laboratoryId: string,
  change: (tx: Tx, laboratory: LaboratoryRow) => Promise<[AuditDraft, ...AuditDraft[]]>,
): Promise<ChangedLaboratory> {
  const { forms } = await definitions.of(studyId)
  let subjects: ReadonlySet<string> = new Set()
  const changed = await unitOfWork(store, actor, async (tx) => {
    const before = await loadLaboratories(store, tx, studyId)
    const found = before.find(({ row }) => row.id === laboratoryId)
    if (found === undefined || !isVisible(found.row, sites)) throw notFound('laboratory')
    if (found.row.siteId === null && sites.kind !== 'all') throw forbidden('laboratory.manage')
    const drafts = await change(tx, found.row)
    const after = await loadLaboratories(store, tx, studyId)
    const changes = { studyId, forms, laboratoryId, before, after }
    const flags: Recalculation = await recalculateFlags(store, tx, changes)
    await refuseWhereLocked({ store, tx }, { studyId, act: 'laboratory.recalculate' }, flags.moved)
    const views = await laboratoryViews(store, tx, { studyId, sites })
    const view = views.find(({ id }) => id === laboratoryId)
    const result: ChangedLaboratory = {
      laboratory: view ?? removedView(found.row),
      flags: { results: flags.results, changed: flags.changed },
    }
    subjects = new Set(flags.moved.map(({ subjectId }) => subjectId))
    return { result, audit: [...drafts, ...flags.audit] }
  })
  await recheck({ studyId, actor, subjects })
  return changed
}

function removedView({ id, code, name, version }: LaboratoryRow): LaboratoryView {
  return {
    ...{ id, code, name },
    site: null,
    version: version + 1,
    ranges: [],
    mappings: [],
    units: {},
  }
}

/** The refusal of a change that was made on another version. */
export function versionConflict(expected: number, current: object): ProblemError {
  return new ProblemError({
    type: 'urn:problem:version-conflict',
    status: 409,
    expected,
    current,
    submitted: null,
  })
}

/** A laboratory as callers of these sites see it. */
export async function viewOf(
  store: Store,
  place: { readonly studyId: string; readonly sites: SiteFilter },
  id: string,
): Promise<LaboratoryView> {
  const views = await laboratoryViews(store, store.read, place)
  const view = views.find((one) => one.id === id)
  if (view === undefined) throw notFound('laboratory')
  return view
}

function contentOf({ code, name, removed }: LaboratoryRow): object {
  return { code, name, ...(removed ? { removed: true } : {}) }
}

function draftOf(
  act: string,
  { id, siteId }: LaboratoryRow,
  states: { readonly before: object | null; readonly after: object | null },
): AuditDraft {
  return { act, entity: 'laboratory', entityId: id, siteId, ...states }
}
