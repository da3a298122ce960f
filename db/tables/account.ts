import { sql } from 'drizzle-orm'
import { tableGroup, type Kit } from '../kit.ts'

/**
 * Accounts. A user name belongs to one person for ever: rows are never deleted. It is stored in
 * lower case, so that two names never differ by case alone. Secrets of a second factor are sealed
 * with a key outside the database; `totpPending` is one whose first code has not been typed yet.
 */
export const accountTables = tableGroup((k: Kit) => {
  const account = k.table(
    'account',
    {
      id: k.text('id').primaryKey(),
      username: k.text('username').notNull(),
      displayName: k.text('display_name').notNull(),
      email: k.text('email'),
      language: k.text('language').$type<'en' | 'zh'>(),
      passwordHash: k.text('password_hash').notNull(),
      passwordSetAt: k.text('password_set_at').notNull(),
      mustChangePassword: k.bool('must_change_password').notNull(),
      failedAttempts: k.int('failed_attempts').notNull().default(0),
      locked: k.bool('locked').notNull().default(false),
      lockedAt: k.text('locked_at'),
      active: k.bool('active').notNull().default(true),
      totpSecret: k.text('totp_secret'),
      totpPending: k.text('totp_pending'),
      totpLastCounter: k.int('totp_last_counter'),
      lastSignInAt: k.text('last_sign_in_at'),
      version: k.int('version').notNull().default(1),
      createdAt: k.text('created_at').notNull(),
    },
    (t) => [
      k.uniqueIndex('account_username_once').on(t.username),
      k.check('account_username_lower_case', sql`${t.username} = lower(${t.username})`),
      k.check('account_failed_attempts_counted', sql`${t.failedAttempts} >= 0`),
      k.check('account_locked_with_time', sql`${t.locked} = (${t.lockedAt} is not null)`),
    ],
  )
  return { account }
})

type Account = ReturnType<typeof accountTables>

/** Earlier password hashes, against reuse; and one-time tokens for first use and reset. */
export const passwordTables = tableGroup((k: Kit, { account }: Account) => {
  const passwordHistory = k.table(
    'password_history',
    {
      id: k.text('id').primaryKey(),
      accountId: k
        .text('account_id')
        .notNull()
        .references(() => account.id),
      passwordHash: k.text('password_hash').notNull(),
      setAt: k.text('set_at').notNull(),
    },
    (t) => [k.index('password_history_by_account').on(t.accountId, t.setAt)],
  )
  const setupToken = k.table(
    'setup_token',
    {
      tokenHash: k.text('token_hash').primaryKey(),
      purpose: k.text('purpose').$type<'first-administrator' | 'first-use' | 'reset'>().notNull(),
      accountId: k.text('account_id').references(() => account.id),
      createdAt: k.text('created_at').notNull(),
      expiresAt: k.text('expires_at').notNull(),
      usedAt: k.text('used_at'),
    },
    (t) => [
      k.check(
        'setup_token_purpose_known',
        sql`${t.purpose} in ('first-administrator', 'first-use', 'reset')`,
      ),
    ],
  )
  return { passwordHistory, setupToken }
})

/**
 * Browser sessions and access tokens for scripts: only the SHA-256 of a token is stored.
 * `addresses` is the JSON list of those a token was used from.
 * `fullySignedAt` is the first signature in the session with all components; null before it.
 */
export const sessionTables = tableGroup((k: Kit, { account }: Account) => {
  const session = k.table(
    'session',
    {
      id: k.text('id').primaryKey(),
      tokenHash: k.text('token_hash').notNull(),
      accountId: k
        .text('account_id')
        .notNull()
        .references(() => account.id),
      createdAt: k.text('created_at').notNull(),
      lastSeenAt: k.text('last_seen_at').notNull(),
      expiresAt: k.text('expires_at').notNull(),
      endedAt: k.text('ended_at'),
      fullySignedAt: k.text('fully_signed_at'),
      sourceAddress: k.text('source_address'),
      userAgent: k.text('user_agent'),
    },
    (t) => [
      k.uniqueIndex('session_token_once').on(t.tokenHash),
      k.index('session_by_account').on(t.accountId),
    ],
  )
  const accessToken = k.table(
    'access_token',
    {
      id: k.text('id').primaryKey(),
      tokenHash: k.text('token_hash').notNull(),
      accountId: k
        .text('account_id')
        .notNull()
        .references(() => account.id),
      name: k.text('name').notNull(),
      scopes: k.text('scopes').notNull(),
      createdAt: k.text('created_at').notNull(),
      expiresAt: k.text('expires_at').notNull(),
      revokedAt: k.text('revoked_at'),
      lastUsedAt: k.text('last_used_at'),
      addresses: k.text('addresses').notNull().default('[]'),
    },
    (t) => [
      k.uniqueIndex('access_token_once').on(t.tokenHash),
      k.index('access_token_by_account').on(t.accountId),
    ],
  )
  return { session, accessToken }
})

/** One-time codes that stand in for a lost second factor: only the SHA-256 of each is stored. */
export const recoveryCodeTables = tableGroup((k: Kit, { account }: Account) => {
  const recoveryCode = k.table(
    'recovery_code',
    {
      codeHash: k.text('code_hash').primaryKey(),
      accountId: k
        .text('account_id')
        .notNull()
        .references(() => account.id),
      createdAt: k.text('created_at').notNull(),
      usedAt: k.text('used_at'),
    },
    (t) => [k.index('recovery_code_by_account').on(t.accountId)],
  )
  return { recoveryCode }
})

/** Answers of creates already done, by the key the caller sent: a repeat gets the same answer. */
export const idempotencyTables = tableGroup((k: Kit, { account }: Account) => {
  const idempotencyKey = k.table(
    'idempotency_key',
    {
      accountId: k
        .text('account_id')
        .notNull()
        .references(() => account.id),
      key: k.text('key').notNull(),
      requestHash: k.text('request_hash').notNull(),
      status: k.int('status').notNull(),
      answer: k.text('answer').notNull(),
      createdAt: k.text('created_at').notNull(),
    },
    (t) => [k.primaryKey([t.accountId, t.key])],
  )
  return { idempotencyKey }
})

export type AccountTables = Account
