import type {
  ReviewedAccount,
  RightChange,
  RightOnDay,
  TrainingView,
} from '../../../shared/api/routes/access.ts'
import type { AccessTokenView, OwnSession } from '../../../shared/api/routes/own-access.ts'
import type { Account } from '../../../shared/api/routes/accounts.ts'
import type { StudyVersion } from '../../../shared/api/routes/amendments.ts'
import type { CheckRow } from '../../../shared/api/routes/checks.ts'
import type { CodedAnswer, DictionaryView } from '../../../shared/api/routes/coding.ts'
import type { DeviationView, SuggestionView } from '../../../shared/api/routes/deviations.ts'
import type { LaboratoryView, RangeView } from '../../../shared/api/routes/laboratories.ts'
import type { Notice } from '../../../shared/api/routes/notices.ts'
import type { QueryView } from '../../../shared/api/routes/queries.ts'
import type { SafetyCase } from '../../../shared/api/routes/safety.ts'
import type { AuditEntryView } from '../../../shared/api/routes/trail.ts'
import type { RiskFindingView } from '../../../shared/api/routes/trail.ts'
import type { SubjectFact } from '../../../client/report-endpoints/subject-facts.ts'
import type { Review } from '../../../client/review-response/reviews.ts'
import type { Analysis } from '../../../shared/endpoints/results.ts'
import { definition } from '../subject-server.ts'

/** Two of a kind that differ in one thing. */
const two = <T extends object>(one: T, other: Partial<T>): readonly T[] => [
  one,
  { ...one, ...other },
]
const AT = '2024-05-02T08:00:00.000Z'
const STUDY = '/api/studies/s'
const SUBJECT = `${STUDY}/subjects/1`

const deviation: DeviationView = {
  ...{ subjid: '2', site: '01', record: 'd1', date: '2024-05-02', term: 'Visit late' },
  ...{ weight: 'MINOR', kind: 'VISIT WINDOW', action: 'Trained' },
}
const suggestion: SuggestionView = {
  ...{ subjid: '2', site: '01', key: 'k1', kind: 'ELIGIBILITY', date: '2024-05-02', visit: null },
  ...{ days: null, windowFrom: null, windowTo: null, criteria: ['I1'] },
}
const release: DictionaryView = {
  ...{ id: 'r2', kind: 'MEDDRA', release: '27.0', fileHash: 'x', terms: 5, current: true },
  ...{ loadedBy: 'anna', loadedAt: AT },
}
const answer: CodedAnswer = {
  ...{ record: 'a1', subjid: '2', site: '01', form: 'adverse-events', item: 'AETERM' },
  ...{ kind: 'MEDDRA', verbatim: 'rash', state: 'to-code', coding: null, suggestion: null },
}
const range: RangeView = {
  ...{ id: 'r1', test: 'ALT', unit: 'U/L', sex: null, ageFrom: null, ageTo: null },
  ...{ low: '9', high: '50', validFrom: '2025-01-01', validTo: null, version: 1 },
}
const laboratory: LaboratoryView = {
  ...{ id: 'l1', site: '01', code: 'L2', name: 'Own', version: 1, units: {}, mappings: [] },
  ranges: [...two(range, { id: 'r2', test: 'AST', low: '10.5' })],
}
const entry: AuditEntryView = {
  ...{ seq: 9, at: AT, username: 'anna', displayName: 'Anna', role: 'coordinator', site: '01' },
  ...{ act: 'record.amend', entity: 'record', entityId: 'r', subjid: '1', visit: 'W8' },
  ...{ form: 'vitals', reason: 'misread', enteredAt: null, origin: 'person', hash: 'h' },
  ...{ changes: [{ pointer: '/p', item: 'WEIGHT', before: '70', after: '71', redacted: [] }] },
  reasonRedacted: false,
}
const finding: RiskFindingView = {
  ...{ pattern: 'late-entry', seq: 9, at: AT, username: 'anna', act: 'record.create' },
  ...{ subjid: '1', visit: 'W8', form: 'vitals', value: 40 },
}
const lag = {
  count: 3,
  shortest: 0,
  lower: 0,
  median: 1,
  upper: 4,
  ninetieth: 4,
  longest: 9,
  late: 0,
}
const account: Account = {
  ...{ id: 'a2', username: 'li', displayName: 'Li Wei', locked: false, mustChangePassword: false },
  ...{ createdAt: AT, lastSignInAt: null, grants: [] },
}
const reviewed: ReviewedAccount = {
  ...{ id: 'a2', username: 'li', displayName: 'Li Wei', locked: false, secondFactor: true },
  ...{ lastSignInAt: AT, idleDays: 100, unused: true, tokens: 1, grants: [] },
}
const review = { at: AT, by: 'Root', note: 'Reviewed', unused: 3 }
const training: TrainingView = {
  ...{ id: 't2', username: 'li', displayName: 'Li Wei', title: 'eCRF', version: 2 },
  ...{ on: '2024-05-02', recordedBy: 'Root', withdrawn: false },
}
const right: RightOnDay = {
  ...{ id: 'g2', username: 'li', displayName: 'Li Wei', role: 'investigator', site: '01' },
  ...{ everywhere: false, from: AT, to: null, timeZone: 'Asia/Shanghai', grantedBy: 'Root' },
  ...{ withdrawnBy: null, locks: [] },
}
const rightChange: RightChange = {
  ...{ at: AT, act: 'grant.give', username: 'li', role: 'investigator', site: '01', by: 'Root' },
  ...{ before: null, after: AT, reason: null },
}
const ownSession: OwnSession = {
  ...{ id: 's2', device: 'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0', address: '10.0.0.1' },
  ...{ since: AT, lastSeen: AT, current: true },
}
const token: AccessTokenView = {
  ...{ id: 'k2', name: 'nightly', scopes: ['subjects'], createdAt: AT, expiresAt: AT },
  ...{ revokedAt: null, lastUsedAt: null },
}
const version: StudyVersion = {
  ...{ number: 2, version: '2.0', hash: 'h', note: 'Amendment', publishedAt: AT },
  ...{ publishedBy: 'anna', sites: [] },
}
const notice: Notice = {
  ...{ id: 'n1', study: 's', subjid: '1', record: 'r', kind: 'serious', textKey: 'nav.work' },
  ...{ values: {}, createdAt: AT, readAt: null, mail: 'none' },
}
const work = {
  ...{ kind: 'visit-due', subjid: '2', visit: 'W8', form: null, criteria: null },
  ...{ date: '2024-05-02', windowFrom: '2024-05-01', windowTo: '2024-05-09' },
  count: null,
}
const draft = {
  ...{ id: 'd1', subjid: '2', form: 'vitals', visit: 'W8', record: null, baseVersion: null },
  ...{ enteredAt: AT, savedAt: AT },
}
const event: SafetyCase = {
  ...{ record: 'e1', version: 1, subjid: '2', site: '01', caseNumber: null, removed: false },
  ...{ reasons: ['SERIOUS'], items: { AETERM: 'Bleeding' }, state: 'due', awareAt: AT },
  ...{ awareFrom: 'form', dueAt: null, overdue: false, changed: [], reports: [] },
  told: { people: 0, read: 0, mailSent: 0, mailFailed: 0 },
}
const query: QueryView = {
  ...{ id: 'q1', subjid: '2', site: '01', record: null, form: null, visit: null, item: '' },
  ...{
    groupRow: '',
    kind: 'manual',
    check: null,
    state: 'open',
    openedRole: 'monitor',
    stands: false,
    openedBy: 'anna',
  },
  ...{ openedAt: AT, settledAt: null, entries: [] },
}
const check: CheckRow = {
  ...{
    key: 'B',
    version: '1',
    form: 'vitals',
    item: '',
    level: 'form',
    severity: 'warning',
    rule: null,
  },
  ...{ rationale: { en: 'Why', zh: '为何' }, retire: false },
  ...{ fired: 1, open: 0, corrected: 1, confirmed: 0, superseded: 0 },
}

