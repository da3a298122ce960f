import { expect } from 'vitest'
import { createAccount, createAccountServices } from '../../../server/accounts/service.ts'
import { codeAt, counterAt } from '../../../server/accounts/totp.ts'
import { systemActor } from '../../../server/http/actor.ts'
import { Browser, type Reply, type TestServer } from './test-server.ts'

export const PASSWORD = 'correct horse battery'

/** A person with an own password, signed in by it. */
export async function person(server: TestServer, username: string): Promise<Browser> {
  const services = createAccountServices(server.store)
  const actor = systemActor({ part: 'test', studyId: null })
  const names = { username, displayName: `Person ${username}` }
  const { firstPassword } = await createAccount(services, actor, names)
  const browser = new Browser(server.base)
  await browser.post('/api/sign-in', { username, password: firstPassword })
  const changed = await browser.post('/api/password', { current: firstPassword, next: PASSWORD })
  expect(changed.status, JSON.stringify(changed.body)).toBe(200)
  return browser
}

export function signIn(
  server: TestServer,
  username: string,
  components: { readonly password?: string; readonly code?: string } = {},
  browser = new Browser(server.base),
): Promise<Reply> {
  return browser.post('/api/sign-in', { username, password: PASSWORD, ...components })
}

export async function idOf({ store }: TestServer, username: string): Promise<string> {
  const rows = await store.read.select().from(store.t.account)
  const found = rows.find((row) => row.username === username)
  if (found === undefined) throw new Error(`no account ${username}`)
  return found.id
}

/** Gives a role through the interface. */
export async function give(
  server: TestServer,
  administrator: Browser,
  username: string,
  grant: {
    readonly role: string
    readonly study: string | null
    readonly site?: string | null
    readonly identity?: { readonly method: string; readonly on: string }
  },
): Promise<Reply> {
  const path = `/api/accounts/${await idOf(server, username)}/grants`
  return administrator.post(path, { site: null, ...grant })
}

/** Bytes of a secret as it is typed into an app. */
export function fromBase32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = Array.from(text, (one) => alphabet.indexOf(one).toString(2).padStart(5, '0')).join(
    '',
  )
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
}

/** What the app shows at the server's moment, some steps of 30 seconds off. */
export function appCode(server: TestServer, secret: string, steps = 0): string {
  return codeAt(fromBase32(secret), counterAt(server.clock.now().toISOString()) + steps)
}

export interface Enrolled {
  readonly secret: string
  readonly recoveryCodes: readonly string[]
}

/** Sets up a second factor. */
export async function enrol(server: TestServer, browser: Browser): Promise<Enrolled> {
  const begun = await browser.post('/api/second-factor', { password: PASSWORD })
  expect(begun.status, JSON.stringify(begun.body)).toBe(200)
  const { secret } = begun.body as { secret: string }
  const code = appCode(server, secret)
  const confirmed = await browser.post('/api/second-factor/confirmation', { code })
  expect(confirmed.status, JSON.stringify(confirmed.body)).toBe(200)
  return { secret, ...(confirmed.body as { recoveryCodes: string[] }) }
}
