import { pgKit } from './kit.ts'
import { defineTables } from './tables.ts'

// drizzle-kit reads the exports of this file, one per table.
export const {
  study,
  site,
  studyVersion,
  studyVersionSite,
  account,
  passwordHistory,
  setupToken,
  session,
  accessToken,
  idempotencyKey,
  accountGrant,
  subject,
  record,
  draft,
  query,
  queryEntry,
  verification,
  signature,
  dataLock,
  auditEntry,
  chainHead,
  labRange,
  snapshot,
  attachment,
  job,
} = defineTables(pgKit)
