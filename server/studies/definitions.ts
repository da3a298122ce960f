import { createHash } from 'node:crypto'
import { asc, eq } from 'drizzle-orm'
import { recentMarks } from '../../db/change-marks.ts'
import type { Store } from '../../db/store.ts'
import { canonicalJson } from '../../shared/kernel/canonical-json.ts'
import { isoDayAt } from '../../shared/kernel/time-zone.ts'
import type { FormDefinition } from '../../shared/forms/define.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import {
  versionOfRecord as findVersion,
  type VersionedRecord,
} from '../../shared/protocol/record-version.ts'

/** A version of a study's definition. */
export interface PinnedDefinition {
  readonly definition: ProtocolDefinition
  readonly number: number
  readonly hash: string
  readonly forms: ReadonlyMap<string, FormDefinition>
  /** The versions before this one, the first one first. */
  readonly earlier: readonly PinnedDefinition[]
}

/** The version in force at each site of a study. */
export type DefinitionBySite = (siteId: string) => PinnedDefinition

/** Definitions of studies by the study's id, read once per version. */
export interface Definitions {
  /** The newest version in force at any site: what analyses and the study as a whole go by. */
  of(studyId: string): Promise<PinnedDefinition>
  /** The newest version in force at any site at a moment of the past (ISO 8601, UTC). */
  asOf(studyId: string, at: string): Promise<PinnedDefinition>
  /** The version in force at one site on its calendar day. */
  at(place: { readonly studyId: string; readonly siteId: string }): Promise<PinnedDefinition>
  bySite(studyId: string): Promise<DefinitionBySite>
  /** The same at a moment of the past (ISO 8601, UTC); null where the site was not open yet. */
  bySiteAsOf(studyId: string, at: string): Promise<(siteId: string) => PinnedDefinition | null>
  /** One version, in force or not; null when there is none of that number. */
  version(studyId: string, number: number): Promise<PinnedDefinition | null>
  /** Versions, approvals or time zones of the study have changed: read them again. */
  forget(studyId: string): void
}

/** The stored text no longer has the hash that was pinned with it. */
export class DefinitionAlteredError extends Error {
  override readonly name = 'DefinitionAlteredError'
}

