import type { AuditEntryRow } from '../../../db/rows.ts'
import { fieldKey } from '../../../shared/exports/odm/fields.ts'
import type { Answer, Note, TrailMark } from '../../../shared/exports/odm/clinical.ts'
import type { FormDefinition } from '../../../shared/forms/define.ts'
import {
  flagsOf,
  recordIn,
  textIn,
  toldBy,
  wordsOf,
  contentText,
  heldFields,
  type HeldField,
} from './entry-content.ts'
import { entriesOf, formIn, markOf, type OdmState } from './state.ts'

/** An answer with the text that stands behind what is shown of it. */
interface HeldAnswer extends Answer {
  readonly stored: string | null
}

/** A filled form at the state, with who made each of its answers. */
export interface FormState {
  readonly id: string
  readonly form: FormDefinition
  readonly visit: string | null
  readonly rowKey: string
  /** Number of the definition's version it was filled under. */
  readonly version: number
  readonly last: TrailMark
  readonly answers: ReadonlyMap<string, HeldAnswer>
}

/** A note of a thread, and what it speaks of. Parts that are null are not named. */
export interface PlacedNote {
  readonly note: Note
  readonly mark: TrailMark
  readonly recordId: string | null
  readonly visit: string | null
  readonly row: string | null
  readonly item: string | null
}

interface SubjectSignature {
  readonly id: string
  readonly scope: string
  readonly meaning: string
  readonly recordId: string | null
  readonly visit: string | null
  readonly mark: TrailMark
  readonly broken: boolean
}

export interface SubjectState {
  readonly forms: readonly FormState[]
  readonly notes: readonly PlacedNote[]
  readonly signatures: readonly SubjectSignature[]
  /** The last entry about the subject; null where there is none up to the state. */
  readonly last: TrailMark | null
}

interface Replay {
  readonly state: OdmState
  readonly subjid: string
  readonly forms: Map<string, FormState>
  readonly notes: PlacedNote[]
  /** The first note of each thread, by what it is about. */
  readonly places: Map<string, PlacedNote>
  readonly signatures: Map<string, SubjectSignature>
  last: TrailMark | null
}

/** A subject as it stood at the state: its entries played again from the first to the last. */
export async function subjectState(
  state: OdmState,
  { id, subjid }: { readonly id: string; readonly subjid: string },
): Promise<SubjectState> {
  const replay: Replay = {
    ...{
      state,
      subjid,
      forms: new Map(),
      notes: [],
      places: new Map(),
      signatures: new Map(),
      last: null,
    },
  }
  for await (const entries of entriesOf(state, id)) {
    for (const entry of entries) play(replay, entry)
  }
  const { forms, notes, signatures, last } = replay
  return { forms: [...forms.values()], notes, signatures: [...signatures.values()], last }
}

function play(replay: Replay, entry: AuditEntryRow): void {
  const mark = markOf(replay.state, entry, replay.subjid)
  replay.last = mark
  if (entry.entity === 'record') {
    playRecord(replay, entry, mark)
    return
  }
  const placed = noteOf(replay, entry, mark)
  replay.notes.push(placed)
  if (entry.entity === 'signature') playSignature(replay, entry, placed)
}

function playRecord({ state, subjid, forms }: Replay, entry: AuditEntryRow, last: TrailMark): void {
  const content = recordIn(entry.after)
  const { entityId: id, visit } = entry
  if (content === null || content.removed === true) {
    forms.delete(id)
    return
  }
  const { definitionVersion: version, values } = content
  const form = formIn(state, entry.form ?? '', version)
  const fields = heldFields(form, values, (text) => state.hide(subjid, text))
  const answers = answersAfter(forms.get(id)?.answers ?? new Map(), fields, last)
  forms.set(id, { id, form, visit, rowKey: entry.rowKey ?? '', version, last, answers })
}

/** The answers after an entry: what it did not touch keeps who made it; what it cleared stays as empty. */
function answersAfter(
  before: ReadonlyMap<string, HeldAnswer>,
  fields: readonly HeldField[],
  mark: TrailMark,
): ReadonlyMap<string, HeldAnswer> {
  const rows = new Set(fields.map(({ row }) => row))
  const after = new Map<string, HeldAnswer>()
  for (const field of fields) {
    const known = before.get(fieldKey(field))
    after.set(fieldKey(field), known?.stored === field.stored ? known : { ...field, mark })
  }
  for (const [key, answer] of before) {
    if (after.has(key) || (answer.row !== null && !rows.has(answer.row))) continue
    after.set(key, answer.text === null ? answer : { ...answer, text: null, stored: null, mark })
  }
  return after
}

function noteOf(
  { state, subjid, forms, places }: Replay,
  entry: AuditEntryRow,
  mark: TrailMark,
): PlacedNote {
  const told = toldBy(state, entry, subjid)
  const { before, after } = told
  const said = (name: string): string | null => textIn(after, name) ?? textIn(before, name)
  const words = entry.entity === 'query' ? wordsOf(after) : null
  const first = places.get(entry.entityId)
  const placed: PlacedNote = {
    note: { seq: entry.seq, comment: words ?? contentText(told), flags: flagsOf(entry, after) },
    mark,
    // The break of a signature names no form: it stands where the signature does.
    recordId: said('recordId') ?? first?.recordId ?? recordAt([...forms.values()], entry),
    visit: entry.visit ?? first?.visit ?? null,
    row: said('groupRow'),
    item: said('item'),
  }
  places.set(entry.entityId, first ?? placed)
  return placed
}

/** The filled form at the place that an entry names; null where it names none or none is filled. */
function recordAt(
  forms: readonly FormState[],
  { form, visit, rowKey }: AuditEntryRow,
): string | null {
  if (form === null) return null
  const here = forms.filter((one) => one.form.key === form && one.visit === visit)
  return (here.find((one) => one.rowKey === (rowKey ?? '')) ?? here[0])?.id ?? null
}

function playSignature({ signatures }: Replay, entry: AuditEntryRow, placed: PlacedNote): void {
  const { entityId: id, after } = entry
  const known = signatures.get(id)
  const members: unknown = JSON.parse(after ?? '{}')
  const read = (name: string): string => textIn(members as Record<string, unknown>, name) ?? ''
  const broken = read('state') === 'broken'
  if (known !== undefined) {
    signatures.set(id, { ...known, broken })
    return
  }
  const { recordId, visit, mark } = placed
  const scope = read('scope')
  signatures.set(id, { id, scope, meaning: read('meaning'), recordId, visit, mark, broken })
}
