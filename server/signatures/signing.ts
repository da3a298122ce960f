import { and, desc, eq } from 'drizzle-orm'
import type { RecordRow } from '../../db/rows.ts'
import type { Store } from '../../db/store.ts'
import type { Families } from '../../shared/families.ts'
import type { Signing, SigningPlace } from '../../shared/api/routes/signatures.ts'
import {
  countValues,
  readSignedContent,
  type SignedContent,
} from '../../shared/signatures/content.ts'
import { maySignAt, type AccountServices } from '../accounts/service.ts'
import { storedValues } from '../entry/service.ts'
import type { Caller } from '../http/caller.ts'
import { notFound } from '../http/problem-error.ts'
import type { SubjectPlace } from '../http/route-handler.ts'
import type { Definitions, PinnedDefinition } from '../studies/service.ts'
import {
  cellsOf,
  inOrderMade,
  loadSubject,
  today,
  type MarkedServices,
} from '../subjects/service.ts'
import { changesSince, type KnownRecord } from './changes-since.ts'
import { contentOf, digestOf, recordsAt, type Place, type Signable } from './covered-content.ts'
import { missingAt, openQueriesAt, reviewsToDo } from './hindrances.ts'

export interface SignatureServices extends MarkedServices {
  readonly store: Store
  readonly definitions: Definitions
  readonly families: Pick<Families, 'criteria' | 'endpoints'>
  readonly accounts: AccountServices
}

/** Who looks at what of which subject. */
export interface Looking {
  readonly studyId: string
  readonly subject: SubjectPlace
  readonly caller: Caller
  readonly place: SigningPlace
}

/** The place of a request as it is stored. Throws the 404 for one that names nothing. */
export function placeOf({ scope, visit, record }: SigningPlace): Place {
  if (scope === 'visit' && visit === undefined) throw notFound('visit')
  if (scope === 'record' && record === undefined) throw notFound('record')
  return {
    scope,
    visit: scope === 'visit' ? (visit ?? null) : null,
    record: scope === 'record' ? (record ?? null) : null,
  }
}

/** What a signature of a place would cover, and what its signer has to know before. */
export async function readSigning(services: SignatureServices, of: Looking): Promise<Signing> {
  const { store, definitions, families } = services
  const { studyId, subject, caller } = of
  const place = placeOf(of.place)
  const pinned = await definitions.at({ studyId, siteId: subject.siteId })
  const records = await allRecords(store, subject.id)
  const present = records.filter(({ removed }) => !removed)
  const { id, subjid } = subject
  const signable: Signable = { subject: { id, subjid }, pinned, records: present, upToSeq: 0 }
  const content = contentOf(place, signable, families)
  const covered = recordsAt(place, present)
  if (covered.length === 0) throw notFound(place.scope === 'record' ? 'record' : 'visit')
  const own = await ownSignatures(store, { subjectId: id, accountId: caller.accountId })
  const known = knownRecords(place, records, own)
  const since = lastOf(known, own)
  const judged = { place, pinned, covered, cells: await cells(services, of, pinned) }
  return {
    ...place,
    forms: content.forms,
    values: content.values,
    digest: digestOf(content),
    since: since === null ? null : { signedAt: since.signedAt, meaning: since.meaning },
    changes: since === null ? [] : await changesSince(services, studyId, known),
    derivedChanges: since === null ? [] : derivedChanges(since.content, content),
    covered: covered.map(coveredForm),
    missing: missingAt(judged),
    openQueries: await openQueriesAt(store, id, place),
    reviews: reviewsToDo(judged, content.derived),
    ...(await askedOf(services, of)),
    standing: standingMeanings(place, own),
  }
}

async function allRecords(
  { t: { record }, read }: Store,
  subjectId: string,
): Promise<readonly RecordRow[]> {
  return inOrderMade(await read.select().from(record).where(eq(record.subjectId, subjectId)))
}

async function cells(
  services: SignatureServices,
  { studyId, subject: { id } }: Looking,
  pinned: PinnedDefinition,
) {
  const { subject, overview } = await loadSubject(services, { studyId, subjectId: id })
  const marks = (await services.marks.of(studyId, [subject]))(id)
  const { state } = subject
  return cellsOf({ state, overview, pinned, marks, today: today(services.store, subject) })
}

/** Forms that have to be filled first, as they stand now. */
export async function missingNow(
  services: SignatureServices,
  of: Looking,
): Promise<Signing['missing']> {
  const { studyId, subject } = of
  const place = placeOf(of.place)
  const pinned = await services.definitions.at({ studyId, siteId: subject.siteId })
  const present = (await allRecords(services.store, subject.id)).filter(({ removed }) => !removed)
  const covered = recordsAt(place, present)
  return missingAt({ place, pinned, covered, cells: await cells(services, of, pinned) })
}

