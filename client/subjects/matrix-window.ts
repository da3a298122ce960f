import {
  startTransition,
  useCallback,
  useEffect,
  useState,
  type RefObject,
  type UIEvent,
} from 'react'

/** Rows or columns to draw: `from` up to, but without, `to`. */
export interface Span {
  readonly from: number
  readonly to: number
}

interface Sizes {
  /** How far is scrolled, and how much is in sight, in pixels. */
  readonly offset: number
  readonly length: number
  /** Pixels of each row or column, and how many there are. */
  readonly size: number
  readonly count: number
}

/** Steps in which the span moves, and what is drawn beyond what is in sight. */
const STEP = 4
const BEYOND = 6

/** What is in sight with a margin. It moves in steps, so that most scrolling draws nothing anew. */
export function spanOf({ offset, length, size, count }: Sizes): Span {
  const first = Math.floor(offset / size / STEP) * STEP - BEYOND
  const last = Math.ceil((offset + length) / size / STEP) * STEP + BEYOND
  return { from: Math.max(0, Math.min(first, count)), to: Math.max(0, Math.min(last, count)) }
}

/** What to draw: the span, and the one that has the focus, so that scrolling never takes it away. */
export function drawn({ from, to }: Span, focused: number | null): readonly number[] {
  const span = Array.from({ length: to - from }, (_, at) => from + at)
  if (focused === null || focused < 0 || (focused >= from && focused < to)) return span
  return [...span, focused]
}

interface GridSizes {
  readonly rows: number
  readonly rowHeight: number
  readonly columns: number
  readonly columnWidth: number
  /** Width of what stands before the columns and stays or scrolls away. */
  readonly lead: number
}

interface GridWindow {
  readonly rows: Span
  readonly columns: Span
}

/** Before the first measurement: enough for a large screen. */
const AT_FIRST = 40

/** The part of a grid of equal rows and columns that is in sight while its frame scrolls. */
export function useGridWindow(
  frame: RefObject<HTMLElement | null>,
  sizes: GridSizes,
): GridWindow & { readonly onScroll: (event: UIEvent<HTMLElement>) => void } {
  const { rows, rowHeight, columns, columnWidth, lead } = sizes
  const [spans, setSpans] = useState<GridWindow>({
    rows: { from: 0, to: AT_FIRST },
    columns: { from: 0, to: AT_FIRST },
  })
  const measure = useCallback(
    (element: HTMLElement) => {
      const next = {
        rows: spanOf({
          offset: element.scrollTop,
          length: element.clientHeight,
          size: rowHeight,
          count: rows,
        }),
        columns: spanOf({
          offset: Math.max(0, element.scrollLeft - lead),
          length: element.clientWidth,
          size: columnWidth,
          count: columns,
        }),
      }
      // Drawn in slices between the frames, so that scrolling never waits for it.
      startTransition(() => {
        setSpans((known) =>
          isSame(known.rows, next.rows) && isSame(known.columns, next.columns) ? known : next,
        )
      })
    },
    [rows, rowHeight, columns, columnWidth, lead],
  )
  useEffect(() => {
    const element = frame.current
    if (element === null) return undefined
    const observer = new ResizeObserver(() => {
      measure(element)
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
    }
  }, [frame, measure])
  return {
    rows: within(spans.rows, rows),
    columns: within(spans.columns, columns),
    onScroll: (event) => {
      measure(event.currentTarget)
    },
  }
}

function isSame(a: Span, b: Span): boolean {
  return a.from === b.from && a.to === b.to
}

function within({ from, to }: Span, count: number): Span {
  return { from: Math.min(from, count), to: Math.min(to, count) }
}
