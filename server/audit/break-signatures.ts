import { and, asc, eq, lte, type SQL } from 'drizzle-orm'
import type { ReadAhead } from '../../db/hot.ts'
import type { AuditEntryRow } from '../../db/rows.ts'
import type { Tx } from '../../db/store.ts'
import type { Tables } from '../../db/tables.ts'
import { isSecondReading, SECOND_READER } from '../../shared/forms/review-form.ts'
import { isoDayAt } from '../../shared/kernel/time-zone.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { isAskedAgain } from '../../shared/signatures/amendment.ts'
import { BREAKING_KEYS, type BreakingKey } from '../../shared/signatures/breaking-cases.ts'
import { readSignedContent, type SignedContent } from '../../shared/signatures/content.ts'
import { systemActor } from '../http/actor.ts'
import type { AuditDraft, RecordContent } from './audit-draft.ts'
import { sha256 } from './hash.ts'

type SignatureRow = Tables['signature']['$inferSelect']

/** A signature that an entry breaks, and by which case of the written table. */
export interface BrokenSignature {
  readonly row: SignatureRow
  /** Of the subject: who may see the site sees the entry. */
  readonly siteId: string | null
  readonly cause: BreakingKey
  readonly entry: AuditEntryRow
}

interface Writing {
  readonly tx: Tx
  readonly t: Tables
  /** Server time of the transaction. */
  readonly at: string
}

/** Says by its words that a signature no longer holds; written by what looks at derived responses. */
export const RECALCULATION = 'signature.recalculate'

/**
 * The valid signatures that some entries break, each once, by the first entry that does. Every writer
 * passes here, because every entry does: nothing that changes signed data can forget its signatures.
 * One look at an index where an entry concerns a subject, none where it does not. @source ES-07, ES-08
 */
export async function signaturesBrokenBy(
  writing: Writing,
  entries: readonly AuditEntryRow[],
): Promise<readonly BrokenSignature[]> {
  const made = new Set(entries.filter(isNewSubject).map(({ entityId }) => entityId))
  const broken = new Map<string, BrokenSignature>()
  const judge = (
    rows: readonly SignatureRow[],
    some: readonly AuditEntryRow[],
    versions: Versions | null = null,
  ): void => {
    for (const row of rows) {
      const found = firstBreak(row, some, versions)
      if (found !== null && !broken.has(row.id)) {
        broken.set(row.id, { row, siteId: found.entry.siteId, ...found })
      }
    }
  }
  const bySubject = entries.filter(
    (entry) => entry.subjectId !== null && !made.has(entry.subjectId) && mayBreak(entry),
  )
  judge(await validOf(writing, bySubject), bySubject)
  for (const entry of entries.filter(reachesSubjects)) {
    const versions = entry.act === APPROVAL ? await versionsOf(writing, entry) : null
    if (entry.act === APPROVAL && versions === null) continue
    judge(await validWithin(writing, entry), [entry], versions)
  }
  return withSites(writing, [...broken.values()])
}

/** An entry about a whole study names no site: each signature has the site of its subject. */
async function withSites(
  { tx, t: { subject } }: Writing,
  broken: readonly BrokenSignature[],
): Promise<readonly BrokenSignature[]> {
  const found: BrokenSignature[] = []
  for (const one of broken) {
    const [place] =
      one.siteId !== null || one.row.subjectId === null
        ? []
        : await tx
            .select({ siteId: subject.siteId })
            .from(subject)
            .where(eq(subject.id, one.row.subjectId))
    found.push(place === undefined ? one : { ...one, siteId: place.siteId })
  }
  return found
}

/** The entry that says what broke a signature, by the program. */
export function breakDraft({ row, siteId, cause, entry }: BrokenSignature): AuditDraft {
  return {
    act: 'signature.break',
    entity: 'signature',
    entityId: row.id,
    subjectId: row.subjectId,
    siteId,
    visit: row.visit,
    before: { state: 'valid', contentHash: row.contentHash },
    after: { state: 'broken', contentHash: row.contentHash, cause, by: entry.seq },
    by: systemActor({ part: 'signatures', studyId: row.studyId }),
  }
}

