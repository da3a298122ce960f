import { z } from 'zod'
import { ENVIRONMENTS } from '../../environment/test-mark.ts'
import { ROLES } from '../../access/permissions.ts'
import { defineRoute } from '../define.ts'
import { wordsSchema } from '../words.ts'

export const roleSchema = z.enum(ROLES)

export const grantSchema = z
  .object({
    id: z.string(),
    role: roleSchema,
    /** null: every study (administrators only). */
    study: z.string().nullable(),
    /** Site code; null: every site of the study. */
    site: z.string().nullable(),
    from: z.string(),
    to: z.string().nullable(),
    /** Where its first and last day are counted: the zone of its site; without one, that of the server. */
    timeZone: z.string(),
    /** Who verified the person's identity, how and on which day; without it the grant signs nothing. */
    identity: z.object({ by: z.string(), method: z.string(), on: z.string() }).optional(),
    /** Of the own grants: the training without which this one only reads. */
    missingTraining: z.object({ title: z.string(), version: z.number() }).optional(),
  })
  .meta({ id: 'Grant' })
export type Grant = z.output<typeof grantSchema>

export const sessionSchema = z
  .object({
    account: z.object({
      id: z.string(),
      username: z.string(),
      displayName: z.string(),
      mustChangePassword: z.boolean(),
      /** It must be changed because it is too old. */
      passwordExpired: z.literal(true).optional(),
      /** A second factor must be set up before anything else. */
      mustEnrolFactor: z.literal(true).optional(),
    }),
    grants: z.array(grantSchema),
    idleMinutes: z.number(),
    expiresAt: z.string(),
  })
  .meta({ id: 'Session' })
export type Session = z.output<typeof sessionSchema>

export const accountSchema = z
  .object({
    id: z.string(),
    username: z.string(),
    displayName: z.string(),
    locked: z.boolean(),
    mustChangePassword: z.boolean(),
    createdAt: z.string(),
    lastSignInAt: z.string().nullable(),
    secondFactor: z.boolean().optional(),
    grants: z.array(grantSchema),
  })
  .meta({ id: 'Account' })
export type Account = z.output<typeof accountSchema>

/** Small letters, so that nobody is locked out by a capital. */
export const usernameSchema = z.string().regex(/^[a-z0-9][a-z0-9._-]{1,39}$/)
const accountParams = z.object({ account: z.string() })
const identitySchema = z.object({ method: wordsSchema(200), on: z.iso.date() })
const empty = z.object({})

export const signIn = defineRoute({
  id: 'signIn',
  tag: 'accounts',
  summary: 'Sign in; sets the session cookie',
  method: 'post',
  path: '/api/sign-in',
  access: 'public',
  body: z.object({
    username: z.string().min(1).max(200),
    password: z.string().min(1).max(1000),
    /** Six digits of the second factor, or a recovery code; where the account has one. */
    code: z.string().max(40).optional(),
  }),
  response: sessionSchema,
})

export const signOut = defineRoute({
  id: 'signOut',
  tag: 'accounts',
  summary: 'End the session',
  method: 'post',
  path: '/api/sign-out',
  access: 'signed-in',
  response: z.null(),
  status: 204,
})

export const getSession = defineRoute({
  id: 'getSession',
  tag: 'accounts',
  summary: 'Who is signed in, with the grants in force; null when nobody is',
  method: 'get',
  path: '/api/session',
  access: 'session-if-any',
  response: sessionSchema.nullable(),
})

export const changePassword = defineRoute({
  id: 'changePassword',
  tag: 'accounts',
  summary: 'Change the own password; ends the other sessions',
  method: 'post',
  path: '/api/password',
  access: 'signed-in',
  body: z.object({ current: z.string().min(1).max(1000), next: z.string().min(1).max(1000) }),
  response: sessionSchema,
})

export const getSetup = defineRoute({
  id: 'getSetup',
  tag: 'accounts',
  summary:
    'What the installation is for, whom to turn to, and whether it waits for its first administrator or study',
  method: 'get',
  path: '/api/setup',
  access: 'public',
  response: z.object({
    administratorNeeded: z.boolean(),
    empty: z.boolean(),
    /** What the installation is for: in one for tests every page says so, sign-in too. */
    environment: z.enum(ENVIRONMENTS),
    /** Whom to turn to for help, in the installation's own words; may be empty. */
    contact: z.string(),
  }),
})

