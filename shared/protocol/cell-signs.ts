import type { TextKey } from '../texts/keys.ts'

/**
 * Where a form stands, from the least to the furthest advanced. A visit stands where the least
 * advanced of its forms stands.
 */
export const CELL_STATES = [
  'not-due',
  'due',
  'partial',
  'complete',
  'not-done',
  'verified',
  'signed',
  'locked',
] as const
export type CellState = (typeof CELL_STATES)[number]

/** What may stand beside the state of a visit, the most pressing first. */
export const CELL_OVERLAYS = [
  'query',
  'signature-broken',
  'overdue',
  'out-of-window',
  'frozen',
] as const
export type CellOverlay = (typeof CELL_OVERLAYS)[number]

export interface CellSign {
  readonly key: CellState | CellOverlay
  readonly kind: 'state' | 'overlay'
  readonly sign: string
  readonly text: TextKey
}

/**
 * Every sign of the subject x visit matrix in its order of precedence: the overlays from the most
 * pressing on, then the states from the least advanced on. The legend is written from this list,
 * and so is the order of the signs in a cell. Shape says it; colour never does alone.
 */
export const CELL_SIGNS: readonly CellSign[] = [
  { key: 'query', kind: 'overlay', sign: '?', text: 'state.query' },
  { key: 'signature-broken', kind: 'overlay', sign: '✎\u0338', text: 'state.signatureBroken' },
  { key: 'overdue', kind: 'overlay', sign: '!', text: 'state.overdue' },
  { key: 'out-of-window', kind: 'overlay', sign: '↔', text: 'state.outOfWindow' },
  { key: 'frozen', kind: 'overlay', sign: '❄\uFE0E', text: 'state.frozen' },
  { key: 'not-due', kind: 'state', sign: '▢', text: 'state.notDue' },
  { key: 'due', kind: 'state', sign: '◔', text: 'state.due' },
  { key: 'partial', kind: 'state', sign: '◑', text: 'state.partial' },
  { key: 'complete', kind: 'state', sign: '●', text: 'state.complete' },
  { key: 'not-done', kind: 'state', sign: '⊘', text: 'state.notDone' },
  { key: 'verified', kind: 'state', sign: '✔', text: 'state.verified' },
  { key: 'signed', kind: 'state', sign: '✎', text: 'state.signed' },
  { key: 'locked', kind: 'state', sign: '🔒', text: 'state.locked' },
]

/** The sign of a state or an overlay. */
export function cellSign(key: CellState | CellOverlay): CellSign {
  const found = CELL_SIGNS.find((sign) => sign.key === key)
  if (found === undefined) throw new Error(`No sign for ${key}.`)
  return found
}

/** The least advanced of some states; null of none. */
export function leastAdvanced(states: readonly CellState[]): CellState | null {
  return CELL_STATES.find((state) => states.includes(state)) ?? null
}

/** Overlays once each, in their order of precedence. */
export function inPrecedence(overlays: readonly CellOverlay[]): CellOverlay[] {
  return CELL_OVERLAYS.filter((overlay) => overlays.includes(overlay))
}