/** Marks a signature as broken by the entry of that seq. */
export async function markBroken(
  { tx, t, at }: Writing,
  { row }: BrokenSignature,
  seq: number,
): Promise<void> {
  await tx
    .update(t.signature)
    .set({ state: 'broken', brokenAt: at, brokenSeq: seq })
    .where(eq(t.signature.id, row.id))
}

const APPROVAL = 'amendment.approve'
const RELEASE = 'lock.release'
const FLAGS = 'laboratory.recalculate'

function isNewSubject({ entity, before }: AuditEntryRow): boolean {
  return entity === 'subject' && before === null
}

function mayBreak({ entity, act }: AuditEntryRow): boolean {
  return entity === 'record' || act === FLAGS || act === RECALCULATION || isRelease(entity, act)
}

function isRelease(entity: string, act: string): boolean {
  return entity === 'dataLock' && act === RELEASE
}

/** Whether an entry speaks of no subject and concerns those of a site or of the whole study. */
function reachesSubjects({ entity, act, subjectId }: AuditEntryRow): boolean {
  return subjectId === null && (act === APPROVAL || isRelease(entity, act))
}

/** How many subjects one statement asks about. */
const AT_ONCE = 200

async function validOf(
  { tx, t }: Writing,
  entries: readonly AuditEntryRow[],
): Promise<readonly SignatureRow[]> {
  const ids = [...new Set(entries.flatMap(({ subjectId }) => subjectId ?? []))]
  const rows: SignatureRow[] = []
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const some = ids.slice(from, from + AT_ONCE)
    const [only, ...others] = some
    const subjectId = only !== undefined && others.length === 0 ? only : some
    rows.push(...(await tx.hot.rows(t.signature, valid(subjectId))))
  }
  return inOrder(rows)
}

/** Names what is read of signatures for entries of one subject, so that it is read with the lock. */
export function signaturesAhead(t: Tables, ahead: ReadAhead, subjectId: string): void {
  ahead.rows(t.signature, valid(subjectId))
}

const valid = (subjectId: string | readonly string[]) => ({ subjectId, state: 'valid' }) as const

/** Valid signatures at a site, or in the whole study where the entry names no site. */
async function validWithin(
  { tx, t: { signature, subject } }: Writing,
  { chain, siteId }: AuditEntryRow,
): Promise<readonly SignatureRow[]> {
  const within: (SQL | undefined)[] = [
    eq(signature.studyId, chain),
    eq(signature.state, 'valid'),
    siteId === null ? undefined : eq(subject.siteId, siteId),
  ]
  const rows = await tx
    .select({ signature })
    .from(signature)
    .innerJoin(subject, eq(subject.id, signature.subjectId))
    .where(and(...within))
  return inOrder(rows.map((row) => row.signature))
}

/** The same order on both engines, so that the trail is. */
function inOrder(rows: readonly SignatureRow[]): readonly SignatureRow[] {
  return rows.toSorted((a, b) =>
    a.signedAt === b.signedAt ? (a.id < b.id ? -1 : 1) : a.signedAt < b.signedAt ? -1 : 1,
  )
}

function firstBreak(
  row: SignatureRow,
  entries: readonly AuditEntryRow[],
  versions: Versions | null,
): Pick<BrokenSignature, 'cause' | 'entry'> | null {
  const content = readSignedContent(row.content)
  for (const entry of entries) {
    const isOther = entry.subjectId !== null && entry.subjectId !== row.subjectId
    const cause = isOther ? null : judged(entry, row, content, versions)
    if (cause !== null) return { cause, entry }
  }
  return null
}

/** Of content that cannot be read nobody can say that a change leaves it as it was. */
function judged(
  entry: AuditEntryRow,
  row: SignatureRow,
  content: SignedContent | null,
  versions: Versions | null,
): BreakingKey | null {
  if (content !== null) return causeOf(entry, row, content, versions)
  return entry.entity === 'record' ? 'record-changed' : null
}

