import { and, desc, eq } from 'drizzle-orm'
import type { ReadQueries, Store } from '../../db/store.ts'
import type { Notice } from '../../shared/api/routes/notices.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { en } from '../../shared/texts/en.ts'
import type { TextKey } from '../../shared/texts/keys.ts'
import { sentence } from '../../shared/texts/sentence.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import type { Caller } from '../http/caller.ts'
import { notFound } from '../http/problem-error.ts'
import { grantsFor, holdsAt } from '../http/scope.ts'

interface OwnNotice {
  readonly view: Notice
  /** Null: it concerns no subject, such as one about an account. */
  readonly place: { readonly studyId: string; readonly siteId: string | null } | null
}

/**
 * Notices to a person, newest first: those about subjects that the person may still see, and those
 * about no subject.
 */
export async function ownNotices(store: Store, caller: Caller): Promise<readonly Notice[]> {
  const found = await load(store, store.read, caller.accountId)
  return found.filter((one) => maySee(caller, one)).map(({ view }) => view)
}

function maySee(caller: Caller, { place }: OwnNotice): boolean {
  if (place === null) return true
  const { studyId, siteId } = place
  if (siteId === null) return grantsFor(caller, studyId).length > 0
  return holdsAt(caller, 'subject.read', { studyId, siteId })
}

async function load(
  { t: { notice, study, subject } }: Store,
  queries: ReadQueries,
  recipientId: string,
  id?: string,
): Promise<readonly OwnNotice[]> {
  const rows = await queries
    .select({ notice, study: study.studyKey, subjid: subject.subjid, siteId: subject.siteId })
    .from(notice)
    .leftJoin(study, eq(study.id, notice.studyId))
    .leftJoin(subject, eq(subject.id, notice.subjectId))
    .where(
      and(eq(notice.recipientId, recipientId), id === undefined ? undefined : eq(notice.id, id)),
    )
    .orderBy(desc(notice.createdAt), desc(notice.id))
  return rows.map(({ notice: row, study: key, subjid, siteId }) => ({
    place: placeOf(row.studyId, siteId),
    view: {
      id: row.id,
      study: key,
      subjid,
      record: row.recordId,
      kind: row.kind,
      textKey: row.textKey,
      values: parseTextValues(row.textValues),
      createdAt: row.createdAt,
      readAt: row.readAt,
      mail: row.mailState,
    },
  }))
}

function placeOf(studyId: string | null, siteId: string | null): OwnNotice['place'] {
  return studyId === null ? null : { studyId, siteId }
}

/** The sentence of a notice in a language. Throws on a key that no text has. */
export function noticeSentence(
  { textKey, textValues }: { readonly textKey: string; readonly textValues: string },
  language: Language,
): string {
  if (!isTextKey(textKey)) throw new Error(`No sentence is called ${textKey}.`)
  return sentence(language, textKey, parseTextValues(textValues))
}

function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(en, key)
}

/** The values of a notice's sentence, as they were written with it. */
function parseTextValues(text: string): Record<string, string> {
  return JSON.parse(text) as Record<string, string>
}

/** Marks an own notice as read; one that is read stays as it is. 404 for another person's. */
export async function markRead(
  store: Store,
  caller: Caller,
  actorIn: (studyId: string | null) => Actor,
  id: string,
): Promise<Notice> {
  const { notice } = store.t
  const [found] = await load(store, store.read, caller.accountId, id)
  if (found === undefined || !maySee(caller, found)) throw notFound('notice')
  if (found.view.readAt !== null) return found.view
  await unitOfWork(store, actorIn(found.place?.studyId ?? null), async (tx, { at }) => {
    await tx.update(notice).set({ readAt: at }).where(eq(notice.id, id))
    return {
      result: null,
      audit: [
        {
          act: 'notice.read',
          entity: 'notice',
          entityId: id,
          siteId: found.place?.siteId ?? null,
          before: { readAt: null },
          after: { readAt: at },
        },
      ],
    }
  })
  const [read] = await load(store, store.read, caller.accountId, id)
  if (read === undefined) throw notFound('notice')
  return read.view
}

export interface MailAddress {
  readonly email: string | null
  readonly language: Language
}

export async function mailAddressOf(
  { t: { account }, read }: Store,
  accountId: string,
): Promise<MailAddress> {
  const [row] = await read
    .select({ email: account.email, language: account.language })
    .from(account)
    .where(eq(account.id, accountId))
  if (row === undefined) throw notFound('account')
  return { email: row.email, language: row.language ?? 'en' }
}

/** Changes where a person gets mail. The trail says that it changed; addresses stay out of it. */
export async function setMailAddress(
  store: Store,
  actor: Actor,
  accountId: string,
  address: MailAddress,
): Promise<MailAddress> {
  const before = await mailAddressOf(store, accountId)
  const contentOf = ({ email, language }: MailAddress): object => ({
    mail: email === null ? 'none' : 'set',
    language,
  })
  await unitOfWork(store, actor, async (tx) => {
    const { account } = store.t
    await tx
      .update(account)
      .set({ ...address })
      .where(eq(account.id, accountId))
    return {
      result: null,
      audit: [
        {
          act: 'account.mail',
          entity: 'account',
          entityId: accountId,
          before: contentOf(before),
          after: contentOf(address),
        },
      ],
    }
  })
  return address
}
