import { useCallback, useMemo, type KeyboardEvent, type RefObject } from 'react'
import { useFieldArray, useFormContext } from 'react-hook-form'
import type { GroupDefinition, ItemDefinition, RowValues } from '../../../shared/forms/define.ts'
import { actOf } from '../keys.ts'
import { completeRow, type FormInput } from './form-input.ts'
import { useSurroundings } from './form-surroundings.ts'
import { boxAt, enterBox, moveInGrid } from './grid-keys.ts'
import { placeOf, useGridPaste, type GridPaste } from './grid-paste.ts'

interface GridRows {
  readonly items: readonly ItemDefinition[]
  readonly fields: readonly { readonly id: string }[]
  readonly paste: GridPaste
  readonly add: (rows: readonly RowValues[]) => void
  readonly addRow: () => void
  readonly removeRow: (row: number) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** The rows and what happens to them; the focus stays in the grid whatever is added or taken away. */
export function useGridRows(
  group: GroupDefinition,
  body: RefObject<HTMLTableSectionElement | null>,
): GridRows {
  const { control, getValues } = useFormContext<FormInput>()
  const { readOnly } = useSurroundings()
  const { fields, append, remove, replace } = useFieldArray({ control, name: 'rows' })
  const items = useMemo(() => group.items.filter((item) => item.hidden !== true), [group])
  const goTo = useCallback(
    (row: number, column: number): void => {
      requestAnimationFrame(() => {
        enterBox(boxAt(body.current, row, column) ?? addButtonBeside(body.current))
      })
    },
    [body],
  )
  const draw = (rows: readonly Record<string, string>[]): void => {
    replace([...rows])
  }
  const paste = useGridPaste({ group, items, onRows: draw, onPlace: goTo })
  const add = (rows: readonly RowValues[]): void => {
    const complete = rows.map((row) => completeRow(group.items, row))
    append(complete, { shouldFocus: false })
  }
  const addRow = (): void => {
    add([{}])
    goTo(fields.length, 0)
  }
  const removeRow = useCallback(
    (row: number, column = 0): void => {
      remove(row)
      goTo(Math.min(row, getValues('rows').length - 1), column)
    },
    [remove, goTo, getValues],
  )
  const onKeyDown = (event: KeyboardEvent): void => {
    if (moveInGrid(event) === 'below-last' && !readOnly) addRow()
    paste.onUndoKey(event)
    const act = readOnly ? null : actOf('grid', event)
    if (act !== 'addRow' && act !== 'removeRow') return
    event.preventDefault()
    const place = placeOf(event.target)
    if (act === 'addRow') addRow()
    else if (place !== null) removeRow(place.row, place.column)
  }
  return { items, fields, paste, add, addRow, removeRow, onKeyDown }
}

/** Where the last row was taken away, the button that adds one. */
function addButtonBeside(body: HTMLElement | null): Element | null {
  return body?.closest('section')?.querySelector('button:last-of-type') ?? null
}
