import { and, eq } from 'drizzle-orm'
import type { Store, Tx } from '../../db/store.ts'
import type { FormDefinition, FormValues } from '../../shared/forms/define.ts'
import { isReviewForm } from '../../shared/forms/review-form.ts'
import { rowKeyOf } from '../../shared/trial/to-records.ts'
import { invalidField } from '../http/problem-error.ts'
import { forbidden } from '../http/scope.ts'

const VISIT_NAME = /^[A-Za-z0-9][A-Za-z0-9 ._-]{0,59}$/

/**
 * The form of that key. Throws the 422 problem for one that the definition does not have, the 403
 * where it is the investigator's and the caller is none.
 */
export function expectForm(
  of: { readonly forms: ReadonlyMap<string, FormDefinition>; readonly asInvestigator: boolean },
  key: string,
): FormDefinition {
  const form = of.forms.get(key)
  if (form === undefined) throw invalidField('/form', 'entry.unknownForm')
  if (isReviewForm(form)) throw invalidField('/form', 'entry.savedByReview')
  refuseOtherOwner(form, of.asInvestigator)
  return form
}

/** Throws the 403 problem where the form is the investigator's and the caller is none. */
export function refuseOtherOwner(
  form: Pick<FormDefinition, 'owner'>,
  asInvestigator: boolean,
): void {
  if (form.owner === 'investigator' && !asInvestigator) throw forbidden('review.write')
}

/** Throws the 422 problem when a form is put at a visit it does not belong to, or at none. */
export function checkVisit(form: FormDefinition, visit: string | null): void {
  if (visit === null) {
    if (form.scope === 'visit' && form.visitColumn !== true) {
      throw invalidField('/visit', 'entry.visitMissing')
    }
    return
  }
  if (form.scope !== 'visit' && form.visitColumn !== true) {
    throw invalidField('/visit', 'entry.visitNotAllowed')
  }
  if (!VISIT_NAME.test(visit)) throw invalidField('/visit', 'entry.visitName')
}

interface Place {
  readonly subjectId: string
  readonly form: FormDefinition
  readonly visit: string | null
  readonly values: FormValues
}

/** What tells a new record from the subject's others of the same form: numbers are never used twice. */
export async function newRowKey(store: Store, tx: Tx, place: Place): Promise<string> {
  const { form, visit, values, subjectId } = place
  const isNumbered =
    rowKeyOf(form, values.items, 1, visit) !== rowKeyOf(form, values.items, 2, visit)
  if (!isNumbered) return rowKeyOf(form, values.items, 1, visit)
  const { record } = store.t
  const rows = await tx
    .select({ rowKey: record.rowKey })
    .from(record)
    .where(and(eq(record.subjectId, subjectId), eq(record.form, form.key)))
  const last = Math.max(0, ...rows.map(({ rowKey }) => Number(rowKey)).filter(Number.isInteger))
  return rowKeyOf(form, values.items, last + 1, visit)
}
