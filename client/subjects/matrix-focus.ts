import {
  useEffect,
  useState,
  type FocusEvent,
  type KeyboardEvent,
  type MouseEvent,
  type RefObject,
} from 'react'
import { placeAfter, type Place } from './matrix-keys.ts'

/** What is pointed at: its place in the matrix and on the screen. */
export interface Pointed extends Place {
  readonly left: number
  readonly top: number
  readonly bottom: number
}

interface GridShape {
  readonly rows: number
  /** Columns that the focus goes to: the subject, and the visits. */
  readonly columns: number
  readonly headHeight: number
  readonly rowHeight: number
  readonly columnWidth: number
  /** Where the first visit begins, and what of it stays when the rest scrolls. */
  readonly leadWidth: number
  readonly firstWidth: number
}

interface MatrixFocus {
  /** The one cell that is in the order of Tab. */
  readonly focus: Place
  readonly pointed: Pointed | null
  readonly forget: () => void
  readonly handlers: {
    readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void
    readonly onFocus: (event: FocusEvent<HTMLElement>) => void
    readonly onBlur: () => void
    readonly onMouseOver: (event: MouseEvent<HTMLElement>) => void
    readonly onMouseLeave: () => void
    readonly onClick: (event: MouseEvent<HTMLElement>) => void
  }
}

/** Focus of the matrix by arrow keys, and what keyboard or mouse points at. */
export function useMatrixFocus(
  frame: RefObject<HTMLElement | null>,
  shape: GridShape,
  open: (place: Place, aside: boolean) => void,
): MatrixFocus {
  const [focus, setFocus] = useState<Place>({ row: 0, column: 0 })
  const [wanted, setWanted] = useState<Place | null>(null)
  const [pointed, setPointed] = useState<Pointed | null>(null)
  const forget = (): void => {
    setPointed(null)
  }
  useEffect(() => {
    if (wanted === null) return
    const cell = frame.current?.querySelector(`[data-at="${wanted.row}:${wanted.column}"]`)
    if (cell instanceof HTMLElement) cell.focus({ preventScroll: true })
  }, [frame, wanted])
  const point = (target: EventTarget): void => {
    setPointed(pointedAt(target))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const place = placeOf(event.target)
    if (event.key === 'Escape') forget()
    if (place === null || frame.current === null) return
    if (event.key === 'Enter') {
      event.preventDefault()
      open(place, event.ctrlKey || event.metaKey)
      return
    }
    const page = Math.max(1, Math.floor(frame.current.clientHeight / shape.rowHeight) - 2)
    const next = placeAfter(event, place, { ...shape, page })
    if (next === null) return
    event.preventDefault()
    bringIntoSight(frame.current, next, shape)
    setFocus(next)
    setWanted(next)
  }
  return {
    focus,
    pointed,
    forget,
    handlers: {
      onKeyDown,
      onFocus: ({ target }) => {
        const place = placeOf(target)
        if (place !== null) setFocus(place)
        point(target)
      },
      onBlur: forget,
      onMouseOver: ({ target }) => {
        point(target)
      },
      onMouseLeave: forget,
      onClick: (event) => {
        const place = placeOf(event.target)
        if (place === null || event.target instanceof HTMLAnchorElement) return
        open(place, event.ctrlKey || event.metaKey)
      },
    },
  }
}

function cellOf(target: EventTarget): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-at]') : null
}

function placeOf(target: EventTarget): Place | null {
  const at = cellOf(target)?.dataset['at']
  if (at === undefined) return null
  const [row = 0, column = 0] = at.split(':').map(Number)
  return { row, column }
}

function pointedAt(target: EventTarget): Pointed | null {
  const cell = cellOf(target)
  const place = placeOf(target)
  if (cell === null || place === null) return null
  const { left, top, bottom } = cell.getBoundingClientRect()
  return { ...place, left, top, bottom }
}

/** Scrolls no further than needed; head and first column cover what lies beneath them. */
function bringIntoSight(frame: HTMLElement, { row, column }: Place, shape: GridShape): void {
  const { headHeight, rowHeight, columnWidth, leadWidth, firstWidth } = shape
  const top = row * rowHeight
  const below = headHeight + top + rowHeight - frame.clientHeight
  if (top < frame.scrollTop) frame.scrollTop = top
  else if (below > frame.scrollTop) frame.scrollTop = below
  if (column === 0) return
  const left = leadWidth + (column - 1) * columnWidth
  if (column === 1 || left - firstWidth < frame.scrollLeft) {
    frame.scrollLeft = column === 1 ? 0 : left - firstWidth
  } else if (left + columnWidth > frame.scrollLeft + frame.clientWidth) {
    frame.scrollLeft = left + columnWidth - frame.clientWidth
  }
}