function causeOf(
  entry: AuditEntryRow,
  row: SignatureRow,
  content: SignedContent,
  versions: Versions | null,
): BreakingKey | null {
  if (entry.entity === 'record') return causeOfRecord(entry, content)
  if (entry.act === FLAGS) return isAtSigned(entry, content) ? 'flags-recalculated' : null
  if (entry.act === RECALCULATION) return entry.entityId === row.id ? saidCause(entry) : null
  if (isRelease(entry.entity, entry.act)) return isOpened(entry, content) ? 'lock-released' : null
  if (versions === null) return null
  return isAskedAgain(content, versions.all, versions.inForce) ? 'amendment' : null
}

function causeOfRecord(entry: AuditEntryRow, content: SignedContent): BreakingKey | null {
  const signed = content.records.find(({ id }) => id === entry.entityId)
  if (signed === undefined) return isAmong(entry, content) ? 'record-added' : null
  const after = entry.after ?? ''
  if (sha256(after) === signed.hash) return null
  if (after.includes('"removed":true')) return 'record-removed'
  return entry.act === 'review.reopen' ? 'response-recalculated' : 'record-changed'
}

/** Whether a record that was not signed stands in the place that was. A second reading is not of it. */
function isAmong(entry: AuditEntryRow, { scope, visit: signed }: SignedContent): boolean {
  const isThere = scope === 'subject' || (scope === 'visit' && entry.visit === signed)
  return isThere && !isReading(entry)
}

function isReading({ after }: AuditEntryRow): boolean {
  if (after?.includes(`"RSEVAL":"${SECOND_READER}"`) !== true) return false
  return isSecondReading((JSON.parse(after) as RecordContent).values.items)
}

function isAtSigned({ form, visit, rowKey }: AuditEntryRow, { records }: SignedContent): boolean {
  return records.some(
    (record) => record.form === form && record.visit === visit && record.rowKey === (rowKey ?? ''),
  )
}

/** Whether a lock that was taken off held any of the signed records. A freeze is none. */
function isOpened(entry: AuditEntryRow, { records }: SignedContent): boolean {
  const { visit, form, rowKey } = entry
  if ((entry.after ?? entry.before ?? '').includes('"kind":"freeze"')) return false
  return records.some(
    (record) =>
      (visit === null || record.visit === visit) &&
      (form === null || (record.form === form && record.visit === visit)) &&
      (form === null || rowKey === null || record.rowKey === rowKey),
  )
}

function saidCause({ after }: AuditEntryRow): BreakingKey | null {
  return BREAKING_KEYS.find((key) => after?.includes(`"cause":"${key}"`)) ?? null
}

interface Versions {
  readonly all: readonly { readonly number: number; readonly definition: ProtocolDefinition }[]
  readonly inForce: number
}

/** The versions up to the approved one; null while its first day at the site has not come. */
async function versionsOf(
  { tx, t: { site, studyVersion }, at }: Writing,
  { chain, siteId, after }: AuditEntryRow,
): Promise<Versions | null> {
  const approved = JSON.parse(after ?? '{}') as { number?: number; effectiveFrom?: string }
  const { number = 0, effectiveFrom = '' } = approved
  const [place] = await tx
    .select({ timeZone: site.timeZone })
    .from(site)
    .where(eq(site.id, siteId ?? ''))
  if (place === undefined || effectiveFrom > isoDayAt(at, place.timeZone)) return null
  const rows = await tx
    .select({ number: studyVersion.number, definition: studyVersion.definition })
    .from(studyVersion)
    .where(and(eq(studyVersion.studyId, chain), lte(studyVersion.number, number)))
    .orderBy(asc(studyVersion.number))
  const all = rows.map((row) => ({
    number: row.number,
    definition: JSON.parse(row.definition) as ProtocolDefinition,
  }))
  return { all, inForce: number }
}
