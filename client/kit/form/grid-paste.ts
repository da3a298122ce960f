import { useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react'
import { useFormContext } from 'react-hook-form'
import type { GroupDefinition, ItemDefinition, RowValues } from '../../../shared/forms/define.ts'
import { planPaste, type PastePlan } from '../../../shared/forms/paste-grid.ts'
import { parseTableText, toTableText } from '../../../shared/forms/table-text.ts'
import { parseDay } from '../../../shared/kernel/dates.ts'
import { actOf } from '../keys.ts'
import { useTexts } from '../texts.ts'
import { todayAt } from '../today.ts'
import { completeRow, type FormInput } from './form-input.ts'
import { useSurroundings } from './form-surroundings.ts'

interface GridPasteOptions {
  readonly group: GroupDefinition
  /** The columns drawn, in their order. */
  readonly items: readonly ItemDefinition[]
  /** Draws these rows in place of the present ones. */
  readonly onRows: (rows: readonly Record<string, string>[]) => void
  /** Puts the focus back into a cell. */
  readonly onPlace: (row: number, column: number) => void
}

export interface GridPaste {
  /** What the last paste did; null: none, or it was undone or put away. */
  readonly plan: PastePlan | null
  readonly onPaste: (event: ClipboardEvent) => void
  readonly onCopy: (event: ClipboardEvent) => void
  readonly onUndoKey: (event: KeyboardEvent) => void
  readonly undo: () => void
  readonly dismiss: () => void
}

/** A cell of a grid by its row and column. */
export interface Place {
  readonly row: number
  readonly column: number
}

/** Pasting a table into a grid, taking it back, and copying the grid as a table. */
export function useGridPaste(options: GridPasteOptions): GridPaste {
  const { group, items } = options
  const { say } = useTexts()
  const { getValues, trigger } = useFormContext<FormInput>()
  const { readOnly, visitDate, timeZone } = useSurroundings()
  const [plan, setPlan] = useState<PastePlan | null>(null)
  const before = useRef<{ readonly rows: readonly RowValues[]; readonly place: Place } | null>(null)
  const draw = (rows: readonly RowValues[], place: Place): void => {
    options.onRows(rows.map((row) => completeRow(group.items, row)))
    options.onPlace(place.row, place.column)
    void trigger('rows')
  }
  const undo = (): void => {
    if (before.current === null) return
    draw(before.current.rows, before.current.place)
    before.current = null
    setPlan(null)
  }
  return {
    plan,
    undo,
    dismiss: () => {
      setPlan(null)
    },
    onPaste: (event) => {
      const place = placeOf(event.target)
      const table = parseTableText(event.clipboardData.getData('text/plain'))
      const single = table.length <= 1 && (table[0]?.length ?? 0) <= 1
      if (readOnly || place === null || single) return
      event.preventDefault()
      const rows = getValues('rows').map((row) => ({ ...row }))
      const today = parseDay(todayAt(timeZone))
      const dates = { today, visit: parseDay(visitDate ?? '') }
      const target = { items, rows, identity: group.identity, ...place, dates }
      const planned = planPaste(table, target)
      before.current = { rows, place }
      setPlan(planned)
      draw(planned.rows, place)
    },
    onCopy: (event) => {
      const { target } = event
      const marked =
        target instanceof HTMLInputElement && target.selectionStart !== target.selectionEnd
      if (marked || placeOf(target) === null) return
      event.preventDefault()
      const head = items.map(({ label }) => say(label))
      const cells = getValues('rows').map((row) => items.map(({ key }) => row[key] ?? ''))
      event.clipboardData.setData('text/plain', toTableText([head, ...cells]))
    },
    onUndoKey: (event) => {
      if (actOf('grid', event) !== 'undo' || before.current === null || plan === null) return
      event.preventDefault()
      undo()
    },
  }
}

/** The cell that something happens in; null outside the grid's rows. */
export function placeOf(target: EventTarget): Place | null {
  const cell = target instanceof Element ? target.closest('td') : null
  const line = cell?.closest('tr') ?? null
  const body = line?.closest('tbody') ?? null
  if (cell === null || line === null || body === null) return null
  return { row: [...body.children].indexOf(line), column: cell.cellIndex }
}
