import type { Tables } from './tables.ts'

/** Rows as a select gives them and as an insert takes them, for the tables that code names most. */
export type RecordRow = Tables['record']['$inferSelect']
export type RecordInsert = Tables['record']['$inferInsert']
export type AuditEntryRow = Tables['auditEntry']['$inferSelect']
export type ChainHeadRow = Tables['chainHead']['$inferSelect']
