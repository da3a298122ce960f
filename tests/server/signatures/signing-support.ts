import { eq } from 'drizzle-orm'
import { expect } from 'vitest'
import { hashPassword } from '../../../server/accounts/passwords.ts'
import {
  signatureSchema,
  type Signing,
  type SignatureView,
} from '../../../shared/api/routes/signatures.ts'
import { builtInFamilies } from '../../../shared/families.ts'
import type { Role } from '../../../shared/access/permissions.ts'
import { signedIn, Browser, type Reply, type TestServer } from '../support/test-server.ts'

export const PASSWORD = 'a long word for signing 7'
export const UNSCHEDULED = 'UNS-2026-02-01'

/** Somebody with a password and an open session. */
export interface Signer {
  readonly username: string
  readonly accountId: string
  browser: Browser
}

let signers = 0
let hash: string | null = null

/** An investigator at site `S1` who can sign in and sign. */
export async function newSigner(
  server: TestServer,
  study: string,
  { role = 'investigator', site = 'S1' }: { readonly role?: Role; readonly site?: string } = {},
): Promise<Signer> {
  signers += 1
  const username = `signer-${signers}`
  await signedIn(server, [{ role, study, site }], username)
  hash ??= await hashPassword(PASSWORD)
  const { account } = server.store.t
  const passwordHash = hash
  await server.store.write(async (tx) => {
    await tx.update(account).set({ passwordHash }).where(eq(account.username, username))
  })
  const [row] = await server.store.read
    .select({ id: account.id })
    .from(account)
    .where(eq(account.username, username))
  const signer = { username, accountId: row?.id ?? '', browser: new Browser(server.base) }
  await signIn(signer)
  return signer
}

/** Opens a new session. */
export async function signIn(signer: Signer): Promise<void> {
  signer.browser.cookie = null
  const { username } = signer
  const reply = await signer.browser.post('/api/sign-in', { username, password: PASSWORD })
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
}

/** Values of a form that is complete: a reason for each required item that is not given. */
export function complete(form: string, items: Readonly<Record<string, string>> = {}): object {
  const definition = builtInFamilies.protocols.get('donafenib-switch')
  const required = (definition.forms.find(({ key }) => key === form)?.items ?? []).filter(
    (item) => item.required === true && items[item.key] === undefined,
  )
  const reasons = Object.fromEntries(required.map(({ key }) => [`${key}_REASND`, 'UNKNOWN']))
  return { items: { ...reasons, ...items }, rows: [] }
}

interface NewForm {
  readonly form: string
  readonly visit: string | null
  readonly values: object
}

/** Saves a form and gives the id of its record. */
export async function saved(by: Browser, subject: string, record: NewForm): Promise<string> {
  const reply = await by.post(`${subject}/records`, record)
  expect(reply.status, JSON.stringify(reply.body)).toBe(201)
  return (reply.body as { id: string }).id
}

/** A place to sign, as the address and the body name it. */
export interface At {
  readonly scope: 'record' | 'visit' | 'subject'
  readonly visit?: string
  readonly record?: string
}

/** What the sign page would show. */
export async function looked({ browser }: Signer, subject: string, at: At): Promise<Signing> {
  const query = new URLSearchParams({ ...at })
  const reply = await browser.get(`${subject}/signing?${query.toString()}`)
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return reply.body as Signing
}

/** Signs what the page shows now, with all components unless told otherwise. */
export async function sign(
  signer: Signer,
  subject: string,
  at: At,
  more: Readonly<Record<string, unknown>> = {},
): Promise<Reply> {
  const { digest } = await looked(signer, subject, at)
  const { username } = signer
  const meaning = 'responsibility'
  const body = { ...at, meaning, digest, username, password: PASSWORD, ...more }
  return signer.browser.post(`${subject}/signatures`, body)
}

/** The same, which must succeed. */
export async function signed(signer: Signer, subject: string, at: At): Promise<SignatureView> {
  const reply = await sign(signer, subject, at)
  expect(reply.status, JSON.stringify(reply.body)).toBe(201)
  return signatureSchema.parse(reply.body)
}

/** The signatures of a subject as somebody sees them. */
export async function signaturesOf(by: Browser, subject: string): Promise<SignatureView[]> {
  const reply = await by.get(`${subject}/signatures`)
  expect(reply.status, JSON.stringify(reply.body)).toBe(200)
  return (reply.body as { signatures: SignatureView[] }).signatures
}
