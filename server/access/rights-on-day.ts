import { and, asc, eq, inArray, isNull, or, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import type { AuditEntryRow } from '../../db/rows.ts'
import type { Store } from '../../db/store.ts'
import type { RightChange, RightOnDay } from '../../shared/api/routes/access.ts'
import { instantOf } from '../../shared/kernel/time-zone.ts'
import { isRole } from '../accounts/service.ts'
import type { SiteFilter } from '../http/route-handler.ts'
import { serverTimeZone } from '../server-time-zone.ts'
import { lockedDuring } from './locked-times.ts'

interface Wish {
  readonly studyId: string
  readonly sites: SiteFilter
  /** Calendar day, counted in the zone of the grant's site; of one for all sites, in the server's. */
  readonly day: string
}

interface RightsOnDay {
  readonly rights: RightOnDay[]
  readonly changes: RightChange[]
}

/**
 * Who held which right in a study on a day: each grant that was in force at any time of it, with who
 * gave and withdrew it, when the account was locked, and whether the person had been verified by the
 * end of the day. With it every change of rights until then, the newest first.
 */
export async function rightsOnDay(store: Store, wish: Wish): Promise<RightsOnDay> {
  const held = (await loadGrants(store, wish)).map((row) => ({ row, ...dayOf(row, wish.day) }))
  const names = await loadNames(store)
  const trail = await grantTrail(
    store,
    held.map(({ row }) => row.id),
  )
  const inForce = held.filter(({ row, start, end }) => overlaps(row, start, end))
  const locks = await lockedDuring(
    store,
    inForce.map(({ row }) => row.accountId),
  )
  const rights = inForce.flatMap((one) => {
    const { row, start, end } = one
    const { role, siteKey, accountId } = row
    if (!isRole(role)) return []
    const identity = identityBy(trail.get(row.id) ?? [], end, names)
    return [
      {
        id: row.id,
        ...personOf(names, accountId),
        role,
        site: siteKey,
        everywhere: row.studyId === null,
        ...{ from: row.validFrom, to: row.validTo, timeZone: one.timeZone },
        grantedBy: nameOf(names, row.grantedBy),
        withdrawnBy: nameOf(names, row.withdrawnBy),
        ...(identity === undefined ? {} : { identity }),
        locks: locks(accountId, start, end),
      },
    ]
  })
  const until =
    held
      .map(({ end }) => end)
      .sort()
      .at(-1) ?? ''
  const sites = new Map(held.map(({ row }) => [row.id, row]))
  const changes = [...trail.values()].flat().filter(({ at }) => at < until)
  changes.sort((a, b) => b.seq - a.seq)
  return { rights, changes: changes.map((entry) => toChange(entry, sites, names)) }
}

type GrantRow = Awaited<ReturnType<typeof loadGrants>>[number]

/** The grants in a study that a caller of these sites sees: those of the sites, and those of all sites. */
export function seenGrants(
  { accountGrant: grant }: Store['t'],
  { studyId, sites }: Pick<Wish, 'studyId' | 'sites'>,
): SQL | undefined {
  const ofSites =
    sites.kind === 'all'
      ? undefined
      : or(isNull(grant.siteId), inArray(grant.siteId, [...sites.ids]))
  return and(or(isNull(grant.studyId), eq(grant.studyId, studyId)), ofSites)
}

async function loadGrants({ t, read }: Store, wish: Wish) {
  const { accountGrant: grant, site } = t
  return read
    .select({
      id: grant.id,
      accountId: grant.accountId,
      role: grant.role,
      studyId: grant.studyId,
      siteKey: site.siteKey,
      timeZone: site.timeZone,
      validFrom: grant.validFrom,
      validTo: grant.validTo,
      grantedBy: grant.grantedBy,
      withdrawnBy: grant.withdrawnBy,
    })
    .from(grant)
    .leftJoin(site, eq(site.id, grant.siteId))
    .where(seenGrants(t, wish))
    .orderBy(asc(grant.validFrom), asc(grant.id))
}

const DAY_MS = 86_400_000

/** First moment of the day and of the one after it. */
function dayOf(row: GrantRow, day: string) {
  const timeZone = row.timeZone ?? serverTimeZone()
  const next = new Date(Date.parse(`${day}T00:00Z`) + DAY_MS).toISOString()
  return {
    timeZone,
    start: instantOf(`${day}T00:00Z`, timeZone),
    end: instantOf(`${next.slice(0, 10)}T00:00Z`, timeZone),
  }
}

/** A grant that ended where it began never held. */
function overlaps({ validFrom, validTo }: GrantRow, start: string, end: string): boolean {
  return validFrom < end && (validTo === null || (validTo > start && validTo > validFrom))
}

interface Person {
  readonly username: string
  readonly displayName: string
}
type Names = ReadonlyMap<string, Person>

async function loadNames({ t: { account }, read }: Store): Promise<Names> {
  const rows = await read
    .select({ id: account.id, username: account.username, displayName: account.displayName })
    .from(account)
  return new Map(rows.map(({ id, ...person }) => [id, person]))
}

function personOf(names: Names, id: string): Person {
  return names.get(id) ?? { username: id, displayName: id }
}

function nameOf(names: Names, id: string | null): string | null {
  return id === null ? null : personOf(names, id).displayName
}

type GrantTrail = ReadonlyMap<string, readonly AuditEntryRow[]>

/** What the trail tells of these grants, by grant, oldest first. */
async function grantTrail({ t, read }: Store, ids: readonly string[]): Promise<GrantTrail> {
  const wanted = new Set(ids)
  const rows = await read
    .select()
    .from(t.auditEntry)
    .where(and(eq(t.auditEntry.chain, 'system'), eq(t.auditEntry.entity, 'accountGrant')))
    .orderBy(asc(t.auditEntry.seq))
  const byGrant = new Map<string, AuditEntryRow[]>()
  for (const row of rows) {
    if (!wanted.has(row.entityId)) continue
    byGrant.set(row.entityId, [...(byGrant.get(row.entityId) ?? []), row])
  }
  return byGrant
}

const contentSchema = z.object({
  role: z.string().optional(),
  accountId: z.string().optional(),
  validFrom: z.string().optional(),
  validTo: z.string().nullable().optional(),
  identityVerifiedBy: z.string().nullable().optional(),
  identityMethod: z.string().nullable().optional(),
  identityVerifiedOn: z.string().nullable().optional(),
})
type Content = z.output<typeof contentSchema>

function contentOf(json: string | null): Content {
  return json === null ? {} : contentSchema.parse(JSON.parse(json))
}

/** Who had verified the person before a moment, as the trail tells. */
function identityBy(entries: readonly AuditEntryRow[], end: string, names: Names) {
  const known = entries
    .filter(({ at }) => at < end)
    .map(({ after }) => contentOf(after))
    .findLast(({ identityVerifiedOn }) => (identityVerifiedOn ?? null) !== null)
  if (known === undefined) return undefined
  const by = nameOf(names, known.identityVerifiedBy ?? null) ?? ''
  return { on: known.identityVerifiedOn ?? '', method: known.identityMethod ?? '', by }
}

function toChange(
  entry: AuditEntryRow,
  grants: ReadonlyMap<string, GrantRow>,
  names: Names,
): RightChange {
  const grant = grants.get(entry.entityId)
  const { at, act, reason } = entry
  return {
    ...{ at, act, reason },
    username: grant === undefined ? '' : personOf(names, grant.accountId).username,
    role: grant?.role ?? '',
    site: grant?.siteKey ?? null,
    by: nameOf(names, entry.accountId) ?? entry.role,
    before: rightText(contentOf(entry.before)),
    after: rightText(contentOf(entry.after)),
  }
}

/** From when to when, and the day of verification; null where there was no right yet. */
function rightText({ validFrom, validTo, identityVerifiedOn }: Content): string | null {
  const period = validFrom === undefined ? [] : [`${validFrom} → ${validTo ?? '…'}`]
  const verified = (identityVerifiedOn ?? null) === null ? [] : [`✓ ${identityVerifiedOn ?? ''}`]
  const parts = [...period, ...verified]
  return parts.length === 0 ? null : parts.join(' ')
}
