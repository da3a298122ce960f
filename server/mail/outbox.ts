import { and, asc, eq } from 'drizzle-orm'
import type { Logger } from 'pino'
import type { Store } from '../../db/store.ts'
import { markedTitle, testMarkOf, type TestMark } from '../../shared/environment/test-mark.ts'
import type { Language } from '../../shared/kernel/bilingual.ts'
import { sentence } from '../../shared/texts/sentence.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import { systemActor } from '../http/actor.ts'
import { mayStillSee, noticeSentence } from '../safety/service.ts'
import { studyMark } from '../studies/service.ts'
import type { Mail, MailTransport } from './transport.ts'

export interface OutboxParts {
  readonly store: Store
  readonly transport: MailTransport
  readonly publicUrl: string | null
  readonly logger: Logger
}

type NoticeRow = Store['t']['notice']['$inferSelect']

const MINUTE_MS = 60_000
const LONGEST_PAUSE_MINUTES = 60
/** Together about ten hours; then a notice says that its mail failed. */
export const ATTEMPTS_AT_MOST = 15
const AT_ONCE = 50

/** Pause after so many failed attempts: one minute, doubled each time, at most an hour. */
export function pauseMs(attempts: number): number {
  return Math.min(2 ** (attempts - 1), LONGEST_PAUSE_MINUTES) * MINUTE_MS
}

/**
 * Sends what waits and is due, one mail after the other. Each attempt is noted before the mail leaves,
 * and its end after it: a crash between the two sends the mail again, never loses it. Returns how
 * many were taken by the mail server.
 */
export async function deliverMail(parts: OutboxParts): Promise<number> {
  const waiting = await loadWaiting(parts.store)
  let sent = 0
  for (const { notice, language } of waiting) {
    if (!isDue(notice, parts.store.now())) continue
    const claimed = await claim(parts.store, notice)
    if (claimed === null) continue
    const error = (await isStillDue(parts.store, claimed))
      ? await attempt(parts, claimed, language)
      : NO_LONGER_PERMITTED
    await note(parts.store, claimed, error)
    if (error === null) sent += 1
  }
  return sent
}

/** The recipient has lost the right to see the subject since the notice was made. */
const NO_LONGER_PERMITTED = 'NO-LONGER-PERMITTED'

async function isStillDue(store: Store, row: NoticeRow): Promise<boolean> {
  const { studyId, siteId, recipientId } = row
  if (studyId === null || siteId === null) return true
  return mayStillSee(store, recipientId, { studyId, siteId, at: store.now() })
}

async function loadWaiting({
  t: { notice, account },
  read,
}: Store): Promise<readonly { readonly notice: NoticeRow; readonly language: Language }[]> {
  const rows = await read
    .select({ notice, language: account.language })
    .from(notice)
    .innerJoin(account, eq(account.id, notice.recipientId))
    .where(eq(notice.mailState, 'waiting'))
    .orderBy(asc(notice.mailAttempts), asc(notice.createdAt))
    .limit(AT_ONCE)
  return rows.map((row) => ({ notice: row.notice, language: row.language ?? 'en' }))
}

/** After its pause; and at once where the clock was set back, which would else lengthen the pause. */
function isDue({ mailAttempts, mailLastAt }: NoticeRow, now: string): boolean {
  if (mailLastAt === null) return true
  const passed = Date.parse(now) - Date.parse(mailLastAt)
  return passed >= pauseMs(mailAttempts) || passed < -MINUTE_MS
}

/** Notes that an attempt begins; null when another process has taken the mail. */
async function claim(store: Store, row: NoticeRow): Promise<NoticeRow | null> {
  const { notice } = store.t
  try {
    return await unitOfWork(store, mailActor(row), async (tx, { at }) => {
      const [taken] = await tx
        .update(notice)
        .set({ mailAttempts: row.mailAttempts + 1, mailLastAt: at })
        .where(
          and(
            eq(notice.id, row.id),
            eq(notice.mailState, 'waiting'),
            eq(notice.mailAttempts, row.mailAttempts),
          ),
        )
        .returning()
      if (taken === undefined) throw new TakenElsewhere()
      const after = { attempt: taken.mailAttempts }
      return { result: taken, audit: [draftOf(row, 'notice.mail-attempt', after)] }
    })
  } catch (error) {
    if (error instanceof TakenElsewhere) return null
    throw error
  }
}

/** Ends a transaction in which another process was faster. */
class TakenElsewhere extends Error {}

/** Sends the mail; gives the fault as a code, null when it was taken. */
async function attempt(
  { store, transport, publicUrl, logger }: OutboxParts,
  row: NoticeRow,
  language: Language,
): Promise<string | null> {
  try {
    const mail = mailOf(row, language, publicUrl)
    const mark = await markOf(store, row)
    await transport.send({ ...mail, subject: markedTitle(mark, mail.subject) })
    return null
  } catch (error) {
    const code = faultCode(error)
    // The error's own words may repeat the address or what the server said: only its code is kept.
    logger.warn({ noticeId: row.id, attempt: row.mailAttempts, code }, 'mail not taken')
    return code
  }
}

/** Whether a notice is of a test study, or comes from a test installation. @source VA-06 */
function markOf(store: Store, { studyId }: NoticeRow): Promise<TestMark | null> {
  return studyId === null
    ? Promise.resolve(testMarkOf(store.installation, null))
    : studyMark(store, studyId)
}

function faultCode(error: unknown): string {
  if (!(error instanceof Error)) return 'UNKNOWN'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  const answer = 'responseCode' in error ? error.responseCode : undefined
  return typeof answer === 'number' ? `${code} ${answer}` : code
}

/** The notice's sentence and where to read more: no clinical value, and of the subject the code alone. */
function mailOf(row: NoticeRow, language: Language, publicUrl: string | null): Mail {
  const told = noticeSentence(row, language)
  const link = publicUrl === null ? [] : [publicUrl]
  const text = [told, '', sentence(language, 'mail.signIn'), ...link, ''].join('\n')
  return { id: row.id, to: row.mailTo ?? '', subject: subjectOf(row, language), text }
}

function subjectOf({ kind }: NoticeRow, language: Language): string {
  return sentence(language, kind.startsWith('system.') ? 'mail.subjectSystem' : 'mail.subject')
}

/** Notes how an attempt ended. */
async function note(store: Store, row: NoticeRow, error: string | null): Promise<void> {
  const { notice } = store.t
  const isLast = row.mailAttempts >= ATTEMPTS_AT_MOST || error === NO_LONGER_PERMITTED
  const mailState = error === null ? 'sent' : isLast ? 'failed' : 'waiting'
  await unitOfWork(store, mailActor(row), async (tx) => {
    await tx.update(notice).set({ mailState, mailError: error }).where(eq(notice.id, row.id))
    const act = error === null ? 'notice.mail-sent' : 'notice.mail-failed'
    const after = { attempt: row.mailAttempts, mail: mailState, error }
    return { result: null, audit: [draftOf(row, act, after)] }
  })
}

function mailActor({ studyId }: NoticeRow) {
  return systemActor({ part: 'mail', studyId })
}

function draftOf({ id, siteId, subjectId }: NoticeRow, act: string, after: object) {
  return { act, entity: 'notice' as const, entityId: id, siteId, subjectId, before: null, after }
}