/** A definition as it is stored: canonical JSON, and the SHA-256 of exactly that text. */
export function pinDefinition(definition: ProtocolDefinition): { text: string; hash: string } {
  const text = canonicalJson(definition)
  return { text, hash: hashOf(text) }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

interface Approval {
  readonly siteId: string
  /** Of the site. */
  readonly timeZone: string
  readonly number: number
  /** Calendar day, ISO 8601. */
  readonly effectiveFrom: string
  /** When it was given (ISO 8601, UTC). */
  readonly setAt: string
}

interface KnownStudy {
  /** By number, the first one first; never empty. */
  readonly versions: readonly PinnedDefinition[]
  readonly approvals: readonly Approval[]
  /** The mark of all definitions when they were read. */
  readonly mark: number
}

/** No mark of the database. */
const FORGOTTEN = -1

/** Definitions are remembered as long as no version, approval or time zone was changed, by any process. */
export function createDefinitions(store: Store): Definitions {
  const known = new Map<string, KnownStudy>()
  const load = async (studyId: string): Promise<KnownStudy> => {
    const { definitions: mark } = await recentMarks(store)
    const entry = known.get(studyId)
    if (entry?.mark === mark) return entry
    const versions = await readVersions(store, studyId, entry?.versions ?? [])
    const read = { versions, approvals: await readApprovals(store, studyId), mark }
    known.set(studyId, read)
    return read
  }
  const bySite = async (studyId: string): Promise<DefinitionBySite> => {
    const { versions, approvals } = await load(studyId)
    const hasBegun = begunAt(store.now())
    return (siteId) => {
      const own = approvals.filter((approval) => approval.siteId === siteId)
      return inForce(versions, own, hasBegun)
    }
  }
  const asOf = async (studyId: string, at: string): Promise<PinnedDefinition> => {
    const { versions, approvals } = await load(studyId)
    const known = approvals.filter(({ setAt }) => setAt <= at)
    return inForce(versions, known, begunAt(at))
  }
  const bySiteAsOf: Definitions['bySiteAsOf'] = async (studyId, at) => {
    const { versions, approvals } = await load(studyId)
    const hasBegun = begunAt(at)
    return (siteId) => {
      const own = approvals.filter((one) => one.siteId === siteId && one.setAt <= at)
      return own.length === 0 ? null : inForce(versions, own, hasBegun)
    }
  }
  return {
    bySite,
    bySiteAsOf,
    of: (studyId) => asOf(studyId, store.now()),
    asOf,
    at: async ({ studyId, siteId }) => (await bySite(studyId))(siteId),
    async version(studyId, number) {
      const { versions } = await load(studyId)
      return versions.find((version) => version.number === number) ?? null
    },
    forget(studyId) {
      const entry = known.get(studyId)
      if (entry !== undefined) known.set(studyId, { ...entry, mark: FORGOTTEN })
    },
  }
}

/**
 * The definitions of one study as they stood in the past: `study` as a whole and at the site that is
 * read, whatever is in force today.
 */
export function definitionsHeldAt(
  definitions: Definitions,
  { study, site }: { readonly study: PinnedDefinition; readonly site: PinnedDefinition },
): Definitions {
  return {
    ...definitions,
    of: () => Promise.resolve(study),
    asOf: () => Promise.resolve(study),
    at: () => Promise.resolve(site),
    bySite: () => Promise.resolve(() => site),
    bySiteAsOf: () => Promise.resolve(() => site),
  }
}

/** What is known of a version at a site, to tell whether it is in force. */
type Approved = Pick<Approval, 'timeZone' | 'number' | 'effectiveFrom'>

/** Whether the day of an approval has come at its site. */
function begunAt(now: string): (approval: Approved) => boolean {
  const days = new Map<string, string>()
  return ({ timeZone, effectiveFrom }) => {
    const day = days.get(timeZone) ?? isoDayAt(now, timeZone)
    days.set(timeZone, day)
    return effectiveFrom <= day
  }
}

/**
 * Number of the newest version of the approvals that have begun at a moment (ISO 8601, UTC). Where none
 * has, the oldest of them: a site whose clock was set back has what it began with. Null: there are none.
 */
export function newestInForce(approvals: readonly Approved[], at: string): number | null {
  return newestOf(approvals, begunAt(at))
}

function newestOf(
  approvals: readonly Approved[],
  hasBegun: (approval: Approved) => boolean,
): number | null {
  if (approvals.length === 0) return null
  const begun = approvals.filter(hasBegun).map(({ number }) => number)
  const all = approvals.map(({ number }) => number)
  return begun.length > 0 ? Math.max(...begun) : Math.min(...all)
}

/** The version of those numbers; the first version where there are no approvals. */
function inForce(
  versions: readonly PinnedDefinition[],
  approvals: readonly Approval[],
  hasBegun: (approval: Approved) => boolean,
): PinnedDefinition {
  const newest = newestOf(approvals, hasBegun)
  const version = versions.find(({ number }) => number === newest) ?? versions[0]
  if (version === undefined) throw new Error('The study has no definition.')
  return version
}

/** The version by which a stored record is read and changed, where `pinned` is in force. */
export function versionOfRecord(
  pinned: PinnedDefinition,
  record: VersionedRecord,
): PinnedDefinition {
  return findVersion([...pinned.earlier, pinned], record)
}

async function readApprovals(store: Store, studyId: string): Promise<readonly Approval[]> {
  const { site, studyVersion, studyVersionSite } = store.t
  return store.read
    .select({
      siteId: studyVersionSite.siteId,
      timeZone: site.timeZone,
      number: studyVersion.number,
      effectiveFrom: studyVersionSite.effectiveFrom,
      setAt: studyVersionSite.setAt,
    })
    .from(studyVersionSite)
    .innerJoin(studyVersion, eq(studyVersion.id, studyVersionSite.studyVersionId))
    .innerJoin(site, eq(site.id, studyVersionSite.siteId))
    .where(eq(studyVersion.studyId, studyId))
}

/** All versions of a study, each checked against its hash; those already known are kept. */
async function readVersions(
  store: Store,
  studyId: string,
  known: readonly PinnedDefinition[],
): Promise<readonly PinnedDefinition[]> {
  const { studyVersion: t } = store.t
  if (known.length > 0 && (await store.read.$count(t, eq(t.studyId, studyId))) === known.length) {
    return known
  }
  const rows = await store.read
    .select({ number: t.number, text: t.definition, hash: t.definitionHash })
    .from(t)
    .where(eq(t.studyId, studyId))
    .orderBy(asc(t.number))
  const versions: PinnedDefinition[] = [...known]
  for (const { number, text, hash } of rows.slice(known.length)) {
    if (hashOf(text) !== hash) {
      throw new DefinitionAlteredError(
        `The definition of study ${studyId} was altered in the database.`,
      )
    }
    const definition = parseDefinition(text)
    const forms = new Map(definition.forms.map((form) => [form.key, form]))
    versions.push({ definition, number, hash, forms, earlier: [...versions] })
  }
  return versions
}

/** The hash says that the text is what was validated when it was pinned. */
function parseDefinition(text: string): ProtocolDefinition {
  return JSON.parse(text) as ProtocolDefinition
}
