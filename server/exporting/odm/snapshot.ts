import {
  annotation,
  auditRecord,
  formData,
  groupsOfAnswers,
  withEmptyAnswers,
  type Answer,
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
import { signatureElement } from './admin-data.ts'
import { WRITING, type OdmState } from './state.ts'
import {
  subjectState,
  type FormState,
  type PlacedNote,
  type SubjectState,
} from './subject-state.ts'

/** Every subject as it stood, one after the other: one is held at a time. */
export async function* snapshotData(state: OdmState): AsyncGenerator<string> {
  for (const [done, subject] of state.subjects.entries()) {
    state.input.onProgress({ step: WRITING, subjects: done })
    const read = await subjectState(state, subject)
    if (read.last !== null) yield subjectXml(state, subject, read)
  }
}

interface Subject {
  readonly subjid: string
  readonly site: string
}

/**
 * A subject under each version of the definition that its forms were filled under. What speaks of the
 * subject or a visit as a whole stands under the first of them.
 */
function subjectXml(state: OdmState, subject: Subject, read: SubjectState): string {
  const newest = state.versions.at(-1)?.number ?? 1
  const filled = [...new Set(read.forms.map(({ version }) => version))].sort((a, b) => a - b)
  const versions = filled.length === 0 ? [newest] : filled
  return versions
    .map((version, at) => {
      const forms = read.forms.filter((form) => form.version === version)
      const ids = new Set(forms.map(({ id }) => id))
      const all = new Set(read.forms.map(({ id }) => id))
      const belongs = (recordId: string | null): boolean =>
        recordId !== null && all.has(recordId) ? ids.has(recordId) : at === 0
      return clinicalData(state, subject, {
        version,
        part: {
          forms,
          notes: read.notes.filter(({ recordId }) => belongs(recordId)),
          signatures: read.signatures.filter(({ recordId }) => belongs(recordId)),
          last: read.last,
        },
      })
    })
    .join('')
}

interface VersionPart {
  readonly version: number
  readonly part: SubjectState
}

function clinicalData(state: OdmState, subject: Subject, { version, part }: VersionPart): string {
  const { study } = state.input
  const inline = inlineSignatures(part)
  const others = part.signatures.filter(({ id }) => ![...inline.values()].includes(id))
  const records = part.notes.map(({ mark }) => auditRecord(mark, `AR.${mark.seq}`))
  const signatures = others.map((one) => signatureElement(one, `SG.${one.mark.seq}`))
  return [
    startTag('ClinicalData', {
      StudyOID: studyOid(study.key),
      MetaDataVersionOID: versionOid(version),
    }),
    subjectData(state, subject, { part, inline }),
    records.length === 0 ? '' : element('AuditRecords', {}, ...records),
    signatures.length === 0 ? '' : element('Signatures', {}, ...signatures),
    '</ClinicalData>\n',
  ].join('')
}

/** What holds a valid signature in place: the id of the last one by what it was given to. */
function inlineSignatures({ signatures }: SubjectState): ReadonlyMap<string, string> {
  const valid = signatures.filter(({ broken }) => !broken)
  return new Map(valid.map((one) => [placeKey(one), one.id]))
}

function placeKey({
  scope,
  recordId,
  visit,
}: Pick<SubjectState['signatures'][number], 'scope' | 'recordId' | 'visit'>): string {
  if (scope === 'record') return `record ${recordId ?? ''}`
  return scope === 'visit' ? `visit ${visit ?? ''}` : 'subject'
}

interface Part {
  readonly part: SubjectState
  readonly inline: ReadonlyMap<string, string>
}

function subjectData(state: OdmState, { subjid, site }: Subject, of: Part): string {
  const { forms, notes, last } = of.part
  const ids = new Set(forms.map(({ id }) => id))
  const visitNotes = (visit: string | null): readonly PlacedNote[] =>
    notes.filter((one) => !ids.has(one.recordId ?? '') && one.visit === visit)
  const visits = new Set([...forms, ...notes].map(({ visit }) => visit))
  const events = [...visits].map((visit) =>
    eventData(state, of, { visit, notes: visit === null ? [] : visitNotes(visit) }),
  )
  return element(
    'SubjectData',
    { SubjectKey: subjid },
    last === null ? '' : auditRecord(last),
    signatureAt(of, 'subject'),
    element('SiteRef', { LocationOID: locationOid(site) }),
    ...visitNotes(null).map(({ note }) => annotation(note)),
    ...events,
  )
}

function signatureAt({ part, inline }: Part, place: string): string {
  const signature = part.signatures.find(({ id }) => id === inline.get(place))
  return signature === undefined ? '' : signatureElement(signature)
}

interface Event {
  readonly visit: string | null
  readonly notes: readonly PlacedNote[]
}

function eventData({ input }: OdmState, of: Part, { visit, notes }: Event): string {
  const forms = of.part.forms.filter((form) => form.visit === visit)
  const { oid, repeatKey } = eventOf(input.definition.schedule, visit)
  const content = [
    visit === null ? '' : signatureAt(of, `visit ${visit}`),
    ...notes.map(({ note }) => annotation(note)),
    ...forms.map((form) => filledForm(of, form)),
  ]
  if (content.every((text) => text === '')) return ''
  return element(
    'StudyEventData',
    { StudyEventOID: oid, StudyEventRepeatKey: repeatKey },
    ...content,
  )
}

function filledForm(of: Part, { id, form, rowKey, last, answers }: FormState): string {
  const own = of.part.notes.filter(({ recordId }) => recordId === id)
  const { placed, rest } = placedNotes(form, answers, own)
  const repeatKey = formRepeats(form) ? rowKey || id : undefined
  return formData(
    { key: form.key, repeatKey },
    auditRecord(last),
    signatureAt(of, `record ${id}`),
    ...rest.map(({ note }) => annotation(note)),
    groupsOfAnswers(form, withEmptyAnswers(form, placed)),
  )
}

/** Notes on an answer stand with it, also where it is empty; the rest stand with the form. */
function placedNotes(
  form: FormState['form'],
  answers: FormState['answers'],
  notes: readonly PlacedNote[],
): { readonly placed: readonly Answer[]; readonly rest: readonly PlacedNote[] } {
  const placed = new Map<string, Answer>(answers)
  const rows = new Set([...answers.values()].map(({ row }) => row))
  const isAsked = (row: string | null, item: string): boolean => {
    const items = row === null ? form.items : rows.has(row) ? (form.group?.items ?? []) : []
    return items.some(({ key }) => key === item)
  }
  const rest = notes.filter(({ row, item, note }) => {
    if (item === null) return true
    const key = fieldKey({ row, item })
    const answer = placed.get(key) ?? (isAsked(row, item) ? { row, item, text: null } : undefined)
    if (answer === undefined) return true
    placed.set(key, { ...answer, notes: [...(answer.notes ?? []), note] })
    return false
  })
  return { placed: [...placed.values()], rest }
}
