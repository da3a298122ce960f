import {
  reasonKey,
  type FormDefinition,
  type FormValues,
  type RowValues,
  type ShowIf,
} from './define.ts'
import { holds } from './show-if.ts'

/** A value, or a reason for an empty item, whose question is not asked with the present answers. */
export interface Leftover {
  /** JSON pointer into the values. */
  readonly pointer: string
  /** Key of the item. */
  readonly item: string
  /** Key of the item whose answer turns the question off. */
  readonly trigger: string
  readonly value: string
  /** Row of the group, counted from 0; `null`: an item of the form itself. */
  readonly row: number | null
}

/**
 * What a filled form still holds of questions that its own answers no longer ask, in the order of the
 * definition. Items that a protocol keeps as columns only are no questions, and computed ones are no
 * answers: both are left out.
 */
export function leftoversOf(form: FormDefinition, values: FormValues): readonly Leftover[] {
  const found = ofRow(form.items, values.items, { formItems: values.items, row: null })
  const { group } = form
  if (group === undefined) return found
  const isAsked = group.showIf === undefined || holds(group.showIf, {}, values.items)
  const whole = isAsked ? undefined : group.showIf
  return [
    ...found,
    ...values.rows.flatMap((line, row) =>
      ofRow(group.items, line, { formItems: values.items, row, whole }),
    ),
  ]
}

interface Place {
  readonly formItems: RowValues
  readonly row: number | null
  /** The condition that turns off the whole group, where it does. */
  readonly whole?: ShowIf | undefined
}

function ofRow(
  items: FormDefinition['items'],
  line: RowValues,
  { formItems, row, whole }: Place,
): Leftover[] {
  const base = row === null ? '/items' : `/rows/${row}`
  return items.flatMap(({ key, showIf, derivation }) => {
    const isOff = showIf !== undefined && !holds(showIf, line, formItems)
    const trigger = whole?.item ?? (isOff ? showIf.item : undefined)
    if (trigger === undefined || derivation !== undefined) return []
    return [key, reasonKey(key)].flatMap((column) => {
      const value = line[column] ?? ''
      return value === '' ? [] : [{ pointer: `${base}/${column}`, item: key, trigger, value, row }]
    })
  })
}

/**
 * The form without its leftovers; rows of a group that is not asked go as a whole. Clearing can turn
 * off further questions, so it goes on until nothing is left over.
 */
export function withoutLeftovers(form: FormDefinition, values: FormValues): FormValues {
  const found = leftoversOf(form, values)
  if (found.length === 0) return values
  const gone = new Set(found.map(({ pointer }) => pointer))
  const kept = (base: string, line: RowValues): RowValues =>
    Object.fromEntries(Object.entries(line).filter(([key]) => !gone.has(`${base}/${key}`)))
  const rows = values.rows.map((line, row) => kept(`/rows/${row}`, line))
  const cleared = {
    items: kept('/items', values.items),
    rows: rows.filter((line) => Object.keys(line).length > 0),
  }
  return withoutLeftovers(form, cleared)
}
