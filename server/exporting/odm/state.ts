import { and, eq } from 'drizzle-orm'
import type { AuditEntryRow } from '../../../db/rows.ts'
import type { FormDefinition } from '../../../shared/forms/define.ts'
import { locationOid } from '../../../shared/exports/odm/places.ts'
import type { TrailMark } from '../../../shared/exports/odm/clinical.ts'
import type { NumberedDefinition } from '../../../shared/exports/odm/metadata.ts'
import { subjectHeads } from '../../analysis/service.ts'
import { hideRedacted } from '../../audit-trail/service.ts'
import { entriesPage, type EntryFilter } from '../../audit/history.ts'
import { sha256 } from '../../audit/hash.ts'
import { createDefinitions } from '../../studies/service.ts'
import type { FormatInput } from '../format.ts'

/** What is being done, for the progress. */
export const WRITING = { en: 'Writing ODM', zh: '正在生成ODM' } as const

interface KnownSubject {
  readonly id: string
  readonly subjid: string
  readonly site: string
}

/** One state of a study: everything up to one entry of its trail, and nothing later. */
export interface OdmState {
  readonly input: FormatInput
  /** The last entry that counts, and the hash that stands for all up to it. */
  readonly seq: number
  readonly hash: string
  /** The exported version of the definition and those before it, the first one first. */
  readonly versions: readonly NumberedDefinition[]
  /** By SUBJID: those of the sites that the exporter may see. */
  readonly subjects: readonly KnownSubject[]
  readonly siteCodes: ReadonlyMap<string, string>
  /** Takes out of a text about a subject what was redacted. */
  readonly hide: (subjid: string | null, text: string) => string
}

/** Reads what is the same for the whole file. */
export async function readState(input: FormatInput): Promise<OdmState> {
  const { store, study, sites, definitionVersion } = input
  const { id: studyId } = study
  const pinned = await createDefinitions(store).version(studyId, definitionVersion)
  const earlier = pinned?.earlier ?? []
  const versions = [...earlier, { number: definitionVersion, definition: input.definition }]
  const siteIds = sites.kind === 'all' ? null : sites.ids
  const forms = new Map(input.definition.forms.map((form) => [form.key, form]))
  return {
    input,
    seq: input.seq,
    hash: await hashAt(input),
    versions: versions.map(({ number, definition }) => ({ number, definition })),
    subjects: await subjectHeads(store, store.read, { studyId, siteIds }),
    siteCodes: new Map(input.places.map(({ id, code }) => [id, code])),
    hide: await hideRedacted({ store, studyId, forms }),
  }
}

async function hashAt({ store, study, seq }: FormatInput): Promise<string> {
  const { auditEntry } = store.t
  const [last] = await store.read
    .select({ hash: auditEntry.hash })
    .from(auditEntry)
    .where(and(eq(auditEntry.chain, study.id), eq(auditEntry.seq, seq)))
  return last?.hash ?? sha256('')
}

/** Entries read at once: memory holds so many. */
const PAGE = 1000

/** The entries of the state that the exporter may see, or those about one subject, the first one first. */
export async function* entriesOf(
  { input, seq }: OdmState,
  subjectId?: string,
): AsyncGenerator<readonly AuditEntryRow[]> {
  const { store, study, sites } = input
  const filter: EntryFilter = {
    chain: study.id,
    upToSeq: seq,
    ...(sites.kind === 'all' ? {} : { siteIds: sites.ids }),
    ...(subjectId === undefined ? {} : { subjectId }),
  }
  let cursor: number | null = null
  do {
    const page = { limit: PAGE, order: 'oldest-first', cursor } as const
    const { entries, next } = await entriesPage(store, store.read, { filter, page })
    yield entries
    cursor = next
  } while (cursor !== null)
}

/** The person or the part of the program that acted. */
export function userOid({
  actorKind,
  username,
  role,
}: Pick<AuditEntryRow, 'actorKind' | 'username' | 'role'>): string {
  return actorKind === 'person' ? `U.${username}` : `U.PROGRAM.${role}`
}

/** An entry as an audit record says it, without what was redacted. */
export function markOf(
  { siteCodes, hide }: Pick<OdmState, 'siteCodes' | 'hide'>,
  entry: AuditEntryRow,
  subjid: string | null,
): TrailMark {
  const { seq, at, reason, actorSiteId } = entry
  return {
    seq,
    at,
    userOid: userOid(entry),
    locationOid: locationOid(siteCodes.get(actorSiteId ?? '') ?? null),
    reason: reason === null ? null : hide(subjid, reason),
  }
}

/** The form as the version says it under which it was filled; of an unknown one its name alone. */
export function formIn(
  { versions }: Pick<OdmState, 'versions'>,
  key: string,
  number: number | null,
): FormDefinition {
  const version = versions.find((one) => one.number === number) ?? versions.at(-1)
  const form = formOf(version, key)
  const nameless = { en: key, zh: key }
  if (form === undefined) return { key, title: nameless, scope: 'log', owner: 'site', items: [] }
  return limited(form, formOf(versions.at(-1), key))
}

function formOf(version: NumberedDefinition | undefined, key: string): FormDefinition | undefined {
  return version?.definition.forms.find((one) => one.key === key)
}

/** What may be told of a date by the exported version holds for what was recorded before it too. */
function limited(form: FormDefinition, newest: FormDefinition | undefined): FormDefinition {
  const items = form.items.map((item) => {
    const now = newest?.items.find(({ key }) => key === item.key)
    if (item.kind !== 'date' || now?.kind !== 'date' || now.atMost === undefined) return item
    return { ...item, atMost: now.atMost }
  })
  return { ...form, items }
}
