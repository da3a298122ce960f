import { moved, zoomed, type TimeSpan } from './story-view.ts'

export type ZoomStep = 'in' | 'out' | 'earlier' | 'later' | 'usual' | 'whole'

/** Strokes that change which part of the time is drawn, while the figure has the focus. */
const KEYS: Readonly<Record<string, ZoomStep>> = {
  '+': 'in',
  '=': 'in',
  '-': 'out',
  ',': 'earlier',
  '.': 'later',
  '0': 'whole',
}

export function stepOfKey(event: {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
}): ZoomStep | null {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  return KEYS[event.key] ?? null
}

/** The part of the time after a step; null: the usual one. */
export function spanAfter(step: ZoomStep, span: TimeSpan, whole: TimeSpan): TimeSpan | null {
  switch (step) {
    case 'in':
      return zoomed(span, 0.5, whole)
    case 'out':
      return zoomed(span, 2, whole)
    case 'earlier':
      return moved(span, -0.5, whole)
    case 'later':
      return moved(span, 0.5, whole)
    case 'usual':
      return null
    case 'whole':
      return whole
  }
}
