/** What is wrong, and exactly where. Each kind is one way in which trail and data can disagree. */
export type Fault =
  | { readonly kind: 'entry-altered'; readonly chain: string; readonly seq: number }
  | { readonly kind: 'entry-missing'; readonly chain: string; readonly seq: number }
  /** The entry names another predecessor than the one before it: one of the two was exchanged. */
  | { readonly kind: 'entry-unlinked'; readonly chain: string; readonly seq: number }
  /** The head is not the last entry: entries were cut off or added at the end. */
  | { readonly kind: 'head-differs'; readonly chain: string; readonly seq: number }
  /** The record's present state is not what its last entry says. */
  | { readonly kind: 'record-differs'; readonly recordId: string }
  | { readonly kind: 'record-unaudited'; readonly recordId: string }
  | { readonly kind: 'record-missing'; readonly recordId: string }
  /** A version of a study's definition is not the one that was pinned, or no entry pinned it. */
  | { readonly kind: 'definition-differs'; readonly versionId: string }
  /** A snapshot's hash is not that of the data it names. */
  | { readonly kind: 'snapshot-differs'; readonly snapshotId: string }
  /** The signature's row is not what was signed: altered, or copied to another place or person. */
  | { readonly kind: 'signature-altered'; readonly signatureId: string }
  /** No entry tells that it was given. */
  | { readonly kind: 'signature-unaudited'; readonly signatureId: string }
  /** It stands as valid while what it covers is not what was signed. */
  | { readonly kind: 'signature-stale'; readonly signatureId: string }
  | { readonly kind: 'signature-missing'; readonly signatureId: string }
  /** A fault that the database's own integrity check names. */
  | { readonly kind: 'database'; readonly message: string }
