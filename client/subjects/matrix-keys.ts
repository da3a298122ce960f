/** Where the focus is in the matrix. Column 0 is the subject itself; the visits follow. */
export interface Place {
  readonly row: number
  readonly column: number
}

interface Extent {
  readonly rows: number
  readonly columns: number
  /** Rows that Page Up and Page Down go. */
  readonly page: number
}

/** Where a key leads from a place of the matrix; null for a key that leads nowhere. */
export function placeAfter(
  { key, ctrlKey }: { readonly key: string; readonly ctrlKey: boolean },
  at: Place,
  extent: Extent,
): Place | null {
  const to = target(key, ctrlKey, at, extent)
  if (to === null) return null
  return { row: clamp(to.row, extent.rows), column: clamp(to.column, extent.columns) }
}

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** With the control key, or Home and End, as far as it goes. */
function target(key: string, far: boolean, at: Place, extent: Extent): Place | null {
  const step = STEPS[key]
  if (step !== undefined) {
    const [rows, columns] = step
    const by = far ? Math.max(extent.rows, extent.columns) : 1
    return { row: at.row + rows * by, column: at.column + columns * by }
  }
  if (key === 'PageUp') return { ...at, row: at.row - extent.page }
  if (key === 'PageDown') return { ...at, row: at.row + extent.page }
  if (key === 'Home') return { row: far ? 0 : at.row, column: 0 }
  if (key === 'End') return { row: far ? extent.rows : at.row, column: extent.columns }
  return null
}

function clamp(at: number, count: number): number {
  return Math.max(0, Math.min(count - 1, at))
}
