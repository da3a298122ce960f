import { reopenedForms, type ProtocolDefinition } from './define.ts'

/** A version of a study's definition by its number. */
export interface NumberedDefinition {
  readonly number: number
  readonly definition: ProtocolDefinition
}

/** What of a stored record decides the version it is read by. */
export interface VersionedRecord {
  readonly form: string
  /** The version in force when it was filled. */
  readonly definitionVersion: number
}

/**
 * The version by which a record is read and changed: the one it was filled under, unless a later one
 * asks its form again. `versions` are those up to the one in force, the first one first, that one
 * included; throws where there are none. @source DC-14, E41
 */
export function versionOfRecord<V extends NumberedDefinition>(
  versions: readonly V[],
  record: VersionedRecord,
): V {
  const inForce = versions.at(-1)
  if (inForce === undefined) throw new Error('There is no version of the definition.')
  const own = versions.find(({ number }) => number === record.definitionVersion)
  if (own === undefined || isReopened(versions, record)) return inForce
  return own.definition.forms.some(({ key }) => key === record.form) ? own : inForce
}

/** Whether a version after the record's own asks its form again. */
export function isReopened(
  versions: readonly NumberedDefinition[],
  { form, definitionVersion }: VersionedRecord,
): boolean {
  return versions.some(
    ({ number, definition }) =>
      number > definitionVersion && reopenedForms(definition).includes(form),
  )
}
