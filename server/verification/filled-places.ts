import { reasonKey, type FormDefinition, type FormValues } from '../../shared/forms/define.ts'
import { groupRowOf, type ValuePlace } from '../../shared/forms/verified-content.ts'

/**
 * The places of a form that hold a value, or the reason for its absence, in the form's order. What the
 * program derives has no source to be compared with.
 */
export function filledPlaces(form: FormDefinition, values: FormValues): readonly ValuePlace[] {
  const { group } = form
  const keys = (items: FormDefinition['items'], row: FormValues['items']): readonly string[] =>
    items
      .filter(({ key, derivation }) => derivation === undefined && isFilled(row, key))
      .map(({ key }) => key)
  const ofForm = keys(form.items, values.items).map((item) => ({ item, groupRow: '' }))
  if (group === undefined) return ofForm
  const ofRows = values.rows.flatMap((row) =>
    keys(group.items, row).map((item) => ({ item, groupRow: groupRowOf(group.identity, row) })),
  )
  return [...ofForm, ...ofRows]
}

function isFilled(row: FormValues['items'], key: string): boolean {
  return (row[key] ?? '') !== '' || (row[reasonKey(key)] ?? '') !== ''
}
