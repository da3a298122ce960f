import { z } from 'zod'

/** A line of the log that tells of an answered request; others are left aside. */
const lineSchema = z.object({
  msg: z.literal('answered'),
  time: z.number(),
  id: z.string(),
  routeId: z.string().nullable(),
  accountId: z.string().nullable(),
  account: z.string().nullable(),
  sessionId: z.string().nullable(),
  address: z.string().optional(),
  method: z.string(),
  path: z.string(),
  status: z.number(),
  told: z.object({ subjects: z.array(z.string()), records: z.array(z.string()) }).nullable(),
  file: z.string().nullable(),
  cut: z.boolean().optional(),
})
type Line = z.output<typeof lineSchema>

/** Which requests are asked for; what is absent does not matter. Times are milliseconds. */
export interface IncidentWish {
  readonly session?: string | undefined
  /** Name of an account, or its id. */
  readonly account?: string | undefined
  readonly subject?: string | undefined
  readonly from?: number | undefined
  readonly to?: number | undefined
}

/** What was done to one thing: a record, a subject or a file; or a request that touched none. */
export type IncidentRow = Readonly<Record<(typeof INCIDENT_COLUMNS)[number], string>>

export const INCIDENT_COLUMNS = [
  ...(['time', 'session', 'account', 'address', 'act', 'study', 'subject'] as const),
  ...(['record', 'version', 'file', 'route', 'status', 'request'] as const),
] as const

/**
 * What one line of a log tells of an incident: a row for each record and each further subject in the
 * answer, and one for the request where there is none. No rows for a line that is not asked for, and
 * null for one that is no line of this log.
 */
export function incidentRows(text: string, wish: IncidentWish): readonly IncidentRow[] | null {
  const parsed = parseLine(text)
  if (parsed === null) return null
  const line = lineSchema.safeParse(parsed).data
  // It tells of an answer, in a form that is not known here: never left out in silence.
  if (line === undefined && 'msg' in parsed && parsed.msg === 'answered') return null
  return line === undefined || !isAskedFor(line, wish) ? [] : rowsOf(line, wish.subject)
}

function parseLine(text: string): object | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return typeof parsed === 'object' && parsed !== null ? parsed : null
  } catch {
    return null
  }
}

function isAskedFor(line: Line, { session, account, from, to }: IncidentWish): boolean {
  const isOfSession = session === undefined || line.sessionId === session
  const isOfAccount = account === undefined || [line.account, line.accountId].includes(account)
  return isOfSession && isOfAccount && line.time >= (from ?? 0) && line.time <= (to ?? Infinity)
}

const PLACE = /^\/api\/studies\/([^/]+)(?:\/subjects\/([^/]+))?/

function rowsOf(line: Line, subject: string | undefined): readonly IncidentRow[] {
  const common = commonOf(line)
  const place = common.subject
  const { records, subjects } = line.told ?? { records: [], subjects: [] }
  // A list tells of its subjects and records apart: where the subject is among them, all are shown.
  if (subject !== undefined && place !== subject && !subjects.includes(subject)) return []
  const ofRecords = records.map((text) => {
    const [record = '', version = ''] = text.split('@')
    return { ...common, record, version }
  })
  const ofSubjects = subjects
    .filter((subjid) => subjid !== place || records.length === 0)
    .map((subjid) => ({ ...common, subject: subjid }))
  const rows = [...ofRecords, ...ofSubjects]
  return rows.length === 0 ? [common] : rows
}

function commonOf(line: Line): IncidentRow {
  const [, study = '', subject = ''] = (PLACE.exec(line.path) ?? []).map(decoded)
  return {
    time: new Date(line.time).toISOString(),
    session: line.sessionId ?? '',
    account: line.account ?? '',
    address: line.address ?? '',
    act: actOf(line),
    study,
    subject,
    record: '',
    version: '',
    file: line.file ?? '',
    route: line.routeId ?? `${line.method} ${line.path}`,
    status: String(line.status),
    request: line.id,
  }
}

function decoded(part: string | undefined): string {
  if (part === undefined) return ''
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function actOf({ method, status, cut }: Line): string {
  const act = status >= 500 ? 'failed' : status >= 400 ? 'refused' : (ACTS.get(method) ?? 'wrote')
  return cut === true ? `${act}, answer cut` : act
}

const ACTS: ReadonlyMap<string, string> = new Map([
  ['GET', 'read'],
  ['HEAD', 'read'],
])
