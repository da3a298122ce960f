import { useRef, useState, type MouseEvent, type PointerEvent } from 'react'

interface DragWish {
  /** Where the axis begins and ends, and how wide the drawing is, in its own units. */
  readonly left: number
  readonly right: number
  readonly width: number
  /** Called with two places on the axis, as shares of it. */
  readonly onRange: (from: number, to: number) => void
}

interface Drag {
  /** What is chosen so far, as places in the figure's box; null: nothing is being dragged. */
  readonly range: { readonly left: number; readonly width: number } | null
  readonly handlers: {
    readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void
    readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void
    readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void
    readonly onPointerCancel: () => void
    readonly onClickCapture: (event: MouseEvent<HTMLElement>) => void
    readonly onDragStart: (event: MouseEvent<HTMLElement>) => void
  }
}

/** A press that moves less is a click. */
const LEAST = 8

/** Choosing a part of the time by dragging a mouse or a pen over the figure; a finger scrolls. */
export function useDrag({ left, right, width, onRange }: DragWish): Drag {
  const [range, setRange] = useState<{ readonly from: number; readonly to: number } | null>(null)
  const start = useRef<number | null>(null)
  const dragged = useRef(false)
  const placeOf = (event: PointerEvent<HTMLElement>): { x: number; scale: number } => {
    const box = event.currentTarget.querySelector('svg')?.getBoundingClientRect()
    const own = event.currentTarget.getBoundingClientRect()
    const scale = box === undefined || box.width === 0 ? 1 : box.width / width
    const least = left * scale
    return { x: Math.min(right * scale, Math.max(least, event.clientX - own.left)), scale }
  }
  const end = (): void => {
    start.current = null
    setRange(null)
  }
  return {
    range:
      range === null
        ? null
        : { left: Math.min(range.from, range.to), width: Math.abs(range.to - range.from) },
    handlers: {
      onPointerDown: (event) => {
        dragged.current = false
        if (event.button !== 0 || event.pointerType === 'touch') return
        start.current = placeOf(event).x
      },
      onPointerMove: (event) => {
        if (start.current === null) return
        // Let go outside the figure.
        if (event.buttons === 0) {
          end()
          return
        }
        const { x } = placeOf(event)
        if (range === null && Math.abs(x - start.current) < LEAST) return
        dragged.current = true
        setRange({ from: start.current, to: x })
      },
      onPointerUp: (event) => {
        const from = start.current
        const { x, scale } = placeOf(event)
        const wide = (right - left) * scale
        if (from !== null && dragged.current && Math.abs(x - from) >= LEAST)
          onRange((from - left * scale) / wide, (x - left * scale) / wide)
        end()
      },
      onPointerCancel: end,
      onClickCapture: (event) => {
        if (!dragged.current) return
        dragged.current = false
        event.preventDefault()
        event.stopPropagation()
      },
      onDragStart: (event) => {
        event.preventDefault()
      },
    },
  }
}