/** How many unsettled queries a signer is shown. */
export async function openQueriesNow(
  { store }: SignatureServices,
  { subject, place }: Looking,
): Promise<number> {
  const found = await openQueriesAt(store, subject.id, placeOf(place))
  return found.reduce((sum, { count }) => sum + count, 0)
}

interface OwnSignature {
  readonly signedAt: string
  readonly meaning: Signing['standing'][number]
  readonly state: 'valid' | 'broken'
  readonly content: SignedContent
}

/** The signatures that a person gave in a subject, the latest first. */
async function ownSignatures(
  { t: { signature }, read }: Store,
  of: { readonly subjectId: string; readonly accountId: string },
): Promise<readonly OwnSignature[]> {
  const { signedAt, meaning, state, content } = signature
  const rows = await read
    .select({ signedAt, meaning, state, content })
    .from(signature)
    .where(and(eq(signature.subjectId, of.subjectId), eq(signature.signerId, of.accountId)))
    .orderBy(desc(signedAt), desc(signature.id))
  return rows.flatMap((row) => {
    const read = readSignedContent(row.content)
    return read === null ? [] : [{ ...row, content: read }]
  })
}

/** The records that are covered now or were when they were signed, each with what its signer knew. */
function knownRecords(
  place: Place,
  records: readonly RecordRow[],
  own: readonly OwnSignature[],
): readonly KnownRecord[] {
  return recordsAt(place, records)
    .map((row) => ({ row, knownUpTo: lastCovering(row.id, own)?.content.upToSeq ?? null }))
    .filter(({ row, knownUpTo }) => !row.removed || knownUpTo !== null)
}

function lastCovering(id: string, own: readonly OwnSignature[]): OwnSignature | undefined {
  return own.find(({ content }) => content.records.some((record) => record.id === id))
}

function lastOf(known: readonly KnownRecord[], own: readonly OwnSignature[]): OwnSignature | null {
  const ids = new Set(known.map(({ row }) => row.id))
  return own.find(({ content }) => content.records.some(({ id }) => ids.has(id))) ?? null
}

/** Derived responses at both places that are others now. A form on its own was signed without any. */
function derivedChanges(before: SignedContent, now: SignedContent): Signing['derivedChanges'] {
  const isIn = ({ scope, visit: at }: SignedContent, visit: string): boolean =>
    scope === 'subject' || (scope === 'visit' && at === visit)
  const all = [...now.derived, ...before.derived].filter(
    ({ visit }) => isIn(before, visit) && isIn(now, visit),
  )
  const names = [...new Set(all.map(({ visit, criteria }) => JSON.stringify([visit, criteria])))]
  return names.flatMap((name) => {
    const [visit, criteria] = JSON.parse(name) as [string, string]
    const at = ({ derived }: SignedContent): string | null =>
      derived.find((one) => one.visit === visit && one.criteria === criteria)?.derived ?? null
    const change = { visit, criteria, before: at(before), after: at(now) }
    return change.before === change.after ? [] : [change]
  })
}

function coveredForm(row: RecordRow): Signing['covered'][number] {
  const { id: record, form, visit, rowKey } = row
  return { record, form, visit, rowKey, values: countValues(storedValues(row)) }
}

/** The components that the caller's next signature takes, and whether it may be given. */
async function askedOf(
  { store }: SignatureServices,
  { studyId, subject: { siteId }, caller }: Looking,
): Promise<Pick<Signing, 'components' | 'code' | 'identityVerified'>> {
  const { session, account } = store.t
  const { accountId, sessionId } = caller
  const [row] = await store.read
    .select({ fullySignedAt: session.fullySignedAt, totpSecret: account.totpSecret })
    .from(session)
    .innerJoin(account, eq(account.id, session.accountId))
    .where(eq(session.id, sessionId))
  return {
    components: (row?.fullySignedAt ?? null) === null ? 'all' : 'password',
    code: (row?.totpSecret ?? null) !== null && (row?.fullySignedAt ?? null) === null,
    identityVerified: await maySignAt(store, store.read, { accountId, studyId, siteId }),
  }
}

/** Meanings in which the person has signed the place and no change has broken it since. */
function standingMeanings(place: Place, own: readonly OwnSignature[]): Signing['standing'] {
  return own
    .filter(
      ({ state, content: { scope, visit, record } }) =>
        state === 'valid' &&
        scope === place.scope &&
        visit === place.visit &&
        record === place.record,
    )
    .map(({ meaning }) => meaning)
}
