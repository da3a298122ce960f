import { and, eq } from 'drizzle-orm'
import type { RecordRow } from '../../db/rows.ts'
import type { Store, Tx } from '../../db/store.ts'
import type { RowValues } from '../../shared/forms/define.ts'
import type { ProtocolDefinition } from '../../shared/protocol/define.ts'
import { safetyOf, type SafetySettings } from '../../shared/protocol/safety-settings.ts'
import { noticeOf } from '../../shared/safety/reportable-event.ts'
import { momentText } from '../../shared/kernel/time-zone.ts'
import { clockFrom, clockOf, earlierClock } from '../../shared/safety/report-clock.ts'
import type { AuditDraft } from '../audit/audit-draft.ts'
import { storedValues, type AfterSave } from '../entry/service.ts'
import { systemActor } from '../http/actor.ts'
import { holdersOf } from './recipients.ts'

export const ADVERSE_EVENTS = 'adverse-events'

type Told = NonNullable<ReturnType<typeof noticeOf>>

export interface TellingParts {
  readonly store: Store
  /** Whether the installation sends mail. */
  readonly sendsMail: boolean
}

/**
 * Follows a saved adverse event: when it is, becomes or ceases to be reportable, or what is reported
 * of it changes, a notice is written for everybody who holds one of the protocol's roles at the
 * subject's site, in the same transaction. With nobody to tell, the trail says so.
 */
export function tellReportable(parts: TellingParts): AfterSave {
  return async (tx, saved) => {
    const { record, before, pinned } = saved
    if (record.form !== ADVERSE_EVENTS) return []
    const settings = safetyOf(pinned.definition)
    const items = record.removed ? null : itemsOf(record)
    const told = noticeOf(before === null ? null : itemsOf(before), items, settings)
    if (told === null) return []
    return writeNotices(parts, tx, { saved: { ...saved, items }, settings, told })
  }
}

export interface ImportedEvents {
  readonly studyId: string
  readonly definition: ProtocolDefinition
  readonly at: string
  readonly records: readonly Pick<ToldRecord, 'record' | 'subject' | 'items'>[]
}

/** Entries for the trail; how many notices were written, and of how many events nobody could be told. */
export interface ImportedNotices {
  readonly audit: readonly AuditDraft[]
  readonly notices: number
  readonly untold: number
}

/** Follows an import as `tellReportable` follows a save, for every adverse event among its records. */
export async function tellImported(
  parts: TellingParts,
  tx: Tx,
  { studyId, definition, at, records }: ImportedEvents,
): Promise<ImportedNotices> {
  const settings = safetyOf(definition)
  const audit: AuditDraft[] = []
  for (const one of records) {
    const isEvent = one.record.form === ADVERSE_EVENTS
    const told = isEvent ? noticeOf(null, one.items, settings) : null
    if (told === null) continue
    const saved = { ...one, studyId, at }
    audit.push(...(await writeNotices(parts, tx, { saved, settings, told })))
  }
  const notices = audit.filter(({ act }) => act === MADE).length
  return { audit, notices, untold: audit.length - notices }
}

const MADE = 'notice.make'

/** An adverse event as it was saved. */
interface ToldRecord {
  readonly record: Pick<RecordRow, 'id' | 'form' | 'rowKey'>
  /** null: it was removed. */
  readonly items: RowValues | null
  readonly subject: { readonly id: string; readonly siteId: string; readonly subjid: string }
  readonly studyId: string
  readonly at: string
}

function itemsOf(record: RecordRow): RowValues {
  return storedValues(record).items
}

interface Telling {
  readonly saved: ToldRecord
  readonly settings: SafetySettings
  readonly told: Told
}

async function writeNotices(
  { store, sendsMail }: TellingParts,
  tx: Tx,
  telling: Telling,
): Promise<AuditDraft[]> {
  const { saved, settings, told } = telling
  const { record, subject, studyId, at } = saved
  const site = { studyId, siteId: subject.siteId, at }
  const people = await holdersOf(store, tx, settings.noticeRoles, site)
  const place = { subjectId: subject.id, siteId: subject.siteId }
  const by = systemActor({ part: 'safety', studyId })
  const tail = { ...place, form: record.form, rowKey: record.rowKey, before: null, by }
  const message = await messageOf(store, tx, telling)
  if (people.length === 0) {
    const after = { recordId: record.id, ...message }
    return [{ act: 'notice.nobody', entity: 'subject', entityId: subject.id, ...tail, after }]
  }
  const rows = people.map(({ id: recipientId, email }) => ({
    id: store.newId(),
    studyId,
    ...place,
    recordId: record.id,
    recipientId,
    kind: message.kind,
    textKey: message.textKey,
    textValues: JSON.stringify(message.values),
    createdAt: at,
    mailTo: sendsMail ? email : null,
    mailState: sendsMail && email !== null ? ('waiting' as const) : ('none' as const),
  }))
  await tx.insert(store.t.notice).values(rows)
  return rows.map(({ id, recipientId, mailState: mail }) => ({
    act: MADE,
    entity: 'notice' as const,
    entityId: id,
    ...tail,
    after: { recordId: record.id, recipientId, mail, event: told.event, ...message },
  }))
}

interface Message {
  readonly kind: string
  readonly textKey: string
  /** What the sentence names: place, subject code and time alone, because it may go by mail. */
  readonly values: Readonly<Record<string, string>>
}

async function messageOf(
  { t: { study, site } }: Store,
  tx: Tx,
  { saved, settings, told }: Telling,
): Promise<Message> {
  const { items, subject, studyId, at } = saved
  const [place] = await tx
    .select({ study: study.studyKey, site: site.siteKey, timeZone: site.timeZone })
    .from(site)
    .innerJoin(study, eq(study.id, site.studyId))
    .where(and(eq(site.id, subject.siteId), eq(study.id, studyId)))
  if (place === undefined) throw new Error('A subject stands at no site of its study.')
  const { timeZone } = place
  const hours = settings.reportWithinHours
  const first = told.event === 'new' && items !== null ? clockOf(items, timeZone, hours) : null
  const { dueAt } = earlierClock(first, clockFrom(at, hours))
  const group = told.reasons.includes('SERIOUS') ? 'serious' : 'special'
  return {
    kind: `${group}.${told.event}`,
    textKey: `notice.${group}.${told.event}`,
    values: {
      study: place.study,
      site: place.site,
      subjid: subject.subjid,
      due: momentText(dueAt, timeZone),
    },
  }
}
