import type { Store } from '../../db/store.ts'
import type { FlaggedSubject } from '../../shared/subject/withdrawal.ts'
import type { Actor } from '../audit/actor.ts'
import { unitOfWork } from '../audit/unit-of-work.ts'
import type { FormatInput } from './format.ts'
import { seenPlaces } from './seen-places.ts'

/** What the trail says of a file that left. */
export interface ExportedName {
  readonly name: string
  readonly rows: number
  readonly sha256: string
  readonly fields?: readonly string[]
}

/** Why data leave the product, and to whom. */
export interface ExportReason {
  /** Never empty. */
  readonly purpose: string
  readonly recipient?: string | undefined
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | undefined
}

interface ExportTaken {
  /** Key of the format. */
  readonly format: string
  readonly input: FormatInput
  readonly reason: ExportReason
  /** Subjects whose data are flagged, because consent was withdrawn. */
  readonly withdrawn: readonly FlaggedSubject[]
  /** What else was chosen, and the cut-off that was gone by where none was asked for. */
  readonly more?: object
}

/** The audit entry of an export: who takes what, of which state, why, and for whom. @source EX-04 */
export async function recordExport(
  { format, input, reason, withdrawn, more = {} }: ExportTaken,
  actor: Actor,
  files: readonly ExportedName[],
): Promise<void> {
  const { store, study } = input
  await unitOfWork(store, { ...actor, studyId: study.id }, () =>
    Promise.resolve({
      result: null,
      audit: [
        {
          ...{ act: 'study.export', entity: 'study', entityId: study.id, before: null },
          after: {
            ...{ format, ...reasonOf(reason), ...stateTaken(input), ...more, files },
            ...(withdrawn.length === 0 ? {} : { withdrawn }),
          },
        },
      ],
    }),
  )
}

/** What the trail says of the state and the choice of an export, whatever its format. @source EX-04 */
export function stateTaken(input: FormatInput): object {
  const { twin, language, responses, cutoff, snapshot, seq, stateAt, subjectCount, sites } = input
  const named =
    snapshot === null ? {} : { snapshot: { name: snapshot.name, seq, hash: snapshot.hash } }
  const places = sites.kind === 'all' ? {} : { sites: seenPlaces(input).map(({ code }) => code) }
  return {
    ...{ profile: twin === null ? 'full' : 'deidentified', language, responses, cutoff },
    ...{ ...named, state: { seq, at: stateAt }, ...places, subjects: subjectCount },
  }
}

/** What was said of the reason; what was not leaves no member. */
export function reasonOf({ purpose, recipient, country }: ExportReason): object {
  const said = Object.entries({ purpose, recipient, country })
  return Object.fromEntries(said.filter(([, text]) => text !== undefined && text !== ''))
}

interface FileTaken {
  readonly studyId: string
  /** What the file is, as a format is named. */
  readonly format: string
  /** A list has one use, and says itself why it is taken. */
  readonly reason: ExportReason
  /** Which part of the study it is of, and of which state. */
  readonly more?: object
}

/** The audit entry of one file that is no export of the study's data: signers, the figure of a subject. */
export async function recordFile(
  store: Store,
  actor: Actor,
  { studyId, format, reason, more = {} }: FileTaken,
  file: ExportedName,
): Promise<void> {
  const entity = { entity: 'study', entityId: studyId } as const
  const taken = { format, ...reasonOf(reason), ...more }
  await unitOfWork(store, { ...actor, studyId }, () =>
    Promise.resolve({
      result: null,
      audit: [{ act: 'study.export', ...entity, before: null, after: { ...taken, files: [file] } }],
    }),
  )
}

interface KeyTaken {
  readonly studyId: string
  readonly subjects: number
  /** Name of the snapshot whose copies it belongs to; null: the data as they were. */
  readonly snapshot: string | null
  /** The last entry of the trail that counts. */
  readonly seq: number
  readonly sha256: string
  readonly reason: ExportReason
}

/** The audit entry of whoever took the key of the de-identified copies. */
export async function recordKeyTaken(
  store: Store,
  actor: Actor,
  { studyId, reason, ...taken }: KeyTaken,
): Promise<void> {
  const entity = { entity: 'study', entityId: studyId } as const
  const after = { ...taken, ...reasonOf(reason) }
  await unitOfWork(store, { ...actor, studyId }, () =>
    Promise.resolve({
      result: null,
      audit: [{ act: 'study.exportKey', ...entity, before: null, after }],
    }),
  )
}
