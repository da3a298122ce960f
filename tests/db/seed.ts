import type { RecordInsert } from '../../db/rows.ts'
import type { Store } from '../../db/store.ts'
import type { Actor } from '../../server/audit/actor.ts'
import { recordDraft } from '../../server/audit/audit-draft.ts'
import { sha256 } from '../../server/audit/hash.ts'
import { unitOfWork } from '../../server/audit/unit-of-work.ts'

const AT = '2026-01-05T08:00:00.000Z'
export const STUDY_ID = 'study-1'
export const SITE_ID = 'site-1'
export const SUBJECT_ID = 'subject-1'
export const VERSION_ID = 'version-1'
const DEFINITION = '{}'
const DEFINITION_HASH = sha256(DEFINITION)

/** A coordinator of the seeded study. */
export const COORDINATOR: Actor = {
  kind: 'person',
  accountId: 'account-1',
  username: 'chen.li',
  role: 'coordinator',
  studyId: STUDY_ID,
  siteId: SITE_ID,
  programVersion: '1.0.0',
  sourceAddress: '10.1.2.3',
}

/** One study with one version, site, account and subject, with the audit entries of their making. */
export async function seedStudy(store: Store): Promise<void> {
  const { t } = store
  await unitOfWork(store, COORDINATOR, async (tx) => {
    await tx.insert(t.study).values({
      id: STUDY_ID,
      studyKey: 'HCC-1',
      name: 'Study',
      environment: 'test',
      state: 'open',
      createdAt: AT,
    })
    await tx.insert(t.site).values({
      id: SITE_ID,
      studyId: STUDY_ID,
      siteKey: '01',
      name: 'First hospital',
      timeZone: 'Asia/Shanghai',
      state: 'open',
      createdAt: AT,
    })
    await tx.insert(t.studyVersion).values({
      id: VERSION_ID,
      studyId: STUDY_ID,
      number: 1,
      definition: DEFINITION,
      definitionHash: DEFINITION_HASH,
      createdAt: AT,
    })
    await tx.insert(t.account).values({
      id: 'account-1',
      username: 'chen.li',
      displayName: 'Chen Li',
      passwordHash: 'none',
      passwordSetAt: AT,
      mustChangePassword: false,
      createdAt: AT,
    })
    const subject = {
      id: SUBJECT_ID,
      studyId: STUDY_ID,
      siteId: SITE_ID,
      subjid: '01-001',
      state: 'enrolled',
      createdAt: AT,
    }
    await tx.insert(t.subject).values(subject)
    return {
      result: null,
      audit: [
        {
          act: 'study.pin',
          entity: 'studyVersion',
          entityId: VERSION_ID,
          before: null,
          after: { number: 1, definitionHash: DEFINITION_HASH },
        },
        {
          act: 'subject.create',
          entity: 'subject',
          entityId: SUBJECT_ID,
          subjectId: SUBJECT_ID,
          siteId: SITE_ID,
          before: null,
          after: subject,
        },
      ],
    }
  })
}

/** A new record of the seeded subject. */
export function newRecord(id: string, items: Readonly<Record<string, string>>): RecordInsert {
  return {
    id,
    studyId: STUDY_ID,
    subjectId: SUBJECT_ID,
    form: 'adverse-event',
    visit: null,
    rowKey: id,
    values: JSON.stringify({ items, rows: [] }),
    completeness: 'complete',
    definitionVersion: 1,
  }
}

/** Saves a new record with its audit entry. */
export function saveNew(store: Store, id: string, items: Record<string, string>): Promise<void> {
  return unitOfWork(store, COORDINATOR, async (tx) => {
    await tx.hot.insertRecords([newRecord(id, items)])
    const after = await tx.hot.record(id)
    if (after === null) throw new Error('The record was not inserted.')
    const draft = recordDraft({ act: 'record.create', before: null, after, siteId: SITE_ID })
    return { result: undefined, audit: [draft] }
  })
}

/** The record is not there, or not at the version it was read at. */
export class StaleVersionError extends Error {
  override readonly name = 'StaleVersionError'
}

interface Amendment {
  readonly id: string
  readonly items: Readonly<Record<string, string>>
  readonly reason?: string
  readonly actor?: Actor
}

/** Amends a record, as the service of data entry does it. Returns its new version. */
export function amend(store: Store, { id, items, reason, actor }: Amendment): Promise<number> {
  return unitOfWork(store, actor ?? COORDINATOR, async (tx) => {
    const before = await tx.hot.record(id)
    if (before === null) throw new StaleVersionError(id)
    const change = { ...before, values: JSON.stringify({ items, rows: [] }) }
    if (!(await tx.hot.updateRecord(change))) throw new StaleVersionError(id)
    const after = { ...change, version: before.version + 1 }
    const why = reason ?? 'transcription error'
    const draft = recordDraft({ act: 'record.amend', before, after, siteId: SITE_ID, reason: why })
    return { result: after.version, audit: [draft] }
  })
}
