import { and, asc, eq, inArray } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { z } from 'zod'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { SignatureView } from '../../shared/api/routes/signatures.ts'
import { BREAKING_KEYS } from '../../shared/signatures/breaking-cases.ts'

/** What the entry that marks a signature as broken keeps. */
const breakSchema = z.object({ cause: z.enum(BREAKING_KEYS), by: z.number() })

/** A signature with the subject it speaks of. */
export interface SubjectSignature {
  readonly subjid: string
  readonly site: string
  readonly siteId: string
  readonly view: SignatureView
}

interface Wanted {
  readonly studyId: string
  /** One subject's; absent: all of the study. */
  readonly subjectId?: string
}

/** Signatures of a subject or of a study, broken ones included, in the order they were given. */
export async function readSignatures(
  { t }: Pick<Store, 't'>,
  queries: ReadQueries,
  { studyId, subjectId }: Wanted,
): Promise<readonly SubjectSignature[]> {
  const { signature, subject, site, record, auditEntry } = t
  const rows = await queries
    .select({
      signature,
      subjid: subject.subjid,
      site: site.siteKey,
      siteId: site.id,
      timeZone: site.timeZone,
      form: record.form,
      breaking: auditEntry.after,
    })
    .from(signature)
    .innerJoin(subject, eq(subject.id, signature.subjectId))
    .innerJoin(site, eq(site.id, subject.siteId))
    .leftJoin(record, eq(record.id, signature.recordId))
    .leftJoin(
      auditEntry,
      and(eq(auditEntry.chain, signature.studyId), eq(auditEntry.seq, signature.brokenSeq)),
    )
    .where(
      and(
        eq(signature.studyId, studyId),
        subjectId === undefined ? undefined : eq(signature.subjectId, subjectId),
      ),
    )
    .orderBy(asc(signature.signedAt), asc(signature.id))
  const breaks = new Map(rows.map((row) => [row.signature.id, breakOf(row.breaking)]))
  const causes = await readCauses({ t }, queries, studyId, [...breaks.values()])
  return rows.map((row) => {
    const found = breaks.get(row.signature.id) ?? null
    const cause = found === null ? undefined : causes.get(found.by)
    const broken = found === null || cause === undefined ? null : { cause: found.cause, ...cause }
    const { subjid, site: code, siteId } = row
    return { subjid, site: code, siteId, view: toView(row, broken) }
  })
}

type Break = z.output<typeof breakSchema>

// A row that was altered by hand may point to an entry that is none of these: verify names it.
function breakOf(after: string | null): Break | null {
  const parsed = breakSchema.safeParse(JSON.parse(after ?? 'null'))
  return parsed.success ? parsed.data : null
}

type Cause = Omit<NonNullable<SignatureView['broken']>, 'cause'>

async function readCauses(
  { t: { auditEntry, account } }: Pick<Store, 't'>,
  queries: ReadQueries,
  studyId: string,
  breaks: readonly (Break | null)[],
): Promise<ReadonlyMap<number, Cause>> {
  const seqs = [...new Set(breaks.flatMap((one) => one?.by ?? []))]
  if (seqs.length === 0) return new Map()
  const person = alias(account, 'person')
  const rows = await queries
    .select({
      seq: auditEntry.seq,
      at: auditEntry.at,
      act: auditEntry.act,
      name: person.displayName,
      username: auditEntry.username,
      role: auditEntry.role,
      form: auditEntry.form,
      visit: auditEntry.visit,
    })
    .from(auditEntry)
    .leftJoin(person, eq(person.id, auditEntry.accountId))
    .where(and(eq(auditEntry.chain, studyId), inArray(auditEntry.seq, seqs)))
  return new Map(
    rows.map(({ name, username, ...rest }) => [rest.seq, { ...rest, by: name ?? username }]),
  )
}

interface ReadRow {
  readonly signature: Store['t']['signature']['$inferSelect']
  readonly timeZone: string
  readonly form: string | null
}

const countsSchema = z.object({ forms: z.number(), values: z.number() })

function toView(
  { signature, timeZone, form }: ReadRow,
  broken: SignatureView['broken'],
): SignatureView {
  const { id, recordId, visit, scope, meaning, signerName, signerRole, signedAt } = signature
  const { state, contentHash, content } = signature
  const { forms, values } = countsIn(content)
  return {
    ...{ id, record: recordId, form, visit, scope, meaning, signer: signerName, role: signerRole },
    ...{ signedAt, timeZone, forms, values, state, broken, contentHash },
  }
}

function countsIn(content: string): { readonly forms: number; readonly values: number } {
  const parsed = countsSchema.safeParse(jsonOrNull(content))
  return parsed.success ? parsed.data : { forms: 0, values: 0 }
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
