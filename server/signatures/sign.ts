import { and, eq, isNull } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { Signing, SigningPlace } from '../../shared/api/routes/signatures.ts'
import { canonicalJson } from '../../shared/kernel/canonical-json.ts'
import { boundText, type SignedContent } from '../../shared/signatures/content.ts'
import type { SignatureMeaning } from '../../shared/signatures/meanings.ts'
import { maySignAt, verifyFactors } from '../accounts/service.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { sha256 } from '../audit/hash.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { actorOf, personActor } from '../http/actor.ts'
import type { Caller, Origin } from '../http/caller.ts'
import { invalidField, notFound, ProblemError } from '../http/problem-error.ts'
import type { SubjectScope } from '../http/route-handler.ts'
import { recordsOfSubject } from '../subjects/service.ts'
import { contentOf, digestOf, type Place } from './covered-content.ts'
import { missingNow, openQueriesNow, placeOf, type SignatureServices } from './signing.ts'

/** A permitted request to sign. */
export interface SignCall {
  readonly caller: Caller
  readonly origin: Origin
  readonly transport: 'encrypted' | 'loopback' | 'plain'
  readonly scope: SubjectScope
  readonly body: SigningPlace & {
    readonly meaning: SignatureMeaning
    /** Hash of what the signer's screen showed. */
    readonly digest: string
    readonly username?: string | undefined
    readonly password: string
    readonly code?: string | undefined
  }
}

/**
 * Signs a form, a visit or a subject. The first signature in a session takes user name, password and
 * the code of a second factor where there is one; later ones the password alone. Refused while the
 * identity is not on record, forms are not complete, or the content is not the one that was shown;
 * wrong components count with failed sign-ins. Returns the signature's id. @source ES-01 to ES-10
 */
export async function signData(services: SignatureServices, call: SignCall): Promise<string> {
  const { store } = services
  const { caller, scope, body } = call
  const place = placeOf(body)
  const of = { studyId: scope.study.id, subject: scope.subject, caller, place: body }
  await expectIdentity(store, call)
  const missing = await missingNow(services, of)
  if (missing.length > 0) throw refused(missing.map(missingName))
  const openQueries = await openQueriesNow(services, of)
  const components = await expectSession(store, store.read, caller)
  await expectComponents(services, call, components)
  const pinned = await services.definitions.at({
    studyId: scope.study.id,
    siteId: scope.subject.siteId,
  })
  return unitOfWork(store, actorOf(call), async (tx, { at, firstSeq }) => {
    await expectSession(store, tx, caller)
    const { id, subjid } = scope.subject
    const records = await recordsOfSubject(store, tx, id)
    const signable = { subject: { id, subjid }, pinned, records, upToSeq: firstSeq - 1 }
    const content = contentOf(place, signable, services.families)
    if (content.records.length === 0) throw notFound(place.scope === 'visit' ? 'visit' : 'record')
    if (digestOf(content) !== body.digest) throw otherContent(body, content)
    const row = rowOf(store.newId(), call, { place, content, at })
    await refuseTwice(store, tx, row)
    await tx.insert(store.t.signature).values(row)
    const { session } = store.t
    await tx
      .update(session)
      .set({ fullySignedAt: at })
      .where(and(eq(session.id, caller.sessionId), isNull(session.fullySignedAt)))
    const draft = draftOf(row, { call, content, components, openQueries })
    return { result: row.id, audit: [draft] }
  })
}

function refused(requires: readonly string[]): ProblemError {
  return new ProblemError({
    type: 'urn:problem:wrong-order',
    status: 409,
    step: 'signature.sign',
    requires: [...requires],
  })
}

/** How an incomplete form is named in a refusal: visit and form, or the form alone. */
function missingName({ form, visit }: Signing['missing'][number]): string {
  return `form.complete@${visit === null ? form : `${visit} ${form}`}`
}

async function expectIdentity(store: Store, { caller, scope }: SignCall): Promise<void> {
  const verified = await maySignAt(store, store.read, {
    accountId: caller.accountId,
    studyId: scope.study.id,
    siteId: scope.subject.siteId,
  })
  if (!verified) throw refused(['identity.verified'])
}

type Components = Signing['components']

