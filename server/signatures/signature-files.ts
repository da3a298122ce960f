import type { Signer } from '../../shared/api/routes/signatures.ts'
import { guardedLine } from '../../shared/exports/guarded-csv.ts'
import { momentText } from '../../shared/kernel/time-zone.ts'
import { BREAKING_CASES } from '../../shared/signatures/breaking-cases.ts'
import { MEANINGS } from '../../shared/signatures/meanings.ts'
import type { SubjectSignature } from './list-signatures.ts'

/** A column of a file: its head, and what a row holds in it. */
type Column<Row> = readonly [string, (row: Row) => string | number | null]

/**
 * All signatures as a file: printed name, role, meaning, the moment in UTC and at the site, what was
 * signed, and what broke it. @source ES-01
 */
export function signaturesFile(signatures: readonly SubjectSignature[]): string {
  return fileOf(SIGNATURE_COLUMNS, signatures)
}

const SIGNATURE_COLUMNS: readonly Column<SubjectSignature>[] = [
  ['SUBJID', ({ subjid }) => subjid],
  ['SITEID', ({ site }) => site],
  ['SCOPE', ({ view }) => view.scope],
  ['VISIT', ({ view }) => view.visit],
  ['FORM', ({ view }) => view.form],
  ['MEANING', ({ view }) => meaningOf(view.meaning)],
  ['SIGNER', ({ view }) => view.signer],
  ['ROLE', ({ view }) => view.role],
  ['SIGNED_UTC', ({ view }) => view.signedAt],
  ['SIGNED_LOCAL', ({ view }) => momentText(view.signedAt, view.timeZone)],
  ['TIME_ZONE', ({ view }) => view.timeZone],
  ['FORMS', ({ view }) => view.forms],
  ['VALUES', ({ view }) => view.values],
  ['STATE', ({ view }) => view.state],
  ['BROKEN_UTC', ({ view }) => view.broken?.at ?? null],
  ['BROKEN_BY', ({ view }) => view.broken?.by ?? null],
  ['BROKEN_WHY', ({ view }) => causeOf(view.broken?.cause)],
  ['BROKEN_ENTRY', ({ view }) => view.broken?.seq ?? null],
  ['SHA256', ({ view }) => view.contentHash],
]

function meaningOf(key: string): string {
  return MEANINGS.find((one) => one.key === key)?.name.en ?? key
}

function causeOf(key: string | undefined): string | null {
  return BREAKING_CASES.find((one) => one.key === key)?.when.en ?? null
}

/** The list of signers as a file, for the letter of non-repudiation. @source ES-12 */
export function signersFile(signers: readonly Signer[]): string {
  return fileOf(SIGNER_COLUMNS, signers)
}

const SIGNER_COLUMNS: readonly Column<Signer>[] = [
  ['NAME', ({ name }) => name],
  ['USER_NAME', ({ username }) => username],
  ['ROLE', ({ role }) => role],
  ['SITEID', ({ site }) => site],
  ['FROM_UTC', ({ from }) => from],
  ['TO_UTC', ({ to }) => to],
  ['IDENTITY_VERIFIED_BY', (one) => one.identityVerifiedBy],
  ['IDENTITY_METHOD', (one) => one.identityMethod],
  ['IDENTITY_VERIFIED_ON', (one) => one.identityVerifiedOn],
  ['SIGNATURES', ({ signatures }) => signatures],
  ['LAST_SIGNED_UTC', ({ lastSignedAt }) => lastSignedAt],
]

function fileOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const heads = columns.map(([head]) => head)
  const lines = rows.map((row) => columns.map(([, value]) => String(value(row) ?? '')))
  return [heads, ...lines].map(guardedLine).join('')
}
