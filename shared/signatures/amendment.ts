import { reopenedForms } from '../protocol/define.ts'
import type { NumberedDefinition } from '../protocol/record-version.ts'
import { findPlannedVisit } from '../protocol/schedule.ts'
import type { SignedContent } from './content.ts'

/**
 * Whether a version that came into force after the signing (up to number `inForce`) asks again what
 * was signed: a form of a signed record, a form at a signed visit, or, where the whole subject is
 * signed, a form that belongs to no visit. @source ES-08
 */
export function isAskedAgain(
  content: SignedContent,
  versions: readonly NumberedDefinition[],
  inForce: number,
): boolean {
  const later = versions.filter(
    ({ number }) => number > content.definition.number && number <= inForce,
  )
  const signed = new Set(content.records.map(({ form }) => form))
  return later.some(({ definition }) =>
    reopenedForms(definition).some(
      (form) => signed.has(form) || isAskedAt(content, definition, form),
    ),
  )
}

function isAskedAt(
  { scope, records }: SignedContent,
  { schedule, forms }: NumberedDefinition['definition'],
  form: string,
): boolean {
  if (scope === 'record') return false
  const isOfVisits = forms.find(({ key }) => key === form)?.scope === 'visit'
  if (!isOfVisits) return scope === 'subject'
  const visits = new Set(records.flatMap(({ visit }) => visit ?? []))
  return [...visits].some((visit) => findPlannedVisit(schedule, visit)?.forms.includes(form))
}
