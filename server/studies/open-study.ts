import type { Store, Tx } from '../../db/store.ts'
import type { NewSite, Site } from '../../shared/api/routes/studies.ts'
import type { Environment } from '../../shared/environment/test-mark.ts'
import { isoDayAt } from '../../shared/kernel/time-zone.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import type { Actor } from '../audit/actor.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { invalidField, ProblemError } from '../http/problem-error.ts'
import { pinDefinition } from './definitions.ts'
import { serverTimeZone } from '../server-time-zone.ts'

export interface NewStudy {
  readonly studyKey: string
  readonly definition: ProtocolDefinition
  readonly sites: readonly NewSite[]
  /** What the study is for, once and for all; what the installation is for unless given. */
  readonly environment?: Environment | undefined
}

/** What runs in the same transaction, once the study's rows exist. */
type AlsoInside = (tx: Tx) => Promise<void>

/**
 * Opens a study: its first definition version pinned by hash, its sites with that version in force.
 * The study's audit chain begins with these entries. Returns the study's id.
 */
export async function openStudy(
  store: Store,
  actor: Actor,
  study: NewStudy,
  alsoInside: AlsoInside = () => Promise.resolve(),
): Promise<string> {
  const studyId = store.newId()
  try {
    await unitOfWork(store, { ...actor, studyId }, async (tx, { at }) => {
      const { audit } = await openStudyInside(store, tx, { ...study, studyId, at })
      await alsoInside(tx)
      return { result: null, audit }
    })
  } catch (error) {
    if (!store.isUnique(error)) throw error
    throw alreadyExists('study', study.studyKey)
  }
  return studyId
}

/** A study's rows with their audit entries, inside a transaction that does more (an import). */
export async function openStudyInside(
  store: Store,
  tx: Tx,
  study: NewStudy & { readonly studyId: string; readonly at: string },
): Promise<{ readonly versionId: string; readonly audit: [AuditDraft, ...AuditDraft[]] }> {
  const opened = await insertStudy(store, tx, study)
  const sites: AuditDraft[] = []
  for (const site of study.sites) {
    const place = { ...site, studyId: study.studyId, versionId: opened.versionId, at: study.at }
    sites.push(await addSiteInside(store, tx, place))
  }
  return { versionId: opened.versionId, audit: [...opened.audit, ...sites] }
}

function alreadyExists(entity: string, key: string): ProblemError {
  return new ProblemError({ type: 'urn:problem:already-exists', status: 409, entity, key })
}

/** Throws the problem of a production study on a test installation. @source VA-06 */
function admittedEnvironment(
  { installation }: Store,
  wanted: Environment = installation,
): Environment {
  if (installation === 'production' || wanted === 'test') return wanted
  throw invalidField('/environment', 'study.notOnTest')
}

async function insertStudy(
  store: Store,
  tx: Tx,
  study: NewStudy & { readonly studyId: string; readonly at: string },
): Promise<{ versionId: string; audit: [AuditDraft, AuditDraft] }> {
  const { studyId, studyKey, definition, at } = study
  const environment = admittedEnvironment(store, study.environment)
  const { text, hash } = pinDefinition(definition)
  const versionId = store.newId()
  const name = definition.title.en
  const state = 'open'
  await tx
    .insert(store.t.study)
    .values({ id: studyId, studyKey, name, environment, state, createdAt: at })
  const definitionHash = hash
  await tx
    .insert(store.t.studyVersion)
    .values({ id: versionId, studyId, number: 1, definition: text, definitionHash, createdAt: at })
  const after = { number: 1, protocol: definition.key, definitionHash }
  return {
    versionId,
    audit: [
      {
        act: 'study.create',
        entity: 'study',
        entityId: studyId,
        before: null,
        after: { studyKey, name, environment, state },
      },
      { act: 'study.pin', entity: 'studyVersion', entityId: versionId, before: null, after },
    ],
  }
}

export interface SitePlace extends NewSite {
  readonly studyId: string
  readonly versionId: string
  readonly at: string
}

/** A site with its audit entry, inside a transaction. The entry's `siteId` is the new site's. */
export async function addSiteInside(store: Store, tx: Tx, place: SitePlace): Promise<AuditDraft> {
  const { studyId, versionId, at, code: siteKey, name } = place
  const id = store.newId()
  const { timeZone = serverTimeZone(), country = null } = place
  const effectiveFrom = isoDayAt(at, timeZone)
  await tx
    .insert(store.t.site)
    .values({ id, studyId, siteKey, name, timeZone, country, state: 'open', createdAt: at })
  await tx
    .insert(store.t.studyVersionSite)
    .values({ studyVersionId: versionId, siteId: id, effectiveFrom, setAt: at })
  const after = { siteKey, name, timeZone, country, state: 'open' }
  return { act: 'site.create', entity: 'site', entityId: id, siteId: id, before: null, after }
}

/** Adds a site to a study, on the version of the definition that is named. */
export async function addSite(
  store: Store,
  actor: Actor,
  { studyId, site, versionId }: { studyId: string; site: NewSite; versionId: string },
): Promise<Site> {
  const opened = { ...site, timeZone: site.timeZone ?? serverTimeZone() }
  try {
    return await unitOfWork(store, actor, async (tx, { at }) => {
      const draft = await addSiteInside(store, tx, { ...opened, studyId, versionId, at })
      return { result: { ...opened, country: site.country ?? null, version: 1 }, audit: [draft] }
    })
  } catch (error) {
    if (!store.isUnique(error)) throw error
    throw alreadyExists('site', site.code)
  }
}