/** What the session has to show; throws the 401 where it or its account has ended meanwhile. */
async function expectSession(
  { t: { session, account } }: Store,
  queries: Pick<Tx, 'select'>,
  { sessionId }: Caller,
): Promise<Components> {
  const [row] = await queries
    .select({ fullySignedAt: session.fullySignedAt })
    .from(session)
    .innerJoin(account, eq(account.id, session.accountId))
    .where(
      and(
        eq(session.id, sessionId),
        isNull(session.endedAt),
        eq(account.locked, false),
        eq(account.active, true),
      ),
    )
  if (row === undefined) {
    throw new ProblemError({ type: 'urn:problem:not-signed-in', status: 401 })
  }
  return row.fullySignedAt === null ? 'all' : 'password'
}

async function expectComponents(
  { accounts }: SignatureServices,
  { caller, origin, transport, body }: SignCall,
  components: Components,
): Promise<void> {
  if (transport === 'plain') {
    throw new ProblemError({ type: 'urn:problem:insecure-transport', status: 403 })
  }
  if (components === 'all' && (body.username ?? '').trim() === '') {
    throw invalidField('/username', 'sign.usernameMissing')
  }
  const actor = personActor({ caller, origin, role: 'none', studyId: null })
  const typed = body.username?.trim().toLowerCase()
  const isOwn = components === 'password' || typed === caller.username
  // Another name is as wrong as another password, and counts as such: none is ever empty.
  const password = isOwn ? body.password : ''
  const { accountId } = caller
  // @source ES-02: later in the same session one component that the signer alone can give.
  const passwordAlone = components === 'password'
  const shown = { accountId, password, code: body.code, passwordAlone }
  await accounts.attempts.run(origin.address, async () => {
    if ((await verifyFactors(accounts, actor, shown)) === 'right') return
    throw new ProblemError({ type: 'urn:problem:sign-in-failed', status: 401 })
  })
}

function otherContent({ digest }: SignCall['body'], content: SignedContent): ProblemError {
  return new ProblemError({
    type: 'urn:problem:version-conflict',
    status: 409,
    expected: 0,
    current: { digest: digestOf(content) },
    submitted: { digest },
  })
}

type SignatureRow = Store['t']['signature']['$inferSelect']

interface Signed {
  readonly place: Place
  readonly content: SignedContent
  readonly at: string
}

function rowOf(id: string, call: SignCall, { place, content, at }: Signed): SignatureRow {
  const { caller, scope, body } = call
  const bound = {
    id,
    studyId: scope.study.id,
    subjectId: scope.subject.id,
    recordId: place.record,
    visit: place.visit,
    scope: place.scope,
    meaning: body.meaning,
    signerId: caller.accountId,
    signerName: caller.displayName,
    signerRole: scope.role,
    signedAt: at,
    content: canonicalJson(content),
  }
  const contentHash = sha256(boundText(bound))
  return { ...bound, contentHash, state: 'valid', brokenAt: null, brokenSeq: null }
}

/** The same signature of the same content says nothing new. */
async function refuseTwice(store: Store, tx: Tx, row: SignatureRow): Promise<void> {
  const { subjectId, signerId, scope, meaning, recordId, visit } = row
  const standing = await tx.hot.rows(store.t.signature, {
    ...{ subjectId, signerId, scope, meaning, recordId, visit },
    state: 'valid',
  })
  if (standing.length > 0) throw refused(['signature.absent'])
}

interface Told {
  readonly call: SignCall
  readonly content: SignedContent
  readonly components: Components
  /** How many the signer was shown. */
  readonly openQueries: number
}

function draftOf(row: SignatureRow, { call, content, components, openQueries }: Told): AuditDraft {
  const record = content.records.find(({ id }) => id === row.recordId)
  const { scope, meaning, signerName, contentHash, state } = row
  const { forms, values } = content
  return {
    act: 'signature.sign',
    entity: 'signature',
    entityId: row.id,
    subjectId: row.subjectId,
    siteId: call.scope.subject.siteId,
    visit: row.visit ?? record?.visit ?? null,
    form: record?.form ?? null,
    rowKey: record?.rowKey ?? null,
    before: null,
    after: {
      ...{ scope, meaning, signerName, contentHash, state, forms, values },
      ...{ components, openQueries },
    },
  }
}
