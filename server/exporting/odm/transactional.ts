import type { AuditEntryRow } from '../../../db/rows.ts'
import {
  annotation,
  auditRecord,
  formData,
  groupsOfAnswers,
  type Answer,
  type TransactionType,
} from '../../../shared/exports/odm/clinical.ts'
import { fieldKey } from '../../../shared/exports/odm/fields.ts'
import {
  eventOf,
  formRepeats,
  locationOid,
  studyOid,
  versionOid,
} from '../../../shared/exports/odm/places.ts'
import { element, startTag } from '../../../shared/exports/odm/xml.ts'
import type { RecordContent } from '../../audit/audit-draft.ts'
import { toViews } from '../../audit-trail/service.ts'
import { createDefinitions, definitionsHeldAt } from '../../studies/service.ts'
import {
  contentText,
  flagsOf,
  heldFields,
  membersOf,
  recordIn,
  toldBy,
  type HeldField,
} from './entry-content.ts'
import { entriesOf, formIn, markOf, WRITING, type OdmState } from './state.ts'

/**
 * The trail in its order: each entry about a subject is one `SubjectData` with exactly one audit record.
 * A page of entries is held at a time.
 */
export async function* transactions(state: OdmState): AsyncGenerator<string> {
  const subjects = new Map(state.subjects.map((subject) => [subject.id, subject]))
  const met = new Set<string>()
  let open: number | null = null
  for await (const entries of entriesOf(state)) {
    state.input.onProgress({ step: WRITING, subjects: met.size })
    for (const entry of entries) {
      const subject = subjects.get(entry.subjectId ?? '')
      if (subject === undefined) continue
      met.add(subject.id)
      const version = versionOf(state, entry)
      yield versionChange(state, open, version)
      open = version
      yield transaction(state, entry, { ...subject, version })
    }
  }
  if (open !== null) yield END
}

const END = '</ClinicalData>\n'

/** Data under another version of the definition stand in an element of their own. */
function versionChange({ input }: OdmState, open: number | null, version: number): string {
  if (version === open) return ''
  const keys = { StudyOID: studyOid(input.study.key), MetaDataVersionOID: versionOid(version) }
  return (open === null ? '' : END) + startTag('ClinicalData', keys)
}

/** The version that a record was filled under; for any other entry the newest. */
function versionOf(state: OdmState, entry: AuditEntryRow): number {
  const newest = state.versions.at(-1)?.number ?? 1
  if (entry.entity !== 'record') return newest
  return recordIn(entry.after)?.definitionVersion ?? newest
}

interface Subject {
  readonly subjid: string
  readonly site: string
  readonly version: number
}

function transaction(state: OdmState, entry: AuditEntryRow, subject: Subject): string {
  const { subjid, site } = subject
  const siteRef = element('SiteRef', { LocationOID: locationOid(site) })
  const record = auditRecord(markOf(state, entry, subjid))
  if (entry.entity === 'record') {
    const context = { SubjectKey: subjid, TransactionType: 'Context' }
    return `${element('SubjectData', context, siteRef, recordEvent(state, entry, { ...subject, record }))}\n`
  }
  const told = toldBy(state, entry, subjid)
  const kind = entry.before === null ? 'Insert' : 'Update'
  const isSubject = entry.entity === 'subject' && entry.entityId === entry.subjectId
  const note = annotation({
    seq: entry.seq,
    comment: contentText(told),
    flags: flagsOf(entry, told.after),
    transaction: kind,
  })
  const key = { SubjectKey: subjid, TransactionType: isSubject ? kind : 'Context' }
  const { visit } = entry
  if (visit === null) return `${element('SubjectData', key, record, siteRef, note)}\n`
  const event = element('StudyEventData', eventKey(state, visit), record, note)
  return `${element('SubjectData', key, siteRef, event)}\n`
}

function eventKey({ input }: OdmState, visit: string | null): Record<string, string | undefined> {
  const { oid, repeatKey } = eventOf(input.definition.schedule, visit)
  return { StudyEventOID: oid, StudyEventRepeatKey: repeatKey, TransactionType: 'Context' }
}

interface RecordOf extends Subject {
  /** The audit record as XML. */
  readonly record: string
}

