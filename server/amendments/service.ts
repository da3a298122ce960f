import { and, desc, eq } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { StudyVersion } from '../../shared/api/routes/amendments.ts'
import type { Families } from '../../shared/families.ts'
import { amendmentFaults } from '../../shared/protocol/amendment-faults.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { definitionDifference } from '../../shared/protocol/definition-difference.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { notFound, ProblemError } from '../http/problem-error.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import {
  checkedDefinition,
  faultyDefinition,
  listSites,
  pinDefinition,
  type Definitions,
} from '../studies/service.ts'
import { readVersions } from './read-versions.ts'

export interface AmendmentServices {
  readonly store: Store
  readonly families: Families
  readonly definitions: Definitions
}

interface StudyPlace {
  readonly studyId: string
  readonly sites: SiteFilter
}

/** The versions of a study, the newest first. */
export async function listVersions(
  { store, definitions }: AmendmentServices,
  { studyId, sites }: StudyPlace,
): Promise<readonly StudyVersion[]> {
  const visible = await listSites(store, studyId, sites)
  return readVersions({ store, inForceAt: await definitions.bySite(studyId) }, studyId, visible)
}

async function expectVersion(
  services: AmendmentServices,
  place: StudyPlace,
  number: number,
): Promise<StudyVersion> {
  const versions = await listVersions(services, place)
  const found = versions.find((version) => version.number === number)
  if (found === undefined) throw notFound('studyVersion')
  return found
}

interface Amendment extends StudyPlace {
  readonly definition: unknown
  readonly note: string
  /** Number of the version that the amendment was compared with. */
  readonly basedOn: number
}

/**
 * Publishes an amended definition as the study's next version. It is in force nowhere yet. Throws
 * the 422 problem with each fault of the definition, and with whatever would cost collected values
 * their place; the 409 when another version was published meanwhile.
 */
export async function publishVersion(
  services: AmendmentServices,
  actor: Actor,
  { studyId, sites, definition: input, note, basedOn }: Amendment,
): Promise<StudyVersion> {
  const { store, definitions, families } = services
  const definition = checkedDefinition(input, families)
  const { text, hash } = pinDefinition(definition)
  const id = store.newId()
  // A version never changes: it is read before others wait for this write.
  const before = await definitions.version(studyId, basedOn)
  const number = await unitOfWork(store, actor, async (tx, { at }) => {
    const newest = await newestVersion(store, tx, studyId)
    if (newest.number !== basedOn) throw published(newest.number, basedOn)
    if (before === null) throw new Error('A version of the study was not read.')
    refuseLoss(before.definition, definition)
    const next = newest.number + 1
    await tx.insert(store.t.studyVersion).values({
      id,
      studyId,
      number: next,
      definition: text,
      definitionHash: hash,
      note,
      createdBy: actor.accountId,
      createdAt: at,
    })
    const changes = definitionDifference(before.definition, definition)
    const after = {
      number: next,
      protocol: definition.key,
      version: definition.version,
      definitionHash: hash,
      changes: changes.map(({ part, change, key }) => `${change} ${part} ${key}`),
    }
    return {
      result: next,
      audit: [
        {
          act: 'amendment.publish',
          entity: 'studyVersion',
          entityId: id,
          before: null,
          after,
          reason: note,
        },
      ],
    }
  })
  definitions.forget(studyId)
  return expectVersion(services, { studyId, sites }, number)
}

function refuseLoss(before: ProtocolDefinition, after: ProtocolDefinition): void {
  const faults = amendmentFaults(before, after)
  if (faults.length > 0) throw faultyDefinition(faults)
}

function published(current: number, basedOn: number): ProblemError {
  return new ProblemError({
    type: 'urn:problem:version-conflict',
    status: 409,
    expected: basedOn,
    current: { number: current },
    submitted: null,
  })
}

async function newestVersion(
  store: Store,
  tx: Tx,
  studyId: string,
): Promise<{ readonly number: number }> {
  const { studyVersion: t } = store.t
  const [row] = await tx
    .select({ number: t.number })
    .from(t)
    .where(eq(t.studyId, studyId))
    .orderBy(desc(t.number))
    .limit(1)
  if (row === undefined) throw new Error('The study has no definition.')
  return row
}

interface Approval extends StudyPlace {
  readonly number: number
  /** Code of the site. */
  readonly site: string
  readonly effectiveFrom: string
  readonly reason: string
}

/**
 * Brings a version into force at a site from a day on. Records that exist keep the version they were
 * filled under. Throws the 409 where the site has this version, or a newer one, already.
 */
export async function approveVersion(
  services: AmendmentServices,
  actor: Actor,
  { studyId, sites, number, site, effectiveFrom, reason }: Approval,
): Promise<StudyVersion> {
  const { store, definitions } = services
  const place = (await listSites(store, studyId, sites)).find(({ code }) => code === site)
  if (place === undefined) throw notFound('site')
  const { id: siteId } = place
  await unitOfWork(store, { ...actor, siteId }, async (tx, { at }) => {
    const versionId = await versionIdOf(store, tx, { studyId, number })
    const approved = await approvedAt(store, tx, siteId)
    if (approved.includes(number)) throw alreadyApproved(site, number)
    if (approved.some((other) => other > number)) throw newerInForce()
    await tx.insert(store.t.studyVersionSite).values({
      studyVersionId: versionId,
      siteId,
      effectiveFrom,
      setBy: actor.accountId,
      setAt: at,
    })
    return {
      result: null,
      audit: [
        {
          act: 'amendment.approve',
          entity: 'studyVersionSite',
          entityId: `${versionId}/${siteId}`,
          siteId,
          before: null,
          after: { number, site, effectiveFrom },
          reason,
        },
      ],
    }
  })
  definitions.forget(studyId)
  return expectVersion(services, { studyId, sites }, number)
}

async function versionIdOf(
  store: Store,
  tx: Tx,
  { studyId, number }: { readonly studyId: string; readonly number: number },
): Promise<string> {
  const { studyVersion: t } = store.t
  const [row] = await tx
    .select({ id: t.id })
    .from(t)
    .where(and(eq(t.studyId, studyId), eq(t.number, number)))
  if (row === undefined) throw notFound('studyVersion')
  return row.id
}

async function approvedAt(store: Store, tx: Tx, siteId: string): Promise<readonly number[]> {
  const { studyVersion, studyVersionSite } = store.t
  const rows = await tx
    .select({ number: studyVersion.number })
    .from(studyVersionSite)
    .innerJoin(studyVersion, eq(studyVersion.id, studyVersionSite.studyVersionId))
    .where(eq(studyVersionSite.siteId, siteId))
  return rows.map((row) => row.number)
}

function alreadyApproved(site: string, number: number): ProblemError {
  const key = `${site} ${number}`
  return new ProblemError({
    type: 'urn:problem:already-exists',
    status: 409,
    entity: 'studyVersionSite',
    key,
  })
}

function newerInForce(): ProblemError {
  return new ProblemError({
    type: 'urn:problem:wrong-order',
    status: 409,
    step: 'amendment.approve',
    requires: ['version.notOvertaken'],
  })
}