export const setUp = defineRoute({
  id: 'setUp',
  tag: 'accounts',
  summary: 'Make the first administrator with the one-time link printed at the first start',
  method: 'post',
  path: '/api/setup',
  access: 'public',
  body: z.object({
    token: z.string().min(1).max(200),
    username: usernameSchema,
    displayName: wordsSchema(200),
    password: z.string().min(1).max(1000),
  }),
  response: sessionSchema,
})

export const listAccounts = defineRoute({
  id: 'listAccounts',
  tag: 'accounts',
  summary: 'Accounts with their grants, past ones included',
  method: 'get',
  path: '/api/accounts',
  access: 'account.manage',
  response: z.object({ accounts: z.array(accountSchema) }),
})

export const createAccount = defineRoute({
  id: 'createAccount',
  tag: 'accounts',
  summary: 'Create an account; its first password must be changed at the first sign-in',
  method: 'post',
  path: '/api/accounts',
  access: 'account.manage',
  body: z.object({ username: usernameSchema, displayName: wordsSchema(200) }),
  response: z.object({ account: accountSchema, firstPassword: z.string() }),
  status: 201,
  idempotent: true,
})

export const setAccountLock = defineRoute({
  id: 'setAccountLock',
  tag: 'accounts',
  summary: 'Lock or unlock an account; locking ends its sessions',
  method: 'put',
  path: '/api/accounts/:account/lock',
  access: 'account.manage',
  params: accountParams,
  body: z.object({ locked: z.boolean(), reason: wordsSchema(500) }),
  response: accountSchema,
})

export const resetPassword = defineRoute({
  id: 'resetPassword',
  tag: 'accounts',
  summary: 'Give an account a new first password; ends its sessions',
  method: 'post',
  path: '/api/accounts/:account/password-reset',
  access: 'account.manage',
  params: accountParams,
  body: empty,
  response: z.object({ firstPassword: z.string() }),
})

export const createGrant = defineRoute({
  id: 'createGrant',
  tag: 'accounts',
  summary: 'Give a role for a study and site, from-to',
  method: 'post',
  path: '/api/accounts/:account/grants',
  access: 'account.manage',
  params: accountParams,
  body: z.object({
    role: roleSchema,
    study: z.string().nullable(),
    site: z.string().nullable(),
    /** First and last day, in the zone of the site; for all sites in that of the server. */
    from: z.iso.date().optional(),
    to: z.iso.date().nullable().optional(),
    /** How and on which day the caller verified who the person is: the right to sign rests on it. */
    identity: identitySchema.optional(),
  }),
  response: accountSchema,
  status: 201,
})

export const endGrant = defineRoute({
  id: 'endGrant',
  tag: 'accounts',
  summary: 'End a grant now; it stays in the list of past rights',
  method: 'post',
  path: '/api/accounts/:account/grants/:grant/end',
  access: 'account.manage',
  params: z.object({ account: z.string(), grant: z.string() }),
  body: z.object({ reason: wordsSchema(500) }),
  response: accountSchema,
})

export const verifyIdentity = defineRoute({
  id: 'verifyIdentity',
  tag: 'accounts',
  summary: 'Record that the person behind a grant was verified, how and when: the right to sign',
  method: 'put',
  path: '/api/accounts/:account/grants/:grant/identity',
  access: 'account.manage',
  params: z.object({ account: z.string(), grant: z.string() }),
  body: identitySchema,
  response: accountSchema,
})

export const resetFactor = defineRoute({
  id: 'resetFactor',
  tag: 'accounts',
  summary:
    'Take a lost second factor away, with its recovery codes; ends the sessions and tells the person',
  method: 'post',
  path: '/api/accounts/:account/second-factor-reset',
  access: 'account.manage',
  params: accountParams,
  body: z.object({ reason: wordsSchema(500) }),
  response: accountSchema,
})

export const endAccountSessions = defineRoute({
  id: 'endAccountSessions',
  tag: 'accounts',
  summary: 'End all sessions of a person',
  method: 'post',
  path: '/api/accounts/:account/sessions/end',
  access: 'account.manage',
  params: accountParams,
  body: z.object({ reason: wordsSchema(500) }),
  response: z.object({ ended: z.number() }),
})

export const revokeAccountTokens = defineRoute({
  id: 'revokeAccountTokens',
  tag: 'accounts',
  summary: 'Revoke all access tokens of a person',
  method: 'post',
  path: '/api/accounts/:account/tokens/revoke',
  access: 'account.manage',
  params: accountParams,
  body: z.object({ reason: wordsSchema(500) }),
  response: z.object({ revoked: z.number() }),
})