function recordEvent(state: OdmState, entry: AuditEntryRow, of: RecordOf): string {
  const { subjid, version } = of
  const shown = (text: string): string => state.hide(subjid, text)
  const form = formIn(state, entry.form ?? '', version)
  const before = present(recordIn(entry.before))
  const after = present(recordIn(entry.after))
  const kind = after === null ? 'Remove' : before === null ? 'Insert' : 'Update'
  const fields = (of: RecordContent | null): readonly HeldField[] =>
    of === null ? [] : heldFields(form, of.values, shown)
  // Removing a form takes all its answers away at once.
  const answers = after === null ? [] : changedAnswers(fields(before), fields(after))
  const note = annotation({
    seq: entry.seq,
    comment: restText(state, entry, subjid),
    flags: flagsOf(entry, null),
    transaction: kind,
  })
  const repeatKey = formRepeats(form) ? (entry.rowKey ?? '') || entry.entityId : undefined
  return element(
    'StudyEventData',
    eventKey(state, entry.visit),
    formData(
      { key: form.key, repeatKey, transaction: kind },
      of.record,
      note,
      groupsOfAnswers(form, answers, 'Context'),
    ),
  )
}

/** The content of a record that stands; null of none and of a removed one. */
function present(content: RecordContent | null): RecordContent | null {
  return content?.removed === true ? null : content
}

/** What an entry of a record says beside its answers, which stand as items. */
function restText(state: OdmState, entry: AuditEntryRow, subjid: string): string {
  const told = toldBy(state, entry, subjid)
  const rest = (members: ReturnType<typeof membersOf>) =>
    members === null
      ? null
      : Object.fromEntries(Object.entries(members).filter(([name]) => name !== 'values'))
  return contentText({ ...told, before: rest(told.before), after: rest(told.after) })
}

/** Each answer that an entry put in, changed or took away. */
function changedAnswers(
  before: readonly HeldField[],
  after: readonly HeldField[],
): readonly Answer[] {
  const was = new Map(before.map((field) => [fieldKey(field), field]))
  const is = new Set(after.map(fieldKey))
  const put = after.flatMap((field): Answer[] => {
    const old = was.get(fieldKey(field))
    if (old?.stored === field.stored) return []
    const type: TransactionType = old === undefined ? 'Insert' : 'Update'
    return [{ ...field, transaction: type }]
  })
  const gone = before
    .filter((field) => !is.has(fieldKey(field)))
    .map((field): Answer => ({ ...field, text: null, transaction: 'Remove' }))
  return [...put, ...gone]
}

/**
 * What the trail says of the study itself, its sites and its people's acts. ODM has no audit record for
 * these: who, when and why stand in the note.
 */
export async function* studyNotes(
  state: OdmState,
  isMeant: (entry: AuditEntryRow) => boolean,
): AsyncGenerator<string> {
  const { study } = state.input
  const keys = { StudyOID: studyOid(study.key) }
  const version = versionOid(state.versions.at(-1)?.number ?? 1)
  const services = await heldServices(state)
  for await (const entries of entriesOf(state)) {
    const own = entries.filter((entry) => entry.subjectId === null && isMeant(entry))
    const views = await toViews(services, study.id, own)
    for (const [at, entry] of own.entries()) {
      const { changes = [], reason = null } = views[at] ?? {}
      const side = (name: 'before' | 'after') =>
        Object.fromEntries(
          changes.flatMap((one) => (one[name] === null ? [] : [[one.pointer, one[name]]])),
        )
      const note = annotation({
        seq: entry.seq,
        comment: contentText({ entry, before: side('before'), after: side('after'), reason }),
        flags: flagsOf(
          entry,
          membersOf(entry.after, (text) => text),
        ),
        transaction: entry.before === null ? 'Insert' : 'Update',
      })
      yield `${element(
        'Association',
        { ...keys, MetaDataVersionOID: version },
        element('KeySet', keys),
        element('KeySet', keys),
        note,
      )}\n`
    }
  }
}

/** What reads entries by the definition of the state, whatever is in force today. */
async function heldServices({ input }: OdmState) {
  const { store, study, definitionVersion } = input
  const definitions = createDefinitions(store)
  const pinned = await definitions.version(study.id, definitionVersion)
  if (pinned === null) throw new Error('A version of the study is not there.')
  return { store, definitions: definitionsHeldAt(definitions, { study: pinned, site: pinned }) }
}