const lock = {
  ...{ id: 'k1', kind: 'lock', level: 'visit', site: '01', subjid: '1', visit: 'W8', form: null },
  ...{ setAt: AT, setBy: 'Wang Fang', reason: 'final' },
  ...{ releasedAt: null, releasedBy: null, releaseReason: null },
}
const released = { releasedAt: AT, releasedBy: 'Wang Fang', releaseReason: 'a late result' }
const openThing = { kind: 'form-missing', site: '01', subjid: '1', visit: 'W8', form: 'vitals' }
const closeOut = {
  counts: [{ kind: 'form-missing', count: 2 }],
  open: two({ ...openThing, count: 1 }, { visit: 'W16' }),
  places: 2,
  locks: [
    ...two(lock, { id: 'k2', visit: 'W16' }),
    ...two({ ...lock, ...released, id: 'k3' }, { id: 'k4', visit: 'W16' }),
  ],
}

const summary = {
  ...{ id: 's', title: { en: 'S', zh: 'S' }, protocol: definition.key, plannedSubjects: 10 },
  ...{ enrolled: 1, environment: 'production', roles: ['coordinator'] },
}
const sites = two(
  { code: '02', name: 'Two', timeZone: 'Asia/Shanghai', country: 'CHN', version: 1 },
  { code: '01', name: 'One', country: 'KOR' },
)

