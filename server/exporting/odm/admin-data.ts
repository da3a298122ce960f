import { and, asc, eq, inArray, lte } from 'drizzle-orm'
import { studyOid, locationOid, versionOid } from '../../../shared/exports/odm/places.ts'
import type { TrailMark } from '../../../shared/exports/odm/clinical.ts'
import { element, textElement } from '../../../shared/exports/odm/xml.ts'
import { sentence } from '../../../shared/texts/sentence.ts'
import type { SiteAsOf } from '../../studies/service.ts'
import { seenPlaces } from '../seen-places.ts'
import { userOid, type OdmState } from './state.ts'

const MEANINGS = ['author', 'review', 'approval', 'responsibility'] as const

/** Who acted, where, and what their signatures mean, all as of the state. */
export async function adminData(state: OdmState): Promise<string> {
  const { study } = state.input
  return element(
    'AdminData',
    { StudyOID: studyOid(study.key) },
    ...(await users(state)),
    ...locations(state),
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

function locations({ input, versions }: OdmState): readonly string[] {
  const { study, stateAt } = input
  const versionRefs = (of: SiteAsOf['versions']): readonly string[] =>
    of.map(({ number, effectiveFrom }) =>
      element('MetaDataVersionRef', {
        StudyOID: studyOid(study.key),
        MetaDataVersionOID: versionOid(number),
        EffectiveDate: effectiveFrom,
      }),
    )
  const first = [{ number: versions[0]?.number ?? 1, effectiveFrom: stateAt.slice(0, 10) }]
  const known = new Set(versions.map(({ number }) => number))
  const own = seenPlaces(input).map(({ code, name, versions: all }) => {
    const meant = all.filter(({ number }) => known.has(number))
    const attributes = { OID: locationOid(code), Name: `${code} ${name}`, LocationType: 'Site' }
    return element('Location', attributes, ...versionRefs(meant.length === 0 ? first : meant))
  })
  const outside = { OID: locationOid(null), Name: 'Outside the sites', LocationType: 'Sponsor' }
  return [...own, element('Location', outside, ...versionRefs(first))]
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
