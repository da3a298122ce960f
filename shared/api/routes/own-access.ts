import { z } from 'zod'
import { TOKEN_SCOPE_NAMES } from '../../access/token-scopes.ts'
import { defineRoute } from '../define.ts'
import { wordsSchema } from '../words.ts'

/** What a person does about the own account: second factor, sessions, access tokens. */

const codeSchema = z.string().min(1).max(40)
const passwordSchema = z.string().min(1).max(1000)
const recoveryCodesSchema = z.object({ recoveryCodes: z.array(z.string()) })

const ownSessionSchema = z.object({
  id: z.string(),
  device: z.string().nullable(),
  address: z.string().nullable(),
  since: z.string(),
  lastSeen: z.string(),
  /** The one that asks. */
  current: z.boolean(),
})
export type OwnSession = z.output<typeof ownSessionSchema>

const accessTokenSchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(TOKEN_SCOPE_NAMES)),
  createdAt: z.string(),
  expiresAt: z.string(),
  revokedAt: z.string().nullable(),
  lastUsedAt: z.string().nullable(),
})
export type AccessTokenView = z.output<typeof accessTokenSchema>

export const getOwnAccess = defineRoute({
  id: 'getOwnAccess',
  tag: 'accounts',
  summary: 'The own second factor, live sessions and access tokens',
  method: 'get',
  path: '/api/own-access',
  access: 'signed-in',
  response: z.object({
    secondFactor: z.boolean(),
    /** A role or a study asks for one. */
    required: z.boolean(),
    recoveryCodesLeft: z.number(),
    sessions: z.array(ownSessionSchema),
    tokens: z.array(accessTokenSchema),
  }),
})

export const beginFactor = defineRoute({
  id: 'beginFactor',
  tag: 'accounts',
  summary: 'Get a secret for an authenticator app; it counts once a code of it was typed',
  method: 'post',
  path: '/api/second-factor',
  access: 'signed-in',
  body: z.object({ password: passwordSchema, code: codeSchema.optional() }),
  response: z.object({ secret: z.string(), uri: z.string() }),
})

export const confirmFactor = defineRoute({
  id: 'confirmFactor',
  tag: 'accounts',
  summary: 'Put the second factor in force by its first code; gives recovery codes, shown once',
  method: 'post',
  path: '/api/second-factor/confirmation',
  access: 'signed-in',
  body: z.object({ code: codeSchema }),
  response: recoveryCodesSchema,
})

export const renewRecoveryCodes = defineRoute({
  id: 'renewRecoveryCodes',
  tag: 'accounts',
  summary: 'New recovery codes, shown once; the earlier ones end',
  method: 'post',
  path: '/api/second-factor/recovery-codes',
  access: 'signed-in',
  body: z.object({ password: passwordSchema, code: codeSchema }),
  response: recoveryCodesSchema,
})

export const removeFactor = defineRoute({
  id: 'removeFactor',
  tag: 'accounts',
  summary: 'Give the own second factor up, where no role and no study asks for one',
  method: 'post',
  path: '/api/second-factor/removal',
  access: 'signed-in',
  body: z.object({ password: passwordSchema, code: codeSchema }),
  response: z.null(),
  status: 204,
})

export const endOwnSession = defineRoute({
  id: 'endOwnSession',
  tag: 'accounts',
  summary: 'End one own session',
  method: 'post',
  path: '/api/own-access/sessions/:session/end',
  access: 'signed-in',
  params: z.object({ session: z.string() }),
  body: z.object({}),
  response: z.object({ ended: z.number() }),
})

export const endOtherSessions = defineRoute({
  id: 'endOtherSessions',
  tag: 'accounts',
  summary: 'End all own sessions but the one that asks',
  method: 'post',
  path: '/api/own-access/other-sessions/end',
  access: 'signed-in',
  body: z.object({}),
  response: z.object({ ended: z.number() }),
})

export const createToken = defineRoute({
  id: 'createToken',
  tag: 'accounts',
  summary: 'An access token for scripts that read; shown once',
  method: 'post',
  path: '/api/own-access/tokens',
  access: 'signed-in',
  body: z.object({
    name: wordsSchema(60),
    scopes: z.array(z.enum(TOKEN_SCOPE_NAMES)).min(1).max(TOKEN_SCOPE_NAMES.length),
    days: z.int().min(1).max(365),
    password: passwordSchema,
    code: codeSchema.optional(),
  }),
  response: z.object({ token: z.string(), view: accessTokenSchema }),
  status: 201,
})

export const revokeToken = defineRoute({
  id: 'revokeToken',
  tag: 'accounts',
  summary: 'Revoke an own access token',
  method: 'post',
  path: '/api/own-access/tokens/:token/revocation',
  access: 'signed-in',
  params: z.object({ token: z.string() }),
  body: z.object({}),
  response: accessTokenSchema,
})