/** Answers of the server by address, besides those of a subject: each list holds two. */
export const ANSWERS: Readonly<Record<string, object>> = {
  '/api/studies': { studies: [summary] },
  [STUDY]: { ...summary, definition, definitionVersion: '1', definitionHash: 'h', sites },
  [`${STUDY}/deviations`]: {
    deviations: two(deviation, { subjid: '1', record: 'd2' }),
    suggestions: two(suggestion, { subjid: '1', key: 'k2' }),
  },
  [`${STUDY}/dictionaries`]: {
    dictionaries: two(release, { id: 'r1', release: '26.1', current: false }),
  },
  [`${STUDY}/coding`]: {
    ...{ total: 2, counts: [], answers: two(answer, { record: 'a2', verbatim: 'ache' }) },
  },
  [`${STUDY}/laboratories`]: {
    laboratories: two(laboratory, { id: 'l2', code: 'L1', site: null }),
  },
  [`${STUDY}/audit`]: { entries: two(entry, { seq: 8 }), next: '8' },
  [`${STUDY}/audit-patterns`]: {
    counts: [{ pattern: 'late-entry', count: 2 }],
    findings: two(finding, { seq: 8 }),
    limits: {},
  },
  [`${STUDY}/lag-report`]: {
    ...{ asOf: '2024-05-01T08:00:00.000Z', only: null, without: [] },
    sites: two(
      { site: '02', entry: { ...lag, late: 1 }, change: lag, undated: 0, ahead: 0 },
      { site: '01', entry: lag },
    ),
    limits: { entryDays: 7, changeDays: 30 },
  },
  [`${STUDY}/lag-report/entries`]: {
    ...{ next: null, filtered: 2, total: 2, lateDays: 7 },
    entries: two(
      {
        ...{ subjid: '2', site: '02', visit: 'W4', form: 'vitals', record: 'r1', days: 9 },
        removed: false,
        ...{ visitDate: '2024-04-02', enteredOn: '2024-04-11' },
      },
      { subjid: '1', record: 'r2', days: 3, enteredOn: '2024-04-05', removed: true },
    ),
  },
  '/api/accounts': { accounts: two(account, { id: 'a1', username: 'anna' }) },
  '/api/clock-alerts': { alerts: [] },
  '/api/access-review': {
    days: 90,
    accounts: two(reviewed, { id: 'a1', username: 'anna', idleDays: 1 }),
    reviews: two(review, { at: '2024-05-01T08:00:00.000Z', note: 'Earlier' }),
  },
  [`${STUDY}/access`]: {
    settings: { secondFactor: false, training: null },
    ...{ version: 0, untrained: [], trainings: two(training, { id: 't1', username: 'anna' }) },
  },
  [`${STUDY}/rights`]: {
    rights: two(right, { id: 'g1', username: 'anna', displayName: 'Anna' }),
    changes: two(rightChange, { at: '2024-05-01T08:00:00.000Z' }),
  },
  '/api/own-access': {
    ...{ secondFactor: false, required: false, recoveryCodesLeft: 0 },
    sessions: two(ownSession, { id: 's1', current: false, address: '10.0.0.2' }),
    tokens: two(token, { id: 'k1', name: 'weekly' }),
  },
  [`${STUDY}/versions`]: { versions: two(version, { number: 1, version: '1.0' }) },
  [`${STUDY}/versions/2`]: { number: 2, definition },
  '/api/notices': {
    notices: two(notice, { id: 'n2', createdAt: '2024-05-01T08:00:00.000Z' }),
    ...{ unread: 2, total: 2, address: { email: null, language: 'en' }, sendsMail: false },
  },
  [`${STUDY}/work`]: {
    total: 2,
    counts: [{ kind: 'visit-due', count: 2 }],
    items: two(work, { kind: 'form-partial', subjid: '1' }),
  },
  [`${STUDY}/drafts`]: { drafts: two(draft, { id: 'd2', subjid: '1' }) },
  [`${STUDY}/safety/cases`]: { now: AT, cases: two(event, { record: 'e2', subjid: '1' }) },
  [`${STUDY}/exports`]: {
    formats: [
      {
        ...{ key: 'csv', title: { en: 'Plain files', zh: '纯文本' }, description: null },
        ...{ deidentifies: true, single: true },
      },
    ],
  },
  [`${STUDY}/exports/csv`]: {
    withdrawn: [],
    files: two({ name: 'b.csv', rows: 12 }, { name: 'a.csv', rows: 3 }),
  },
  [`${STUDY}/queries`]: {
    ...{ queries: two(query, { id: 'q2', state: 'answered' }), filtered: 2, total: 2 },
  },
  [`${STUDY}/close-out`]: {
    ...{ ...closeOut, whole: true, sites: [{ site: '01', open: 2, subjects: 2 }] },
    subjects: two({ subjid: '2', site: '02', held: 'lock', open: 0 }, { subjid: '1', open: 2 }),
  },
  [`${SUBJECT}/close-out`]: closeOut,
  [`${STUDY}/locks`]: { locks: [] },
  [`${STUDY}/checks`]: { checks: two(check, { key: 'A' }) },
  [`${SUBJECT}/records/r/history`]: { entries: two(entry, { seq: 8 }) },
}

const fact: Omit<SubjectFact, 'subject'> = {
  ...{ event: null, reason: '', days: null, date: null, bor: null, confirmedBor: null },
}
/** Only what the subjects behind an endpoint are read from. */
export const ANALYSIS = {
  subjects: two({ ...fact, subject: '2', criteria: 'RECIST11', bor: 'PR' }, { subject: '1' }),
} as unknown as Analysis

export const REVIEWS: readonly Review[] = two<Review>(
  { visit: 'W8', criteria: 'RECIST11', timepoint: null, record: null, state: 'to-do' },
  { visit: 'W16' },
)
