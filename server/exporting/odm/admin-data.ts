import { and, asc, eq, inArray, lte } from 'drizzle-orm'
import type { ReadQueries } from '../../../db/store.ts'
import { studyOid, locationOid, versionOid } from '../../../shared/exports/odm/places.ts'
import type { TrailMark } from '../../../shared/exports/odm/clinical.ts'
import { element, textElement } from '../../../shared/exports/odm/xml.ts'
import { sentence } from '../../../shared/texts/sentence.ts'
import { textIn } from './entry-content.ts'
import { userOid, type OdmState } from './state.ts'

const MEANINGS = ['author', 'review', 'approval', 'responsibility'] as const

/** Who acted, where, and what their signatures mean, all as of the state. */
export async function adminData(state: OdmState): Promise<string> {
  const { study } = state.input
  return element(
    'AdminData',
    { StudyOID: studyOid(study.key) },
    ...(await users(state)),
    ...(await locations(state)),
    ...MEANINGS.map(signatureDef),
  )
}

/** Roles of the site; the others belong to the sponsor's side. */
const SITE_ROLES = new Set(['coordinator', 'investigator'])

async function users(state: OdmState): Promise<readonly string[]> {
  const { store, study, sites } = state.input
  const { auditEntry: e } = store.t
  const rows = await store.read
    .selectDistinct({
      actorKind: e.actorKind,
      accountId: e.accountId,
      username: e.username,
      role: e.role,
    })
    .from(e)
    .where(
      and(
        eq(e.chain, study.id),
        lte(e.seq, state.seq),
        sites.kind === 'all' ? undefined : inArray(e.siteId, [...sites.ids]),
      ),
    )
    .orderBy(asc(e.username), asc(e.role))
  const names = await namesOf(
    state,
    rows.flatMap(({ accountId }) => accountId ?? []),
  )
  const byOid = new Map<string, (typeof rows)[number][]>()
  for (const row of rows) byOid.set(userOid(row), [...(byOid.get(userOid(row)) ?? []), row])
  return [...byOid].map(([oid, acted]) => {
    const [first] = acted
    const roles = acted.map(({ role }) => role)
    const name = names.get(first?.accountId ?? '') ?? roles.join(', ')
    return element(
      'User',
      { OID: oid, UserType: userType(roles, first?.actorKind === 'system') },
      textElement('LoginName', first?.username ?? ''),
      textElement('DisplayName', `${name} (${roles.join(', ')})`),
      textElement('FullName', name),
    )
  })
}

function userType(roles: readonly string[], isProgram: boolean): string {
  if (isProgram) return 'Other'
  if (roles.includes('investigator')) return 'Investigator'
  return roles.some((role) => SITE_ROLES.has(role)) ? 'Other' : 'Sponsor'
}

/** Names as accounts bore them when they were made: a state always gives the same. */
async function namesOf(
  { input: { store } }: OdmState,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { account } = store.t
  const rows = await store.read
    .select({ id: account.id, name: account.displayName })
    .from(account)
    .where(inArray(account.id, [...new Set(ids)]))
  return new Map(rows.map(({ id, name }) => [id, name]))
}

async function locations(state: OdmState): Promise<readonly string[]> {
  const { input, siteCodes } = state
  const { sites, study } = input
  const names = await siteNames(state)
  const from = await effectiveDates(state)
  const seen = [...siteCodes].filter(([id]) => sites.kind === 'all' || sites.ids.includes(id))
  const versionRefs = (dates: readonly (readonly [number, string])[]): readonly string[] =>
    dates.map(([number, date]) =>
      element('MetaDataVersionRef', {
        StudyOID: studyOid(study.key),
        MetaDataVersionOID: versionOid(number),
        EffectiveDate: date,
      }),
    )
  const first = [[state.versions[0]?.number ?? 1, input.stateAt.slice(0, 10)] as const]
  const own = seen
    .toSorted(([, a], [, b]) => (a < b ? -1 : 1))
    .flatMap(([id, code]) => {
      const name = names.get(id)
      if (name === undefined) return []
      const attributes = { OID: locationOid(code), Name: `${code} ${name}`, LocationType: 'Site' }
      return [element('Location', attributes, ...versionRefs(from.get(id) ?? first))]
    })
  const outside = { OID: locationOid(null), Name: 'Outside the sites', LocationType: 'Sponsor' }
  return [...own, element('Location', outside, ...versionRefs(first))]
}

/** What the sites were called at the state, by id; a site opened later has none. */
async function siteNames({ input, seq }: OdmState): Promise<ReadonlyMap<string, string>> {
  const { store, study } = input
  const { auditEntry: e } = store.t
  const rows = await store.read
    .select({ id: e.entityId, after: e.after })
    .from(e)
    .where(and(eq(e.chain, study.id), eq(e.entity, 'site'), lte(e.seq, seq)))
    .orderBy(asc(e.seq))
  const names = new Map<string, string>()
  for (const { id, after } of rows) {
    const name = textIn(JSON.parse(after ?? '{}') as Record<string, unknown>, 'name')
    if (name !== null) names.set(id, name)
  }
  return names
}

/** From which day each site works by which version, as far as it was known at the state. */
async function effectiveDates({
  input,
}: OdmState): Promise<ReadonlyMap<string, readonly (readonly [number, string])[]>> {
  const { store, study, stateAt, definitionVersion } = input
  const { studyVersion, studyVersionSite } = store.t
  const rows = await rowsOf(store.read)
  const dates = new Map<string, (readonly [number, string])[]>()
  for (const { siteId, number, from } of rows) {
    dates.set(siteId, [...(dates.get(siteId) ?? []), [number, from]])
  }
  return dates

  function rowsOf(queries: ReadQueries) {
    return queries
      .select({
        siteId: studyVersionSite.siteId,
        number: studyVersion.number,
        from: studyVersionSite.effectiveFrom,
      })
      .from(studyVersionSite)
      .innerJoin(studyVersion, eq(studyVersion.id, studyVersionSite.studyVersionId))
      .where(
        and(
          eq(studyVersion.studyId, study.id),
          lte(studyVersion.number, definitionVersion),
          lte(studyVersionSite.setAt, stateAt),
        ),
      )
      .orderBy(asc(studyVersion.number))
  }
}

const signatureOid = (meaning: string): string => `SD.${meaning}`

function signatureDef(meaning: (typeof MEANINGS)[number]): string {
  const both = (key: Parameters<typeof sentence>[1]): string =>
    `${sentence('en', key)} / ${sentence('zh', key)}`
  return element(
    'SignatureDef',
    { OID: signatureOid(meaning), Methodology: 'Electronic' },
    textElement('Meaning', both(`book.meaning.${meaning}`)),
    textElement('LegalReason', both('odm.legalReason')),
  )
}

interface Signed {
  readonly meaning: string
  readonly mark: TrailMark
}

export function signatureElement({ meaning, mark }: Signed, id?: string): string {
  return element(
    'Signature',
    { ID: id },
    element('UserRef', { UserOID: mark.userOid }),
    element('LocationRef', { LocationOID: mark.locationOid }),
    element('SignatureRef', { SignatureOID: signatureOid(meaning) }),
    textElement('DateTimeStamp', mark.at),
  )
}
